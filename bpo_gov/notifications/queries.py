"""Reads of notices: a page of the inbox, how many are unread, and one with all that its words need."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, bindparam, false, func, not_, or_, select
from sqlalchemy.orm import aliased

from bpo_gov.accounts.models import User
from bpo_gov.agreements.models import Agreement, Membership
from bpo_gov.kernel import tallies
from bpo_gov.kernel.db import db
from bpo_gov.kernel.ledger import NARROW, PRIVILEGED, Event, EventContent, Told
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Party, Role, role_word
from bpo_gov.kernel.words import Say, Tally
from bpo_gov.kernel.workflow import WORKFLOWS
from bpo_gov.notifications.audience import NEWS
from bpo_gov.notifications.models import NoticeChoice, Notification
from bpo_gov.notifications.notice import Notice

PAGE: Final = 30
MOST_UNREAD: Final = 99
_PLACE: Final = and_(Membership.agreement_id == Notification.agreement_id, Membership.user_id == Notification.user_id)
_Actor, _Place = aliased(User), aliased(Membership)


class View(StrEnum):
    """WAITS: the newest notice of each matter whose ball lies with the reader's side; NEWS: the others."""

    WAITS = "waits"
    NEWS = "news"
    ALL = "all"


@dataclass(frozen=True)
class Entry:
    """One notice of one reader, who belongs to its agreement and may see its matter."""

    id: int
    read_at: datetime | None
    reason: str
    reader: User
    party: Party
    title: str | Say
    notice: Notice


@dataclass(frozen=True)
class Only:
    """What a list is narrowed to: the key of an agreement, a kind of matter."""

    agreement: str | None = None
    kind: str | None = None


@dataclass(frozen=True)
class Page:
    """Notices, the newest first; `older` and `newer` are the keys of the pages beside it, or None."""

    entries: list[Entry]
    older: int | None
    newer: int | None = None


@dataclass(frozen=True)
class Counts:
    """How many matters wait for the reader, and how many notices are unread: in all, and of the news."""

    waits: int
    unread: int
    unread_news: int


def inbox(
    user_id: int,
    view: View = View.ALL,
    before: int | None = None,
    *,
    after: int | None = None,
    only: Only | None = None,
) -> Page:
    """At most 30 notices of a reader with ids below `before` or above `after`; one query, whatever there is."""
    which = [_in(view)]
    if only and only.agreement:
        which.append(Agreement.key == only.agreement)
    if only and only.kind:
        which.append(Matter.kind == only.kind)
    if before is not None:
        which.append(Notification.id < before)
    if after is not None:
        which.append(Notification.id > after)
    order = Notification.id.desc() if after is None else Notification.id
    query = _whole(Notification.user_id == user_id, *which).order_by(order).limit(PAGE + 1)
    found = [_entry(row) for row in db.session.execute(query)]
    more, entries = len(found) > PAGE, found[:PAGE]
    if after is not None:
        entries.reverse()
    first, last = (entries[0].id, entries[-1].id) if entries else (None, None)
    older = last if more or after is not None else None
    newer = first if (more if after is not None else before is not None) else None
    return Page(entries, older, newer)


def entry(notification_id: int) -> Entry | None:
    """One notice, or None when its reader no longer belongs to the agreement or may not see the matter."""
    row = db.session.execute(_whole(Notification.id == notification_id)).one_or_none()
    return None if row is None else _entry(row)


def unread_count(user_id: int) -> Tally:
    """How many notices a reader has not read, of agreements that they belong to; counted up to a bound."""
    return Tally(db.session.execute(_unread_of(), {"user_id": user_id}).scalar_one(), MOST_UNREAD)


@cache
def _unread_of() -> Select[Any]:
    """Made once: it stands on every page."""
    query = _of(bindparam("user_id"), Notification.id, _unread()).order_by(Notification.id.desc())
    return select(tallies.bounded(query, MOST_UNREAD))


def gathered(digest_id: int) -> list[Entry]:
    """The notices of a digest that its reader has not read and may still see, in the order of the record."""
    which = Notification.digest_id == digest_id, Notification.read_at.is_(None)
    query = _whole(*which).order_by(Agreement.title, Agreement.id, Notification.id)
    return [_entry(row) for row in db.session.execute(query)]


def counts(user_id: int) -> Counts:
    """The figures of the views of the inbox."""
    unread, unread_news = db.session.execute(
        _of(user_id, func.count(), _unread()).add_columns(func.count().filter(not_(_waits())))
    ).one()
    told = (
        select(Notification.id)
        .join(Event, Event.id == Notification.event_id)
        .where(Event.matter_id == Matter.id, Notification.user_id == user_id, _may_see())
        .correlate(Matter, Membership)
        .exists()
    )
    waits = (
        select(func.count())
        .select_from(Matter)
        .join(Membership, Membership.agreement_id == Matter.agreement_id)
        .where(Membership.user_id == user_id, _my_turn(), told)
    )
    return Counts(db.session.execute(waits).scalar_one(), unread, unread_news)


def _of(user_id: Any, what: Any, *which: ColumnElement[bool]) -> Select[Any]:
    return (
        select(what)
        .select_from(Notification)
        .join(Event, Event.id == Notification.event_id)
        .join(Matter, Matter.id == Event.matter_id)
        .join(Membership, _PLACE)
        .where(Notification.user_id == user_id, _may_see(), *which)
    )


def _whole(*which: ColumnElement[bool]) -> Select[Any]:
    return (
        select(
            Notification, Event, EventContent.particulars, Matter, Agreement, Membership, User,
            _Actor.name.label("actor_name"), _Place.title.label("actor_title"), _Place.role.label("actor_role"),
        )
        .join(Event, Event.id == Notification.event_id)
        .join(Matter, Matter.id == Event.matter_id)
        .join(Agreement, Agreement.id == Notification.agreement_id)
        .join(Membership, _PLACE)
        .join(User, User.id == Notification.user_id)
        .outerjoin(EventContent, EventContent.event_id == Event.id)
        .outerjoin(_Actor, _Actor.id == Event.actor_id)
        .outerjoin(_Place, and_(_Place.agreement_id == Event.agreement_id, _Place.user_id == Event.actor_id))
        .where(User.disabled_at.is_(None), _may_see(), *which)
    )  # fmt: skip


def _may_see() -> ColumnElement[bool]:
    """An active member, of a matter that is not the other side's private one, and an event that is not its own."""
    flows = (flow for flow in WORKFLOWS.values() if flow.private)
    private = or_(false(), *(and_(Matter.kind == flow.name, Matter.state.in_(flow.private)) for flow in flows))
    is_privileged = Membership.role >= PRIVILEGED.value
    return and_(
        Membership.ended_at.is_(None),
        or_(
            Event.told.not_in(NARROW),
            and_(Event.party == Membership.party, or_(Event.told == Told.OWN, is_privileged)),
            and_(Event.told == Told.ROOM, is_privileged),
            and_(Event.told.in_((Told.ROOM, Told.CHAMBER)), Membership.party == Party.NEUTRAL),
        ),
        or_(Membership.party != Party.NEUTRAL, Membership.matter_id == Matter.id),
        or_(Matter.raised_by == Membership.party, not_(private)),
    )


def _unread() -> ColumnElement[bool]:
    """Not read, and not news of a kind whose news the reader does not want counted."""
    silent = (
        select(NoticeChoice.kind)
        .where(NoticeChoice.user_id == Notification.user_id, NoticeChoice.kind == Matter.kind)
        .where(NoticeChoice.counts.is_(False))
        .correlate(Notification, Matter)
        .exists()
    )
    news = and_(Notification.reason.in_(NEWS), Event.party != Party.SYSTEM)
    return and_(Notification.read_at.is_(None), not_(and_(news, silent)))


def _in(view: View) -> ColumnElement[bool]:
    match view:
        case View.WAITS:
            return _waits()
        case View.NEWS:
            return not_(_waits())
        case View.ALL:
            return Notification.id.is_not(None)


def _waits() -> ColumnElement[bool]:
    """Of each matter that waits for the reader the newest notice."""
    newer, of = aliased(Notification), aliased(Event)
    overtaken = (
        select(newer.id)
        .join(of, newer.event_id == of.id)
        .where(of.matter_id == Event.matter_id, newer.user_id == Notification.user_id, newer.id > Notification.id)
        .correlate(Event, Notification)
        .exists()
    )
    return and_(_my_turn(), not_(overtaken))


def _my_turn() -> ColumnElement[bool]:
    """The reader's side holds the ball, and the reader may act."""
    holds = and_(Matter.ball.is_not(None), or_(Matter.ball == "both", Matter.ball == Membership.party))
    return and_(holds, Membership.role >= Role.MEMBER.value)


def _entry(row: Any) -> Entry:
    told, event, particulars, matter, agreement, place, reader, actor_name, actor_title, actor_role = row
    notice = Notice(event, particulars or {}, matter, agreement, actor_name or "", actor_title or "", actor_role)
    return Entry(told.id, told.read_at, told.reason, reader, place.party, place.title or role_word(place.rank), notice)
