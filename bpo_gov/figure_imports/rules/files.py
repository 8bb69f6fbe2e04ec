"""Which files can hold a table, and the rows of one, whatever kind of file it is."""

import codecs
import re
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Final

from bpo_gov.figure_imports.rules import workbooks
from bpo_gov.kernel.attachments import File
from bpo_gov.kernel.words import Say, say
from bpo_gov.kpis.rules.dialects import BLOCK, Row, dialect_of, rows
from bpo_gov.kpis.rules.refusals import Fault, Refused
from bpo_gov.notes import packages
from bpo_gov.notes.rules import BINARY, MARKED_UP, clean_name

MOST_BYTES: Final = 15 * 1024 * 1024
MOST_HEADS: Final = 200
LONGEST_HEAD: Final = 200
MOST_TITLES: Final = 20  # of sheets that are named to who asked for another
NO_SHEET: Final = "no_sheet"
BOOK: Final = "xlsx"
TYPES: Final = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "txt": "text/plain",
    BOOK: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ENDINGS: Final = ", ".join(ending.upper() for ending in TYPES)
CONTROL: Final = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


def ending_of(name: str) -> str:
    """The ending of a name, in small letters."""
    return name.rpartition(".")[2].lower()


def file_of(name: str, data: bytes) -> File:
    """A file that may hold a table. Raises Refused with the reason why not."""
    name = clean_name(name)
    if ending_of(name) not in TYPES or not name.rpartition(".")[0].strip(" ._"):
        raise _refused("kind", say("“%(name)s” cannot be read. These can: %(kinds)s.", name=name, kinds=ENDINGS))
    if not data.strip():
        raise _refused("empty", say("“%(name)s” is empty.", name=name))
    if len(data) > MOST_BYTES:
        most = MOST_BYTES >> 20
        raise _refused(
            "too_large", say("“%(name)s” is too large: a file has at most %(most)s MB.", name=name, most=most)
        )
    if not (packages.is_office(data, "xl/") if ending_of(name) == BOOK else _is_text(data)):
        raise _refused("no_table", say("What is in “%(name)s” is no table. Save it as CSV or XLSX.", name=name))
    return File(name, TYPES[ending_of(name)], data)


def sheet_of(name: str, data: bytes, wanted: str = "") -> str:
    """The title of the sheet that is meant, the first one where none is wanted; empty of what has no sheets. Raises Refused."""
    if ending_of(name) != BOOK:
        return ""
    titles = workbooks.titles(data)
    if not wanted or not titles:
        return titles[0] if titles else ""
    for title in titles:
        if title.strip().casefold() == wanted.strip().casefold():
            return title
    words = say("“%(name)s” has no sheet “%(sheet)s”. It has these: %(names)s.", name=name, sheet=wanted, names=", ".join(titles[:MOST_TITLES]))  # fmt: skip
    raise _refused(NO_SHEET, words)


def table(name: str, data: bytes, decimal: str = ".", sheet: str = "") -> Iterator[Row | Fault]:
    """The rows of a file, the head first; empty ones are left out. Numbers of a workbook get that decimal sign."""
    if ending_of(name) == BOOK:
        return workbooks.rows(data, decimal, sheet)
    file = BytesIO(data)
    return rows(file, dialect_of(file))


def heads(name: str, data: bytes, sheet: str = "") -> list[str]:
    """The heads of the columns; those without a word are left out. Raises Refused where there is no head."""
    for row in islice(table(name, data, sheet=sheet), 1):
        if isinstance(row, Fault):
            raise Refused(row.code, row.message)
        found = [" ".join(cell.split()) for cell in row.cells]
        found = [cell for cell in found if cell and cell.isprintable() and len(cell) <= LONGEST_HEAD]
        if found:
            return found[:MOST_HEADS]
    raise _refused("empty", say("“%(name)s” is empty.", name=name))


def lines(name: str, data: bytes, sheet: str = "") -> int:
    """About how many rows there are, to say how far the reading is."""
    if ending_of(name) == BOOK:
        return workbooks.about(data, sheet)
    return data.count(b"\n") or data.count(b"\r") or 1


def _is_text(data: bytes) -> bool:
    """Whether the beginning of a file reads as text."""
    if data.startswith(BINARY) or MARKED_UP.match(data):
        return False
    head = data[:BLOCK]
    encoding = dialect_of(BytesIO(data)).encoding
    return not CONTROL.search(codecs.getincrementaldecoder(encoding)("replace").decode(head))


def _refused(code: str, says: Say) -> Refused:
    return Refused(code, says)
