"""Tables of the envelope as CSV files: the rows that the page shows, dates and amounts as a machine reads them."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import StringIO

from flask import Response

from bpo_gov.kernel.ledger import plain
from bpo_gov.kernel.words import Money, Value
from bpo_gov.web.words import tell

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a spreadsheet tells that a text is to be computed


def answer(name: str, heads: Sequence[str], rows: Iterable[Sequence[Value]]) -> Response:
    """A CSV file in UTF-8 with a mark, so that spreadsheets read it right."""
    response = Response(_lines(heads, rows), mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _lines(heads: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    out = StringIO("\ufeff")
    out.seek(0, 2)
    writer = csv.writer(out)
    writer.writerow(heads)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def _cell(value: Value) -> str:
    if isinstance(value, Money):
        value = value.amount
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    return str(plain(value)) if isinstance(value, date | datetime) or hasattr(value, "normalize") else tell(value)
