"""Which days count for a limit, and which kept measure feeds it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo_gov.agreements.framework.choices import Over
from bpo_gov.agreements.framework.envelope import (
    BandLimit,
    CountLimit,
    CumulativeLimit,
    EachLimit,
    EffortLimit,
    FrozenLimit,
    Limit,
    ProtectedLimit,
    TermLimit,
)
from bpo_gov.change_requests.rules import judge, measure_of, taken_of, window_of
from bpo_gov.change_requests.rules.windows import add_months
from tests.change_requests.envelopes import CODE, MONDAY, costs, effects, framework

LIFE = CumulativeLimit(**CODE, amount=Decimal(1), over=Over.LIFE)
YEAR = CumulativeLimit(**CODE, amount=Decimal(1), over=Over.CONTRACT_YEAR)
PERIOD = {"from": date(2026, 1, 1), "to": date(2026, 1, 2), "reason": "close"}
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def rolling(months: int) -> CumulativeLimit:
    return CumulativeLimit(**CODE, amount=Decimal(1), over=Over.ROLLING, months=months)


def window(limit: Limit, on: date, start: date = date(2024, 2, 1)) -> tuple[date, date]:
    return window_of(limit, on, framework(limit, start=start))


def test_a_life_and_a_moved_end_include_every_day():
    for limit in (LIFE, TermLimit(**CODE, days=1)):
        first, last = window(limit, MONDAY)
        assert first < date(1950, 1, 1)
        assert last > date(2150, 12, 31)


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        (date(2026, 11, 23), date(2026, 2, 1), date(2027, 1, 31)),
        (date(2026, 2, 1), date(2026, 2, 1), date(2027, 1, 31)),
        (date(2026, 1, 31), date(2025, 2, 1), date(2026, 1, 31)),
        (date(2024, 2, 1), date(1900, 1, 1), date(2025, 1, 31)),
        (date(2023, 12, 24), date(1900, 1, 1), date(2025, 1, 31)),
    ],
)
def test_a_contract_year_runs_from_anniversary_to_anniversary(on, first, last):
    assert window(YEAR, on) == (first, last)


def test_a_contract_that_starts_on_a_leap_day_has_its_anniversary_on_the_28th():
    leap = date(2024, 2, 29)
    assert window(YEAR, date(2026, 2, 27), leap) == (date(2025, 2, 28), date(2026, 2, 27))
    assert window(YEAR, date(2028, 2, 28), leap) == (date(2027, 2, 28), date(2028, 2, 28))
    assert window(YEAR, date(2028, 2, 29), leap) == (date(2028, 2, 29), date(2029, 2, 27))


@pytest.mark.parametrize(
    ("months", "on", "first"),
    [
        (12, date(2026, 11, 23), date(2025, 11, 24)),
        (12, date(2027, 1, 14), date(2026, 1, 15)),
        (12, date(2024, 2, 29), date(2023, 3, 1)),
        (1, date(2026, 3, 31), date(2026, 3, 1)),
        (600, date(1950, 1, 1), date(1900, 1, 2)),
    ],
)
def test_a_rolling_window_ends_with_the_day(months, on, first):
    assert window(rolling(months), on) == (first, on)
    assert window(CountLimit(**CODE, at_most=4, months=months), on) == (first, on)


@given(DAYS, DAYS)
def test_every_day_lies_in_exactly_one_contract_year(start, on):
    first, last = window(YEAR, on, start)
    assert first <= on <= last
    assert window(YEAR, last, start) == (first, last)
    assert window(YEAR, date.fromordinal(last.toordinal() + 1), start)[0] == date.fromordinal(last.toordinal() + 1)


@given(DAYS, st.integers(1, 120))
def test_a_rolling_window_never_moves_back(on, months):
    next_day = date.fromordinal(on.toordinal() + 1)
    assert window(rolling(months), on)[0] <= window(rolling(months), next_day)[0]
    assert window(rolling(months), on)[0] <= on


@pytest.mark.parametrize(
    ("limit", "measure"),
    [
        (LIFE, "value"),
        (CountLimit(**CODE, at_most=1, months=1), "count"),
        (TermLimit(**CODE, days=1), "term_days"),
        (EachLimit(**CODE, amount=Decimal(1)), None),
        (EffortLimit(**CODE, days=1), None),
        (BandLimit(**CODE, measure="calls", baseline=Decimal(1), percent=Decimal(1)), None),
        (ProtectedLimit(**CODE), None),
        (FrozenLimit.model_validate({**CODE, "periods": [PERIOD]}), None),
    ],
)
def test_each_kind_names_its_measure_and_the_others_have_no_window(limit, measure):
    assert measure_of(limit) == measure
    if measure is None:
        with pytest.raises(ValueError, match="keeps no consumption"):
            window(limit, MONDAY)


def test_a_limit_without_its_figure_is_refused_rather_than_passed_over():
    for bare in (
        CumulativeLimit(**CODE, over=Over.LIFE),
        CumulativeLimit(**CODE, over=Over.LIFE, percent=Decimal(1)),
        TermLimit(**CODE),
    ):
        with pytest.raises(ValueError, match="limit a has neither"):
            judge(framework(bare), effects(), {}, on=MONDAY)
    with pytest.raises(ValueError, match="months"):
        window(CumulativeLimit(**CODE, amount=Decimal(1), over=Over.ROLLING), MONDAY)


def test_a_window_longer_than_the_calendar_begins_with_it():
    assert window(rolling(600), date(1940, 1, 1))[0] == date(1900, 1, 2)
    assert add_months(date(2999, 6, 1), 12) == date(2999, 12, 31)


def test_what_a_change_takes_is_never_below_zero():
    assert taken_of(costs("12.50"), "value") == Decimal("12.50")
    assert taken_of(costs("-12.50"), "value") == 0
    assert taken_of(effects(one_off=None), "value") is None
    assert taken_of(effects(term_days=-3), "term_days") == 0
    assert taken_of(effects(term_days=None), "term_days") is None
    assert taken_of(effects(), "count") == 1
