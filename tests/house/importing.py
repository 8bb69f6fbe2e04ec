"""Every state an import can stand in, each reached by real moves."""

from collections.abc import Callable
from itertools import count
from typing import Any

from bpo_gov.figure_imports import actions, queries, reading
from bpo_gov.figure_imports.models import FigureImport
from bpo_gov.figure_imports.rules import files, guesses
from bpo_gov.figure_imports.rules.choices import Chosen, Sort
from bpo_gov.kernel.parties import Party
from tests.cast import Cast

BRINGERS = {"client": "carl", "vendor": "victor"}
CODES = {"vendor": "KPI-04", "client": "KPI-05"}
MAKERS = {  # who may make a verb of an import of the client, and in which situation
    "bring_in": ("carl", "ready"),
    "choose": ("carl", "refused"),
    "drop": ("carl", "ready"),
    "note": ("carl", "ready"),
    "note_own": ("carl", "ready"),
}
Situation = Callable[[Cast, str], FigureImport]
_count = {code: count() for code in CODES.values()}


def upload(cast: Cast, name: str, table: str, sort: Sort = Sort.FIGURES, **more: Any) -> FigureImport:
    """A file of a person, waiting to be read."""
    file = files.file_of("figures.csv", table.encode())
    heads = files.heads(file.name, file.data)
    chosen = Chosen(guesses.columns(heads, sort), **more)
    return actions.upload(cast.actor(name), sort=sort, file=file, heads=heads, chosen=chosen)


def read(one: FigureImport) -> FigureImport:
    """The file is read, as the job does it."""
    data = queries.content_of(one)
    assert data is not None
    task = reading.task_of(one, data, queries.frame(one.framework.terms, Party(one.raised_by)))
    found = reading.found(task, reading.read(task))
    verb = actions.refuse if found.wrong else actions.read
    return verb(one, actions.reader(one.agreement_id), found=found)


def table(code: str, *, wrong: bool = False) -> str:
    """A month that no other situation has, one of the first of the agreement; with a wrong row, one of a KPI that is not there."""
    month = f"2025-{next(_count[code]) % 8 + 2:02}"
    return f"Kode,Periode,Nilai,Sumber\n{code},{month},97.5,Payroll system\n" + (
        "KPI-99,2026-01,97,\n" if wrong else ""
    )


def waiting(cast: Cast, side: str) -> FigureImport:
    """Nobody has read it yet."""
    return upload(cast, BRINGERS[side], table(CODES[side]))


def ready(cast: Cast, side: str) -> FigureImport:
    """A figure that is new."""
    return read(waiting(cast, side))


def refused(cast: Cast, side: str) -> FigureImport:
    """A row is wrong."""
    return read(upload(cast, BRINGERS[side], table(CODES[side], wrong=True)))


def imported(cast: Cast, side: str) -> FigureImport:
    """Its figure is here."""
    one = ready(cast, side)
    return actions.bring_in(one, cast.actor(BRINGERS[side]))


def dropped(cast: Cast, side: str) -> FigureImport:
    """Nothing came of it."""
    return actions.drop(ready(cast, side), cast.actor(BRINGERS[side]))


def nothing_new(cast: Cast, side: str) -> FigureImport:
    """The same file once more."""
    data = queries.content_of(imported(cast, side))
    assert data is not None
    return read(upload(cast, BRINGERS[side], data.decode()))


SITUATIONS: dict[str, Situation] = {
    "reading": waiting,
    "ready": ready,
    "refused": refused,
    "imported": imported,
    "dropped": dropped,
    "ready, with nothing new": nothing_new,
}
