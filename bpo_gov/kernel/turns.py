"""Whose turn it was, and since when, as the record tells it: a move that passes the ball says so in its particulars."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bpo_gov.kernel.db import db
from bpo_gov.kernel.ledger import Event, EventContent


@dataclass(frozen=True)
class Turn:
    """From `since` on a matter waits for `ball`: client, vendor, both, or nobody; in what came from a log also a third."""

    since: datetime
    ball: str | None


def turns_of(matter_id: int) -> list[Turn]:
    """Every change of the ball, oldest first: one query."""
    return turns_of_all([matter_id]).get(matter_id, [])


def turns_of_all(matter_ids: Sequence[int]) -> Mapping[int, list[Turn]]:
    """Every change of the ball of these matters, oldest first: one query for all of them."""
    query = (
        select(Event.matter_id, Event.at, EventContent.particulars)
        .join(EventContent, EventContent.event_id == Event.id)
        .where(Event.matter_id.in_(matter_ids))
        .order_by(Event.matter_id, Event.seq)
    )
    found: dict[int, list[Turn]] = {}
    for row in db.session.execute(query):
        turns = found.setdefault(row.matter_id, [])
        held = turns[-1].ball if turns else None
        ball = ball_after(row.particulars, held)
        if ball != held:
            turns.append(Turn(row.at, ball))
    return found


def ball_after(told: Mapping[str, Any], held: str | None) -> str | None:
    """Whose turn it is after an entry; a warning names the ball too, without passing it."""
    ball: str | None = told.get("holder", told.get("ball", held))
    return ball
