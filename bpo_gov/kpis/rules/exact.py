"""Exact arithmetic of figures and money, and the one rule by which money is rounded."""

from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Final

ZERO: Final = Decimal(0)
HUNDRED: Final = Decimal(100)
PLACES: Final = Decimal("0.000001")

# Amounts and percentages have up to 20 digits each: a product of four needs 80, Python's default keeps 28.
_EXACT: Final = Context(prec=200, rounding=ROUND_HALF_UP)
_MINOR: Final = {
    "BHD": 3, "CLP": 0, "IQD": 3, "ISK": 0, "JOD": 3, "JPY": 0, "KRW": 0, "KWD": 3, "LYD": 3, "OMR": 3, "PYG": 0, "TND": 3, "UGX": 0,
    "VND": 0, "XAF": 0, "XOF": 0, "XPF": 0,
}  # fmt: skip


def money(amount: Decimal, currency: str) -> Decimal:
    """The amount in whole minor units of the currency (ISO 4217), half away from zero.

    The one rounding rule: a line of credit is computed exactly and rounded once, at its end; a cap is rounded the same
    way; sums add what was rounded, so that a statement adds up on paper.
    """
    with localcontext(_EXACT):
        return amount.quantize(Decimal(1).scaleb(-_MINOR.get(currency, 2)), rounding=ROUND_HALF_UP)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The exact sum."""
    with localcontext(_EXACT):
        return sum(amounts, ZERO)


def less(amount: Decimal, taken: Decimal) -> Decimal:
    """The exact difference."""
    with localcontext(_EXACT):
        return amount - taken


def product(*factors: Decimal | int) -> Decimal:
    """The exact product."""
    with localcontext(_EXACT):
        found = Decimal(1)
        for factor in factors:
            found *= factor
        return found


def percent(base: Decimal, *percents: Decimal | int) -> Decimal:
    """So many percent of so many percent of `base`, exactly: 10 and 50 of 1,000 is 50."""
    return product(base, *percents).scaleb(-2 * len(percents), context=_EXACT)


def ratio(part: Decimal | int, whole: Decimal | int) -> Decimal:
    """The quotient, cut after six decimals and never rounded up: what is missed by a hair is never shown as reached.

    Raises ZeroDivisionError when there is no whole.
    """
    if not whole:
        raise ZeroDivisionError("a share of nothing")
    with localcontext(_EXACT):
        return (Decimal(part) / whole).quantize(PLACES, rounding=ROUND_DOWN)


def rounded(part: Decimal | int, whole: Decimal | int) -> Decimal:
    """The quotient to six decimals, half up, for a mean or a share that is itself the figure.

    Raises ZeroDivisionError when there is no whole.
    """
    if not whole:
        raise ZeroDivisionError("a share of nothing")
    with localcontext(_EXACT):
        return (Decimal(part) / whole).quantize(PLACES, rounding=ROUND_HALF_UP)
