"""What is wrong with a framework: one sentence a place, all of them at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bpo_gov.agreements.framework.texts import clip
from bpo_gov.kernel.words import Say, say_n

MOST = 500


@dataclass(frozen=True)
class Problem:
    """One error: the path of the field (empty for the whole file), the line if it came from a file, the sentence."""

    path: str
    line: int | None
    message: Say


class BadFramework(ValueError):  # noqa: N818 - reads as what it says
    """A framework that cannot be accepted, with every problem found, in the order of the lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = _bounded(list(problems))
        super().__init__("\n".join(f"{problem.path or '-'}: {problem.message}" for problem in self.problems))


def path_of(steps: Sequence[str | int]) -> str:
    """A path as people read it: services[2].locations[0]; a name that is no plain word stands in quotes."""
    path = ""
    for step in steps:
        if isinstance(step, int):
            path += f"[{step}]"
        elif step.isidentifier() and step.isascii() and len(step) <= 40:
            path += f".{step}" if path else step
        else:
            path += f"[“{clip(step)}”]"
    return path


def _bounded(problems: list[Problem]) -> list[Problem]:
    unique = {(problem.path, problem.line, str(problem.message)): problem for problem in problems}
    kept = sorted(unique.values(), key=lambda problem: problem.line or 0)
    if len(kept) <= MOST:
        return kept
    more = say_n("%(n)s more problem is not listed.", "%(n)s more problems are not listed.", len(kept) - MOST)
    return [*kept[:MOST], Problem("", None, more)]
