"""What the pages of an import show: plain values made of rows, ready for the templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from bpo_gov.agreements import standing
from bpo_gov.agreements.framework import Kpi
from bpo_gov.agreements.standing import TURNS, Ball, Shown
from bpo_gov.figure_imports.models import FigureImport, FigureImportReading, FigureImportRow, State
from bpo_gov.figure_imports.rules import sentences
from bpo_gov.figure_imports.rules.choices import COLUMNS, MEASURES, SORTS, Sort
from bpo_gov.figure_imports.rules.plans import WORDS, Outcome
from bpo_gov.figure_imports.workflow import FIGURE_IMPORT
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import Say, Value, say
from bpo_gov.kpis.pages import worth
from bpo_gov.kpis.rules.measures import Measure
from bpo_gov.notes.shown import size
from bpo_gov.web import tables
from bpo_gov.web.words import tell

S, O = State, Outcome  # noqa: E741 - read as the words beside them
ICONS = {
    S.READING: ("hourglass-split", ""), S.READY: ("file-earmark-check", "near"), S.REFUSED: ("exclamation-octagon", "near"), S.IMPORTED: ("check-circle", "ok"),
    S.DROPPED: ("x-circle", "closed"),
}  # fmt: skip
TONES = {O.NEW: "ok", O.CHANGED: "near", O.SAME: "idle", O.LEFT_OUT: "idle", O.ERROR: "bad"}


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    number: str
    title: str
    href: str
    ball: Ball | None
    state: Shown
    sub: Value
    figures: Value


@dataclass(frozen=True)
class Line:
    """A figure of the file: its KPI, its period, what it says, what counts so far, and what would become of it."""

    code: str
    kpi: str
    period: str
    value: str
    before: str
    tone: str
    outcome: Say
    says: Value


@dataclass(frozen=True)
class Wrong:
    """A row of the file that is wrong."""

    line: int
    where: str
    reason: str
    says: Value


def state_of(one: FigureImport) -> Shown:
    """The state with its icon and tone."""
    return Shown(FIGURE_IMPORT.word(one.state), *ICONS[S(one.state)])


def row_of(one: FigureImport, actor: Actor) -> Row:
    """An import as one line."""
    return Row(
        one.label, one.title, url_for("figure_imports.show", number=one.number), standing.ball_of(one, actor), state_of(one), Say(SORTS[one.sort]),
        figures_of(one),
    )  # fmt: skip


def figures_of(one: FigureImport) -> Value:
    """What it brings, or what is in its way."""
    if one.state == S.REFUSED:
        return say("%(n)s wrong", n=one.wrong)
    if one.state in (S.READY, S.IMPORTED):
        return say("%(new)s new, %(changed)s changed", new=one.fresh, changed=one.changed)
    return ""


def tiles(one: FigureImport) -> list[tuple[str, int, Value]]:
    """The four numbers over the preview, each with what it means."""
    is_in = one.state == S.IMPORTED
    return [
        (_("New"), one.fresh, say("submitted") if is_in else say("would be submitted")),
        (_("Changed"), one.changed, say("corrected") if is_in else say("would be corrected")),
        (_("Same"), one.same, say("stay as they are")),
        (_("Left out"), one.left_out, say("the reason stands beside each")),
    ]


def lines(found: Sequence[FigureImportRow], kpis: dict[str, Kpi]) -> list[Line]:
    """The figures of a file in their order, but for the wrong ones."""
    return [_line(row, kpis) for row in found if row.outcome is not O.ERROR]


def _line(row: FigureImportRow, kpis: dict[str, Kpi]) -> Line:
    kpi = kpis.get(row.code)
    unit = kpi.unit if kpi else ""
    before = worth(row.before, unit) if row.figure_id is not None else ""
    return Line(
        row.code, kpi.name if kpi else "", row.period, worth(row.value, unit) if row.period else "", before, TONES[row.outcome], Say(WORDS[row.outcome]),
        says_of(row),
    )  # fmt: skip


def wrong(found: Sequence[FigureImportRow]) -> list[Wrong]:
    """The rows of the file that are wrong, in their order; a figure that is counted from many has its KPI and period in place of a column."""
    return [_wrong(row) for row in found if row.outcome is O.ERROR]


def _wrong(row: FigureImportRow) -> Wrong:
    where = f"{row.code}, {row.period}" if row.code else row.column
    return Wrong(row.line, where, row.reason, says_of(row))


def says_of(row: FigureImportRow) -> Value:
    """The sentence beside a row."""
    return sentences.read(row.says) if row.says else ""


def progress(reading: FigureImportReading) -> tuple[int, int]:
    """How many rows are read, and of how many, about."""
    return reading.done, max(reading.total, reading.done)


def facts(one: FigureImport) -> list[tuple[Any, ...]]:
    """The side column."""
    chosen = one.choice
    return [
        (_("File"), one.name, "strong"),
        (_("What it holds"), Say(SORTS[one.sort])),
        *([(_("Sheet"), chosen.sheet)] if chosen.sheet else []),
        (_("Size"), size(one.size)),
        *([(_("Rows"), one.rows)] if one.rows else []),
        (_("Brought by"), Say(TURNS[one.raised_by.value])),
        *((_(word), chosen.columns[name]) for name, word in COLUMNS[one.sort].items() if name in chosen.columns),
        *((code, Say(MEASURES[Measure(measure)])) for code, measure in chosen.feeds.items()),
        *([(_("In time"), say("within %(n)s seconds", n=chosen.within))] if one.sort is Sort.CALLS and Measure.ANSWERED_WITHIN in chosen.feeds.values() else []),
        ("SHA-256", one.sha256, "digest"),
    ]  # fmt: skip


def heads() -> list[str]:
    """The columns of the file of rows."""
    return [
        _("Row"), _("Column"), _("KPI"), _("Period"), _("Figure"), _("So far"), _("Numerator"), _("Denominator"), _("Source"), _("Result"), _("Code"),
        _("Reason"),
    ]  # fmt: skip


def cells(row: FigureImportRow) -> list[tables.Cell]:
    """A row of it."""
    before: Decimal | None = row.before
    return [
        row.line or None, row.column, row.code, row.period, row.value, before, row.numerator, row.denominator, row.source, _(WORDS[row.outcome]), row.reason,
        tell(says_of(row)),
    ]  # fmt: skip
