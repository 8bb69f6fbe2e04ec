"""A call log becomes KPI figures per week and per month, in one pass, or a list of the rows that are wrong."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from bpo_gov.kernel.words import N_, Say, Value
from bpo_gov.kpis.rules.cells import Reading, day, number, seconds, yes
from bpo_gov.kpis.rules.dialects import Row
from bpo_gov.kpis.rules.measures import Figure, Sum, Tally, figures_of
from bpo_gov.kpis.rules.periods import Length
from bpo_gov.kpis.rules.refusals import Fault, Refused

MOST_ROWS: Final = 1_000_000
MOST_FAULTS: Final = 1000
"""So many wrong rows are named; the others are counted."""
EACH: Final = 1000
"""Progress is told after so many rows."""

_SAYS: Final = {
    "empty": N_("The file is empty."),
    "no_column": N_("There is no column “%(column)s”. There are: %(heads)s."),
    "column_twice": N_("There are two columns “%(column)s”."),
    "too_many_cells": N_("This row has %(n)s cells, the head has %(heads)s."),
    "too_many_rows": N_("A file has at most %(most)s rows."),
    "twice": N_("The call “%(text)s” stands in this file twice."),
    "not_answered": N_("This cell has a value, but the call was not answered."),
}


@dataclass(frozen=True)
class Columns:
    """The heads of the columns of a log; None where it has no such column, and then no figure that needs it.

    `ref` names the call, which stands once in a file; `speed` is the wait of an answered call; `talk` its length.
    """

    day: str
    answered: str
    resolved: str | None = None
    speed: str | None = None
    talk: str | None = None
    satisfaction: str | None = None
    ref: str | None = None


@dataclass(frozen=True)
class Terms:
    """How calls are counted: answered within how many seconds, and the ends of the scale of satisfaction."""

    within: int = 30
    worst: int = 1
    best: int = 5


@dataclass
class Counted:
    """What a log says. `figures` are there only when no row is wrong: a log counts whole or not at all."""

    rows: int = 0
    figures: list[Figure] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    more_faults: int = 0

    def blame(self, fault: Fault) -> None:
        """Name a wrong row, or count it when many are named already."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(fault)
        else:
            self.more_faults += 1


def count(
    rows: Iterable[Row | Fault], columns: Columns, reading: Reading, terms: Terms | None = None,
    lengths: Sequence[Length] = (Length.WEEK, Length.MONTH), progress: Callable[[int], None] | None = None,
) -> Counted:  # fmt: skip
    """The figures of a log, per ISO week and per month, or the rows that are wrong; the first row is the head.

    An abandoned call has blank cells, or zeros, for speed, talk and satisfaction, and is not resolved; an answered one has
    a speed and a talk time, and may have no satisfaction. Memory is that of the days and the names of calls.
    """
    found, days, log = Counted(), dict[date, Tally](), iter(rows)
    reader = _reader(next(log, None), columns, reading, terms or Terms(), found)
    if reader is None:
        return found
    for row in log:
        found.rows += 1
        if found.rows > MOST_ROWS:
            found.blame(_fault(row.number if isinstance(row, Row) else row.row, "", "too_many_rows", most=MOST_ROWS))
            break
        fault = row if isinstance(row, Fault) else reader.take(row, days)
        if fault is not None:
            found.blame(fault)
        if progress is not None and found.rows % EACH == 0:
            progress(found.rows)
    if not found.faults:
        found.figures = figures_of(days, reader.places, lengths)
    return found


def _fault(number: int, column: str, code: str, /, **params: Value) -> Fault:
    return Fault(number, column, code, Say(_SAYS[code], params))


def _reader(
    head: Row | Fault | None, columns: Columns, reading: Reading, terms: Terms, found: Counted
) -> "_Reader | None":
    """A reader for a log with this head; None, and the fault is named, where a column is missing or stands twice."""
    if not isinstance(head, Row):
        found.blame(head or _fault(1, "", "empty"))
        return None
    heads = [cell.strip() for cell in head.cells]
    plain = [cell.casefold() for cell in heads]
    wanted = {name: column for name, column in asdict(columns).items() if column is not None}
    for column in wanted.values():
        times = plain.count(column.strip().casefold())
        if times == 0:
            found.blame(_fault(head.number, column, "no_column", column=column, heads=[cell for cell in heads if cell]))
        elif times > 1:
            found.blame(_fault(head.number, column, "column_twice", column=column))
    if found.faults:
        return None
    places = {name: plain.index(column.strip().casefold()) for name, column in wanted.items()}
    return _Reader(places, heads, reading, terms)


class _Reader:
    """Takes row after row by the places of the columns and adds each call to its day."""

    def __init__(self, places: Mapping[str, int], heads: list[str], reading: Reading, terms: Terms) -> None:
        self.places, self.heads, self.reading, self.terms = places, heads, reading, terms
        self._seen: set[str] = set()
        self._column = ""  # the one being read, for the fault

    def take(self, row: Row, days: dict[date, Tally]) -> Fault | None:
        """Add the call to its day, or say what is wrong with its row; a wrong row adds nothing."""
        cells, heads = row.cells, len(self.heads)
        if len(cells) > heads and any(cell.strip() for cell in cells[heads:]):
            return _fault(row.number, "", "too_many_cells", n=len(cells), heads=heads)
        if len(cells) < heads:  # some programs leave out blank cells at the end of a row
            cells = cells + [""] * (heads - len(cells))
        try:
            on = day(self._cell(cells, "day"), self.reading)
            call = self._answered(cells) if yes(self._cell(cells, "answered")) else self._abandoned(cells)
            self._once(cells)
        except Refused as refused:
            return Fault(row.number, self._column, refused.code, refused.message)
        days.setdefault(on, Tally()).add(call)
        return None

    def _cell(self, cells: list[str], name: str) -> str:
        place = self.places[name]
        self._column = self.heads[place]
        return cells[place].strip()

    def _answered(self, cells: list[str]) -> Tally:
        speed: Sum = 0
        call = Tally(1, 1)
        if "speed" in self.places:
            speed = seconds(self._cell(cells, "speed"), self.reading)
            call.speed, call.in_time = speed, int(speed <= self.terms.within)
        if "talk" in self.places:
            call.talk = seconds(self._cell(cells, "talk"), self.reading)
        if "resolved" in self.places:
            call.resolved = int(yes(self._cell(cells, "resolved")))
        if "satisfaction" in self.places and (text := self._cell(cells, "satisfaction")):
            call.ratings, call.rated = number(text, self.reading, self.terms.worst, self.terms.best), 1
        return call

    def _abandoned(self, cells: list[str]) -> Tally:
        for name in ("speed", "talk", "satisfaction"):
            if name in self.places and self._is_filled(name, self._cell(cells, name)):
                raise Refused("not_answered", Say(_SAYS["not_answered"]))
        if "resolved" in self.places and (text := self._cell(cells, "resolved")) and yes(text):
            raise Refused("not_answered", Say(_SAYS["not_answered"]))
        return Tally(1)

    def _is_filled(self, name: str, text: str) -> bool:
        """Whether something stands there; a dash is nothing, and so is a zero, which some programs write for it."""
        if text in {"", "-", "–"}:
            return False
        zero: Sum = number(text, self.reading, 0, 10**9) if name == "satisfaction" else seconds(text, self.reading)
        return zero != Decimal(0)

    def _once(self, cells: list[str]) -> None:
        if "ref" not in self.places:
            return
        text = self._cell(cells, "ref")
        if not text:
            raise Refused("missing", Say(N_("This cell is empty.")))
        if text in self._seen:
            raise Refused("twice", Say(_SAYS["twice"], {"text": text}))
        self._seen.add(text)
