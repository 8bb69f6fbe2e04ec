"""Reads of reports: one, those of the same name, the last ones of an agreement, and what the clock asks."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bpo_gov.kernel import access
from bpo_gov.kernel.db import db
from bpo_gov.kernel.parties import Actor
from bpo_gov.reports.models import Report

KIND = "report"
PARTS = (joinedload(Report.framework),)
MOST_EARLIER = 12
MOST = 2000


def load(number: int, actor: Actor, *, lock: bool = False) -> Report:
    """One report with its framework. Raises NotFound."""
    return access.get(Report, number, actor, lock=lock, options=PARTS)


def slot(agreement_id: int, period: str, name: str) -> str:
    """The place that only one report holds."""
    return f"{agreement_id}/{period}/{name}"


def taken(slots: Sequence[str]) -> set[str]:
    """Which of these places are held."""
    return set(db.session.scalars(select(Report.slot).where(Report.slot.in_(slots)))) if slots else set()


def at(agreement_id: int, period: str, name: str) -> Report | None:
    """The report on a period."""
    query = select(Report).where(Report.slot == slot(agreement_id, period, name))
    return db.session.execute(query).scalar_one_or_none()


def earlier(one: Report, actor: Actor) -> Sequence[Report]:
    """The reports of the same name on earlier periods, the newest first."""
    query = access.listing(Report, actor).where(Report.name == one.name, Report.begins < one.begins)
    return list(db.session.scalars(query.order_by(Report.begins.desc(), Report.id.desc()).limit(MOST_EARLIER)))


def since(actor: Actor, day: date) -> Sequence[Report]:
    """The reports on periods that begin on that day or later, in their order."""
    query = access.listing(Report, actor).where(Report.begins >= day)
    return list(db.session.scalars(query.order_by(Report.begins, Report.id).limit(MOST)))
