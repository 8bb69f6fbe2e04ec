"""What the pages of KPIs and figures show: plain values made of rows, ready for the templates."""

from collections.abc import Iterable, Mapping
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
from bpo_gov.kernel.words import N_, Percent, Say, say
from bpo_gov.kpis import queries
from bpo_gov.kpis.models import Figure, State
from bpo_gov.kpis.rules import periods
from bpo_gov.kpis.rules.scores import Direction, attainment, reaches
from bpo_gov.kpis.workflow import FIGURE
from bpo_gov.web.words import number

S = State
ICONS = {
    S.PROVISIONAL: ("hourglass-split", ""), S.CONTESTED: ("diamond", "near"), S.ACCEPTED: ("check-circle", "ok"), S.AGREED: ("check2-all", "ok"),
    S.DETERMINED: ("check2-square", "ok"), S.REPLACED: ("clock-history", "closed"), S.WITHDRAWN: ("x-circle", "closed"),
}  # fmt: skip
TONES = {
    "ok": N_("at target"), "near": N_("short of target"), "bad": N_("short of the minimum"), "contested": N_("contested"), "none": N_("no data"),
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
    """A period of a KPI on the board: its tone, the figure, which period it is, and how much of the target was reached."""

    tone: str
    text: str
    period: str
    value: Decimal | None = None
    attained: Decimal | None = None


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
    aim: Decimal  # the target as a number


def state_of(one: Figure) -> Shown:
    """The state with its icon and tone."""
    return Shown(FIGURE.word(one.state), *ICONS[S(one.state)])


def worth(value: Decimal | None, unit: str) -> str:
    """A figure with its unit, or that there are no data."""
    if value is None:
        return str(_("no data"))
    gap = "" if unit == "%" else " "
    return f"{number(value)}{gap}{unit}"


def exact(value: object) -> Decimal | None:
    """A figure as the record has it, as a number again."""
    return None if value is None else Decimal(str(value))


def tone_of(value: Decimal | None, kpi: Kpi) -> str:
    """ok at the target, near between it and the minimum, bad beyond, none without data."""
    if value is None:
        return "none"
    return "ok" if reached(value, kpi.target, kpi) else "near" if reached(value, kpi.minimum, kpi) else "bad"


def reached(value: Decimal, level: Decimal, kpi: Kpi) -> bool:
    """Whether a figure is at the level or better."""
    return reaches(value, level, Direction(kpi.direction.value))


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
    labels.reverse()
    mine = [found.get((kpi.code, label)) for label in labels]
    known = [one for one in mine if one is not None]
    last = known[-1] if known else None
    values = [float(one.counted) for one in known if one.counted is not None]
    return Line(
        kpi.code, f"{kpi.code} {kpi.name}", url_for("kpis.show", code=kpi.code), kpi.measures.value, worth(kpi.target, kpi.unit),
        worth(kpi.minimum, kpi.unit), worth(last.counted, kpi.unit) if last else "", last.period if last else "", tone_of(last.counted, kpi) if last else "none",
        state_of(last) if last else None, values, [_cell(one, label, kpi) for one, label in zip(mine, labels, strict=True)], kpi.target,
    )  # fmt: skip


def _cell(one: Figure | None, label: str, kpi: Kpi) -> Cell:
    if one is None or one.counted is None:
        return Cell("none", "", label)
    tone = "contested" if one.state == S.CONTESTED else tone_of(one.counted, kpi)
    return Cell(
        tone,
        number(one.counted),
        label,
        one.counted,
        attainment(one.counted, kpi.target, Direction(kpi.direction.value)),
    )


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


def card(kpi: Kpi, version: Say) -> list[tuple[Any, ...]]:
    """The definition card of a KPI; `version` names the framework that it stands in."""
    steps = ", ".join(worth(level, kpi.unit) for level in kpi.bands)
    return [
        (_("Target"), worth(kpi.target, kpi.unit), "strong"), (_("Minimum"), worth(kpi.minimum, kpi.unit)),
        (_("Better"), say("higher") if kpi.direction.value == "higher" else say("lower")), (_("Period"), Say(queries.LENGTHS[kpi.period.value])),
        (_("Calculation"), kpi.calculation), (_("Source"), kpi.source), (_("Measured by"), Say(TURNS[kpi.measured_by.value])),
        (_("Measures"), Say(TURNS[kpi.measures.value])), (_("Weight"), Percent(kpi.weight)),
        (_("Bands"), say("%(levels)s: a point more for each one missed", levels=steps) if steps else ""),
        (_("To contest"), clocks.period(kpi.contest_days, Unit.WORKING_DAY)), (_("Version"), version),
    ]  # fmt: skip
