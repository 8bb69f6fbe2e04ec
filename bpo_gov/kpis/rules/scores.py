"""How well a figure does: its attainment, its band and points, and the weighted score of a side."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Final

from bpo_gov.kpis.rules.exact import HUNDRED, ZERO, product, ratio, total
from bpo_gov.kpis.rules.how import How, Step

TWICE: Final = 2


class Direction(StrEnum):
    """Which figures are better; the values are those of the framework."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True)
class Points:
    """The points of one period: its band, and how often it counts. All are None when there is no figure."""

    band: int | None
    times: int | None
    points: int | None

    @property
    def is_failure(self) -> bool:
        """Whether a band was missed."""
        return bool(self.points)


@dataclass(frozen=True)
class Part:
    """What one KPI brings to a score: 0 to 100, or None without a figure; its weight in percent; whether it failed badly."""

    code: str
    score: Decimal | None
    weight: Decimal
    is_severe: bool = False


@dataclass(frozen=True)
class Score:
    """A weighted score from 0 to 100, None when no part has a figure, and what a mean would hide.

    `severe` are the parts that failed badly, `missing` those without a figure, which count neither as 100 nor as 0 but
    not at all; `covered` is the weight that the score rests on.
    """

    value: Decimal | None
    covered: Decimal
    severe: tuple[str, ...]
    missing: tuple[str, ...]
    how: How

    @property
    def is_complete(self) -> bool:
        """Whether every part has a figure."""
        return not self.missing

    @property
    def is_severe(self) -> bool:
        """Whether a part failed badly, whatever the mean says."""
        return bool(self.severe)


def reaches(figure: Decimal, level: Decimal, direction: Direction) -> bool:
    """Whether a figure is at the level or better; figures are compared as they are, never rounded."""
    return figure >= level if direction is Direction.HIGHER else figure <= level


def beats(figure: Decimal, level: Decimal, direction: Direction) -> bool:
    """Whether a figure is better than the level."""
    return figure > level if direction is Direction.HIGHER else figure < level


def attainment(figure: Decimal, target: Decimal, direction: Direction) -> Decimal:
    """How much of the target was reached, in percent from 0 to 100: figure / target, or target / figure if lower is better.

    At the target or better it is 100, so that more of one KPI never makes up for another; below it is cut after six
    decimals, so that it is never shown as 100. Where no share can be told (a target of zero missed) it is 0.
    """
    if reaches(figure, target, direction):
        return HUNDRED
    part, whole = (figure, target) if direction is Direction.HIGHER else (target, figure)
    return ratio(product(part, HUNDRED), whole) if part > 0 and whole > 0 else ZERO


def band(figure: Decimal, bands: Sequence[Decimal], direction: Direction) -> int:
    """How many bands were missed: with 99/98/97/96 it is 0, 1, 2, 3 or 4. Raises ValueError unless they go from best to worst."""
    if not all(beats(better, worse, direction) for better, worse in pairwise(bands)):
        raise ValueError("bands go from the best figure to the worst")
    return sum(not reaches(figure, level, direction) for level in bands)


def points(
    figures: Iterable[Decimal | None],
    bands: Sequence[Decimal],
    direction: Direction,
    excused: Collection[int] = (),
) -> list[Points]:
    """The points of consecutive periods, in order; None is a period without a figure, `excused` are indices under relief.

    Each band missed is a point. A failure right after a failure counts twice, and every further one counts twice as
    well: 98.5, 96.5, 96.5 gives 1, 6, 6. The factor never grows beyond two. A period without a figure has no points, and
    an excused one has 0; after either the next failure is not a repeat, since they are not consecutive.
    """
    found: list[Points] = []
    for i, figure in enumerate(figures):
        missed = None if figure is None else 0 if i in excused else band(figure, bands, direction)
        times = TWICE if found and found[-1].is_failure else 1
        found.append(Points(None, None, None) if missed is None else Points(missed, times, missed * times))
    return found


def weighted(parts: Iterable[Part]) -> Score:
    """The mean of the parts by their weights: 54.42/83/88.5/100 at 10/55/25/10 % is 83.217; cut after six decimals.

    Parts without a figure are left out, weight and all, and are named. Raises ValueError for a score outside of 0 to
    100, a weight below 0, or a code that stands twice.
    """
    mine = list(parts)
    if len({part.code for part in mine}) < len(mine):
        raise ValueError("a KPI counts once in a score")
    if any(part.weight < 0 or not (part.score is None or ZERO <= part.score <= HUNDRED) for part in mine):
        raise ValueError("scores go from 0 to 100, and weights are not negative")
    known = [(part.score, part.weight) for part in mine if part.score is not None]
    covered = total(weight for _, weight in known)
    value = ratio(total(product(score, weight) for score, weight in known), covered) if covered else None
    inputs = {
        f"{part.code} {name}": what for part in mine for name, what in (("score", part.score), ("weight", part.weight))
    }
    return Score(
        value, covered, tuple(part.code for part in mine if part.is_severe), tuple(part.code for part in mine if part.score is None),
        How(inputs, (Step("covered", "sum(weight)", covered), Step("score", "sum(score * weight) / covered", value))),
    )  # fmt: skip
