"""What the pages of an action item show: plain values made of rows, ready for the templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from bpo_gov.action_items.models import ActionItem, State
from bpo_gov.action_items.queries import Punctuality
from bpo_gov.action_items.workflow import ACTION_ITEM
from bpo_gov.agreements import clocks, standing
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.models import Membership
from bpo_gov.agreements.standing import TURNS, Ball, Shown
from bpo_gov.kernel import clock
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.timers import Timer
from bpo_gov.kernel.words import Say, Value, say

S = State
ICONS = {S.OPEN: ("circle", ""), S.DONE: ("check-circle", "ok"), S.DROPPED: ("x-circle", "closed")}


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    number: str
    title: str
    href: str
    ball: Ball | None
    clock: clocks.Clock | None
    state: Shown
    side: str
    owner: Value
    has_left: bool
    day: date
    is_late: bool


@dataclass(frozen=True)
class Line:
    """An action on the page of the matter it is about; `end` says until when, or what became of it."""

    number: str
    title: str
    href: str
    side: str
    owner: Value
    has_left: bool
    end: Value
    tone: str


@dataclass(frozen=True)
class Bar:
    """One side of the figure: whole percents of what it has done, and what they mean in words."""

    party: str
    on_time: int
    late: int
    words: Say
    more: Value


def state_of(one: ActionItem) -> Shown:
    """The state with its icon and tone."""
    return Shown(ACTION_ITEM.word(one.state), *ICONS[S(one.state)])


def owner_of(one: ActionItem) -> Value:
    """The person who owns it, or the side as a whole."""
    return one.owner_name if one.owner_name else say("the side as a whole")


def row_of(one: ActionItem, actor: Actor, terms: Terms, timer: Timer | None) -> Row:
    """An action as one line, with the deadline that runs."""
    href = url_for("action_items.show", number=one.number)
    return Row(
        one.label, one.title, href, standing.ball_of(one, actor), standing.clock_in_row(one, terms, timer), state_of(one),
        one.owner_side.value, one.owner_name, one.owner_left, one.due_on, has_missed(one),
    )  # fmt: skip


def beside(found: Sequence[ActionItem]) -> list[Line]:
    """The actions about a matter, as its page shows them."""
    return [_line(one) for one in found]


def _line(one: ActionItem) -> Line:
    href, end, tone = url_for("action_items.show", number=one.number), _end(one), ""
    if one.state == S.DONE:
        tone = "bad" if one.is_late else "ok"
    elif one.state == S.OPEN and is_overdue(one):
        tone = "bad"
    return Line(one.label, one.title, href, one.owner_side.value, one.owner_name, one.owner_left, end, tone)


def _end(one: ActionItem) -> Value:
    match S(one.state):
        case S.DONE:
            return say("done late") if one.is_late else say("done")
        case S.DROPPED:
            return say("dropped")
    return say("late") if is_overdue(one) else one.due_on


def is_overdue(one: ActionItem) -> bool:
    """Open, and its day has passed."""
    return one.due_at is not None and one.due_at < clock.now()


def has_missed(one: ActionItem) -> bool:
    """A day of it passed, which the clock beside it does not say already."""
    return one.is_late and not is_overdue(one)


def facts(one: ActionItem, members: Sequence[Membership]) -> list[tuple[Any, ...]]:
    """The side column."""
    title = next((member.title for member in members if member.user_id == one.owner_id), None)
    owner = say("%(name)s, %(title)s", name=one.owner_name, title=title) if title else owner_of(one)
    return [
        (_("Owner"), [owner, say("has left")] if one.owner_left else owner, "strong"),
        (_("Side"), Say(TURNS[one.owner_side.value])),
        (_("Due on"), one.due_on),
        *([(_("Ended"), one.ended_at)] if one.ended_at else []),
        (_("In time"), say("no: a day passed while it was open") if one.is_late else say("yes") if one.state == S.DONE else say("so far")),
        (_("Added by"), Say(TURNS[one.raised_by.value])),
    ]  # fmt: skip


def bars(found: Sequence[Punctuality]) -> list[Bar]:
    """The figure of punctuality, one bar a side; a side that never had an action has none."""
    return [_bar(side) for side in found if side.any]


def _bar(side: Punctuality) -> Bar:
    on_time = round(100 * side.on_time / side.done) if side.done else 0
    return Bar(
        side.party.value, on_time, 100 - on_time if side.done else 0,
        say("%(n)s of %(all)s done in time", n=side.on_time, all=side.done) if side.done else say("nothing done yet"), _open(side),
    )  # fmt: skip


def _open(side: Punctuality) -> Value:
    if not side.open:
        return say("nothing open")
    open_ = say("%(n)s open", n=side.open)
    return say("%(open)s, %(late)s of them past a day", open=open_, late=side.open_late) if side.open_late else open_


def figures(found: Sequence[Punctuality]) -> list[tuple[str, int, int, int, int]]:
    """The table under the figure: side, in time, late, open, open past a day."""
    return [(side.party.value, side.on_time, side.late, side.open, side.open_late) for side in found]


def summary(found: Sequence[Punctuality]) -> list[Mapping[str, Any]]:
    """One quiet line for other pages: each side with its words."""
    return [{"party": bar.party, "words": bar.words, "more": bar.more} for bar in bars(found)]
