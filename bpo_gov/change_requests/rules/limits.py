"""How far a limit reaches and which kept measure feeds it."""

from decimal import ROUND_FLOOR, Decimal
from typing import cast

from bpo_gov.change_requests.rules.effects import Effects, value_of
from bpo_gov.change_requests.rules.money import ZERO, share
from bpo_gov.change_requests.rules.terms import Framework, Header, Limit, Sum, Term

_MEASURES = {"cumulative": "value", "count": "count", "term": "term_days"}


def measure_of(limit: Limit) -> str | None:
    """Which measure of earlier changes consumes this limit: "value", "count", "term_days", or None for none."""
    return _MEASURES.get(limit.kind)


def taken_of(effects: Effects, measure: str) -> Decimal | None:
    """What one change adds to a kept measure, never below zero: the figure to keep and sum. None when not known.

    A saving and an earlier end add zero: they free no room for others. Raises KeyError for a measure that is not kept.
    """
    amount = {"value": value_of(effects), "count": Decimal(1), "term_days": _decimal(effects.term_days)}[measure]
    return None if amount is None else max(ZERO, amount)


def amount_of(limit: Sum, header: Header) -> Decimal:
    """The limit as money, exact: its amount, or its percentage of the initial value or of the annual charges."""
    if limit.amount is not None:
        return limit.amount
    if limit.percent is None or limit.of not in ("initial_value", "annual_charges"):
        raise ValueError(f"limit {limit.code} has neither an amount nor a percentage of a base")
    return share(limit.percent, header.initial_value if limit.of == "initial_value" else header.annual_charges)


def days_of(limit: Term, framework: Framework) -> Decimal:
    """The limit in whole days: its days, or its percentage of the maximum term, where a begun day is not allowed.

    10 % of 1,827 days are 182.
    """
    if limit.days is not None:
        return Decimal(limit.days)
    if limit.percent is None:
        raise ValueError(f"limit {limit.code} has neither days nor a percentage")
    return share(limit.percent, Decimal(framework.maximum_term_days)).to_integral_value(ROUND_FLOOR)


def is_of_first_year(limit: Limit) -> bool:
    """Whether one change is weighed by its first year: when its limit is a share of the annual charges."""
    return limit.kind == "each" and cast(Sum, limit).amount is None and cast(Sum, limit).of == "annual_charges"


def _decimal(number: int | None) -> Decimal | None:
    return None if number is None else Decimal(number)
