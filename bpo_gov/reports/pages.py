"""What the pages of reports show: plain values made of rows, ready for the templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from bpo_gov.agreements import clocks, standing
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.shown import words
from bpo_gov.agreements.standing import TURNS, Ball, Shown
from bpo_gov.kernel.calendars import Unit
from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.timers import Timer
from bpo_gov.kernel.words import Say, Value, say, say_n
from bpo_gov.notes import shown
from bpo_gov.reports import series, terms
from bpo_gov.reports.models import Report, State
from bpo_gov.reports.workflow import OWED, REPORT
from bpo_gov.web.words import zone_here

S = State
ICONS = {
    S.DUE: ("clock", ""), S.DELIVERED: ("file-earmark-check", ""), S.RETURNED: ("arrow-counterclockwise", "near"), S.ACCEPTED: ("check-circle", "ok"),
    S.WAIVED: ("x-circle", "closed"),
}  # fmt: skip
Events = Sequence[tuple[Event, EventContent]]


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
    in_time: Value
    tone: str


@dataclass(frozen=True)
class Step:
    label: Value
    status: str
    sub: Value


@dataclass(frozen=True)
class Before:
    """A report of the same name on an earlier period."""

    label: str
    href: str
    period: str
    due: datetime
    delivered: datetime | None
    in_time: Value
    tone: str
    state: Shown


def state_of(one: Report) -> Shown:
    """The state with its icon and tone."""
    return Shown(REPORT.word(one.state), *ICONS[S(one.state)])


def lead(one: Report) -> Say:
    """How it came, in a few words: so many working days early or late."""
    if one.lead is None:
        return say("late") if series.is_late(one) else say("not yet")
    if one.is_late:
        return say_n("%(n)s working day late", "%(n)s working days late", max(-one.lead, 1))
    return (
        say_n("%(n)s working day early", "%(n)s working days early", one.lead) if one.lead else say("on its last day")
    )


def tone_of(one: Report) -> str:
    """The tone of that."""
    return "bad" if series.is_late(one) else "ok" if one.lead is not None else ""


def row_of(one: Report, actor: Actor, agreed: Terms, timer: Timer | None) -> Row:
    """A report as one line."""
    return Row(
        one.label, one.title, url_for("reports.show", number=one.number), standing.ball_of(one, actor), standing.clock_in_row(one, agreed, timer),
        state_of(one), one.ower.value, lead(one) if one.lead is not None else None, tone_of(one),
    )  # fmt: skip


def steps(one: Report, events: Events) -> list[Step]:
    """The path of a report; one that was sent back or done without says so."""
    here, back = S(one.state), None
    for event, _content in events:
        if event.name == f"{REPORT.name}.sent_back":
            back = event.at
    path: list[tuple[S, Value]] = [(S.DUE, say("due %(day)s", day=_day(one.owed_at)))]
    if one.first_at or here is not S.WAIVED:
        path.append((S.DELIVERED, _day(one.delivered_at)))
    if here is S.RETURNED:
        path.append((S.RETURNED, _day(back)))
    path.append((S.WAIVED if here is S.WAIVED else S.ACCEPTED, _day(one.ended_at)))
    place = [state for state, _sub in path].index(here)
    return [
        Step(REPORT.word(state), "done" if n < place or here is S.ACCEPTED else "now" if n == place else "todo", sub if n <= place else None)
        for n, (state, sub) in enumerate(path)
    ]  # fmt: skip


def _day(at: datetime | None) -> date | None:
    return at.astimezone(zone_here()).date() if at else None


def delivered(events: Events, people: shown.People, files: shown.Files) -> Any:
    """The last delivery with its files, as a note; None before there is one."""
    last = next((pair for pair in reversed(events) if pair[0].name == f"{REPORT.name}.delivered"), None)
    return shown.note(*last, people, files) if last else None


def before(found: Sequence[Report]) -> list[Before]:
    """The reports on earlier periods."""
    return [
        Before(
            one.label, url_for("reports.show", number=one.number), one.period, one.owed_at, one.first_at,
            lead(one) if one.lead is not None or one.is_late else None, tone_of(one), state_of(one),
        )
        for one in found
    ]  # fmt: skip


def facts(one: Report) -> list[tuple[Any, ...]]:
    """The side column."""
    agreed = one.framework.terms
    owed = terms.owed(agreed, one.name)
    rule: list[tuple[Any, ...]] = []
    if owed is not None:
        rule = [
            (_("How often"), words.interval(owed.every)),
            (_("As the framework says"), owed.due),
            (_("Time to look at it"), clocks.period(owed.review, Unit.WORKING_DAY)),
            (_("On silence"), Say(words.ON_REPORT[owed.silence])),
            (_("Clause"), owed.clause),
        ]
    return [
        (_("Owed by"), Say(TURNS[one.ower.value]), "strong"),
        (_("Delivered to"), Say(TURNS[one.reader.value])),
        (_("Covers"), say("%(first)s to %(last)s", first=one.begins, last=one.ends)),
        (_("First due"), one.owed_at),
        *([(_("Delivered first"), one.first_at)] if one.first_at else []),
        *([(_("Delivered last"), one.delivered_at)] if one.delivered_at != one.first_at else []),
        *_in_time(one),
        *([(_("Accepted"), say("by silence"))] if one.by_silence else []),
        *rule,
    ]  # fmt: skip


def _in_time(one: Report) -> list[tuple[Any, ...]]:
    if one.lead is not None:
        return [(_("In time"), lead(one))]
    if series.is_late(one):
        return [(_("In time"), say("no: its time passed"))]
    return [(_("In time"), say("so far"))] if one.state in OWED else []
