"""The periods of figures: weeks, months and quarters as half-open ranges of dates with a label."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(weeks=1)
YEARS: Final = range(1900, 3000)

_LABEL: Final = re.compile(r"([0-9]{4})-(?:W([0-9]{2})|Q([1-4])|([0-9]{2}))")


class Length(StrEnum):
    """How long a period is; the values are those of the framework."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


MONTHS: Final = {Length.MONTH: 1, Length.QUARTER: 3}


@dataclass(frozen=True, order=True)
class Period:
    """The dates from `start` up to but without `end`. Raises ValueError when they are not one period of that length."""

    start: date
    end: date
    length: Length

    def __post_init__(self) -> None:
        if (self.start, self.end) != _bounds(self.length, self.start):
            raise ValueError(f"{self.start} to {self.end} is not a {self.length}")

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def __str__(self) -> str:
        return self.label

    @property
    def last(self) -> date:
        """The last day that belongs to it."""
        return self.end - DAY

    @property
    def label(self) -> str:
        """2026-W05 (ISO 8601: the year is that of the week's Thursday), 2026-02, or 2026-Q1."""
        if self.length is Length.WEEK:
            year, week, _ = self.start.isocalendar()
            return f"{year}-W{week:02}"
        if self.length is Length.QUARTER:
            return f"{self.start.year}-Q{self.start.month // 3 + 1}"
        return f"{self.start.year}-{self.start.month:02}"

    @property
    def next(self) -> "Period":
        """The one that begins where this one ends."""
        return period_of(self.length, self.end)

    @property
    def previous(self) -> "Period":
        """The one that ends where this one begins."""
        return period_of(self.length, self.start - DAY)


def period_of(length: Length, day: date) -> Period:
    """The week, month or quarter that a date lies in; raises ValueError outside of the years 1900 to 2999."""
    return Period(*_bounds(length, day), length)


def parse(label: str) -> Period:
    """The period of a label: 2026-W05, 2026-02, 2026-Q1; raises ValueError for any other text, or a week 53 that is none."""
    found = _LABEL.fullmatch(label)
    if not found:
        raise ValueError(f"{label!r} is not the label of a period")
    year, week, quarter, month = found.groups()
    if week:
        period = period_of(Length.WEEK, date.fromisocalendar(int(year), int(week), 1))
    elif quarter:
        period = period_of(Length.QUARTER, date(int(year), int(quarter) * 3, 1))
    else:
        period = period_of(Length.MONTH, date(int(year), int(month), 1))
    return period


def between(length: Length, first: date, last: date) -> Iterator[Period]:
    """The periods, in order and without a gap, from the one of `first` to the one of `last`; none if `last` is earlier."""
    if last < first:
        return
    period = period_of(length, first)
    while period.start <= last:
        yield period
        period = period.next


def distance(one: Period, other: Period) -> int:
    """How many periods `other` is after `one`: 1 for the next, negative for earlier. Raises ValueError for two lengths."""
    if one.length is not other.length:
        raise ValueError("periods of different lengths have no distance")
    if one.length is Length.WEEK:
        return (other.start - one.start) // WEEK
    return (_month(other.start) - _month(one.start)) // MONTHS[one.length]


def _month(day: date) -> int:
    """Months since the year 0."""
    return day.year * 12 + day.month - 1


def _bounds(length: Length, day: date) -> tuple[date, date]:
    if day.year not in YEARS:
        raise ValueError(f"no figures are kept for {day}")
    if length is Length.WEEK:
        monday = day - DAY * day.weekday()
        return monday, monday + WEEK
    begin = _month(day) - _month(day) % MONTHS[length]
    return _first_of(begin), _first_of(begin + MONTHS[length])


def _first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
