"""What the pages of rectification plans show: plain values made of rows, ready for the templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
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
from bpo_gov.kernel.words import N_, Say, Value, say
from bpo_gov.kpis import pages as figures
from bpo_gov.kpis import terms as kpis
from bpo_gov.kpis.beside import Cure
from bpo_gov.kpis.models import Figure
from bpo_gov.rectifications import queries, terms
from bpo_gov.rectifications.models import Outcome, PlanDraft, PlanStep, Rectification, State
from bpo_gov.rectifications.workflow import RECTIFICATION
from bpo_gov.web.words import local_day

S = State
ICONS = {
    S.NOTIFIED: ("flag", "near"), S.DRAFTED: ("search", ""), S.RETURNED: ("arrow-counterclockwise", "near"), S.EXECUTING: ("gear", ""),
    S.REPORTED: ("hourglass-split", ""), S.VERIFIED: ("check-circle", "ok"), S.FAILED: ("x-octagon-fill", "bad"), S.LIFTED: ("check2-square", "closed"),
    S.WITHDRAWN: ("x-circle", "closed"),
}  # fmt: skip
OUTCOMES = {
    Outcome.OPEN: (N_("waits for its review"), "hourglass-split", ""), Outcome.RETURNED: (N_("sent back"), "arrow-counterclockwise", "near"),
    Outcome.ACCEPTED: (N_("accepted"), "check-circle", "ok"), Outcome.SILENCE: (N_("approved by silence"), "check-circle", "ok"),
}  # fmt: skip
REACHED = {
    move.event: [S(str(end)) for end in move.ends] for move in RECTIFICATION.table.values()
}  # by the event: the state it leads to
Events = Sequence[tuple[Event, EventContent]]
PATH = (S.NOTIFIED, S.DRAFTED, S.EXECUTING, S.REPORTED, S.VERIFIED)


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    number: str
    title: str
    href: str
    ball: Ball | None
    clock: clocks.Clock | None
    state: Shown
    is_late: bool
    steps: Value


@dataclass(frozen=True)
class Failing:
    """The period that fell short, and the figure that holds for it."""

    kpi: str
    href: str
    period: str
    label: str
    figure: str
    worth: str
    tone: str
    target: str
    minimum: str


@dataclass(frozen=True)
class StepLine:
    """A step of a version."""

    what: str
    owner: Value
    due_on: date
    done_at: datetime | None
    done: str
    tone: str
    says: Value


@dataclass(frozen=True)
class Version:
    """A draft with its steps and what became of it."""

    edition: int
    draft: PlanDraft
    state: Shown
    steps: Sequence[StepLine]


@dataclass(frozen=True)
class Step:
    label: Value
    status: str
    sub: Value


def state_of(one: Rectification) -> Shown:
    """The state with its icon and tone."""
    return Shown(RECTIFICATION.word(one.state), *ICONS[S(one.state)])


def row_of(one: Rectification, actor: Actor, agreed: Terms, timer: Timer | None) -> Row:
    """A plan as one line."""
    steps, done = one.steps, sum(step.done_at is not None for step in one.steps)
    is_going = one.state in (S.EXECUTING, S.REPORTED, S.VERIFIED, S.FAILED)
    return Row(
        one.label, one.title, url_for("rectifications.show", number=one.number), standing.ball_of(one, actor), standing.clock_in_row(one, agreed, timer),
        state_of(one), one.is_late, say("%(done)s of %(all)s", done=done, all=len(steps)) if steps and is_going else None,
    )  # fmt: skip


def steps(one: Rectification, events: Events) -> list[Step]:
    """The path of a plan, from the record; one that was sent back stands at its draft, one that ended another way says how."""
    here, at = S(one.state), dict[S, date]()
    for event, _content in events:
        at |= dict.fromkeys(REACHED.get(event.name.rpartition(".")[2], ()), local_day(event.at))
    if here not in PATH and here is not S.RETURNED:
        return [
            *(Step(RECTIFICATION.word(state), "done", at[state]) for state in PATH if state in at),
            Step(RECTIFICATION.word(here), "now", at.get(here)),
        ]
    path = [S.NOTIFIED, S.RETURNED, *PATH[2:]] if here is S.RETURNED else list(PATH)
    place = path.index(here)
    return [
        Step(RECTIFICATION.word(state), "done" if n < place or here is S.VERIFIED else "now" if n == place else "todo", at.get(state) if n <= place else None)
        for n, state in enumerate(path)
    ]  # fmt: skip


def failing(one: Rectification, figure: Figure | None) -> Failing:
    """What fell short, against target and minimum."""
    kpi = figure.kpi if figure else kpis.kpi_of(one.framework.terms, one.code)
    return Failing(
        f"{one.code} {kpi.name if kpi else ''}", url_for("kpis.show", code=one.code), one.period, figure.label if figure else "",
        url_for("figures.show", number=figure.number) if figure else "", figures.worth(figure.counted, figure.kpi.unit) if figure else "",
        figures.tone_of(figure.counted, figure.kpi) if figure else "none", figures.worth(kpi.target, kpi.unit) if kpi else "",
        figures.worth(kpi.minimum, kpi.unit) if kpi else "",
    )  # fmt: skip


def versions(one: Rectification) -> list[Version]:
    """The drafts, the newest first."""
    today, is_going = terms.today(one.framework.terms), one.state in (S.EXECUTING, S.REPORTED, S.VERIFIED, S.FAILED)
    return [
        Version(
            draft.edition, draft, Shown(Say(OUTCOMES[draft.outcome][0]), *OUTCOMES[draft.outcome][1:]),
            [_step(step, today, is_going and draft is one.draft) for step in draft.steps],
        )
        for draft in reversed(one.drafts)
    ]  # fmt: skip


def _step(step: PlanStep, today: date, is_going: bool) -> StepLine:
    owner: Value = step.owner or say("the side as a whole")
    tone, says = "", None
    if step.done_at is not None:
        tone, says = "ok", say("done")
    elif is_going:
        tone, says = ("bad", say("late")) if step.due_on < today else ("", say("open"))
    return StepLine(step.what, owner, step.due_on, step.done_at, step.done, tone, says)


def notice_clock(one: Rectification) -> clocks.Clock:
    """When the notice was due, day by day; frozen when it came."""
    count, agreed = from_json(one.notice_count), one.framework.terms
    late = clocks.period(one.notice_late, Unit.WORKING_DAY)
    left = say("notice %(days)s late", days=late) if one.notice_late else say("notice in time")
    clause = terms.of(agreed).clause if agreed.rectification else None
    title = say("Notice: %(period)s", period=clocks.period(count.n, count.unit))
    return clocks.Clock(
        "late" if one.notice_late else "",
        left,
        count.due,
        title,
        clocks.rule(agreed, count, clause),
        count.provisional,
        tuple(clocks.days(count)),
    )


def facts(one: Rectification, decision: str) -> list[tuple[Any, ...]]:
    """The side column."""
    return [
        (_("Side at fault"), Say(TURNS[one.at_fault.value]), "strong"),
        (_("Notified by"), Say(TURNS[one.notifier.value])),
        (_("Known since"), one.known_on),
        (_("Notified"), one.created_at),
        (_("Notice in time"), say("%(days)s late", days=clocks.period(one.notice_late, Unit.WORKING_DAY)) if one.notice_late else say("yes")),
        (_("Plan in time"), say("no: a day of it passed") if one.is_late else say("so far") if one.ball else say("yes")),
        *([(_("Blame"), say("denied") if one.draft.denies else say("not denied"))] if one.draft else []),
        *([(_("Cause decided"), say("%(side)s, by %(label)s", side=Say(TURNS[one.root.value]), label=decision))] if one.root else []),
    ]  # fmt: skip


def beside(actor: Actor, code: str, period: str = "") -> Sequence[Cure]:
    """The plans for a KPI or a period of it, as the pages of KPIs show them."""
    return [
        Cure(one.label, one.title, url_for("rectifications.show", number=one.number), state_of(one), RECTIFICATION.word(one.state) if period else one.period)
        for one in queries.of_kpi(actor, code, period)
    ]  # fmt: skip
