"""How joint governance goes: meetings held of planned, quorum, minutes in time, by forum and by side, over one year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from bpo_gov.kernel import access, clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import SIDES, Actor, Party
from bpo_gov.kernel.timers import Phase, Timer
from bpo_gov.meetings import members, terms
from bpo_gov.meetings.models import Meeting, Minutes, State
from bpo_gov.meetings.rules.quorum import Presence

YEAR: Final = timedelta(days=365)
MOST: Final = 300  # meetings of a year
HELD: Final = (State.IN_PROGRESS, State.MINUTED, State.AGREED, State.NOTED)
IN_A_ROW: Final = 2
LAST_HELD: Final = 3


@dataclass
class Forum:
    """The meetings of one forum whose time has come."""

    code: str
    name: str
    held: int = 0
    cancelled: int = 0
    missed: int = 0  # the day passed and nobody started it
    with_quorum: int = 0
    agreed: int = 0  # minutes that both agreed to, or that count as agreed

    @property
    def planned(self) -> int:
        """How many were to be held."""
        return self.held + self.cancelled + self.missed


@dataclass
class Side:
    """How a side keeps up: answers to minutes, seats that were filled."""

    party: Party
    answered: int = 0
    in_time: int = 0
    seats: int = 0
    filled: int = 0


@dataclass(frozen=True)
class Alarm:
    """Something about a forum that both sides should look at. `number` is the meeting that shows it."""

    kind: str  # in_a_row | unanswered | no_quorum
    forum: str
    number: int


@dataclass(frozen=True)
class Pulse:
    """The year: each forum of the framework, each side, and what is wrong."""

    forums: list[Forum] = field(default_factory=list)
    sides: list[Side] = field(default_factory=list)
    alarms: list[Alarm] = field(default_factory=list)

    @property
    def planned(self) -> int:
        """All meetings that were to be held."""
        return sum(forum.planned for forum in self.forums)

    @property
    def held(self) -> int:
        """Those that were."""
        return sum(forum.held for forum in self.forums)

    @property
    def with_quorum(self) -> int:
        """Those to which enough people of each side came."""
        return sum(forum.with_quorum for forum in self.forums)


def of(actor: Actor, span: timedelta = YEAR) -> Pulse:
    """The year, or another span, up to now, in a handful of statements."""
    past = _past(actor, span)
    return Pulse(_forums(past), _sides(past), alarms(past))


def alarms(past: Sequence[Meeting]) -> list[Alarm]:
    """What is wrong with a forum now; `past` are its meetings whose time has come, oldest first, with seats and framework."""
    return [alarm for mine in _by_forum(past).values() for alarm in _alarms(mine)]


def _past(actor: Actor, span: timedelta) -> list[Meeting]:
    now = clock.now()
    query = (
        access.listing(Meeting, actor)
        .where(Meeting.starts_at < now, Meeting.starts_at > now - span, Matter.state != State.DRAFT)
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
        .options(joinedload(Meeting.framework), selectinload(Meeting.seats), selectinload(Meeting.versions))
    )
    return list(db.session.scalars(query.limit(MOST)))[::-1]


def _by_forum(past: Iterable[Meeting]) -> dict[str, list[Meeting]]:
    found: dict[str, list[Meeting]] = {}
    for one in past:
        found.setdefault(one.forum, []).append(one)
    return found


def _forums(past: Sequence[Meeting]) -> list[Forum]:
    answer = []
    for code, mine in sorted(_by_forum(past).items()):
        agreed = terms.forum_of(mine[-1].framework.terms, code)
        forum = Forum(code, agreed.name if agreed else code)
        for one in mine:
            forum.held += one.state in HELD
            forum.cancelled += one.state == State.CANCELLED
            forum.missed += _is_missed(one)
            forum.with_quorum += one.state in HELD and _has_quorum(one)
            forum.agreed += one.state == State.AGREED
        answer.append(forum)
    return answer


def _sides(past: Sequence[Meeting]) -> list[Side]:
    found = {party: Side(party) for party in SIDES}
    for one in past:
        for seat in one.seats:
            found[seat.party].seats += 1
            found[seat.party].filled += seat.presence is not Presence.ABSENT
    versions = {one.id: one.versions for one in past}
    for matter_id, timers in _answers(list(versions)).items():
        for version, timer in zip(versions[matter_id], timers, strict=False):  # each version that was sent began one
            _count(found[version.by.other], version, timer)
    return list(found.values())


def _count(side: Side, version: Minutes, timer: Timer) -> None:
    if timer.phase is Phase.FIRED or timer.ended_at is not None:
        side.answered += 1
        side.in_time += timer.phase is not Phase.FIRED


def _answers(ids: Sequence[int]) -> dict[int, list[Timer]]:
    """The deadlines for answers to minutes, by meeting, in the order in which they began."""
    query = (
        select(Timer)
        .where(Timer.matter_id.in_(ids), Timer.policy == terms.MINUTES)
        .order_by(Timer.started_at, Timer.id)
    )
    found: dict[int, list[Timer]] = {}
    for timer in db.session.scalars(query) if ids else ():
        found.setdefault(timer.matter_id, []).append(timer)
    return found


def _alarms(mine: Sequence[Meeting]) -> list[Alarm]:
    forum, found, now = mine[-1].forum, list[Alarm](), clock.now()
    last = mine[-IN_A_ROW:]
    if len(last) == IN_A_ROW and all(one.state == State.CANCELLED or _is_missed(one) for one in last):
        found.append(Alarm("in_a_row", forum, last[-1].number))
    late = [one for one in mine if one.state == State.MINUTED and one.due_at is not None and one.due_at < now]
    found += [Alarm("unanswered", forum, one.number) for one in late]
    held = [one for one in mine if one.state in HELD and one.state != State.IN_PROGRESS][-LAST_HELD:]
    if len(held) == LAST_HELD and not any(_has_quorum(one) for one in held):
        found.append(Alarm("no_quorum", forum, held[-1].number))
    return found


def _is_missed(one: Meeting) -> bool:
    return one.state == State.SCHEDULED and one.starts_at + timedelta(minutes=one.length) < clock.now()


def _has_quorum(one: Meeting) -> bool:
    found = members.reached(one)
    return bool(one.seats) and (found is None or found.is_reached)
