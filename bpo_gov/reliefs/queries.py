"""Reads of claims for relief: one, those of a KPI, and which figures are excused."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from bpo_gov.decisions.models import Decision
from bpo_gov.kernel import access
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.kpis import queries as figures
from bpo_gov.kpis.models import Figure
from bpo_gov.reliefs.models import GRANTED, Relief, ReliefFigure

KIND = "relief"
PARTS = (joinedload(Relief.framework), selectinload(Relief.parts))
MOST = 50


def load(number: int, actor: Actor, *, lock: bool = False) -> Relief:
    """One claim with its framework and the figures it names. Raises NotFound."""
    return access.get(Relief, number, actor, lock=lock, options=PARTS)


def excused(agreement_id: int) -> set[tuple[str, str]]:
    """Code and period of every figure under relief that was accepted or determined: no breach, no points, no credit."""
    query = (
        select(ReliefFigure.code, ReliefFigure.period)
        .join(Relief, Relief.id == ReliefFigure.relief_id)
        .where(Relief.agreement_id == agreement_id, Relief.state.in_(GRANTED), ReliefFigure.is_excused)
    )
    return {(row.code, row.period) for row in db.session.execute(query)}


def of_kpi(actor: Actor, code: str, period: str = "") -> Sequence[Relief]:
    """The claims that name a KPI, or one period of it, the newest first."""
    named = select(ReliefFigure.relief_id).where(ReliefFigure.code == code)
    if period:
        named = named.where(ReliefFigure.period == period)
    query = access.listing(Relief, actor).where(Relief.id.in_(named)).order_by(Matter.number.desc()).options(*PARTS[1:])
    return list(db.session.scalars(query.limit(MOST)))


def decided_by(one: Relief, actor: Actor) -> str:
    """The decision that determined it, as one says it; empty where there is none."""
    if one.decided_by_id is None:
        return ""
    found = db.session.execute(
        access.listing(Decision, actor).where(Decision.id == one.decided_by_id)
    ).scalar_one_or_none()
    return found.label if found else ""


def standing(agreement_id: int, slots: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], Figure]:
    """The figures that hold for these codes and periods, of those that are there; one query."""
    wanted = {figures.slot(agreement_id, code, period): (code, period) for code, period in slots}
    query = select(Figure).where(Figure.slot.in_(wanted)).options(joinedload(Figure.framework))
    return {wanted[one.slot]: one for one in db.session.scalars(query) if one.slot}
