"""The generated page of docs/: every table of moves as both parties can check it against their contract."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from inspect import cleandoc
from pathlib import Path
from typing import Any

from bpo_gov.kernel.ledger import Told
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.moves import ANY, NEW, STAY, Move
from bpo_gov.kernel.parties import SIDES, Actor, Party, Role, Who, clock_of, role_word
from bpo_gov.kernel.workflow import WORKFLOWS, Workflow

Row = Sequence[str]
HEAD = """
# Who may do what, and when

Written by `make docs` from the tables in the code; a change by hand is lost. The same tables refuse a deed, draw
the buttons of a page and start the deadlines, so what stands here is what happens.

A move needs all four: the person is one of *who*, the matter is in *from*, *only when* holds, and nobody has moved it
meanwhile. Roles are ordered, viewer < member < manager < executive: a higher one may all that a lower one may.
"""
MATRIX = """
**yes**: whoever raised it. **own**: only where the own side raised it. **other**: only where the other side did.
"""
DEADLINES = """
How long a period is, in which unit and by whose calendar, is a term of the agreement; so is whether it has the period
at all, and where it says so, another move of the clock.
"""
TOLD = {
    Told.OWN: "own side only",
    Told.ROOM: "without prejudice: managers of both sides",
    Told.CHAMBER: "without prejudice: managers of the own side",
    Told.OTHER: "the other side",
    Told.BOTH: "both sides",
    Told.BALL: "whose turn it is",
    Told.NOBODY: "nobody",
}
ANSWERS = {(True, True): "yes", (True, False): "own", (False, True): "other", (False, False): ""}


def write(folder: Path, check: bool) -> list[str]:
    """Write the generated pages into `folder` (with `check` nothing is written); the names of those out of date."""
    pages = {"moves.md": moves()}
    stale = [name for name, text in pages.items() if _read(folder / name) != text]
    if not check:
        folder.mkdir(parents=True, exist_ok=True)
        for name in stale:
            (folder / name).write_text(pages[name], encoding="utf-8")
    return stale


def moves() -> str:
    """Every table of moves in Markdown, in the order of their titles."""
    flows = sorted(WORKFLOWS.values(), key=lambda flow: flow.title)
    return "\n".join([HEAD.strip(), *(_chapter(flow) for flow in flows)]) + "\n"


def _chapter(flow: Workflow) -> str:
    parts = [f"\n## {flow.title}\n", _states(flow), "\n### Moves\n", _moves(flow)]
    if flow.deadlines:
        parts += ["\n### Deadlines\n", _deadlines(flow)]
    return "\n".join([*parts, "\n### By side and role\n", _matrix(flow), f"\n{MATRIX.strip()}"])


def _states(flow: Workflow) -> str:
    words = {state: str(flow.word(state)) for state in flow.states}
    open_ = [words[state] for state in flow.states if state not in flow.final]
    lines = [
        f"Open states: {', '.join(open_)}.",
        f"Final states: {', '.join(words[s] for s in flow.states if s in flow.final)}.",
    ]
    if flow.private:
        lines.append(f"Seen by the side that raised it alone: {', '.join(words[state] for state in flow.private)}.")
    return "  \n".join(lines)


def _moves(flow: Workflow) -> str:
    head = ("verb", "button", "from", "to", "who", "only when", "event", "told")
    return _table(head, (_move(flow, move) for move in flow.table.values()))


def _move(flow: Workflow, move: Move) -> Row:
    return (
        f"`{move.verb}`", move.label, _from(flow, move), _to(flow, move), str(move.who.says), _first_line(move.when),
        f"`{flow.name}.{move.event}`", TOLD[move.told],
    )  # fmt: skip


def _from(flow: Workflow, move: Move) -> str:
    if move.from_ is NEW:
        return "*new*"
    if move.from_ is ANY:
        return "*any*"
    return _words(flow, move.from_ if isinstance(move.from_, tuple) else (move.from_,))


def _to(flow: Workflow, move: Move) -> str:
    if not isinstance(move.to, StrEnum):
        return _first_line(move.to)
    return "*stays*" if move.to is STAY else str(flow.word(move.to))


def _deadlines(flow: Workflow) -> str:
    anew = [f"`{move.verb}`" for move in flow.table.values() if move.restarts]
    rows = (
        (
            f"`{row.policy}`", "; ".join(filter(None, (_words(flow, row.states), _first_line(row.runs)))),
            _first_line(row.paused) or "never", f"`{row.then}` by the clock", "at 75 %" if row.warn else "none",
        )
        for row in flow.deadlines
    )  # fmt: skip
    table = _table(("period", "runs while", "stands still while", "when it is over", "warning"), rows)
    return f"{table}\n\n{DEADLINES.strip()}" + (f" They begin anew with {', '.join(anew)}." if anew else "")


def _matrix(flow: Workflow) -> str:
    columns = [(side, role) for side in SIDES for role in Role]
    head = ("verb", *(f"{side.value} {role_word(role)}" for side, role in columns), "clock")
    rows = (
        (
            f"`{move.verb}`",
            *(_answer(move.who, Actor(None, 0, *column)) for column in columns),
            _answer(move.who, clock_of(0)),
        )
        for move in flow.table.values()
    )
    return _table(head, rows)


def _answer(who: Who, actor: Actor) -> str:
    """What the test says of an actor where the own side raised the matter, and where the other one did."""
    own = actor.party if actor.party in SIDES else Party.CLIENT
    return ANSWERS[tuple(who(Matter(raised_by=side), actor) for side in (own, own.other))]  # type: ignore[index]  # two


def _words(flow: Workflow, states: Iterable[StrEnum]) -> str:
    return ", ".join(str(flow.word(state)) for state in states)


def _first_line(test: Callable[..., Any] | None) -> str:
    """A guard in its own words: the first line of its docstring."""
    return cleandoc(test.__doc__ or "").partition("\n")[0].rstrip(".") if test else ""


def _table(head: Row, rows: Iterable[Row]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
