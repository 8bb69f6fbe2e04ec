"""What the pages of KPIs and figures show: plain values made of rows, ready for the templates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from bpo_gov.agreements import clocks, standing
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.framework import Kpi
from bpo_gov.agreements.standing import TURNS, Ball, Shown
from bpo_gov.kernel.calendars import Unit
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.timers import Timer
from bpo_gov.kernel.words import Say, Value, say
from bpo_gov.kpis import queries
from bpo_gov.kpis.models import Figure, State
from bpo_gov.kpis.rules import periods
from bpo_gov.kpis.rules.scores import Direction, reaches
from bpo_gov.kpis.workflow import FIGURE
from bpo_gov.web.words import number

S = State
ICONS = {
    S.PROVISIONAL: ("hourglass-split", ""), S.CONTESTED: ("diamond", "near"), S.ACCEPTED: ("check-circle", "ok"), S.AGREED: ("check2-all", "ok"),
    S.DETERMINED: ("check2-square", "ok"), S.REPLACED: ("clock-history", "closed"), S.WITHDRAWN: ("x-circle", "closed"),
}  # fmt: skip
SHOWN = 12  # periods of the board


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    number: str
    title: str
    href: str
    ball: Ball | None
    clock: clocks.Clock | None
    state: Shown
    value: str
    tone: str


@dataclass(frozen=True)
class Cell:
    """A period of a KPI on the board: its tone, and the figure."""

    tone: str
    text: str


@dataclass(frozen=True)
class Line:
    """A KPI on the board: its last figure against target and minimum, and its last periods."""

    code: str
    label: str
    href: str
    party: str
    target: str
    minimum: str
    last: str
    period: str
    tone: str
    state: Shown | None
    values: list[float]
    cells: list[Cell]


def state_of(one: Figure) -> Shown:
    """The state with its icon and tone."""
    return Shown(FIGURE.word(one.state), *ICONS[S(one.state)])


def worth(value: Decimal | None, unit: str) -> str:
    """A figure with its unit, or that there are no data."""
    if value is None:
        return str(_("no data"))
    gap = "" if unit == "%" else " "
    return f"{number(value)}{gap}{unit}"


def tone_of(value: Decimal | None, kpi: Kpi) -> str:
    """ok at the target, near between it and the minimum, bad beyond, none without data."""
    if value is None:
        return "none"
    direction = Direction(kpi.direction.value)
    return (
        "ok" if reaches(value, kpi.target, direction) else "near" if reaches(value, kpi.minimum, direction) else "bad"
    )


def row_of(one: Figure, actor: Actor, terms: Terms, timer: Timer | None) -> Row:
    """A figure as one line, measured by the card it was submitted under."""
    kpi = one.kpi
    return Row(
        one.label, one.title, url_for("figures.show", number=one.number), standing.ball_of(one, actor), standing.clock_in_row(one, terms, timer),
        state_of(one), worth(one.counted, kpi.unit), tone_of(one.counted, kpi),
    )  # fmt: skip


def board(terms: Terms, found: Iterable[Figure], today: date) -> list[Line]:
    """Every KPI of the framework in its order, with the last twelve of its periods that are over."""
    by_slot = {(one.code, one.period): one for one in found}
    return [_line(kpi, by_slot, today) for kpi in terms.kpis]


def _line(kpi: Kpi, found: Mapping[tuple[str, str], Figure], today: date) -> Line:
    span = periods.period_of(periods.Length(kpi.period.value), today).previous
    labels = []
    for _n in range(SHOWN):
        labels.append(span.label)
        span = span.previous
    mine = [found.get((kpi.code, label)) for label in reversed(labels)]
    known = [one for one in mine if one is not None]
    last = known[-1] if known else None
    values = [float(one.counted) for one in known if one.counted is not None]
    return Line(
        kpi.code, f"{kpi.code} {kpi.name}", url_for("kpis.show", code=kpi.code), kpi.measures.value, worth(kpi.target, kpi.unit),
        worth(kpi.minimum, kpi.unit), worth(last.counted, kpi.unit) if last else "", last.period if last else "", tone_of(last.counted, kpi) if last else "none",
        state_of(last) if last else None, values, [_cell(one, kpi) for one in mine],
    )  # fmt: skip


def _cell(one: Figure | None, kpi: Kpi) -> Cell:
    if one is None or one.counted is None:
        return Cell("none", "")
    return Cell("contested" if one.state == S.CONTESTED else tone_of(one.counted, kpi), number(one.counted))


def heads() -> list[str]:
    """The twelve periods as columns: the newest last, counted back, as weeks and months stand side by side."""
    return [_("KPI"), *(f"−{n}" if n else _("last") for n in range(SHOWN - 1, -1, -1))]


def facts(one: Figure) -> list[tuple[Any, ...]]:
    """The side column of a figure."""
    kpi = one.kpi
    share = (
        [(_("Computed from"), say("%(part)s / %(whole)s", part=one.numerator, whole=one.denominator))]
        if one.numerator is not None
        else []
    )
    return [
        (_("KPI"), f"{kpi.code} {kpi.name}", "strong"),
        (_("Period"), one.period),
        (_("Submitted"), worth(one.value, kpi.unit)),
        *share,
        *([(_("Counts as"), worth(one.settled, kpi.unit), "strong")] if one.settled is not None else []),
        *([(_("Proposed"), say("%(value)s by %(side)s", value=worth(one.proposed, kpi.unit), side=Say(TURNS[one.proposed_by])))] if one.proposed_by else []),
        (_("Target"), worth(kpi.target, kpi.unit)),
        (_("Minimum"), worth(kpi.minimum, kpi.unit)),
        (_("Measured by"), Say(TURNS[kpi.measured_by.value])),
        (_("Measures"), Say(TURNS[kpi.measures.value])),
        *([(_("Source"), one.source)] if one.source else []),
    ]  # fmt: skip


def card(kpi: Kpi) -> list[tuple[Any, ...]]:
    """The definition card of a KPI."""
    return [
        (_("Target"), worth(kpi.target, kpi.unit), "strong"), (_("Minimum"), worth(kpi.minimum, kpi.unit)),
        (_("Better"), say("higher") if kpi.direction.value == "higher" else say("lower")), (_("Period"), Say(queries.LENGTHS[kpi.period.value])),
        (_("Calculation"), kpi.calculation), (_("Source"), kpi.source), (_("Measured by"), Say(TURNS[kpi.measured_by.value])),
        (_("Measures"), Say(TURNS[kpi.measures.value])), (_("Weight"), f"{number(kpi.weight)} %"),
        (_("To contest"), clocks.period(kpi.contest_days, Unit.WORKING_DAY)),
    ]  # fmt: skip


def finding(found: Sequence[Figure], kpi: Kpi) -> Value:
    """The caption of the trend: how often the target was reached, and what counts last."""
    known = [one for one in found if one.counted is not None]
    good = sum(tone_of(one.counted, kpi) == "ok" for one in known)
    if not known:
        return say("No figure has been submitted yet.")
    last = known[-1]
    return say(
        "At target in %(good)s of %(all)s periods; last %(value)s in %(period)s.",
        good=good, all=len(known), value=worth(last.counted, kpi.unit), period=last.period,
    )  # fmt: skip
