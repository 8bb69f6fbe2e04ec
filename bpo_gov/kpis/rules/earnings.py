"""Earn-back: a credit comes back when a later period beats a higher level."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bpo_gov.kpis.rules.exact import HUNDRED, money, percent
from bpo_gov.kpis.rules.how import How, Step
from bpo_gov.kpis.rules.scores import Direction, beats


@dataclass(frozen=True)
class EarnBack:
    """The terms: which level must be beaten, within how many later periods, how many percent of the credit come back."""

    level: Decimal
    direction: Direction
    within: int
    percent: Decimal = HUNDRED


@dataclass(frozen=True)
class Earned:
    """What came back of the credit of one period, and the later period that earned it; both are indices."""

    period: int
    by: int
    amount: Decimal
    how: How


def earned_back(
    credited: Sequence[Decimal], figures: Sequence[Decimal | None], terms: EarnBack, currency: str,
    contested: Collection[int] = (),
) -> list[Earned]:  # fmt: skip
    """What came back in consecutive periods: `credited` in money and the figure of each; None is a period without one.

    Each credit comes back at most once, by the first of the later periods whose agreed figure is better than the level;
    to reach it is not to beat it. A figure that is contested, by its index, earns nothing, and a credit that rests on one
    does not come back yet. Raises ValueError for rows of different length, negative credits, no period to earn in, or a
    share outside of 0 to 100.
    """
    if len(credited) != len(figures) or any(amount < 0 for amount in credited):
        raise ValueError("every period has one credit, which is not negative, and one figure or none")
    if terms.within < 1 or not 0 <= terms.percent <= HUNDRED:
        raise ValueError("a credit is earned back within one period or more, and never more than all of it")
    better = [
        i
        for i, figure in enumerate(figures)
        if i not in contested and figure is not None and beats(figure, terms.level, terms.direction)
    ]
    found = []
    for i, amount in enumerate(credited):
        by = next((later for later in better if i < later <= i + terms.within), None)
        if amount and by is not None and i not in contested:
            found.append(_earned(i, by, amount, figures[by], terms, currency))
    return found


def _earned(period: int, by: int, credit: Decimal, figure: Decimal | None, terms: EarnBack, currency: str) -> Earned:
    exact = percent(credit, terms.percent)
    how = How(
        {
            "credit": credit, "percent": terms.percent, "figure": figure, "level": terms.level,
            "direction": terms.direction.value, "currency": currency,
        },
        (Step("exact", "credit * percent / 100", exact), Step("earned_back", "rounded(exact)", money(exact, currency))),
    )  # fmt: skip
    return Earned(period, by, money(exact, currency), how)
