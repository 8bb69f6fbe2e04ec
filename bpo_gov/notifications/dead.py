"""Letters that could not be delivered: to whom, of which matter, since when and why; never what they say."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, CursorResult, func, select, update
from sqlalchemy.orm import aliased

from bpo_gov.accounts.models import User
from bpo_gov.agreements.models import Agreement, Membership
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.ledger import Event
from bpo_gov.kernel.parties import Actor, Party, Role
from bpo_gov.notifications.models import MailState, Notification

MOST: Final = 200  # lines of the page; the count tells all
_Reader, _Place = aliased(User), aliased(Membership)
DEAD: Final = Notification.mail == MailState.DEAD


@dataclass(frozen=True)
class DeadLetter:
    """One letter that was given up."""

    id: int
    name: str
    email: str
    subject: str
    agreement: str
    told_at: datetime
    tries: int
    error: str


def letters(actor: Actor) -> list[DeadLetter]:
    """The newest of the dead letters to people of the actor's side in this agreement."""
    return _listed(_of_side(actor.agreement_id, actor.party))


def letters_of_house() -> list[DeadLetter]:
    """The newest dead letters of all agreements, for the host."""
    return _listed()


def count(actor: Actor) -> int:
    """How many letters to people of the actor's side are dead."""
    query = select(func.count()).select_from(Notification).where(DEAD, _of_side(actor.agreement_id, actor.party))
    return int(db.session.execute(query).scalar_one())


def counts_of(user_id: int) -> list[tuple[str, str, int]]:
    """(agreement, key, how many) where a person is a manager and letters to their side are dead."""
    mine, theirs = aliased(Membership), aliased(Membership)
    query = (
        select(Agreement.title, Agreement.key, func.count())
        .select_from(Notification)
        .join(Agreement, Agreement.id == Notification.agreement_id)
        .join(mine, mine.agreement_id == Agreement.id)
        .join(theirs, (theirs.agreement_id == Agreement.id) & (theirs.user_id == Notification.user_id))
        .where(DEAD, mine.user_id == user_id, mine.ended_at.is_(None), mine.role >= Role.MANAGER.value)
        .where(theirs.party == mine.party)
        .group_by(Agreement.id, Agreement.title, Agreement.key)
        .order_by(Agreement.title)
    )
    return [(title, key, n) for title, key, n in db.session.execute(query)]


def resend(actor: Actor, notification_id: int | None = None) -> int:
    """Have one dead letter of the actor's side sent again, or all of them; how many."""
    which = [_of_side(actor.agreement_id, actor.party)]
    return _resend(*which, *([Notification.id == notification_id] if notification_id is not None else []))


def resend_all(agreement_id: int | None = None) -> int:
    """Have the dead letters of an agreement sent again, or of all, for the host."""
    return _resend(*([Notification.agreement_id == agreement_id] if agreement_id is not None else []))


def _resend(*which: ColumnElement[bool]) -> int:
    again = {"mail": MailState.DUE, "mail_attempts": 0, "mail_next_at": clock.now(), "digest_id": None}
    changed = update(Notification).where(DEAD, *which).values(**again)
    done = db.session.execute(changed.execution_options(synchronize_session=False))
    return done.rowcount if isinstance(done, CursorResult) else 0


def _of_side(agreement_id: int, party: Party) -> ColumnElement[bool]:
    """Notices of an agreement to people who are, or were, of a side."""
    people = select(_Place.user_id).where(_Place.agreement_id == agreement_id, _Place.party == party)
    return (Notification.agreement_id == agreement_id) & Notification.user_id.in_(people)


def _listed(*which: ColumnElement[bool]) -> list[DeadLetter]:
    query = (
        select(
            Notification.id, _Reader.name, _Reader.email, Event.subject, Agreement.key, Notification.created_at,
            Notification.mail_attempts, Notification.mail_error,
        )
        .join(Event, Event.id == Notification.event_id)
        .join(Agreement, Agreement.id == Notification.agreement_id)
        .join(_Reader, _Reader.id == Notification.user_id)
        .where(DEAD, *which)
        .order_by(Notification.id.desc())
        .limit(MOST)
    )  # fmt: skip
    return [DeadLetter(*row) for row in db.session.execute(query)]
