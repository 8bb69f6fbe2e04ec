"""What a file says: its figures, and each wrong row by its number, its column and the reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from bpo_gov.figure_imports.rules.choices import COLUMNS, Chosen, Sort
from bpo_gov.kernel.words import N_, Say, Value
from bpo_gov.kpis.rules.calls import MOST_FAULTS
from bpo_gov.kpis.rules.periods import Length, Period
from bpo_gov.kpis.rules.refusals import Fault, Refused

MOST_LINES: Final = 2000
"""Figures of one file: each is a matter of its own, and all come in at once."""
PLACES: Final = 4
LONGEST: Final = 200

_SAYS: Final = {
    "no_column": N_("Say which column is this: %(name)s."),
    "column_gone": N_("There is no column “%(column)s”. There are: %(heads)s."),
    "column_twice": N_("There are two columns “%(column)s”."),
    "missing": N_("This cell is empty."),
    "formula": N_("This cell holds a formula. Put its result in its place."),
    "unreadable": N_("This cell holds characters that cannot be read."),
    "too_long": N_("A text has at most %(most)s characters."),
    "too_many_cells": N_("This row has %(n)s cells, the head has %(heads)s."),
    "too_many_rows": N_("A file has at most %(most)s rows."),
    "unknown_kpi": N_("The framework in force has no KPI %(code)s."),
    "other_side": N_("The other side measures %(code)s."),
    "not_over": N_("%(period)s is not over yet."),
    "future": N_("%(period)s has not begun yet."),
    "before": N_("%(period)s is before the agreement began."),
    "twice": N_("%(code)s has a figure for %(period)s in row %(row)s already."),
    "overlap": N_("This period overlaps the one of %(code)s in row %(row)s."),
    "both": N_("Write both or neither."),
    "not_above_zero": N_("This must be above zero."),
}


@dataclass(frozen=True)
class Card:
    """What a row needs to know of a KPI; `ours` says that the side that brings the file measures it."""

    code: str
    name: str
    unit: str
    length: Length
    ours: bool


@dataclass(frozen=True)
class Line:
    """A figure as a file has it; `number` is its row, 0 where it is counted from many. No value is no data."""

    number: int
    code: str
    period: Period
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    source: str = ""


@dataclass
class Read:
    """What a file says: `lines` count only where nothing is wrong. `notes` says of a KPI why it is left out."""

    rows: int = 0
    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    more: int = 0
    notes: list[tuple[str, Say]] = field(default_factory=list)

    @property
    def wrong(self) -> int:
        """How many rows are wrong."""
        return len(self.faults) + self.more

    def blame(self, fault: Fault) -> None:
        """Name a wrong row, or count it when many are named already."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(fault)
        else:
            self.more += 1


@dataclass(frozen=True)
class Frame:
    """What bounds the figures: the cards by code, the day it is, and the day the agreement began."""

    cards: Mapping[str, Card]
    today: date
    began: date

    def late(self, span: Period) -> Refused | None:
        """Why a period cannot have a figure now."""
        if span.start > self.today:
            return refused("future", period=span.label)
        if span.end > self.today:
            return refused("not_over", period=span.label)
        return refused("before", period=span.label) if span.end <= self.began else None


def fault(number: int, column: str, code: str, /, **params: Value) -> Fault:
    """A fault by its code."""
    return Fault(number, column, code, Say(_SAYS[code], params))


def lacks(chosen: Chosen, sort: Sort) -> list[Fault]:
    """A fault for each column that must be there and is not chosen."""
    return [fault(1, "", "no_column", name=Say(COLUMNS[sort][name])) for name in chosen.missing(sort)]


def refused(code: str, /, **params: Value) -> Refused:
    """A refusal by its code."""
    return Refused(code, Say(_SAYS[code], params))
