"""A list as a file: CSV and XLSX whose texts no spreadsheet takes for a formula and whose numbers stay exact."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

from flask import Response
from flask_babel import gettext as _

Cell = str | int | Decimal | date | datetime | None
BOM = "\ufeff"
BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # a spreadsheet may begin to compute
NUMBER = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)*")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST = 32_767  # signs in a cell of XLSX
EXACT_DIGITS = 15  # a spreadsheet reckons with so many; a longer number stays text
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def safe(text: str) -> str:
    """A text that is only a text: what could begin a formula gets an apostrophe in front, a pure number does not."""
    text = FORBIDDEN.sub("", text)
    if text.lstrip(" ").startswith(BEGINS) and not NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def written(cell: Cell) -> str:
    """A cell as CSV has it: dates in ISO, amounts in plain digits."""
    match cell:
        case None:
            return ""
        case str():
            return safe(cell)
        case datetime():
            return cell.isoformat(timespec="seconds")
        case date():
            return cell.isoformat()
        case Decimal():
            return f"{cell:f}"
    return str(cell)


def csv_of(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The lines of a CSV file (RFC 4180, UTF-8 with its mark), one at a time."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    buffer.write(BOM)
    writer.writerow([safe(head) for head in heads])
    for row in rows:
        writer.writerow([written(cell) for cell in row])
        if buffer.tell() > 1 << 15:
            yield _emptied(buffer)
    yield _emptied(buffer)


def _emptied(buffer: StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def xlsx_of(heads: Sequence[str], rows: Iterable[Sequence[Cell]], title: str) -> bytes:
    """A workbook with one sheet, written row by row."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\\/*?:\[\]]", " ", title)[:31] or "1")
    sheet.freeze_panes = "A2"
    for place, head in enumerate(heads, 1):
        sheet.column_dimensions[get_column_letter(place)].width = min(60, max(14, len(head) + 4))
    bold = []
    for head in heads:
        cell = WriteOnlyCell(sheet, value=safe(head))
        cell.font = Font(bold=True)
        bold.append(cell)
    sheet.append(bold)
    for row in rows:
        sheet.append([_in_book(cell) for cell in row])
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _in_book(cell: Cell) -> str | int | Decimal | None:
    if isinstance(cell, int):
        return cell
    if isinstance(cell, Decimal):
        return cell if len(cell.normalize().as_tuple().digits) <= EXACT_DIGITS else f"{cell:f}"
    return None if cell is None else written(cell)[:LONGEST]


def answer(kind: str, name: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]], most: int) -> Response:
    """The file as it is sent; more than `most` rows are cut, and the last line says so. `name` is ASCII, without ending."""
    bounded = _bounded(rows, len(heads), most, _("Only the first %(most)s rows are in this file.", most=most))
    # Written to the end before it is sent: a slow reader holds no transaction open, and the rows are bounded.
    content = xlsx_of(heads, bounded, name) if kind == "xlsx" else "".join(csv_of(heads, bounded)).encode()
    answer = Response(content, content_type=TYPES[kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer


def _bounded(rows: Iterable[Sequence[Cell]], width: int, most: int, cut: str) -> Iterator[Sequence[Cell]]:
    for place, row in enumerate(rows):
        if place == most:
            yield [cut, *([None] * (width - 1))]
            return
        yield row
