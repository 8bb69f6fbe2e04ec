"""Reads of figures: one, the one of a period, those of a KPI, and the last ones of all KPIs."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bpo_gov.agreements.framework import Kpi
from bpo_gov.agreements.models import Framework
from bpo_gov.kernel import access, clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import N_
from bpo_gov.kpis.models import Figure

KIND = "figure"
PARTS = (joinedload(Figure.framework),)
LENGTHS = {"week": N_("week"), "month": N_("month"), "quarter": N_("quarter")}
MOST = 600  # figures of a KPI: ten years of weeks


def now() -> datetime:
    """The moment of the request or of the clock."""
    return clock.now()


def load(number: int, actor: Actor, *, lock: bool = False) -> Figure:
    """One figure with its framework. Raises NotFound."""
    return access.get(Figure, number, actor, lock=lock, options=PARTS)


def slot(agreement_id: int, code: str, period: str) -> str:
    """The place that only one figure holds at a time."""
    return f"{agreement_id}/{code}/{period}"


def at(agreement_id: int, code: str, period: str) -> Figure | None:
    """The figure that holds for a period."""
    query = select(Figure).where(Figure.slot == slot(agreement_id, code, period))
    return db.session.execute(query).scalar_one_or_none()


def of_kpi(actor: Actor, code: str, begin: date | None = None) -> Sequence[Figure]:
    """The figures that hold for a KPI, oldest first; those of periods that begin on that day or later, where one is given."""
    query = access.listing(Figure, actor).where(Figure.code == code, Figure.slot.is_not(None))
    if begin:
        query = query.where(Figure.begins >= begin)
    found = db.session.scalars(query.order_by(Figure.begins.desc()).limit(MOST))
    return list(found)[::-1]


def newest(actor: Actor, code: str) -> Figure | None:
    """The last figure that holds for a KPI, with its framework."""
    query = access.listing(Figure, actor).where(Figure.code == code, Figure.slot.is_not(None)).options(*PARTS)
    return db.session.scalars(query.order_by(Figure.begins.desc()).limit(1)).first()


def cards(found: Iterable[Figure], code: str, now: Framework) -> dict[int, Kpi]:
    """The definition card of a KPI by the version that its figures were submitted under: one read, none where there is only `now`."""
    other = {one.framework_id for one in found} - {now.id}
    query = select(Framework).where(Framework.id.in_(other))
    versions = [now, *(db.session.scalars(query) if other else ())]
    return {version.id: kpi for version in versions for kpi in version.terms.kpis if kpi.code == code}


def since(actor: Actor, day: date) -> Sequence[Figure]:
    """The figures of all KPIs whose periods begin on that day or later, oldest first."""
    query = access.listing(Figure, actor).where(Figure.begins >= day, Figure.slot.is_not(None))
    return list(db.session.scalars(query.order_by(Figure.begins, Figure.id).limit(5000)))
