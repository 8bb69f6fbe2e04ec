"""Weeks, months and quarters: their labels, their bounds, and that they fill the calendar without a gap."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo_gov.kpis.rules.periods import Length, Period, between, distance, parse, period_of

DAY = timedelta(days=1)

a_day = st.dates(date(1901, 1, 1), date(2990, 12, 31))
a_length = st.sampled_from(Length)


@pytest.mark.parametrize(
    ("length", "day", "label", "start", "end"),
    [
        (Length.WEEK, date(2026, 2, 1), "2026-W05", date(2026, 1, 26), date(2026, 2, 2)),
        (Length.WEEK, date(2021, 1, 3), "2020-W53", date(2020, 12, 28), date(2021, 1, 4)),
        (Length.WEEK, date(2024, 12, 30), "2025-W01", date(2024, 12, 30), date(2025, 1, 6)),
        (Length.MONTH, date(2026, 2, 28), "2026-02", date(2026, 2, 1), date(2026, 3, 1)),
        (Length.MONTH, date(2026, 12, 31), "2026-12", date(2026, 12, 1), date(2027, 1, 1)),
        (Length.QUARTER, date(2026, 3, 31), "2026-Q1", date(2026, 1, 1), date(2026, 4, 1)),
        (Length.QUARTER, date(2026, 10, 1), "2026-Q4", date(2026, 10, 1), date(2027, 1, 1)),
    ],
)
def test_a_day_has_its_period(length: Length, day: date, label: str, start: date, end: date) -> None:
    period = period_of(length, day)
    assert (period.label, period.start, period.end) == (label, start, end)
    assert parse(label) == period


@pytest.mark.parametrize(
    "label",
    ["", "2026", "2026-13", "2026-00", "2026-W00", "2026-W54", "2025-W53", "2026-Q5", "2026-W5", "26-02", "2026-02 ", "٢٠٢٦-02", "1800-01"],
)  # fmt: skip
def test_what_is_no_label_is_refused(label: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        parse(label)


def test_a_range_that_is_no_period_is_refused() -> None:
    with pytest.raises(ValueError, match="not a month"):
        Period(date(2026, 2, 1), date(2026, 3, 2), Length.MONTH)
    with pytest.raises(ValueError, match="not a week"):
        Period(date(2026, 2, 1), date(2026, 2, 8), Length.WEEK)


def test_periods_between_two_dates() -> None:
    assert [p.label for p in between(Length.MONTH, date(2025, 11, 30), date(2026, 2, 1))] == [
        "2025-11", "2025-12", "2026-01", "2026-02",
    ]  # fmt: skip
    assert [p.label for p in between(Length.QUARTER, date(2026, 1, 1), date(2026, 1, 1))] == ["2026-Q1"]
    assert list(between(Length.WEEK, date(2026, 1, 2), date(2026, 1, 1))) == []


def test_lengths_are_not_compared() -> None:
    with pytest.raises(ValueError, match="different lengths"):
        distance(parse("2026-02"), parse("2026-Q1"))


@given(a_length, a_day)
def test_a_period_holds_its_days_and_its_label_leads_back(length: Length, day: date) -> None:
    period = period_of(length, day)
    assert day in period
    assert period.start in period
    assert period.last in period
    assert period.end not in period
    assert period.start - DAY not in period
    assert parse(period.label) == period
    assert period.next.previous == period == period.previous.next
    assert period.next.start == period.end


@given(a_length, a_day, st.integers(0, 800))
def test_periods_fill_the_time_between_two_dates(length: Length, first: date, days: int) -> None:
    last = first + DAY * days
    found = list(between(length, first, last))
    assert first in found[0]
    assert last in found[-1]
    assert all(one.end == other.start for one, other in pairwise(found))
    assert distance(found[0], found[-1]) == len(found) - 1
    assert distance(found[-1], found[0]) == 1 - len(found)
