"""The health of a relationship: a verdict for each KPI from its settled figures, and the worst of them for the whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise, takewhile
from typing import Final

from bpo_gov.kpis.rules import control
from bpo_gov.kpis.rules.scores import Direction, Part, Score, attainment, reaches, weighted

STEADY: Final = Decimal("0.5")
"""Points of the weighted score: what moves less is steady."""
BACK: Final = 24
"""Settled figures of a KPI that are looked at."""


class Word(StrEnum):
    """What the whole is called, worst first; what is not known stands last."""

    FAILING = "failing"
    WATCH = "watch"
    HEALTHY = "healthy"
    NO_DATA = "no_data"  # neither good nor bad


class Verdict(StrEnum):
    """What one KPI is found to be, worst first."""

    SEVERE = "severe"  # under its minimum
    SHORT = "short"  # of its target
    CONTESTED = "contested"
    SIGNAL = "signal"  # the control chart shows a change for the worse
    NONE = "none"  # no figure: neither good nor bad
    GOOD = "good"


class Trend(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    STEADY = "steady"
    UNKNOWN = "unknown"


MEANS: Final = {Verdict.SEVERE: Word.FAILING, Verdict.GOOD: Word.HEALTHY, Verdict.NONE: Word.NO_DATA}
"""Every other verdict asks for a watch."""
WORST_FIRST: Final = tuple(Verdict)


@dataclass(frozen=True)
class Reading:
    """A figure of one period, with the levels that were signed for it; `value` None is no data. `number` names the figure."""

    period: str
    value: Decimal | None
    target: Decimal
    minimum: Decimal
    direction: Direction
    is_settled: bool = True
    is_contested: bool = False
    number: int = 0

    @property
    def counts(self) -> bool:
        """Whether both stand by it, and there is a value."""
        return self.is_settled and self.value is not None

    @property
    def is_severe(self) -> bool:
        """Whether it lies under the minimum."""
        return self.value is not None and not reaches(self.value, self.minimum, self.direction)

    @property
    def is_good(self) -> bool:
        """Whether it reaches the target."""
        return self.value is not None and reaches(self.value, self.target, self.direction)

    @property
    def attained(self) -> Decimal | None:
        """How much of the target it reached, in percent."""
        return None if self.value is None else attainment(self.value, self.target, self.direction)


@dataclass(frozen=True)
class Measured:
    """A KPI with its weight and its figures, oldest first."""

    code: str
    weight: Decimal
    readings: Sequence[Reading]

    @property
    def settled(self) -> list[Reading]:
        """The figures that count, oldest first: a period that was settled without data is passed over."""
        return [one for one in self.readings if one.counts][-BACK:]


@dataclass(frozen=True)
class Judged:
    """One KPI: its verdict, the last settled figure, the newest contested one, and for how many periods it has been so."""

    code: str
    weight: Decimal
    verdict: Verdict
    last: Reading | None
    contested: Reading | None
    run: int

    @property
    def attained(self) -> Decimal | None:
        """Of the target, in percent; None without a figure."""
        return self.last.attained if self.last else None


@dataclass(frozen=True)
class Health:
    """The whole: its word, every KPI worst first, the weighted score, and where it goes since how many periods."""

    word: Word
    kpis: tuple[Judged, ...]
    score: Score
    trend: Trend
    periods: int

    @property
    def worst(self) -> Judged | None:
        """The KPI that decides the word; None where there is no KPI."""
        return self.kpis[0] if self.kpis else None

    def count(self, *verdicts: Verdict) -> int:
        """How many KPIs have one of these verdicts."""
        return sum(one.verdict in verdicts for one in self.kpis)


def health(measured: Sequence[Measured]) -> Health:
    """The worst verdict names the whole, whatever the mean says; what has no figure is counted neither good nor bad.

    One KPI under its minimum in its last settled period is failing; one that is short of its target, contested, or shows a
    signal to the bad side is a watch; else one at its target is healthy; without any figure there are no data.
    """
    judged = sorted((judge(one) for one in measured), key=_order)
    known = [one for one in judged if one.verdict is not Verdict.NONE]
    word = MEANS.get(known[0].verdict, Word.WATCH) if known else Word.NO_DATA
    trend, periods = _trend([_score(measured, back) for back in range(BACK)])
    return Health(word, (*known, *(one for one in judged if one not in known)), _whole(judged), trend, periods)


def judge(kpi: Measured) -> Judged:
    """What one KPI is found to be."""
    settled = kpi.settled
    last = settled[-1] if settled else None
    contested = next((one for one in reversed(kpi.readings) if one.is_contested), None)
    verdict = _verdict(last, contested, settled)
    return Judged(kpi.code, kpi.weight, verdict, last, contested, _run(verdict, settled))


def _verdict(last: Reading | None, contested: Reading | None, settled: Sequence[Reading]) -> Verdict:
    if last is not None and last.is_severe:
        return Verdict.SEVERE
    if last is not None and not last.is_good:
        return Verdict.SHORT
    if contested is not None:
        return Verdict.CONTESTED
    if last is None:
        return Verdict.NONE
    return Verdict.SIGNAL if _is_signalled(settled) else Verdict.GOOD


def _is_signalled(settled: Sequence[Reading]) -> bool:
    """Whether the last figure is part of a change for the worse that chance does not explain."""
    newest, is_bad_above = len(settled) - 1, settled[-1].direction is Direction.LOWER
    signals = control.chart([one.value for one in settled]).signals
    return any(newest in signal.points and signal.is_above is is_bad_above for signal in signals)


def _run(verdict: Verdict, settled: Sequence[Reading]) -> int:
    """How many settled periods in a row, counted back from the last one, are like it."""
    alike = {
        Verdict.SEVERE: lambda one: one.is_severe,
        Verdict.SHORT: lambda one: not one.is_good,
        Verdict.GOOD: lambda one: one.is_good,
    }
    return sum(1 for _ in takewhile(alike[verdict], reversed(settled))) if verdict in alike else 0


def _order(one: Judged) -> tuple[int, Decimal, Decimal, str]:
    attained = one.attained
    return WORST_FIRST.index(one.verdict), Decimal(100) if attained is None else attained, -one.weight, one.code


def _whole(judged: Sequence[Judged]) -> Score:
    return weighted(Part(one.code, one.attained, one.weight, one.verdict is Verdict.SEVERE) for one in judged)


def _score(measured: Sequence[Measured], back: int) -> Decimal | None:
    """The weighted score as it was so many settled figures ago, of each KPI."""
    past = [(one, one.settled[-1 - back]) for one in measured if len(one.settled) > back]
    return weighted(Part(one.code, reading.attained, one.weight) for one, reading in past).value


def _trend(scores: Sequence[Decimal | None]) -> tuple[Trend, int]:
    """Where the score goes, newest first, and for how many periods in a row it has gone there."""
    ways = [_way(now, before) for now, before in pairwise(scores)]
    return ways[0], sum(1 for _ in takewhile(lambda way: way is ways[0] is not Trend.UNKNOWN, ways))


def _way(now: Decimal | None, before: Decimal | None) -> Trend:
    if now is None or before is None:
        return Trend.UNKNOWN
    if abs(now - before) < STEADY:
        return Trend.STEADY
    return Trend.BETTER if now > before else Trend.WORSE
