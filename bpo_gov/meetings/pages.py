"""What the pages of meetings show: plain values made of rows, ready for the templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from bpo_gov.agreements import clocks, standing
from bpo_gov.agreements.deadline_pages import PAGES
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.standing import TURNS, Ball, Shown
from bpo_gov.kernel import clock
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import SIDES, Actor
from bpo_gov.kernel.timers import Timer
from bpo_gov.kernel.words import N_, Say, Value, say
from bpo_gov.meetings import agenda, members, terms
from bpo_gov.meetings.models import Item, Meeting, State
from bpo_gov.meetings.rules.quorum import Presence
from bpo_gov.meetings.workflow import MEETING

S = State
ICONS = {
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


def lines(one: Meeting) -> list[Line]:
    """The agenda."""
    return [
        Line(
            item.id, n, item.title, Say(agenda.REASONS[item.reason]), item.length, item.carried, item.text, item.edition,
            _link(item),
        )
        for n, item in enumerate(one.items, 1)
    ]  # fmt: skip


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
        (_("Length"), say("%(n)s minutes", n=one.length)),
        (_("Place"), one.place or say("not named")),
        (_("Chair"), Say(TURNS[one.chair.value])),
        *([(_("Quorum"), say("client %(client)s, vendor %(vendor)s", client=forum.quorum.client, vendor=forum.quorum.vendor))] if forum else []),
        *([(_("Rule"), say("clause %(clause)s", clause=rules.clause))] if rules else []),
    ]  # fmt: skip


def ahead(one: Meeting, timers: Sequence[Timer]) -> Say | None:
    """What happens next if nobody acts."""
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
