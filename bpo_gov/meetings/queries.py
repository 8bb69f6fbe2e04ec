"""Reads of meetings: one with what its guards and its page read, and those of a forum before it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from bpo_gov.kernel import access, clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import SIDES, Actor, Party
from bpo_gov.meetings.models import Item, Meeting, Preparation, State

KIND = "meeting"
PARTS = (
    joinedload(Meeting.framework), selectinload(Meeting.items).selectinload(Item.about), selectinload(Meeting.seats), selectinload(Meeting.versions),
)  # fmt: skip
MOST_BEFORE, MOST_AHEAD = 30, 60
AHEAD = (State.DRAFT, State.SCHEDULED, State.IN_PROGRESS)


def load(number: int, actor: Actor, *, lock: bool = False) -> Meeting:
    """One meeting with its framework, agenda, seats and versions of the minutes. Raises NotFound."""
    return access.get(Meeting, number, actor, lock=lock, options=PARTS)


def before(agreement_id: int, forum: str, starts_at: datetime) -> list[Meeting]:
    """The meetings of a forum before a moment, oldest first, with their agendas; no more than the newest thirty."""
    query = (
        select(Meeting)
        .where(Matter.agreement_id == agreement_id, Meeting.forum == forum, Meeting.starts_at < starts_at)
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
        .options(selectinload(Meeting.items).selectinload(Item.about))
    )
    return list(db.session.scalars(query.limit(MOST_BEFORE)))[::-1]


def drafts(agreement_id: int, forum: str) -> list[Meeting]:
    """The meetings of a forum's series that nobody is invited to yet, in their order."""
    query = (
        select(Meeting)
        .where(Matter.agreement_id == agreement_id, Meeting.forum == forum, Matter.state == State.DRAFT)
        .order_by(Meeting.starts_at, Meeting.id)
        .options(*PARTS)
    )
    return list(db.session.scalars(query))


def preparations(one: Meeting, party: Party) -> dict[int, Preparation]:
    """What one side has prepared, by item; never what the other one has."""
    query = select(Preparation).where(
        Preparation.item_id.in_([item.id for item in one.items]), Preparation.party == party
    )
    return {found.item_id: found for found in db.session.scalars(query)} if party in SIDES else {}


def preparation(item_id: int, party: Party) -> Preparation | None:
    """What one side has prepared for an item."""
    query = select(Preparation).where(Preparation.item_id == item_id, Preparation.party == party)
    return db.session.execute(query).scalar_one_or_none()


def keep(row: Preparation) -> None:
    """Add a row to the unit of work."""
    db.session.add(row)


def mark(one: Meeting) -> str:
    """What changes with everything that can be seen in the room: the meeting itself, and what came of it."""
    query = select(func.count(), func.coalesce(func.sum(Matter.version), 0)).where(Matter.about_id == one.id)
    n, versions = db.session.execute(query).one()
    return f"{one.version}-{n}-{versions}"


def ahead(actor: Actor) -> list[Meeting]:
    """The next meetings of all forums, drafts too, and those that go on now; the first to begin first."""
    query = (
        access.listing(Meeting, actor)
        .where(Matter.state.in_(AHEAD), Meeting.starts_at > clock.now() - timedelta(days=1))
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return list(db.session.scalars(query.limit(MOST_AHEAD)))


def last_held(found: Sequence[Meeting]) -> Meeting | None:
    """The newest of these that was not cancelled and not left out."""
    return next(
        (one for one in reversed(found) if one.state not in (State.CANCELLED, State.SCHEDULED, State.DRAFT)), None
    )


def just_called(actor: Actor, forum: str, starts_at: datetime) -> int | None:
    """The number of the very same meeting by the same person a moment ago."""
    return access.just_opened(Meeting, actor, {"forum": forum, "starts_at": starts_at})
