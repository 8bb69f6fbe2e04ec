"""Statements of credits over all relationships, added up by the database."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import and_, func, or_, select

from bpo_gov.credits.models import Statement
from bpo_gov.dashboards.executive.reach import Reach
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Party


@dataclass(frozen=True)
class Owed:
    """Credits of one currency in one state that are due to one side."""

    currency: str
    state: str
    due_to: Party
    amount: Decimal
    count: int
    first_due: datetime | None


def credits(reach: Reach, since: date) -> list[Owed]:
    """Statements of credits that are open, or of months since a day: sums by currency, state and whose they are; one statement."""
    row = Statement.__table__.c
    counted = and_(Matter.kind == "credit_statement", or_(Matter.ball.is_not(None), row.begins >= since))
    amount, side = func.sum(func.abs(func.coalesce(row.settled, row.due))), Matter.raised_by
    query = (
        select(row.currency, Matter.state, side, amount, func.count(), func.min(Matter.due_at))
        .select_from(Matter)
        .join(Statement.__table__, row.id == Matter.id)
        .where(reach.sees(), counted)
        .group_by(row.currency, Matter.state, side)
    )
    return [Owed(found[0], found[1], found[2], found[3], found[4], found[5]) for found in db.session.execute(query)]
