"""What is measured of calls: sums for each day, and the figures of a period with their exact numerator and denominator."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bpo_gov.kpis.rules.exact import HUNDRED, rounded
from bpo_gov.kpis.rules.periods import Length, Period, between, period_of

Sum = int | Decimal


class Measure(StrEnum):
    """The figures of a call log."""

    ANSWER_RATE = "answer_rate"
    ABANDONMENT_RATE = "abandonment_rate"
    SPEED_OF_ANSWER = "average_speed_of_answer"
    ANSWERED_WITHIN = "answered_within"
    TALK_TIME = "average_talk_time"
    FIRST_CONTACT_RESOLUTION = "first_contact_resolution"
    SATISFACTION = "satisfaction"

    @property
    def is_share(self) -> bool:
        """Whether it is a share in percent; else it is a mean, in seconds or in points of the scale."""
        return self not in {Measure.SPEED_OF_ANSWER, Measure.TALK_TIME, Measure.SATISFACTION}


NEEDS = {  # which column beyond date and answered a figure is made from
    Measure.ANSWER_RATE: None, Measure.ABANDONMENT_RATE: None, Measure.SPEED_OF_ANSWER: "speed", Measure.ANSWERED_WITHIN: "speed",
    Measure.TALK_TIME: "talk", Measure.FIRST_CONTACT_RESOLUTION: "resolved", Measure.SATISFACTION: "satisfaction",
}  # fmt: skip


@dataclass
class Tally:
    """Sums over calls: how many were offered, answered, answered in time, resolved and rated; seconds and ratings."""

    offered: int = 0
    answered: int = 0
    in_time: int = 0
    resolved: int = 0
    rated: int = 0
    speed: Sum = 0
    talk: Sum = 0
    ratings: Sum = 0

    def add(self, other: "Tally") -> None:
        """Add the sums of another one."""
        self.offered += other.offered
        self.answered += other.answered
        self.in_time += other.in_time
        self.resolved += other.resolved
        self.rated += other.rated
        self.speed += other.speed
        self.talk += other.talk
        self.ratings += other.ratings

    def fraction(self, measure: Measure) -> tuple[Sum, int]:
        """Numerator and denominator: calls offered for the rates and what is in time, calls answered for speed, talk and
        resolution, calls rated for satisfaction."""
        return {
            Measure.ANSWER_RATE: (self.answered, self.offered),
            Measure.ABANDONMENT_RATE: (self.offered - self.answered, self.offered),
            Measure.SPEED_OF_ANSWER: (self.speed, self.answered),
            Measure.ANSWERED_WITHIN: (self.in_time, self.offered),
            Measure.TALK_TIME: (self.talk, self.answered),
            Measure.FIRST_CONTACT_RESOLUTION: (self.resolved, self.answered),
            Measure.SATISFACTION: (self.ratings, self.rated),
        }[measure]


@dataclass(frozen=True)
class Figure:
    """One figure of one period; the numerator is exact, a count, seconds or a sum of ratings."""

    measure: Measure
    period: Period
    numerator: Decimal
    denominator: int

    @property
    def value(self) -> Decimal | None:
        """Percent (97 means 97 %) or mean, to six decimals, half up; None, which is no data, where there is no denominator."""
        if not self.denominator:
            return None
        return rounded(self.numerator * (HUNDRED if self.measure.is_share else 1), self.denominator)


def figures_of(days: Mapping[date, Tally], columns: Collection[str], lengths: Sequence[Length]) -> list[Figure]:
    """The figures of every period from the first to the last day, those without a call too, by length and in order.

    `columns` says which of speed, talk, resolved and satisfaction were read; a figure without its column is left out.
    """
    measures = [measure for measure in Measure if NEEDS[measure] is None or NEEDS[measure] in columns]
    return [
        Figure(measure, period, Decimal(numerator), denominator)
        for length in lengths
        for period, tally in _by_period(days, length)
        for measure in measures
        for numerator, denominator in [tally.fraction(measure)]
    ]


def _by_period(days: Mapping[date, Tally], length: Length) -> Iterator[tuple[Period, Tally]]:
    if not days:
        return
    sums = {period: Tally() for period in between(length, min(days), max(days))}
    for day, tally in days.items():
        sums[period_of(length, day)].add(tally)
    yield from sums.items()
