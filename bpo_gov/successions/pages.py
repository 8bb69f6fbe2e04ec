"""What the pages of changes of key people show: plain values made of rows, ready for the templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from bpo_gov.agreements import clocks, standing
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.standing import TURNS, Ball, Shown
from bpo_gov.kernel.calendars import Unit, from_json
from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.timers import Timer
from bpo_gov.kernel.words import Say, Value, say
from bpo_gov.successions import terms
from bpo_gov.successions.models import Answer, Candidate, State, Succession
from bpo_gov.successions.words import ANSWERS, WHYS
from bpo_gov.successions.workflow import SUCCESSION
from bpo_gov.web.words import local_day

S = State
ICONS = {
    S.REQUESTED: ("question-circle", "near"), S.ANNOUNCED: ("box-arrow-right", "near"), S.PROPOSED: ("hourglass-split", ""), S.OBJECTED: ("dash-circle", "bad"),
    S.CONSENTED: ("person-check", "ok"), S.IN_PLACE: ("check-circle", "ok"), S.DECLINED: ("x-circle", "closed"), S.WITHDRAWN: ("x-circle", "closed"),
}  # fmt: skip
REACHED = {
    move.event: [S(str(end)) for end in move.ends] for move in SUCCESSION.table.values()
}  # by the event: the state it leads to
Events = Sequence[tuple[Event, EventContent]]
PATH = (S.ANNOUNCED, S.PROPOSED, S.CONSENTED, S.IN_PLACE)


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    number: str
    title: str
    href: str
    ball: Ball | None
    clock: clocks.Clock | None
    state: Shown
    sub: str
    last_on: date | None
    is_late: bool
    successor: str


@dataclass(frozen=True)
class Person:
    """Somebody proposed, with what became of it."""

    row: Candidate
    state: Shown
    overlap: Value
    is_short: bool


@dataclass(frozen=True)
class Step:
    label: Value
    status: str
    sub: Value


def state_of(one: Succession) -> Shown:
    """The state with its icon and tone."""
    return Shown(SUCCESSION.word(one.state), *ICONS[S(one.state)])


def row_of(one: Succession, actor: Actor, agreed: Terms, timer: Timer | None) -> Row:
    """A change as one line."""
    return Row(
        one.label, one.title, url_for("successions.show", number=one.number), standing.ball_of(one, actor), standing.clock_in_row(one, agreed, timer),
        state_of(one), one.holder, one.last_on, one.notice_late > 0, one.successor,
    )  # fmt: skip


def steps(one: Succession, events: Events) -> list[Step]:
    """The path of a change, from the record; one that was asked for begins with that, one that ended another way says how."""
    here, at = S(one.state), dict[S, date]()
    for event, _content in events:
        at |= dict.fromkeys(REACHED.get(event.name.rpartition(".")[2], ()), local_day(event.at))
    path: list[S] = [*([S.REQUESTED] if S.REQUESTED in at else []), *PATH]
    if here in (S.DECLINED, S.WITHDRAWN):
        done = [Step(SUCCESSION.word(state), "done", at[state]) for state in path if state in at]
        return [*done, Step(SUCCESSION.word(here), "now", at.get(here))]
    if here is S.OBJECTED:
        path[path.index(S.PROPOSED)] = S.OBJECTED
    place = path.index(here)
    return [
        Step(SUCCESSION.word(state), "done" if n < place or here is S.IN_PLACE else "now" if n == place else "todo", at.get(state) if n <= place else None)
        for n, state in enumerate(path)
    ]  # fmt: skip


def people(one: Succession) -> list[Person]:
    """Who was proposed, the newest first."""
    asked = terms.section_of(one).handover
    return [
        Person(
            each, Shown(Say(ANSWERS[each.outcome][0]), *ANSWERS[each.outcome][1:]), _overlap(each, asked), each.overlap < asked
        )
        for each in reversed(one.candidates)
    ]  # fmt: skip


def _overlap(each: Candidate, asked: int) -> Value:
    words = clocks.period(asked, Unit.WORKING_DAY)
    if not each.overlap:
        return say("not at all; the contract asks for %(asked)s", asked=words)
    return say(
        "%(days)s; the contract asks for %(asked)s", days=clocks.period(each.overlap, Unit.WORKING_DAY), asked=words
    )


def notice_clock(one: Succession) -> clocks.Clock | None:
    """The earliest last day that would have been in time, day by day; frozen when the change was announced."""
    if one.notice_count is None:
        return None
    count, agreed = from_json(one.notice_count), one.framework.terms
    late = clocks.period(one.notice_late, Unit.WORKING_DAY)
    left = say("announced %(days)s too late", days=late) if one.notice_late else say("announced in time")
    title = say("Notice before the last day: %(period)s", period=clocks.period(count.n, count.unit))
    rule = clocks.rule(agreed, count, terms.section_of(one).clause)
    return clocks.Clock(
        "late" if one.notice_late else "", left, count.due, title, rule, count.provisional, tuple(clocks.days(count))
    )


def facts(one: Succession) -> list[tuple[Any, ...]]:
    """The side column."""
    late = clocks.period(one.notice_late, Unit.WORKING_DAY)
    found = one.candidate
    return [
        (_("Whose person"), Say(TURNS[one.owner.value]), "strong"),
        (_("Service"), one.service),
        (_("Why"), Say(WHYS[one.cause])),
        *([(_("Announced"), one.announced_at)] if one.announced_at else []),
        *([(_("Last day"), one.last_on)] if one.last_on else []),
        *([(_("Announced in time"), say("%(days)s too late", days=late) if one.notice_late else say("yes"))] if one.announced_at else []),
        *([(_("First day of the successor"), found.first_on)] if found and found.outcome is not Answer.OBJECTED else []),
        *([(_("To be handed over by"), one.in_place_by)] if one.state == S.CONSENTED else []),
        *([(_("Holds the post since"), one.taken_on, "strong")] if one.taken_on else []),
        (_("In time"), say("no: a day of it passed") if one.is_late else say("so far") if one.ball else say("yes")),
        (_("Clause"), terms.section_of(one).clause),
    ]  # fmt: skip
