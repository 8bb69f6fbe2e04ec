"""The figures of a table: each row read exactly, or named by its number, its column and the reason."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from bpo_gov.figure_imports.rules import spans
from bpo_gov.figure_imports.rules.choices import Chosen, Sort
from bpo_gov.figure_imports.rules.lines import (
    LONGEST,
    MOST_LINES,
    PLACES,
    Card,
    Frame,
    Line,
    Read,
    fault,
    lacks,
    refused,
)
from bpo_gov.kernel.words import N_, Say, Value
from bpo_gov.kpis.rules import numbers
from bpo_gov.kpis.rules.calls import EACH
from bpo_gov.kpis.rules.cells import Reading
from bpo_gov.kpis.rules.dialects import Row
from bpo_gov.kpis.rules.numbers import Notation
from bpo_gov.kpis.rules.periods import Period
from bpo_gov.kpis.rules.refusals import Fault, Refused

MOST: Final = Decimal(10) ** 15
NO_DATA: Final = frozenset({"no data", "n/a", "n.a.", "na", "-", "–", "tidak ada data", "tidak ada", "t/a"})


def read(
    rows: Iterable[Row | Fault], chosen: Chosen, frame: Frame, progress: Callable[[int], None] | None = None
) -> Read:
    """The figures of a file, or the rows that are wrong; the first row is the head."""
    found, log = Read(), iter(rows)
    reader = _reader(next(log, None), chosen, frame, found)
    if reader is None:
        return found
    for row in log:
        found.rows += 1
        if found.rows > MOST_LINES:
            found.blame(fault(row.number if isinstance(row, Row) else row.row, "", "too_many_rows", most=MOST_LINES))
            break
        line = row if isinstance(row, Fault) else reader.take(row)
        if isinstance(line, Fault):
            found.blame(line)
        else:
            found.lines.append(line)
        if progress is not None and found.rows % EACH == 0:
            progress(found.rows)
    return found


def _reader(head: Row | Fault | None, chosen: Chosen, frame: Frame, found: Read) -> "_Reader | None":
    """A reader for files with this head; None, and each fault is named, where a column is missing or stands twice."""
    if not isinstance(head, Row):
        found.blame(head or Fault(1, "", "empty", Say(N_("The file is empty."))))
        return None
    heads = [" ".join(cell.split()) for cell in head.cells]
    plain = [cell.casefold() for cell in heads]
    for one in lacks(chosen, Sort.FIGURES):
        found.blame(one)
    for column in chosen.columns.values():
        times = plain.count(column.casefold())
        if times == 0:
            known: Value = [cell for cell in heads if cell][:20]
            found.blame(fault(head.number, column, "column_gone", column=column, heads=known))
        elif times > 1:
            found.blame(fault(head.number, column, "column_twice", column=column))
    if found.faults:
        return None
    return _Reader(
        {name: plain.index(column.casefold()) for name, column in chosen.columns.items()}, heads, chosen, frame
    )


class _Reader:
    """Takes row after row by the places of the columns; it remembers which KPI has a figure for which days already."""

    def __init__(self, places: Mapping[str, int], heads: list[str], chosen: Chosen, frame: Frame) -> None:
        self.places, self.heads, self.chosen, self.frame = places, heads, chosen, frame
        self.reading = Reading(chosen.first, chosen.style.decimal, None, chosen.below_one)
        self.by_name = _by_name(frame.cards)
        self._taken: dict[str, list[tuple[date, date, int]]] = {}
        self._column = ""  # the one being read, for the fault

    def take(self, row: Row) -> Line | Fault:
        """The figure of a row, or what is wrong with it."""
        cells, heads = row.cells, len(self.heads)
        if len(cells) > heads and any(cell.strip() for cell in cells[heads:]):
            return fault(row.number, "", "too_many_cells", n=len(cells), heads=heads)
        cells = cells + [""] * (heads - len(cells))  # some programs leave out blank cells at the end of a row
        self._column = ""
        try:
            card = self._card(cells)
            span = self._span(cells, card, row.number)
            value = self._value(cells, card)
            numerator, denominator = self._share(cells)
            return Line(row.number, card.code, span, value, numerator, denominator, self._cell(cells, "source"))
        except Refused as refused:
            return Fault(row.number, self._column, refused.code, refused.message)

    def _cell(self, cells: list[str], name: str) -> str:
        """What stands in a column; nothing where the file has no such column. A formula is never taken for its text."""
        if name not in self.places:
            return ""
        self._column = self.heads[self.places[name]]
        text = " ".join(cells[self.places[name]].split())
        if text.startswith(("=", "@")):
            raise refused("formula")
        if not text.isprintable():
            raise refused("unreadable")
        if len(text) > LONGEST:
            raise refused("too_long", most=LONGEST)
        return text

    def _card(self, cells: list[str]) -> Card:
        text = self._cell(cells, "kpi")
        if not text:
            raise refused("missing")
        card = self.by_name.get(text.casefold())
        if card is None:
            raise refused("unknown_kpi", code=text[:60])
        if not card.ours:
            raise refused("other_side", code=card.code)
        return card

    def _span(self, cells: list[str], card: Card, number: int) -> Period:
        label, ends = self._cell(cells, "period"), self._cell(cells, "ends")
        starts = self._cell(cells, "starts")
        self._column = self.heads[self.places["starts" if starts or "period" not in self.places else "period"]]
        self._refuse_overlap(card, spans.days(label, starts, ends, self.reading), number)
        span = spans.between(starts, ends, card.length, self.reading) if starts else spans.labelled(label, card.length, self.reading)  # fmt: skip
        self._refuse_overlap(card, (span.start, span.last), number)
        if late := self.frame.late(span):
            raise late
        self._taken.setdefault(card.code, []).append((span.start, span.last, number))
        return span

    def _refuse_overlap(self, card: Card, days: tuple[date, date] | None, number: int) -> None:
        for first, last, row in self._taken.get(card.code, ()) if days else ():
            if days == (first, last):
                period = f"{first} – {last}"
                raise refused("twice", code=card.code, period=period, row=row)
            if days is not None and days[0] <= last and first <= days[1]:
                raise refused("overlap", code=card.code, row=row)

    def _value(self, cells: list[str], card: Card) -> Decimal | None:
        text = self._cell(cells, "value")
        if text.casefold() in NO_DATA or (not text and self.chosen.blanks):
            return None
        return numbers.parse(text, self._notation(card.unit))

    def _share(self, cells: list[str]) -> tuple[Decimal | None, Decimal | None]:
        part, whole = (self._cell(cells, name) for name in ("numerator", "denominator"))
        if not whole and not part:
            return None, None
        if not part:
            self._column = self.heads[self.places["numerator"]] if "numerator" in self.places else self._column
        if not part or not whole:
            raise refused("both")
        self._cell(cells, "numerator")
        numerator = numbers.parse(part, self._notation(""))
        self._cell(cells, "denominator")
        denominator = numbers.parse(whole, self._notation(""))
        if denominator <= 0:
            raise refused("not_above_zero")
        return numerator, denominator

    def _notation(self, unit: str) -> Notation:
        style = self.chosen.style
        return Notation(unit, style.decimal, style.thousands, PLACES, -MOST, MOST)


def _by_name(cards: Mapping[str, Card]) -> dict[str, Card]:
    """By code, and by name where it is one KPI's alone."""
    names = [card.name.casefold() for card in cards.values()]
    alone = {card.name.casefold(): card for card in cards.values() if names.count(card.name.casefold()) == 1}
    return alone | {f"{card.code} {card.name}".casefold(): card for card in cards.values()} | {card.code.casefold(): card for card in cards.values()}  # fmt: skip
