"""Reads of plans: one, those of a KPI, and the one that holds for a failing."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.models import Membership
from bpo_gov.decisions.models import Decision
from bpo_gov.kernel import access
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor, Party, Role
from bpo_gov.kpis import queries as figures
from bpo_gov.kpis.models import Figure
from bpo_gov.rectifications.models import PlanDraft, Rectification

KIND = "rectification"
PARTS = (joinedload(Rectification.framework), selectinload(Rectification.drafts).selectinload(PlanDraft.steps))
MOST = 50


def load(number: int, actor: Actor, *, lock: bool = False) -> Rectification:
    """One plan with its framework, its drafts and their steps. Raises NotFound."""
    return access.get(Rectification, number, actor, lock=lock, options=PARTS)


def at(agreement_id: int, code: str, period: str) -> Rectification | None:
    """The plan that holds for a failing."""
    query = select(Rectification).where(Rectification.slot == figures.slot(agreement_id, code, period))
    return db.session.execute(query).scalar_one_or_none()


def of_kpi(actor: Actor, code: str, period: str = "") -> Sequence[Rectification]:
    """The plans for a KPI, or for one period of it, the newest first."""
    query = access.listing(Rectification, actor).where(Rectification.code == code)
    if period:
        query = query.where(Rectification.period == period)
    return list(db.session.scalars(query.order_by(Matter.number.desc()).limit(MOST)))


def figure_of(one: Rectification) -> Figure | None:
    """The figure that holds for the period that failed."""
    query = select(Figure).where(Figure.slot == figures.slot(one.agreement_id, one.code, one.period))
    return db.session.execute(query.options(joinedload(Figure.framework))).scalar_one_or_none()


def decided_by(one: Rectification, actor: Actor) -> str:
    """The decision about the root cause, as one says it; empty where there is none."""
    if one.decided_by_id is None:
        return ""
    found = db.session.execute(
        access.listing(Decision, actor).where(Decision.id == one.decided_by_id)
    ).scalar_one_or_none()
    return found.label if found else ""


def failed(agreement_id: int) -> dict[Party, list[date]]:
    """The days on which plans failed, by the side that owed them, the earliest first."""
    query = select(Rectification).where(
        Rectification.agreement_id == agreement_id, Rectification.failed_on.is_not(None)
    )
    found: dict[Party, list[date]] = {}
    for one in db.session.scalars(query.order_by(Rectification.failed_on, Rectification.id)):
        if one.failed_on is not None:
            found.setdefault(one.at_fault, []).append(one.failed_on)
    return found


def able(agreement_id: int, side: Party) -> list[Membership]:
    """Who of a side can own a step."""
    return [one for one in agreements.members(agreement_id) if one.party is side and one.rank >= Role.MEMBER]
