"""What is earned back, by which later period, and what is not."""

from decimal import Decimal

import pytest

from bpo_gov.kpis.rules.earnings import EarnBack, earned_back
from bpo_gov.kpis.rules.scores import Direction

TERMS = EarnBack(Decimal("98"), Direction.HIGHER, within=3)


def figures(*texts: str | None) -> list[Decimal | None]:
    return [None if text is None else Decimal(text) for text in texts]


def credited(*amounts: int) -> list[Decimal]:
    return [Decimal(amount) for amount in amounts]


def earned(amounts, row, terms=TERMS, contested=()):
    return [(one.period, one.by, one.amount) for one in earned_back(amounts, row, terms, "GBP", contested)]


def test_a_credit_comes_back_when_a_later_period_beats_the_level() -> None:
    assert earned(credited(100, 0, 0), figures("94", "98", "98.1")) == [(0, 2, Decimal("100.00"))]


def test_to_reach_the_level_is_not_to_beat_it() -> None:
    assert earned(credited(100, 0), figures("94", "98")) == []


def test_where_lower_is_better() -> None:
    terms = EarnBack(Decimal(20), Direction.LOWER, within=1)
    assert earned(credited(100, 0), figures("45", "19"), terms) == [(0, 1, Decimal("100.00"))]


def test_it_must_come_in_time_and_later() -> None:
    assert earned(credited(100, 0, 0, 0), figures("94", "95", "95", "99")) == [(0, 3, Decimal("100.00"))]
    assert earned(credited(100, 0, 0, 0, 0), figures("94", "95", "95", "95", "99")) == []
    assert earned(credited(0, 100), figures("99", "94")) == []
    assert earned(credited(100), figures("99")) == []


def test_one_better_period_earns_back_every_credit_in_its_reach_once() -> None:
    found = earned(credited(100, 200, 0, 0), figures("94", "93", "99", "99"))
    assert found == [(0, 2, Decimal("100.00")), (1, 2, Decimal("200.00"))]


def test_nothing_is_earned_by_no_figure_or_a_contested_one() -> None:
    assert earned(credited(100, 0, 0), figures("94", None, "97")) == []
    assert earned(credited(100, 0), figures("94", "99"), contested={1}) == []
    assert earned(credited(100, 0), figures("94", "99"), contested={0}) == []


def test_a_share_may_come_back() -> None:
    terms = EarnBack(Decimal(98), Direction.HIGHER, within=1, percent=Decimal(50))
    (found,) = earned_back([Decimal("33.33"), Decimal(0)], figures("94", "99"), terms, "GBP")
    assert found.amount == Decimal("16.67")
    assert found.how.result == Decimal("16.67")


@pytest.mark.parametrize(
    ("amounts", "row", "terms"),
    [
        (credited(1), figures(), TERMS),
        (credited(-1), figures("1"), TERMS),
        (credited(1), figures("1"), EarnBack(Decimal(1), Direction.HIGHER, 0)),
        (credited(1), figures("1"), EarnBack(Decimal(1), Direction.HIGHER, 1, Decimal(101))),
    ],
)
def test_what_makes_no_sense_is_refused(amounts, row, terms) -> None:
    with pytest.raises(ValueError, match=r"every period|within"):
        earned(amounts, row, terms)
