"""What the pages of meetings show: plain values made of rows, ready for the templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from bpo_gov.agreements import clocks, standing
from bpo_gov.agreements.deadline_pages import PAGES
from bpo_gov.agreements.framework import Forum
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.standing import TURNS, Ball, Shown
from bpo_gov.kernel import clock
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import SIDES, Actor
from bpo_gov.kernel.timers import Timer
from bpo_gov.kernel.words import N_, Say, Value, say
from bpo_gov.meetings import agenda, members, queries, rhythm, terms
from bpo_gov.meetings.models import Item, Meeting, State
from bpo_gov.meetings.rules.quorum import Presence
from bpo_gov.meetings.workflow import MEETING
from bpo_gov.web.words import zone_here

S = State
ICONS = {
    S.DRAFT: ("calendar3", "closed"),
    S.SCHEDULED: ("calendar3", ""), S.IN_PROGRESS: ("play-fill", "near"), S.MINUTED: ("file-earmark-check", "near"), S.AGREED: ("check-circle", "ok"),
    S.NOTED: ("chat-left-text", "bad"), S.CANCELLED: ("x-circle", "closed"),
}  # fmt: skip
PRESENCE: Mapping[Presence, str] = {
    Presence.PRESENT: N_("here"), Presence.ABSENT: N_("absent"), Presence.ALTERNATE: N_("somebody stands in"),
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    number: str
    title: str
    href: str
    ball: Ball | None
    clock: clocks.Clock | None
    state: Shown
    starts: Value


@dataclass(frozen=True)
class Line:
    """One item of the agenda with why it is there, and what it is about."""

    id: int
    n: int
    title: str
    reason: Say
    length: int
    carried: bool
    text: str
    edition: int
    about: tuple[str, str] | None  # label, address
    begins: str  # as a clock here shows it
    prepared: str  # by the reader's own side
    prepared_edition: int


@dataclass(frozen=True)
class Next:
    """A forum with its next meeting, and until when its series is planned."""

    code: str
    name: str
    cadence: Say
    meeting: tuple[str, str] | None  # label, address
    starts: Value
    state: Shown | None
    provisional: bool
    planned: int
    until: Value


@dataclass(frozen=True)
class Chair:
    """A seat of the forum, and how it is filled."""

    party: str
    name: str
    title: str
    here: Say | None
    alternate: str


def state_of(one: Meeting) -> Shown:
    """The state with its icon and tone; that its time has passed is said."""
    if one.state == S.SCHEDULED and one.starts_at + timedelta(minutes=one.length) < clock.now():
        return Shown(say("Not held"), "clock-history", "bad")
    return Shown(MEETING.word(one.state), *ICONS[S(one.state)])


def row_of(one: Meeting, actor: Actor, terms_: Terms, timer: Timer | None) -> Row:
    """A meeting as one line."""
    return Row(
        one.label, one.title, url_for("meetings.show", number=one.number), standing.ball_of(one, actor), standing.clock_in_row(one, terms_, timer),
        state_of(one), one.starts_at,
    )  # fmt: skip


def nexts(found: Sequence[Meeting], forums: Sequence[Forum]) -> list[Next]:
    """The next meeting of each forum, with how far its series is planned; a forum without one says so."""
    answer = []
    for forum in forums:
        mine = [one for one in found if one.forum == forum.code]
        first, kept = (mine[0], rhythm.of(mine[0])) if mine else (None, None)
        drafts = [one for one in mine[1:] if one.state == S.DRAFT]
        answer.append(
            Next(
                forum.code, forum.name, Say(terms.CADENCES[forum.cadence.value]), (first.label, url_for("meetings.show", number=first.number)) if first else None,
                first.starts_at if first else "", state_of(first) if first else None, bool(kept and kept.is_provisional), len(drafts),
                drafts[-1].starts_at if drafts else "",
            )
        )  # fmt: skip
    return answer


def lines(one: Meeting, actor: Actor | None = None) -> list[Line]:
    """The agenda, each item with the time it begins at when those before it keep theirs; for an actor with what the own side prepared."""
    prepared, zone, before, found = queries.preparations(one, actor.party) if actor else {}, zone_here(), 0, []
    for n, item in enumerate(one.items, 1):
        own = prepared.get(item.id)
        found.append(
            Line(
                item.id, n, item.title, Say(agenda.REASONS[item.reason]), item.length, item.carried, item.text, item.edition, _link(item),
                f"{one.starts_at.astimezone(zone) + timedelta(minutes=before):%H:%M}", own.text if own else "", own.edition if own else 0,
            )
        )  # fmt: skip
        before += item.length
    return found


def current(found: Sequence[Line], asked: str) -> Line | None:
    """The item in the middle of the room: the one that is asked for, else the first that has no minutes."""
    named = next((line for line in found if str(line.id) == asked), None)
    return named or next((line for line in found if not line.text and not line.carried), found[-1] if found else None)


def _link(item: Item) -> tuple[str, str] | None:
    found: Matter | None = item.about
    return (found.label, url_for(PAGES[found.kind], number=found.number)) if found else None


def chairs(one: Meeting) -> list[Chair]:
    """Every seat, client first."""
    filled = {seat.user_id: seat for seat in one.seats}
    answer = []
    for member in members.of(one):
        seat = filled.get(member.user_id)
        here = Say(PRESENCE[seat.presence]) if seat else None
        answer.append(
            Chair(member.party.value, member.name, member.title, here, (seat.alternate or "") if seat else "")
        )
    return answer


def quorums(one: Meeting) -> list[tuple[str, int, int, bool]]:
    """(side, here, needed, reached) of each side, once somebody has said who is here."""
    found = members.reached(one)
    if found is None or not one.seats:
        return []
    return [
        (side.value, count.present, count.needed, count.is_reached)
        for side in SIDES
        for count in [getattr(found, side.value)]
    ]


def facts(one: Meeting) -> list[tuple[Any, ...]]:
    """The side column."""
    forum = terms.forum_of(one.framework.terms, one.forum)
    rules = one.framework.terms.governance
    return [
        (_("Forum"), f"{one.forum} {forum.name}" if forum else one.forum, "strong"),
        (_("Begins"), one.starts_at),
        *_rhythm(one),
        (_("Length"), say("%(n)s minutes", n=one.length)),
        (_("Place"), one.place or say("not named")),
        (_("Chair"), Say(TURNS[one.chair.value])),
        *([(_("Quorum"), say("client %(client)s, vendor %(vendor)s", client=forum.quorum.client, vendor=forum.quorum.vendor))] if forum else []),
        *([(_("Rule"), say("clause %(clause)s", clause=rules.clause))] if rules else []),
    ]  # fmt: skip


def _rhythm(one: Meeting) -> list[tuple[Any, ...]]:
    """The series that it belongs to, and why it is not on the day of it."""
    found = rhythm.of(one)
    if found is None:
        return []
    moved = rhythm.says(found)
    return [
        (_("Series"), Say(terms.CADENCES[found.plan.cadence])),
        *([(_("Moved"), moved)] if moved else []),
        *([(_("Provisional"), say("Holidays of that time are not decreed yet: the day may still move."))] if found.is_provisional else []),
    ]  # fmt: skip


def ahead(one: Meeting, timers: Sequence[Timer]) -> Say | None:
    """What happens next if nobody acts."""
    if one.state == S.DRAFT:
        return say(
            "Everybody is invited on %(day)s, by itself.", day=min((t.due_at for t in timers), default=one.starts_at)
        )
    running = [
        t for t in timers if not t.is_warning and not t.stands_still and t.ended_at is None and t.phase == "pending"
    ]
    if not running:
        return None
    timer = min(running, key=lambda found: found.due_at)
    if timer.verb == "deem":
        return say("If nobody answers, the minutes count as agreed on %(due)s.", due=timer.due_at)
    if timer.verb == "miss":
        return None
    return say("If nobody acts, both sides are told on %(due)s that it is late.", due=timer.due_at)
