"""One line of a statement: the credit of one figure, by the model of the framework, and what of it the caps let through."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from bpo_gov.agreements.framework import CreditModel, Credits, Kpi
from bpo_gov.kpis.rules import credits
from bpo_gov.kpis.rules.exact import ZERO, less, money, product, ratio, total
from bpo_gov.kpis.rules.how import How
from bpo_gov.kpis.rules.periods import Length, Period
from bpo_gov.kpis.rules.scores import Direction, points, reaches

IN_A_YEAR: Final = {Length.WEEK: 52, Length.MONTH: 12, Length.QUARTER: 4}


class Standing(StrEnum):
    """How far a figure has come: only settled ones cost or bring anything; a contested one is ring-fenced."""

    SETTLED = "settled"
    CONTESTED = "contested"
    PENDING = "pending"


@dataclass(frozen=True)
class Entry:
    """A figure as credits see it; `label` is its number, a value of None is no data."""

    kpi: Kpi
    period: Period
    value: Decimal | None
    standing: Standing
    label: str
    is_excused: bool = False


@dataclass(frozen=True)
class Credit:
    """The credit of one figure: by its model, and `allowed` of it under the caps; `points` only with that model."""

    code: str
    period: str
    label: str
    value: Decimal | None
    amount: Decimal
    allowed: Decimal
    standing: Standing
    is_excused: bool
    points: int | None
    times: int | None
    how: How


def charges_of(length: Length, annual: Decimal, invoice: Decimal | None, currency: str) -> Decimal:
    """The charges of a period in money: its share of the annual ones, or of the year that the month's invoice stands for."""
    year = annual if invoice is None else product(invoice, 12)
    return money(ratio(year, IN_A_YEAR[length]), currency)


def credit(
    entry: Entry, before: Entry | None, terms: Credits, charges: Decimal, currency: str
) -> Credit | None:  # fmt: skip
    """What a figure costs; None where nothing hangs on its KPI. `before` is the figure of the period right before, if any.

    points: each band missed counts, twice after a failure that is settled. at_risk: the KPI's share of the pool when the
    minimum is missed. linear: the distance to the target. A figure under relief, or without data, costs nothing.
    """
    kpi, is_contested = entry.kpi, entry.standing is Standing.CONTESTED
    if not kpi.credit_share or (terms.model is CreditModel.POINTS and terms.percent_of_point is None):
        return None
    direction, value = Direction(kpi.direction.value), None if entry.is_excused else entry.value
    found = times = None
    if value is None:
        line = credits.Line(kpi.code, ZERO, How({"figure": entry.value, "relief": entry.is_excused}), is_contested)
    elif terms.model is CreditModel.POINTS:
        known = before is not None and before.standing is Standing.SETTLED and not before.is_excused
        chain = points([before.value if before is not None and known else None, value], kpi.bands, direction)[1]
        found, times = chain.points, chain.times
        line = credits.by_points(
            kpi.code, found or 0, terms.percent_of_point or ZERO, charges, currency, is_contested=is_contested
        )
    elif terms.model is CreditModel.AT_RISK:
        weight = ZERO if reaches(value, kpi.minimum, direction) else kpi.credit_share
        line = credits.at_risk(
            kpi.code, charges, terms.at_risk_percent or ZERO, terms.allocation or Decimal(100), weight, currency, is_contested=is_contested
        )  # fmt: skip
    else:
        line = credits.linear(
            kpi.code, value, kpi.target, direction, charges, currency, percent_of_unit=terms.percent_of_unit or Decimal(1),
            share=kpi.credit_share, is_contested=is_contested,
        )  # fmt: skip
    return Credit(
        kpi.code,
        entry.period.label,
        entry.label,
        entry.value,
        line.amount,
        ZERO,
        entry.standing,
        entry.is_excused,
        found,
        times,
        line.how,
    )


def allowed(lines: Sequence[Credit], due: Decimal, currency: str) -> list[Credit]:
    """The settled lines with what the caps let through of each: cut in proportion, so that the parts are the sum to the last unit."""
    gross = total(line.amount for line in lines if line.standing is Standing.SETTLED)
    found, run, given = [], ZERO, ZERO
    for line in lines:
        part = ZERO
        if line.standing is Standing.SETTLED and gross:
            run = total((run, line.amount))
            upto = money(ratio(product(run, due), gross), currency) if run < gross else due
            part, given = less(upto, given), upto
        found.append(replace(line, allowed=part))
    return found


def ends_in(period: Period, first: date, end: date) -> bool:
    """Whether a period is over within a month: it counts where its last day lies."""
    return first <= period.last < end
