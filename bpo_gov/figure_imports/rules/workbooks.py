"""A sheet of a workbook as rows of text: what a cell means, read by its number format, and never what a formula says."""

import re
import warnings
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from itertools import islice
from typing import Any, Final

from openpyxl import load_workbook

from bpo_gov.kernel.words import say
from bpo_gov.kpis.rules.dialects import Row
from bpo_gov.kpis.rules.refusals import Fault

MOST_CELLS: Final = 1000
"""In a row; a longer one is no row of a table."""
MOST_GAP: Final = 100_000
"""So many empty rows one after the other end a sheet."""
FORMULA: Final = "="
DIGITS: Final = 15
"""A spreadsheet reckons with so many: what stands behind them is noise of the binary number."""
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def rows(data: bytes, decimal: str = ".", sheet: str = "") -> Iterator[Row | Fault]:
    """The rows of a sheet, the first one where none is named, with their number, empty ones left out; one that cannot be read ends the sheet.

    A cell that holds a number is written with the decimal sign that the texts beside it have.
    """
    number, gap = 0, 0
    try:
        for cells in _sheet(data, sheet):
            number += 1
            if len(cells) > MOST_CELLS:
                yield Fault(number, "", "too_wide", say("A row has at most %(most)s cells.", most=MOST_CELLS))
                return
            texts = [text_of(cell, decimal) for cell in cells]
            gap = 0 if any(texts) else gap + 1
            if gap > MOST_GAP:
                return
            if not gap:
                yield Row(number, texts)
    except MemoryError:
        raise
    except Exception:  # whatever a broken or hostile workbook makes its reader say
        yield Fault(number + 1, "", "broken", say("From this row on the workbook cannot be read. Save it anew."))


def titles(data: bytes) -> list[str]:
    """The titles of the sheets in their order; none of a workbook that cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return [sheet.title for sheet in load_workbook(BytesIO(data), read_only=True, keep_links=False).worksheets]
    except Exception:  # the same as above: its rows will say so
        return []


def about(data: bytes, sheet: str = "") -> int:
    """How many rows a sheet says it has."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return int(_named(load_workbook(BytesIO(data), read_only=True), sheet).max_row or 1)
    except Exception:  # the same as above: then nobody knows
        return 1


def text_of(cell: Any, decimal: str = ".") -> str:
    """What stands in a cell, as people would type it: 97% for 0.97 that is shown in percent, dates in ISO, times as h:mm:ss."""
    value = cell.value
    if cell.data_type == "f":
        return FORMULA
    for kind, said in _TEXTS:
        if isinstance(value, kind):
            text = said(value, cell.number_format)
            return text.replace(".", decimal) if said is _number else text
    return FORMULA  # a formula over several cells, or what no reader of tables knows


def _named(book: Any, title: str) -> Any:
    return next((sheet for sheet in book.worksheets if sheet.title == title), None) if title else book.worksheets[0]


def _sheet(data: bytes, title: str) -> Iterator[Any]:
    """The rows of cells; what the library only warns of is nothing to anybody."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(BytesIO(data), read_only=True, keep_links=False)
        sheet = _named(book, title)
        sheet.reset_dimensions()  # a sheet may say that it is larger than it is
        cells = iter(sheet.iter_rows())
    while row := _next(cells):
        yield from row


def _next(cells: Iterator[Any]) -> list[Any]:
    """The next row as the one thing of a list, or an empty list."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return list(islice(cells, 1))


def _moment(value: datetime, form: str) -> str:
    return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")


def _time(value: time, form: str) -> str:
    since = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond)
    return _length(since, form)


def _number(value: Any, form: str) -> str:
    number = Decimal(f"{value:.{DIGITS}g}") if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        return str(value)
    text = f"{number * 100 if _in_percent(form) else number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text}%" if _in_percent(form) else text


@lru_cache(maxsize=1024)  # a workbook has few formats and many cells
def _in_percent(form: str) -> bool:
    return "%" in _QUOTED.sub("", form or "").partition(";")[0]


def _length(value: timedelta, form: str) -> str:
    """Hours, minutes and seconds, to the nearest second, as a spreadsheet stores a part of a day."""
    whole = int(value / timedelta(seconds=1) + 0.5)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


# In this order: a bool is an int, a datetime is a date.
_TEXTS: Final[tuple[tuple[Any, Callable[[Any, str], str]], ...]] = (
    (type(None), lambda value, form: ""), (bool, lambda value, form: "true" if value else "false"), (str, lambda value, form: value.strip()),
    ((int, float), _number), (datetime, _moment), (date, lambda value, form: value.isoformat()), (time, _time), (timedelta, _length),
)  # fmt: skip
