"""Reads of meetings: one with what its guards and its page read, and those of a forum before it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from bpo_gov.kernel import access
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.meetings.models import Item, Meeting, State

KIND = "meeting"
PARTS = (
    joinedload(Meeting.framework), selectinload(Meeting.items).selectinload(Item.about), selectinload(Meeting.seats), selectinload(Meeting.versions),
)  # fmt: skip
MOST_BEFORE = 30


def load(number: int, actor: Actor, *, lock: bool = False) -> Meeting:
    """One meeting with its framework, agenda, seats and versions of the minutes. Raises NotFound."""
    return access.get(Meeting, number, actor, lock=lock, options=PARTS)


def before(agreement_id: int, forum: str, starts_at: datetime) -> list[Meeting]:
    """The meetings of a forum before a moment, oldest first, with their agendas; no more than the newest thirty."""
    query = (
        select(Meeting)
        .where(Matter.agreement_id == agreement_id, Meeting.forum == forum, Meeting.starts_at < starts_at)
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
        .options(selectinload(Meeting.items))
    )
    return list(db.session.scalars(query.limit(MOST_BEFORE)))[::-1]


def last_held(found: Sequence[Meeting]) -> Meeting | None:
    """The newest of these that was not cancelled and not left out."""
    return next((one for one in reversed(found) if one.state not in (State.CANCELLED, State.SCHEDULED)), None)


def just_called(actor: Actor, forum: str, starts_at: datetime) -> int | None:
    """The number of the very same meeting by the same person a moment ago."""
    return access.just_opened(Meeting, actor, {"forum": forum, "starts_at": starts_at})
