"""A file is read: its rows become figures or faults, and each figure is laid beside the one that holds its period."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from bpo_gov.figure_imports import queries
from bpo_gov.figure_imports.models import FigureImport
from bpo_gov.figure_imports.rules import files, lines, logs, tables
from bpo_gov.figure_imports.rules.choices import Chosen, Sort
from bpo_gov.figure_imports.rules.lines import Frame, Read
from bpo_gov.figure_imports.rules.plans import Outcome, Plan, plans
from bpo_gov.kernel.parties import Party
from bpo_gov.kernel.words import Say, say
from bpo_gov.kpis.rules.refusals import Fault

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Task:
    """All that the reading of a file needs, apart from the database."""

    agreement_id: int
    party: Party
    sort: Sort
    name: str
    sha256: str
    data: bytes = field(repr=False)
    chosen: Chosen
    frame: Frame
    edition: int = 1


@dataclass(frozen=True)
class Found:
    """What was found in a file: rows, figures with their outcome, and what is wrong. `left_out` says why a KPI is."""

    edition: int
    rows: int
    plans: list[Plan]
    faults: list[Fault]
    more: int
    left_out: list[tuple[str, Say]]

    @property
    def wrong(self) -> int:
        """How many rows, or figures of them, are wrong."""
        return len(self.faults) + self.more + self.count(Outcome.ERROR)

    def count(self, outcome: Outcome) -> int:
        """How many figures have this outcome; a KPI that is left out counts as one."""
        idle = len(self.left_out) if outcome is Outcome.LEFT_OUT else 0
        return Counter(plan.outcome for plan in self.plans)[outcome] + idle


def task_of(one: FigureImport, data: bytes, frame: Frame) -> Task:
    """The reading of an import."""
    return Task(
        one.agreement_id, Party(one.raised_by), one.sort, one.name, one.sha256, data, one.choice, frame, one.edition
    )


def read(task: Task, progress: Progress | None = None) -> Read:
    """The figures of a file; this may take long and asks no database."""
    of = tables.read if task.sort is Sort.FIGURES else logs.read
    return of(
        files.table(task.name, task.data, task.chosen.style.decimal, task.chosen.sheet),
        task.chosen,
        task.frame,
        progress,
    )


def found(task: Task, said: Read) -> Found:
    """The figures laid beside those that are there; nothing is laid where a row is wrong."""
    good = [] if said.faults else said.lines
    again = queries.brought_in_so(task.agreement_id, task.party, task.sha256, task.sort, task.chosen)
    planned = plans(good, queries.standing(task.agreement_id, good), task.frame, again=again)
    to_come = sum(plan.outcome in queries.TO_COME for plan in planned)
    faults = list(said.faults)
    if to_come > lines.MOST_LINES:
        words = say("A file brings at most %(most)s figures at once: choose fewer KPIs, or cut the file.", most=lines.MOST_LINES)  # fmt: skip
        faults.append(Fault(0, "", "too_many_figures", words))
    return Found(task.edition, said.rows, planned, faults, said.more, said.notes)


def broken(edition: int, says: Say) -> Found:
    """A file that nobody could read to its end."""
    return Found(edition, 0, [], [Fault(0, "", "broken", says)], 0, [])
