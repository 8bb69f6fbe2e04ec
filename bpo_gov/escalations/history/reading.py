"""Reads a log in streams: every wrong line is named, and cases come out whole however they stand in the file."""

import csv
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any

from bpo_gov.escalations.history.mapping import Map, meaning
from bpo_gov.escalations.models import State

MOST_FIELD = 4000
MOST_NAMED = 200  # wrong lines that are listed one by one
REF = 64  # signs of a case's name
LAYOUT = (  # a scratch database: nothing in it outlives the import
    "pragma journal_mode=off",
    "pragma synchronous=off",
    "create table seen (ref text, n integer, at text, state text, holder text, status text, substatus text, owner text, title text)",
    "create table bad (ref text primary key)",
)


@dataclass(frozen=True)
class Line:
    """One line of the log: when, what it says, and what that means."""

    number: int
    at: datetime
    state: State
    holder: str | None
    status: str
    substatus: str
    owner: str

    def mark(self, before: str) -> str:
        """The digest of the lines of a case up to this one."""
        return sha256(
            f"{before}\n{self.at.isoformat()}\t{self.status}\t{self.substatus}\t{self.owner}".encode()
        ).hexdigest()


@dataclass(frozen=True)
class Case:
    """The lines of one case in their order."""

    ref: str
    title: str
    lines: list[Line]


@dataclass
class Log:
    """A log laid out by case in a scratch database of its own; memory stays small however long it is."""

    path: Path
    map: Map
    lines: int = 0
    cases: int = 0
    digest: str = ""
    wrong: list[str] = field(default_factory=list)
    more_wrong: int = 0

    def __enter__(self) -> "Log":
        self._file = tempfile.NamedTemporaryFile(prefix="bpo_gov-log-")
        self._db = sqlite3.connect(self._file.name, isolation_level=None)
        for line in LAYOUT:
            self._db.execute(line)
        self._lay_out()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()
        self._file.close()

    def each(self, *, but_bad: bool = False) -> Iterator[Case]:
        """The cases in order of their first line; with `but_bad` without those that have a wrong line."""
        good = "where ref not in (select ref from bad)" if but_bad else ""
        rows = self._db.execute(
            f"select s.* from seen s join (select ref, min(n) as first from seen {good} group by ref) f on f.ref = s.ref order by f.first, s.n"  # noqa: S608
        )
        ref, title, lines = "", "", list[Line]()
        for row in rows:
            if row[0] != ref and lines:
                yield Case(ref, title, lines)
                lines = []
            if not lines:
                ref, title = row[0], row[8]
            lines.append(Line(row[1], datetime.fromisoformat(row[2]), State(row[3]), row[4], row[5], row[6], row[7]))
        if lines:
            yield Case(ref, title, lines)

    def bad_cases(self) -> int:
        """How many cases have a wrong line."""
        return int(self._db.execute("select count(*) from bad").fetchone()[0])

    def _lay_out(self) -> None:
        whole, last = sha256(), dict[str, str]()
        with self.path.open("rb") as raw:
            for block in iter(lambda: raw.read(1 << 20), b""):
                whole.update(block)
        self.digest = whole.hexdigest()
        self._db.execute("begin")
        try:
            with self.path.open(encoding=self.map.encoding, newline="") as text:
                self._rows(csv.reader(text, delimiter=self.map.delimiter, strict=True), last)
        except UnicodeError:
            self._name(0, f"the file is not written in {self.map.encoding}")
        self._db.execute("commit")
        self._db.execute("create index of on seen (ref, n)")
        self.cases = int(self._db.execute("select count(distinct ref) from seen").fetchone()[0])

    def _rows(self, rows: Any, last: dict[str, str]) -> None:
        csv.field_size_limit(MOST_FIELD)
        places: dict[str, int] = {}
        while True:
            try:
                row = next(rows)
            except StopIteration:
                break
            except csv.Error as error:
                self._name(rows.line_num, f"it cannot be read: {error}")
                break
            if not places:
                places = self._places(row)
                if not places:
                    return
            elif row:
                self._row(rows.line_num, row, places, last)
        if not places:
            self._name(1, "the file is empty")

    def _places(self, heads: list[str]) -> dict[str, int]:
        wanted = {name: head for name, head in self.map.columns.model_dump().items() if head is not None}
        missing = [head for head in wanted.values() if head not in heads]
        for head in missing:
            self._name(1, f"there is no column {head!r}; there are {', '.join(map(repr, heads[:20]))}")
        return {} if missing else {name: heads.index(head) for name, head in wanted.items()}

    def _row(self, number: int, row: list[str], places: dict[str, int], last: dict[str, str]) -> None:
        cells = {name: row[place].strip() if place < len(row) else None for name, place in places.items()}
        ref = cells["case"] or ""
        why = self._why_not(row, cells, places)
        if why:
            self._name(number, why, ref)
            return
        at = self.map.moment(cells["time"] or "").astimezone(UTC).isoformat()
        if last.get(ref, "") > at:
            self._name(number, f"case {ref}: its time lies before that of the line before", ref)
            return
        last[ref] = at
        status, substatus = cells["status"] or "", cells.get("substatus") or ""
        rule = meaning(tuple(self.map.rules), status, substatus)
        if rule is None:
            self._name(number, f"no rule of the map fits {status!r}, {substatus!r}", ref)
            return
        title = self.map.title.format(case=ref, title=cells.get("title") or ref)
        holder = None if rule.holder == "nobody" else rule.holder
        self._db.execute(
            "insert into seen values (?,?,?,?,?,?,?,?,?)",
            (ref, number, at, rule.state.value, holder, status, substatus, cells.get("owner") or "", title[:200]),
        )
        self.lines += 1

    def _why_not(self, row: list[str], cells: dict[str, str | None], places: dict[str, int]) -> str:
        if any(value is None for value in cells.values()):
            return f"it has {len(row)} columns; {max(places.values()) + 1} are needed"
        if not cells["case"]:
            return "it names no case"
        if len(cells["case"]) > REF or not cells["case"].isprintable():
            return f"the name of its case is longer than {REF} signs, or cannot be read"
        try:
            self.map.moment(cells["time"] or "")
        except (ValueError, OverflowError):
            return f"{cells['time']!r} is no time of the form {self.map.time}"
        return ""

    def _name(self, number: int, why: str, ref: str = "") -> None:
        if ref:
            self._db.execute("insert or ignore into bad values (?)", (ref,))
        if len(self.wrong) < MOST_NAMED:
            self.wrong.append(f"line {number}: {why}" if number else why)
        else:
            self.more_wrong += 1
