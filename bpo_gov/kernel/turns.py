"""Whose turn it was, and since when, as the record tells it: a move that passes the ball says so in its particulars."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bpo_gov.kernel.db import db
from bpo_gov.kernel.ledger import Event, EventContent


@dataclass(frozen=True)
class Turn:
    """From `since` on a matter waits for `ball`: client, vendor, both, or nobody."""

    since: datetime
    ball: str | None


def turns_of(matter_id: int) -> list[Turn]:
    """Every change of the ball, oldest first: one query."""
    return list(_turns(matter_id))


def _turns(matter_id: int) -> Iterator[Turn]:
    query = (
        select(Event.at, EventContent.particulars)
        .join(EventContent, EventContent.event_id == Event.id)
        .where(Event.matter_id == matter_id)
        .order_by(Event.seq)
    )
    held: str | None = None
    for row in db.session.execute(query):
        ball = row.particulars.get("ball", held)  # a warning names the ball too, without passing it
        if ball != held:
            held = ball
            yield Turn(row.at, ball)
