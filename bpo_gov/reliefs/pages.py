"""What the pages of claims for relief show: plain values made of rows, ready for the templates."""

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
from bpo_gov.kpis import pages as figures
from bpo_gov.kpis import terms as kpis
from bpo_gov.kpis.beside import Cure
from bpo_gov.reliefs import queries, terms
from bpo_gov.reliefs.models import Relief, State
from bpo_gov.reliefs.workflow import RELIEF
from bpo_gov.web.words import local_day

S = State
ICONS = {
    S.NOTICED: ("flag", ""), S.CLAIMED: ("hourglass-split", ""), S.ACCEPTED: ("check-circle", "ok"), S.PARTLY: ("circle-half", "near"),
    S.REFUSED: ("dash-circle", "bad"), S.DETERMINED: ("check2-square", "ok"), S.WITHDRAWN: ("x-circle", "closed"), S.LAPSED: ("clock-history", "closed"),
}  # fmt: skip
PATH = (S.NOTICED, S.CLAIMED)
REACHED = {
    move.event: [S(str(end)) for end in move.ends] for move in RELIEF.table.values()
}  # by the event: the state it leads to
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
    sub: str
    is_late: bool
    days: Value


@dataclass(frozen=True)
class Line:
    """A figure that a claim names: its KPI, the figure that holds, and whether it is excused."""

    code: str
    name: str
    period: str
    label: str
    href: str
    worth: str
    tone: str
    says: Value
    is_excused: bool


@dataclass(frozen=True)
class Step:
    label: Value
    status: str
    sub: Value


def state_of(one: Relief) -> Shown:
    """The state with its icon and tone."""
    return Shown(RELIEF.word(one.state), *ICONS[S(one.state)])


def row_of(one: Relief, actor: Actor, agreed: Terms, timer: Timer | None) -> Row:
    """A claim as one line."""
    days = clocks.period(one.moved_by, Unit.WORKING_DAY) if one.is_granted and one.moved_by else None
    return Row(
        one.label, one.title, url_for("reliefs.show", number=one.number), standing.ball_of(one, actor), standing.clock_in_row(one, agreed, timer),
        state_of(one), one.named, one.is_late, days,
    )  # fmt: skip


def steps(one: Relief, events: Events) -> list[Step]:
    """Notice, details, answer, from the record; what ended another way stands last."""
    here, at = S(one.state), dict[S, date]()
    for event, _content in events:
        at |= dict.fromkeys(REACHED.get(event.name.rpartition(".")[2], ()), local_day(event.at))
    if here in PATH:
        place = PATH.index(here)
        path = [
            Step(RELIEF.word(state), "done" if n < place else "now" if n == place else "todo", at.get(state))
            for n, state in enumerate(PATH)
        ]
        return [*path, Step(say("Answered"), "todo", None)]
    done = [Step(RELIEF.word(state), "done", at[state]) for state in PATH if state in at]
    return [*done, Step(RELIEF.word(here), "done" if here in RELIEF.final and one.is_granted else "now", at.get(here))]


def lines(one: Relief) -> list[Line]:
    """The figures it names, in one read."""
    there = queries.standing(one.agreement_id, one.slots)
    answer = []
    for part in one.parts:
        kpi, figure = kpis.kpi_of(one.framework.terms, part.code), there.get((part.code, part.period))
        answer.append(
            Line(
                part.code, kpi.name if kpi else "", part.period, figure.label if figure else "",
                url_for("figures.show", number=figure.number) if figure else "", figures.worth(figure.counted, figure.kpi.unit) if figure else "",
                figures.tone_of(figure.counted, figure.kpi) if figure else "none", _said(one, excused=part.is_excused), part.is_excused,
            )
        )  # fmt: skip
    return answer


def _said(one: Relief, *, excused: bool) -> Value:
    if one.is_granted:
        return say("excused") if excused else say("not excused")
    return {S.REFUSED: say("refused"), S.WITHDRAWN: say("withdrawn"), S.LAPSED: say("lapsed")}.get(
        S(one.state), say("claimed")
    )


def notice_clock(one: Relief) -> clocks.Clock:
    """When the notice was due, day by day; frozen when it came."""
    count = from_json(one.notice_count)
    late, due = one.notice_late, count.due
    left = say("notice %(days)s late", days=clocks.period(late, Unit.WORKING_DAY)) if late else say("notice in time")
    return _counted(
        one,
        count,
        "late" if late else "",
        left,
        say("Notice: %(period)s", period=clocks.period(count.n, count.unit)),
        due,
    )


def delay_of(one: Relief) -> Value:
    """The days that are claimed, in words."""
    if one.delay is None:
        return None
    lines: list[Value] = [say("Claimed: %(days)s.", days=clocks.period(one.delay, Unit.WORKING_DAY))]
    if one.own_delay:
        lines.append(
            say(
                "Of these %(days)s would have been lost in any case.",
                days=clocks.period(one.own_delay, Unit.WORKING_DAY),
            )
        )
    return lines


def moved_clock(one: Relief) -> clocks.Clock | None:
    """How far the milestone moved, day by day."""
    if one.moved_count is None or not one.moved_by:
        return None
    count = from_json(one.moved_count)
    left = say("moves by %(days)s", days=clocks.period(count.n, count.unit))
    return _counted(
        one, count, "", left, say("Milestone: %(period)s later", period=clocks.period(count.n, count.unit)), count.due
    )


def _counted(one: Relief, count: Any, tone: str, left: Value, title: Say, due: Any) -> clocks.Clock:
    agreed = one.framework.terms
    clause = terms.of(agreed).clause if agreed.relief else None
    return clocks.Clock(
        tone, left, due, title, clocks.rule(agreed, count, clause), count.provisional, tuple(clocks.days(count))
    )


def facts(one: Relief, decision: str) -> list[tuple[Any, ...]]:
    """The side column."""
    late = _lateness(one)
    delay = [
        (_("Delay claimed"), clocks.period(one.delay, Unit.WORKING_DAY)),
        *([(_("Lost in any case"), clocks.period(one.own_delay, Unit.WORKING_DAY))] if one.own_delay else []),
        *([(_("Explained by the cause"), clocks.period(one.caused, Unit.WORKING_DAY))] if one.caused is not None else []),
        *([(_("Moves by"), clocks.period(one.moved_by, Unit.WORKING_DAY), "strong")] if one.moved_by is not None else []),
    ] if one.delay is not None else []  # fmt: skip
    return [
        (_("Claimed by"), Say(TURNS[one.claimant.value]), "strong"),
        (_("Cause of"), Say(TURNS[one.claimant.other.value])),
        (_("Known since"), one.aware_on),
        (_("Notice given"), one.created_at),
        *([(_("Details given"), one.detailed_at)] if one.detailed_at else []),
        (_("In time"), late or say("yes")),
        *delay,
        *([(_("Decision"), decision)] if decision else []),
    ]  # fmt: skip


def _lateness(one: Relief) -> Value:
    found: list[Value] = []
    if one.notice_late:
        found.append(say("notice %(days)s late", days=clocks.period(one.notice_late, Unit.WORKING_DAY)))
    if one.details_late:
        found.append(say("details %(days)s late", days=clocks.period(one.details_late, Unit.WORKING_DAY)))
    elif one.is_late and not one.notice_late:
        found.append(say("the details are late"))
    return found or None


def beside(actor: Actor, code: str, period: str = "") -> Sequence[Cure]:
    """The claims that name a KPI or a period of it, as the pages of KPIs show them."""
    return [
        Cure(
            one.label, one.title, url_for("reliefs.show", number=one.number), state_of(one), _beside(one, code, period)
        )
        for one in queries.of_kpi(actor, code, period)
    ]


def _beside(one: Relief, code: str, period: str) -> Value:
    mine = [part for part in one.parts if part.code == code and (not period or part.period == period)]
    if period:
        return _said(one, excused=bool(mine) and mine[0].is_excused)
    return ", ".join(part.period for part in mine)
