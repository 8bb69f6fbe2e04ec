"""Windows against an oracle that looks at every single day; every class of change before every kind of limit."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo_gov.agreements.framework.choices import ChangeClass, Over
from bpo_gov.agreements.framework.envelope import (
    BandLimit,
    CountLimit,
    CumulativeLimit,
    EachLimit,
    EffortLimit,
    FrozenLimit,
    Limit,
    TermLimit,
)
from bpo_gov.change_requests.rules import Answer, Used, judge, window_of
from tests.change_requests.envelopes import CODE, MONDAY, effects, framework, told

DAY = timedelta(days=1)
ONS = st.dates(date(2024, 2, 1), date(2031, 12, 31))


@given(ONS, st.integers(1, 30))
def test_a_rolling_window_holds_exactly_the_days_that_are_not_too_old(on: date, months: int) -> None:
    limits: tuple[Limit, ...] = (
        CountLimit(**CODE, at_most=4, months=months),
        CumulativeLimit(**CODE, over=Over.ROLLING, months=months, amount=Decimal(1)),
    )
    earliest = on - timedelta(days=31 * months + 5)
    days = [earliest + DAY * n for n in range((on - earliest).days + 40)]
    # The last day of a month that is too short stands for the days it does not have, seen from the day judged.
    back_year, back_month = divmod(on.year * 12 + on.month - 1 - months, 12)
    same = [day for day in days if (day.year, day.month) == (back_year, back_month + 1) and day.day <= on.day]
    expected = [day for day in days if same[-1] < day <= on]
    for limit in limits:
        first, last = window_of(limit, on, framework(limit))
        assert [day for day in days if first <= day <= last] == expected


@given(ONS, st.dates(date(2020, 1, 1), date(2024, 2, 1)))
def test_a_contract_year_holds_exactly_the_days_since_the_last_anniversary(on: date, start: date) -> None:
    limit = CumulativeLimit(**CODE, over=Over.CONTRACT_YEAR, amount=Decimal(1))
    first, last = window_of(limit, on, framework(limit, start=start))

    def is_anniversary(day: date) -> bool:
        leap = (start.month, start.day) == (2, 29) and (day.month, day.day) == (2, 28) and (day + DAY).month == 3
        return day > start and ((day.month, day.day) == (start.month, start.day) or leap)

    begun, over = on, on + DAY
    while begun > start and not is_anniversary(begun):
        begun -= DAY
    while not is_anniversary(over):
        over += DAY
    assert last == over - DAY
    assert first == begun or begun == start > first  # what was agreed before the start counts with the first year


@pytest.mark.parametrize("class_", list(ChangeClass))
def test_every_class_is_judged_by_every_limit_and_by_the_count_of_its_own(class_: ChangeClass) -> None:
    limits: tuple[Limit, ...] = (
        EachLimit(code="each", title="Each", clause="9", amount=Decimal(20)),
        EachLimit(code="item", title="Item", clause="9", amount=Decimal(5), change_class=ChangeClass.CATALOGUE),
        CumulativeLimit(code="sum", title="Sum", clause="9", amount=Decimal(100), over=Over.LIFE),
        CountLimit(code="fast", title="Fast", clause="9", at_most=4, months=12, change_class=ChangeClass.FAST_TRACK),
        EffortLimit(code="effort", title="Effort", clause="9", days=20),
        TermLimit(code="term", title="Term", clause="9", days=10),
    )
    used = {"fast": Used(Decimal(4), Decimal(0), 4, 0)}
    verdict = judge(framework(*limits), effects(one_off=Decimal(6)), used, class_.value, MONDAY)
    answers = {limit.code: limit.answer for limit in verdict.limits}
    own = {ChangeClass.CATALOGUE: {"item": Answer.OUTSIDE}, ChangeClass.FAST_TRACK: {"fast": Answer.OUTSIDE}}
    others = dict.fromkeys(("each", "sum", "effort", "term"), Answer.INSIDE)
    assert answers == others | own.get(class_, {})
    assert verdict.answer is (Answer.OUTSIDE if class_ in own else Answer.INSIDE)
    if class_ is ChangeClass.FAST_TRACK:
        (fast,) = [limit for limit in verdict.limits if limit.code == "fast"]
        assert (
            told(fast.remedy) == "Raise it as a normal change, or wait until an earlier one is more than 12 months old."
        )


OUTSIDE: list[tuple[Limit, dict[str, Any]]] = [
    (EachLimit(**CODE, amount=Decimal(20)), {"one_off": Decimal(21)}),
    (CumulativeLimit(**CODE, amount=Decimal(20), over=Over.LIFE), {"one_off": Decimal(21)}),
    (CumulativeLimit(**CODE, amount=Decimal(20), over=Over.CONTRACT_YEAR), {"one_off": Decimal(21)}),
    (CumulativeLimit(**CODE, amount=Decimal(20), over=Over.ROLLING, months=3), {"one_off": Decimal(21)}),
    (CountLimit(**CODE, at_most=0, months=3), {}),
    (TermLimit(**CODE, days=10), {"term_days": 11}),
    (EffortLimit(**CODE, days=10), {"effort_days": Decimal(11)}),
    (BandLimit(**CODE, measure="calls", baseline=Decimal(100), percent=Decimal(15)), {"volume": (("calls", Decimal(116)),)}),
    (FrozenLimit(**CODE, periods=[{"from": "2026-11-01", "to": "2026-11-30", "reason": "Exit"}]), {}),  # type: ignore[list-item]
]  # fmt: skip


@pytest.mark.parametrize(("limit", "stated"), OUTSIDE)
def test_whatever_is_outside_says_what_would_bring_it_inside(limit: Limit, stated: dict[str, Any]) -> None:
    (verdict,) = judge(framework(limit), effects(**stated), {}, on=MONDAY).limits
    assert (verdict.answer, bool(told(verdict.remedy))) == (Answer.OUTSIDE, True)


def test_a_period_that_lasts_to_the_end_of_the_agreement_is_not_waited_out() -> None:
    limit = FrozenLimit(**CODE, periods=[{"from": "2026-11-01", "to": "2029-01-31", "reason": "Exit"}])  # type: ignore[list-item]
    (verdict,) = judge(framework(limit), effects(), {}, on=MONDAY).limits
    assert told(verdict.remedy) == (
        "The period lasts to the end of the agreement. Only an amendment of the agreement allows it."
    )


def test_every_missing_fact_is_named_and_what_would_be_inside() -> None:
    unknown = effects(one_off=None, monthly=None, months=None, effort_days=None, term_days=None)
    limits = (
        EachLimit(code="a", title="a", clause="9", amount=Decimal(20)),
        EffortLimit(code="b", title="b", clause="9", days=10),
        TermLimit(code="c", title="c", clause="9", days=10),
    )
    verdict = judge(framework(*limits), unknown, {}, on=MONDAY)
    assert verdict.answer is Answer.UNDECIDED
    assert [str(fact) for fact in verdict.missing] == [
        "The one-off cost is not known yet.", "The monthly cost is not known yet.",
        "The number of months is not known yet.", "The effort in working days is not known yet.",
        "By how many days the end moves is not known yet.",
    ]  # fmt: skip
    assert all(told(limit.remedy) for limit in verdict.limits)
