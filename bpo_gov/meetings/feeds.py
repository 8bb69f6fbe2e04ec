"""The private calendar address of a person: who has it reads the meetings of that person's forums, and nothing else."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column

from bpo_gov.accounts.models import User
from bpo_gov.agreements import belonging
from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.models import Agreement, Membership
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import Model, db
from bpo_gov.kernel.matters import Matter
from bpo_gov.meetings import invited, members
from bpo_gov.meetings.invitations import Invited
from bpo_gov.meetings.models import Meeting

BACK: Final = timedelta(days=365)
MOST: Final = 2000  # meetings in one answer


class CalendarFeed(Model):
    """The one address of a person; only its digest is kept, so nobody reads it from the database."""

    __tablename__ = "calendar_feeds"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]


def of(user_id: int) -> CalendarFeed | None:
    """The address that a person has, if any."""
    return db.session.get(CalendarFeed, user_id)


def make(user_id: int) -> str:
    """A new address in place of the old one; its secret is told here once and never again."""
    token = secrets.token_urlsafe(32)
    feed = of(user_id) or CalendarFeed(user_id=user_id)
    feed.digest, feed.made_at = _digest(token), clock.now()
    db.session.add(feed)
    return token


def withdraw(user_id: int) -> None:
    """Nobody reads it any more."""
    if feed := of(user_id):
        db.session.delete(feed)


def owner(token: str) -> User | None:
    """Whose address this is; None for one that was replaced or withdrawn, and for somebody who may not sign in."""
    query = select(User).join(CalendarFeed, CalendarFeed.user_id == User.id)
    return db.session.execute(
        query.where(CalendarFeed.digest == _digest(token), User.disabled_at.is_(None))
    ).scalar_one_or_none()


def meetings(user: User) -> list[Invited]:
    """The meetings of the forums in which a person sits now, from a year back on, in a few statements for each agreement."""
    return [one for place in belonging.agreements_of(user.id) for one in _of_agreement(place)]


def _of_agreement(place: Membership) -> Iterable[Invited]:
    query = (
        select(Meeting)
        .where(Matter.agreement_id == place.agreement_id, Meeting.starts_at > clock.now() - BACK)
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
        .options(joinedload(Meeting.framework))
    )
    found, people = list(db.session.scalars(query.limit(MOST))), agreements.members(place.agreement_id)
    seated: Mapping[tuple[int, str], bool] = {
        (one.framework_id, one.forum): any(m.user_id == place.user_id for m in members.seated(one, people)) for one in found
    }  # fmt: skip
    return [_published(one, place.agreement) for one in reversed(found) if seated[one.framework_id, one.forum]]


def _published(one: Meeting, agreement: Agreement) -> Invited:
    """Its stamp is when it was planned: the last move may be a note of one side, of which the other must not even see the time."""
    return replace(invited.of(one, agreement, ()), stamp=one.created_at)


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
