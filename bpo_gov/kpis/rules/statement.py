"""The statement of credits of one period: what is due under the caps, and what is contested and stands beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bpo_gov.kpis.rules.credits import Line
from bpo_gov.kpis.rules.exact import ZERO, less, money, percent, total
from bpo_gov.kpis.rules.how import How, Step


@dataclass(frozen=True)
class Caps:
    """The most that a period and a year may cost, in money; None where the framework sets no such cap."""

    period: Decimal | None = None
    year: Decimal | None = None


@dataclass(frozen=True)
class Used:
    """What was credited already: in the same period by an earlier statement, and in the year, that one included."""

    period: Decimal = ZERO
    year: Decimal = ZERO


@dataclass(frozen=True)
class Statement:
    """The credits of a period in money: `gross` of the agreed lines, less what each cap cuts, is `due`.

    `contested` lines are in none of these sums. `contested_at_most` is what they would add under the caps if all of them
    were agreed as they stand. `is_at_cap`: the agreed lines reach the cap of the period.
    """

    lines: tuple[Line, ...]
    contested: tuple[Line, ...]
    gross: Decimal
    cut_by_period: Decimal
    cut_by_year: Decimal
    due: Decimal
    contested_at_most: Decimal
    is_at_cap: bool
    how: How


def cap(charges: Decimal, cap_percent: Decimal, currency: str) -> Decimal:
    """A cap in money: so many percent of the charges, rounded by the one rule. Raises ValueError for a negative input."""
    if charges < 0 or cap_percent < 0:
        raise ValueError("charges and percentages are not negative")
    return money(percent(charges, cap_percent), currency)


def statement(lines: Iterable[Line], caps: Caps, used: Used | None = None) -> Statement:
    """The sum of the agreed lines, first under the cap of the period, then under that of the year.

    A contested line is ring-fenced: it is named, and the rest goes on. When it is settled, a further statement of the
    same period adds it under what the caps have left, and rewrites nothing. Raises ValueError for a KPI with two lines,
    or negative amounts.
    """
    mine, before = tuple(lines), used or Used()
    if len({line.code for line in mine}) < len(mine):
        raise ValueError("a KPI has one line in a statement")
    amounts = [*(line.amount for line in mine), *vars(caps).values(), *vars(before).values()]
    if any(amount is not None and amount < 0 for amount in amounts):
        raise ValueError("credits and caps are not negative")
    agreed = tuple(line for line in mine if not line.is_contested)
    contested = tuple(line for line in mine if line.is_contested)
    gross = total(line.amount for line in agreed)
    all_of_it = total(line.amount for line in mine)
    in_period = _under(gross, caps.period, before.period)
    due = _under(in_period, caps.year, before.year)
    with_contested = _under(_under(all_of_it, caps.period, before.period), caps.year, before.year)
    how = How(
        {
            **{line.code: line.amount for line in agreed}, "cap_of_period": caps.period, "used_in_period": before.period,
            "cap_of_year": caps.year, "used_in_year": before.year, "contested": ", ".join(line.code for line in contested),
        },
        (
            Step("gross", "sum(agreed lines)", gross),
            Step("in_period", "min(gross, max(0, cap_of_period - used_in_period))", in_period),
            Step("due", "min(in_period, max(0, cap_of_year - used_in_year))", due),
        ),
    )  # fmt: skip
    return Statement(
        agreed, contested, gross, less(gross, in_period), less(in_period, due), due, less(with_contested, due),
        caps.period is not None and gross > 0 and total((before.period, gross)) >= caps.period, how,
    )  # fmt: skip


def _under(amount: Decimal, most: Decimal | None, used: Decimal) -> Decimal:
    return amount if most is None else min(amount, max(ZERO, less(most, used)))
