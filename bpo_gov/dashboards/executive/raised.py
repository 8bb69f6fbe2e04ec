"""What is raised over all relationships: open disputes and escalations, the few of the page and the sums of them all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from sqlalchemy import and_, func, select

from bpo_gov.agreements.models import Agreement
from bpo_gov.dashboards.executive import reads, sets
from bpo_gov.dashboards.executive.reach import Reach
from bpo_gov.dashboards.executive.reads import Line
from bpo_gov.disputes.models import Dispute
from bpo_gov.escalations.models import Escalation
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.relationships.models import Relationship

MOST: Final = 4  # disputes and escalations of the page


@dataclass(frozen=True)
class Claims:
    """The open disputes: the oldest ones with what is claimed in which currency; of all of them what is claimed, and since when."""

    oldest: Sequence[tuple[Line, Decimal | None, str]]
    amounts: Sequence[tuple[str, Decimal | None]]
    since: datetime | None

    @property
    def many(self) -> int:
        """How many there are."""
        return len(self.amounts)


NOTHING: Final = Claims([], [], None)


@dataclass(frozen=True)
class Climbed:
    """The open escalations nearest to the top of their ladders, each with its level and the highest one, and how many stand there."""

    nearest: Sequence[tuple[Line, int, int]]
    at_the_top: int


def disputes(reach: Reach) -> Claims:
    """The open disputes; two statements, of which the one that reads all of them reads amounts only."""
    row = Dispute.__table__.c
    amounts = (
        select(Agreement.currency, row.amount, Matter.created_at)
        .select_from(Matter)
        .join(Dispute.__table__, row.id == Matter.id)
        .join(Agreement, Agreement.id == Matter.agreement_id)
        .where(reach.sees(), sets.is_open("dispute"))
    )
    found = db.session.execute(amounts).all()
    if not found:
        return NOTHING
    query = reads.lines(reach).add_columns(row.amount, Agreement.currency).join(Dispute.__table__, row.id == Matter.id)
    query = query.where(reach.sees(), sets.is_open("dispute")).order_by(Matter.created_at, Matter.id)
    oldest = [(reads.line(one, reach), one[-2], one[-1]) for one in db.session.execute(query.limit(MOST // 2))]
    return Claims(oldest, [(one[0], one[1]) for one in found], min(one[2] for one in found))


def escalations(reach: Reach) -> Climbed:
    """The open escalations that stand nearest to the top of their ladder, oldest first; one statement."""
    row = Escalation.__table__.c
    levels = func.coalesce(Relationship.levels, 0)
    top = func.count().filter(and_(levels > 0, row.level >= levels)).over()
    query = reads.lines(reach).add_columns(top, row.level, levels).join(Escalation.__table__, row.id == Matter.id)
    query = query.where(reach.sees(), sets.is_open("escalation")).order_by(levels - row.level, Matter.created_at)
    found = db.session.execute(query.limit(MOST)).all()
    return Climbed([(reads.line(one, reach), one[-2], one[-1]) for one in found], found[0][-3] if found else 0)


def tiers(reach: Reach) -> list[tuple[int, int, datetime]]:
    """The open escalations by level: the level, how many, since when the oldest; one statement."""
    row = Escalation.__table__.c
    query = (
        select(row.level, func.count(), func.min(Matter.created_at))
        .select_from(Matter)
        .join(Escalation.__table__, row.id == Matter.id)
        .where(reach.sees(), sets.is_open("escalation"))
        .group_by(row.level)
        .order_by(row.level.desc())
    )
    return [(one[0], one[1], one[2]) for one in db.session.execute(query)]
