"""The control chart of a KPI: its limits, and the signals that say that something has changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Final

FEWEST: Final = 12
"""With fewer figures limits would be a guess: there is a run chart."""
FACTOR: Final = Fraction("2.66")
"""3 / d2 of two neighbours, 1.128: three sigma in mean moving ranges."""
PLACES: Final = 6


class Kind(StrEnum):
    """What a signal is: one point outside of 3 sigma; 2 of 3 beyond 2; 4 of 5 beyond 1; 8 in a row on one side."""

    OUTSIDE = "outside"
    TWO_OF_THREE = "two_of_three"
    FOUR_OF_FIVE = "four_of_five"
    ONE_SIDE = "one_side"


@dataclass(frozen=True)
class Signal:
    """A change that chance does not explain: its kind, whether above or below the centre, the points by their index."""

    kind: Kind
    is_above: bool
    points: tuple[int, ...]


@dataclass(frozen=True)
class Chart:
    """The centre of the figures and the limits around it, to six decimals; no limits and no signals on a run chart.

    On a control chart (XmR) the centre is the mean, on a run chart the median; it is None without any figure.
    """

    centre: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    moving_range: Decimal | None
    signals: tuple[Signal, ...]

    @property
    def is_run_chart(self) -> bool:
        """Whether there are too few figures for limits."""
        return self.lower is None


def chart(figures: Sequence[Decimal | None]) -> Chart:
    """The chart of figures in order; None is a period without one.

    From 12 figures on: limits = mean +- 2.66 x mean moving range. Sigma is a third of that, and every comparison is made
    with the exact values; to be on a line is not to be beyond it. A period without a figure is left out: its neighbours
    follow each other. Signals of one kind and side that share a point are one.
    """
    known = [(i, Fraction(figure)) for i, figure in enumerate(figures) if figure is not None]
    values = [value for _, value in known]
    if len(values) < FEWEST:
        return Chart(_decimal(_median(values)) if values else None, None, None, None, ())
    mean = sum(values, Fraction(0)) / len(values)
    moving = sum((abs(b - a) for a, b in pairwise(values)), Fraction(0)) / (len(values) - 1)
    sigma = moving * FACTOR / 3
    signals = [
        Signal(kind, is_above, tuple(known[n][0] for n in points))
        for kind, rule in RULES.items()
        for is_above in (True, False)
        for points in rule([value - mean if is_above else mean - value for value in values], sigma)
    ]
    signals.sort(key=lambda signal: (signal.points[0], list(Kind).index(signal.kind)))
    return Chart(
        _decimal(mean),
        _decimal(mean - moving * FACTOR),
        _decimal(mean + moving * FACTOR),
        _decimal(moving),
        tuple(signals),
    )


Above = Sequence[Fraction]  # how far each point lies on the side looked at; negative on the other


def _outside(above: Above, sigma: Fraction) -> list[list[int]]:
    return [[n] for n, far in enumerate(above) if far > 3 * sigma]


def _of(needed: int, window: int, sigmas: int) -> Callable[[Above, Fraction], list[list[int]]]:
    """So many points of a window of neighbours beyond so many sigma."""

    def found(above: Above, sigma: Fraction) -> list[list[int]]:
        beyond = [far > sigmas * sigma for far in above]
        groups: list[list[int]] = []
        for begin in range(len(above) - window + 1):
            points = [n for n in range(begin, begin + window) if beyond[n]]
            if len(points) < needed:
                continue
            if groups and groups[-1][-1] >= points[0]:
                groups[-1] = sorted({*groups[-1], *points})
            else:
                groups.append(points)
        return groups

    return found


def _one_side(above: Above, _sigma: Fraction) -> list[list[int]]:
    rows = [list(row) for is_above, row in groupby(range(len(above)), lambda n: above[n] > 0) if is_above]
    return [row for row in rows if len(row) >= 8]


RULES: Final[dict[Kind, Callable[[Above, Fraction], list[list[int]]]]] = {
    Kind.OUTSIDE: _outside,
    Kind.TWO_OF_THREE: _of(2, 3, 2),
    Kind.FOUR_OF_FIVE: _of(4, 5, 1),
    Kind.ONE_SIDE: _one_side,
}


def _median(values: Sequence[Fraction]) -> Fraction:
    ordered, middle = sorted(values), len(values) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _decimal(value: Fraction) -> Decimal:
    """To six decimals, half to even; only for showing."""
    return Decimal(round(value * 10**PLACES)).scaleb(-PLACES)
