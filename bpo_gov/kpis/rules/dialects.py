"""How a table is written as a text file: its encoding and delimiter, and its rows with the number of their line."""

import codecs
import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from bpo_gov.kernel.words import N_, Say, say
from bpo_gov.kpis.rules.refusals import Fault

DELIMITERS: Final = (";", "\t", ",")
BLOCK: Final = 1 << 16
MOST_SIGNS: Final = 20_000
"""The longest line; a longer one is no row of a table."""
MOST_LINES: Final = 20
"""How many lines a cell in quotes may run over; with more the quote was never closed."""

_BOMS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SEPARATOR: Final = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_ESCAPED: Final = re.compile("[\ud800-\udfff]")  # what stands for a byte that is not of the encoding
_UNCLOSED: Final = N_("A quote is opened in this row and not closed.")


@dataclass(frozen=True)
class Dialect:
    """The encoding, by its Python name, and the delimiter of a file."""

    encoding: str = "utf-8"
    delimiter: str = ";"


@dataclass(frozen=True)
class Row:
    """The cells of a row, and the line of the file where it begins; the head is usually line 1."""

    number: int
    cells: list[str]


def dialect_of(file: BinaryIO) -> Dialect:
    """The dialect of a file that can be read from its start again, which is where it is left.

    A byte order mark says the encoding. Without one it is UTF-8 if all of the file is, UTF-16 if every other of its first
    bytes is zero, else Windows-1252. The delimiter is what the head line has most of, outside of quotes, or what a first
    line `sep=;` says; one column alone has the semicolon.
    """
    encoding = _encoding(file)
    file.seek(0)
    head = _text(file.read(BLOCK), encoding).splitlines(keepends=True)
    file.seek(0)
    first = head[0] if head else ""
    said = _SEPARATOR.fullmatch(first)
    unquoted = re.sub(r'"[^"]*"?', "", first)
    return Dialect(encoding, said[1] if said else max(DELIMITERS, key=unquoted.count))


def rows(file: BinaryIO, dialect: Dialect) -> Iterator[Row | Fault]:
    """The rows of a file in one pass, the head first; empty lines and a first line `sep=;` are left out.

    Each row that cannot be read is a fault: a quote that is not closed, which spoils its own row and no other, a line
    that is too long, bytes that are not of the encoding. Memory stays that of a few lines.
    """
    lines = _Lines(io.TextIOWrapper(file, dialect.encoding, errors="surrogateescape", newline=""))
    delimiters = 0
    try:
        while (line := lines.next()) is not None:
            if not line.strip() or (lines.number == 1 and _SEPARATOR.fullmatch(line)):
                continue
            number = lines.number
            line = line.removeprefix("\ufeff") if number == 1 else line  # a mark that the dialect did not expect
            found = _fault(number, line, dialect) or _row(number, line, lines, dialect.delimiter, delimiters)
            if not delimiters and isinstance(found, Row):
                delimiters = len(found.cells) - 1
            yield found
    except UnicodeError:  # UTF-16 that breaks off or cannot be: nothing after it can be trusted
        yield _not_of(lines.number + 1, dialect)
    finally:
        lines.text.detach()  # whoever opened the file closes it


class _Lines:
    """Lines of a text with their number; what was looked at and not used comes again."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.text = text
        self.number = 0
        self._again: deque[str] = deque()

    def next(self) -> str | None:
        line = self._again.popleft() if self._again else self._read()
        self.number += bool(line)
        return line or None

    def back(self, lines: list[str]) -> None:
        self._again.extendleft(reversed(lines))
        self.number -= len(lines)

    def _read(self) -> str:
        """The next line; of one without an end only the beginning."""
        line = self.text.readline(MOST_SIGNS + 1)
        more = line
        while len(more) > MOST_SIGNS and not more.endswith(("\n", "\r")):
            more = self.text.readline(MOST_SIGNS + 1)
        return line


def _fault(number: int, line: str, dialect: Dialect) -> Fault | None:
    if len(line) > MOST_SIGNS:
        return Fault(number, "", "line_too_long", say("A row has at most %(most)s characters.", most=MOST_SIGNS))
    return None if line.isascii() or not _ESCAPED.search(line) else _not_of(number, dialect)


def _not_of(number: int, dialect: Dialect) -> Fault:
    return Fault(
        number, "", "encoding", say("This row is not written in %(encoding)s.", encoding=dialect.encoding.upper())
    )


def _row(number: int, line: str, lines: _Lines, delimiter: str, delimiters: int) -> Row | Fault:
    """A row of one line, or of several where a quoted cell runs on.

    A line that has all the delimiters of the head is a row of its own: no cell swallows it.
    """
    if '"' not in line:
        return Row(number, line.rstrip("\r\n").split(delimiter))
    more: list[str] = []
    while (cells := _cells([line, *more], delimiter)) is None:
        following = lines.next() if len(more) < MOST_LINES else None
        if following is None or following.count(delimiter) >= max(1, delimiters):
            lines.back(more if following is None else [*more, following])
            return Fault(number, "", "unclosed_quote", Say(_UNCLOSED))
        more.append(following)
    if not cells:
        lines.back(more)
        code = "unclosed_quote" if more else "stray_quote"
        return Fault(number, "", code, Say(_UNCLOSED) if more else say("A quote stands where a cell does not end."))
    return Row(number, cells)


def _cells(lines: list[str], delimiter: str) -> list[str] | None:
    """The cells; none at all where a quote is not in its place, None where a quote is still open."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        return next(reader)
    except csv.Error as error:
        return None if "unexpected end" in str(error) else []


def _encoding(file: BinaryIO) -> str:
    file.seek(0)
    block = file.read(BLOCK)
    for mark, name in _BOMS:
        if block.startswith(mark):
            return name
    for zeros, name in ((block[1:400:2], "utf-16-le"), (block[0:400:2], "utf-16-be")):
        if zeros and not zeros.strip(b"\0"):
            return name
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block:
            decoder.decode(block)
            block = file.read(BLOCK)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _text(head: bytes, encoding: str) -> str:
    return codecs.getincrementaldecoder(encoding)("replace").decode(head)
