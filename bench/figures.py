"""A figure: what was measured, how much came out, and the bound it must keep."""

import json
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event


@dataclass(frozen=True)
class Figure:
    """One line of the outcome; without a bound it only informs."""

    bench: str
    metric: str
    n: int
    value: float
    bound: str | None = None
    ok: bool = True

    def line(self) -> str:
        """The figure as one line of JSON."""
        return json.dumps(vars(self))


def at_most(bench: str, metric: str, n: int, value: float, most: float) -> Figure:
    """A figure that must not pass a bound."""
    return Figure(bench, metric, n, value, f"<= {most:g}", value <= most)


def at_least(bench: str, metric: str, n: int, value: float, least: float) -> Figure:
    """A figure that must reach a bound."""
    return Figure(bench, metric, n, value, f">= {least:g}", value >= least)


def exactly(bench: str, metric: str, n: int, value: float, wanted: float) -> Figure:
    """A figure that must come out as one number."""
    return Figure(bench, metric, n, value, f"== {wanted:g}", value == wanted)


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements that run inside the block, savepoints left out."""
    statements: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


def interleaved(deeds: Mapping[int, Callable[[], object]], rounds: int) -> dict[int, Sequence[float]]:
    """Milliseconds of each deed, taken in turn, so that the noise of the machine hits all of them alike."""
    took: dict[int, list[float]] = {key: [] for key in deeds}
    for round_ in range(-3, rounds):
        for key, deed in deeds.items():
            began = time.perf_counter()
            deed()
            if round_ >= 0:
                took[key].append((time.perf_counter() - began) * 1000)
    return {key: tuple(times) for key, times in took.items()}


def middle(times: Sequence[float]) -> float:
    """The median, to a hundredth."""
    return round(statistics.median(times), 2)
