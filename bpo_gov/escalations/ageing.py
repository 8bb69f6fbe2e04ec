"""How old the open escalations are and with whom they lie, and how the clock passed from side to side: reads for the charts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, func, select

from bpo_gov.escalations.lists import BOUNDS, KIND
from bpo_gov.escalations.models import Escalation
from bpo_gov.escalations.times import Stretch, stretches
from bpo_gov.kernel import access, clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.turns import turns_of_all

BUCKETS = (*map(str, BOUNDS), "more")
MOST_BARS = 50


@dataclass(frozen=True)
class Bar:
    """One escalation with the stretches in which each side held it."""

    number: int
    label: str
    title: str
    stretches: Sequence[Stretch]


def ageing(actor: Actor) -> Mapping[tuple[str, str], int]:
    """How many are open, by age and by whose turn it is; one query."""
    now = clock.now()
    ages = [(Matter.created_at >= now - timedelta(days=days), str(days)) for days in BOUNDS]
    bucket = case(*ages, else_="more")
    query = select(bucket.label("bucket"), Matter.ball, func.count().label("n")).where(
        access.may_see(actor), Matter.kind == KIND, Matter.ball.is_not(None)
    )
    rows = db.session.execute(query.group_by(bucket, Matter.ball))
    return {(row.bucket, row.ball): row.n for row in rows}


def bars(actor: Actor, until: datetime) -> list[Bar]:
    """The newest open escalations, oldest of them first; two queries."""
    query = (
        access.listing(Escalation, actor)
        .where(Matter.ball.is_not(None))
        .order_by(Matter.created_at.desc(), Matter.number.desc())
    )
    rows = list(db.session.execute(query.limit(MOST_BARS)).scalars())[::-1]
    turns = turns_of_all([row.id for row in rows])
    return [Bar(row.number, row.label, row.title, stretches(turns.get(row.id, []), until)) for row in rows]
