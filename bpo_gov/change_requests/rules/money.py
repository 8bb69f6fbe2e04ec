"""Exact arithmetic of amounts: nothing is rounded but the percentages shown (one decimal, half up)."""

from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

ZERO = Decimal(0)
HUNDRED = Decimal(100)

# An amount has up to 20 digits and a percentage as many: their product needs 40, Python's default keeps 28.
_EXACT = Context(prec=200, rounding=ROUND_HALF_UP)


def total(*amounts: Decimal) -> Decimal:
    """The exact sum."""
    with localcontext(_EXACT):
        return sum(amounts, ZERO)


def less(amount: Decimal, *taken: Decimal) -> Decimal:
    """`amount` without all of `taken`, exactly; may be negative."""
    with localcontext(_EXACT):
        return amount - sum(taken, ZERO)


def times(amount: Decimal, n: int) -> Decimal:
    """The exact product."""
    with localcontext(_EXACT):
        return amount * n


def share(percent: Decimal, base: Decimal) -> Decimal:
    """`percent` % of `base`, exactly: 10 of 1,000 is 100."""
    with localcontext(_EXACT):
        return (percent * base).scaleb(-2)


def percent_of(part: Decimal, whole: Decimal) -> Decimal | None:
    """How many percent `part` is of `whole`, to one decimal, half up; None when there is no whole."""
    if whole == 0:
        return None
    with localcontext(_EXACT):
        return (part * HUNDRED / whole).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
