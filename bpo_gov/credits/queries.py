"""Reads of credits: statements, and all that a month is reckoned from, in a fixed number of queries."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload, load_only

from bpo_gov.agreements.models import Framework, FrameworkState
from bpo_gov.credits.models import Statement
from bpo_gov.kernel import access
from bpo_gov.kernel.db import db
from bpo_gov.kernel.parties import Actor, Party
from bpo_gov.kpis.models import Figure

KIND = "credit_statement"
PARTS = (joinedload(Statement.framework),)
PARTS_OF_A_MONTH = (
    Figure.framework_id, Figure.code, Figure.period, Figure.value, Figure.settled, Figure.state, Figure.number,
)  # fmt: skip
FAR_BACK = timedelta(days=550)  # of figures: a year, and what doubles or comes back from before
MOST = 20_000


def load(number: int, actor: Actor, *, lock: bool = False) -> Statement:
    """One statement with its framework. Raises NotFound."""
    return access.get(Statement, number, actor, lock=lock, options=PARTS)


def statements(agreement_id: int, party: Party | None = None, since: date | None = None) -> list[Statement]:
    """The statements of an agreement, of what one side owes if it is named, in order of month."""
    query = select(Statement).options(*PARTS).where(Statement.agreement_id == agreement_id)
    if party is not None:
        query = query.where(Statement.owed_by == party)
    if since is not None:
        query = query.where(Statement.begins >= since)
    return list(db.session.scalars(query.order_by(Statement.begins, Statement.nth).limit(MOST)))


def figures(agreement_id: int, since: date, code: str = "") -> Sequence[Figure]:
    """The figures that hold, of one KPI if it is named, of periods that begin on that day or later; only what a month is made of.

    Their versions are not loaded with them: whoever asks has read those that were in force (`in_force`).
    """
    query = select(Figure).options(load_only(*PARTS_OF_A_MONTH, raiseload=True)).where(
        Figure.agreement_id == agreement_id, Figure.begins >= since, Figure.slot.is_not(None)
    )  # fmt: skip
    if code:
        query = query.where(Figure.code == code)
    return list(db.session.scalars(query.order_by(Figure.begins, Figure.id).limit(MOST)))


def in_force(agreement_id: int) -> list[Framework]:
    """The versions that both sides signed, the one that takes effect last first."""
    states = (FrameworkState.ACTIVE, FrameworkState.SUPERSEDED)
    query = select(Framework).where(Framework.agreement_id == agreement_id, Framework.state.in_(states))
    return list(db.session.scalars(query.order_by(Framework.effective_from.desc(), Framework.number.desc())))
