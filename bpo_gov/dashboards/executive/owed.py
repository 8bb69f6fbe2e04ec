"""Statements of credits over all relationships, as the executive page adds them up."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import and_, func, or_, select

from bpo_gov.credits.models import Statement
from bpo_gov.dashboards.executive.reach import Reach
from bpo_gov.kernel.db import Exact, db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Party


@dataclass(frozen=True)
class Owed:
    """A statement: how far it is, which side it is due to, how much, and until when it waits."""

    currency: str
    state: str
    due_to: Party
    amount: Decimal
    first_due: datetime | None


def credits(reach: Reach, since: date) -> list[Owed]:
    """The statements that are open, or of months since a day: one read. They are added up here, as not every database does it exactly."""
    row = Statement.__table__.c
    counted = and_(Matter.kind == "credit_statement", or_(Matter.ball.is_not(None), row.begins >= since))
    amount = func.coalesce(row.settled, row.due, type_=Exact())
    query = (
        select(row.currency, Matter.state, Matter.raised_by, amount, Matter.due_at)
        .select_from(Matter)
        .join(Statement.__table__, row.id == Matter.id)
        .where(reach.sees(), counted)
    )
    return [Owed(found[0], found[1], found[2], abs(found[3]), found[4]) for found in db.session.execute(query)]
