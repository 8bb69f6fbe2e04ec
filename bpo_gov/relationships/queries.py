"""What is read of one agreement to count how it stands: its versions, its figures, its actions, decisions and promises."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload

from bpo_gov.action_items.models import ActionItem
from bpo_gov.action_items.models import State as ActionState
from bpo_gov.agreements.models import Agreement, Framework, FrameworkState
from bpo_gov.decisions.models import Decision
from bpo_gov.decisions.models import State as Decided
from bpo_gov.disputes.models import Dispute, Remedy
from bpo_gov.disputes.models import State as DisputeState
from bpo_gov.kernel.db import db
from bpo_gov.kernel.ledger import Event
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import SIDES, Party
from bpo_gov.kpis.models import Figure
from bpo_gov.kpis.rules.health import BACK
from bpo_gov.relationships.models import AuthorityLine, Relationship

MORE = 8  # figures of a KPI beside the settled ones: open, contested, without data


def agreement(agreement_id: int) -> Agreement:
    """The agreement; it is there."""
    return db.session.get_one(Agreement, agreement_id)


def head(agreement_id: int) -> int:
    """How long the record is."""
    query = select(func.coalesce(func.max(Event.seq), 0)).where(Event.agreement_id == agreement_id)
    return int(db.session.execute(query).scalar_one())


def versions(agreement_id: int) -> Sequence[Framework]:
    """The versions that are in force or may come, in the order in which they take effect."""
    states = (FrameworkState.ACTIVE, FrameworkState.PROPOSED)
    query = select(Framework).where(Framework.agreement_id == agreement_id, Framework.state.in_(states))
    query = query.order_by(Framework.effective_from, Framework.number).execution_options(populate_existing=True)
    return list(db.session.scalars(query))


def figures(agreement_id: int) -> Sequence[Figure]:
    """The last figures that hold of every KPI, oldest first, each with the version it was submitted under."""
    place = func.row_number().over(partition_by=Figure.code, order_by=Figure.begins.desc()).label("place")
    mine = and_(Matter.agreement_id == agreement_id, Matter.kind == "figure")
    newest = select(Figure.id.label("id"), place).where(mine, Figure.slot.is_not(None)).subquery()
    query = select(Figure).join(newest, newest.c.id == Figure.id).where(newest.c.place <= BACK + MORE)
    query = query.options(joinedload(Figure.framework)).execution_options(populate_existing=True)
    return list(db.session.scalars(query.order_by(Figure.begins, Figure.id)))


def actions(agreement_id: int, since: datetime) -> dict[Party, tuple[int, int]]:
    """By side, how many actions were to be done since then, and how many of them were done in time; one query.

    What was done counts on the day it was done, what is open only once a day of it has passed; what was dropped counts nowhere.
    """
    done = and_(ActionItem.state == ActionState.DONE, ActionItem.ended_at >= since)
    missed = and_(ActionItem.state == ActionState.OPEN, ActionItem.is_late)
    query = (
        select(ActionItem.owner_side, func.count(), func.count().filter(done, ActionItem.is_late.is_(False)))
        .select_from(ActionItem)
        .where(ActionItem.agreement_id == agreement_id, ActionItem.kind == "action_item", or_(done, missed))
    )
    found = {row[0]: (row[1], row[2]) for row in db.session.execute(query.group_by(ActionItem.owner_side))}
    return {side: found.get(side, (0, 0)) for side in SIDES}


def reviews(agreement_id: int) -> int:
    """How many decisions that hold wait to be looked at again."""
    query = select(func.count()).select_from(Decision)
    query = query.where(
        Decision.agreement_id == agreement_id, Decision.kind == "decision", Decision.state == Decided.AGREED, Decision.is_for_review
    )  # fmt: skip
    return int(db.session.execute(query).scalar_one())


def promises(agreement_id: int, today: date) -> int:
    """How many promises of settlements are past their day."""
    query = (
        select(func.count())
        .select_from(Remedy)
        .join(Dispute, Dispute.id == Remedy.dispute_id)
        .where(Dispute.agreement_id == agreement_id, Dispute.state == DisputeState.SETTLED)
        .where(Remedy.done_at.is_(None), Remedy.due_on < today)
    )
    return int(db.session.execute(query).scalar_one())


def kept(agreement_id: int) -> Relationship | None:
    """The row as it is kept."""
    query = select(Relationship).where(Relationship.agreement_id == agreement_id)
    return db.session.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()


def lines(agreement_id: int) -> list[AuthorityLine]:
    """The authority lists as they are kept."""
    query = select(AuthorityLine).where(AuthorityLine.agreement_id == agreement_id).order_by(AuthorityLine.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def everything() -> list[int]:
    """Every agreement."""
    return list(db.session.scalars(select(Agreement.id).order_by(Agreement.id)))


def to_be_counted(now: datetime, limit: int) -> list[int]:
    """The agreements that were never counted, whose day is over, or that could not be counted, oldest first."""
    query = (
        select(Agreement.id)
        .outerjoin(Relationship, Relationship.agreement_id == Agreement.id)
        .where(or_(Relationship.agreement_id.is_(None), Relationship.until <= now, Relationship.is_stale))
        .order_by(Relationship.at.is_not(None), Relationship.at, Agreement.id)
    )
    return list(db.session.scalars(query.limit(limit)))
