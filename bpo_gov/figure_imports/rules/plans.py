"""What an import would do with each figure, laid beside the figure that holds its period."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from bpo_gov.figure_imports.rules.lines import Frame, Line
from bpo_gov.kernel.words import N_, Say, say


class Outcome(StrEnum):
    """What would become of a figure."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    LEFT_OUT = "left_out"
    ERROR = "error"


WORDS: Final = {
    Outcome.NEW: N_("New"), Outcome.CHANGED: N_("Changed"), Outcome.SAME: N_("Same"), Outcome.LEFT_OUT: N_("Left out"),
    Outcome.ERROR: N_("Wrong"),
}  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """The figure that holds a period; `gives_way` says that its own
    side may put another in its place: both sides stand by it, or the other one has not answered yet."""

    id: int
    label: str
    state: Say
    value: Decimal | None
    counted: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    gives_way: bool


@dataclass(frozen=True)
class Plan:
    """A figure of the file with its outcome; `says` is the reason, `before` what counts so far."""

    line: Line
    outcome: Outcome
    says: Say | None = None
    code: str = ""
    figure_id: int | None = None
    before: Decimal | None = None


def plan(line: Line, there: Standing | None, frame: Frame, *, again: bool) -> Plan:
    """What would become of a line. `again`: these very bytes were read the very same way and brought in before, so that
    what they said is not said twice, whatever has come of it since."""
    late = frame.late(line.period)
    if late is not None:  # of a log; a file of figures is refused at such a row
        return Plan(line, Outcome.LEFT_OUT, late.message, late.code)
    if there is None:
        return Plan(line, Outcome.NEW)
    if again or _is_same(line, there):
        return Plan(line, Outcome.SAME, None, "", there.id, there.counted)
    if not there.gives_way:
        words = say("%(label)s holds this period and is still open: %(state)s.", label=there.label, state=there.state)
        return Plan(line, Outcome.ERROR, words, "still_open", there.id, there.counted)
    return Plan(line, Outcome.CHANGED, None, "", there.id, there.counted)


def plans(
    lines: list[Line], there: Mapping[tuple[str, str], Standing], frame: Frame, *, again: bool
) -> list[Plan]:  # fmt: skip
    """All lines with their outcome."""
    return [plan(line, there.get((line.code, line.period.label)), frame, again=again) for line in lines]


def _is_same(line: Line, there: Standing) -> bool:
    """The value as it was submitted, or as it counts; parts that the file has must be those that are here."""
    if line.value not in (there.value, there.counted):
        return False
    return line.numerator is None or (line.numerator, line.denominator) == (there.numerator, there.denominator)
