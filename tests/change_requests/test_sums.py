"""The kept sums of days, months and years: every window is covered once, and gives what its days give."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bpo_gov.agreements.framework import ChangeClass
from bpo_gov.change_requests import sums
from bpo_gov.change_requests.kept import Measure, Span
from bpo_gov.change_requests.rules import Used
from bpo_gov.change_requests.sums import Asked, Stretch
from tests.cast import Cast

DAYS = st.dates(date(2023, 1, 1), date(2027, 12, 31))


def days_of(stretches: Iterator[Stretch]) -> list[date]:
    """Every day that stretches cover, those covered twice twice."""
    day, found = timedelta(days=1), []
    for one in stretches:
        at = one.first
        while at <= one.last + timedelta(days=400):
            if one.first <= sums.first_of(one.span, at) <= one.last:
                found.append(at)
            at += day
    return sorted(found)


@given(DAYS, DAYS)
def test_a_window_is_covered_day_for_day_once(one: date, other: date) -> None:
    first, last = sorted((one, other))
    wanted = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert days_of(sums.cover(first, last)) == wanted


def test_the_life_of_an_agreement_is_years_alone() -> None:
    assert list(sums.cover(date(1900, 1, 1), date(2999, 12, 31))) == [
        Stretch(Span.YEAR, date(1900, 1, 1), date(2999, 1, 1))
    ]


def test_what_is_added_to_a_day_is_found_in_each_window_that_holds_it(cast: Cast) -> None:
    agreement_id = cast.agreement.id
    for day, amount in (
        (date(2025, 2, 1), "10.5"),
        (date(2025, 12, 31), "20"),
        (date(2026, 3, 15), "0.0001"),
        (date(2025, 2, 1), "1"),
    ):
        plus = {"held": Decimal(amount), "held_count": 1}
        sums.add(agreement_id, ChangeClass.NORMAL, day, {Measure.VALUE: plus})
    sums.add(
        agreement_id,
        ChangeClass.EMERGENCY,
        date(2025, 12, 31),
        {Measure.VALUE: {"reserved": Decimal(7), "reserved_count": 1}},
    )
    sums.add(
        agreement_id, ChangeClass.NORMAL, date(2025, 2, 1), {Measure.VALUE: {"held": Decimal(-1), "held_count": -1}}
    )
    found = sums.used(agreement_id, {
        "life": Asked("value", date(1900, 1, 1), date(2999, 12, 31)), "normal": Asked("value", date(2025, 2, 1), date(2026, 3, 14), "normal"),
        "rolling": Asked("value", date(2025, 2, 2), date(2026, 3, 15)), "other": Asked("term_days", date(1900, 1, 1), date(2999, 12, 31)),
    })  # fmt: skip
    assert found == {
        "life": Used(Decimal("30.5001"), Decimal(7), 3, 1), "normal": Used(Decimal("30.5"), Decimal(0), 2, 0),
        "rolling": Used(Decimal("20.0001"), Decimal(7), 2, 1), "other": Used(Decimal(0), Decimal(0), 0, 0),
    }  # fmt: skip
