"""What one change does, as far as anybody knows: its value, its effort, what it moves and what it touches."""

from dataclasses import dataclass, replace
from decimal import Decimal

from bpo_gov.change_requests.rules.money import ZERO, times, total
from bpo_gov.kernel.words import Money, Say, say, say_n

MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True)
class Effects:
    """The stated effects of a change. None means that nobody knows yet; zero and () mean that there is no effect.

    Units: `one_off` and `monthly` in `currency`; `months` is how long `monthly` is paid; `effort_days` working days;
    `term_days` calendar days by which the end moves; `volume` pairs a measure with its level *after* the change.
    Raises ValueError for months below zero and for numbers that are not finite.
    """

    one_off: Decimal | None
    monthly: Decimal | None
    months: int | None
    effort_days: Decimal | None
    term_days: int | None
    volume: tuple[tuple[str, Decimal], ...]
    clauses: tuple[str, ...]
    services: tuple[str, ...]
    locations: tuple[str, ...]
    key_personnel: tuple[str, ...]
    data_location: str | None
    currency: str

    def __post_init__(self) -> None:
        numbers = (self.one_off, self.monthly, self.effort_days, *(level for _, level in self.volume))
        if any(number is not None and not number.is_finite() for number in numbers):
            raise ValueError("an effect must be a finite number")
        if self.months is not None and self.months < 0:
            raise ValueError("months must not be negative")


def value_of(effects: Effects) -> Decimal | None:
    """One-off cost + monthly cost x months in the currency of the effects; below zero for a saving, None if unknown."""
    ongoing = _ongoing(effects)
    return None if effects.one_off is None or ongoing is None else total(effects.one_off, ongoing)


def first_year(effects: Effects) -> Effects:
    """The same change as it weighs on its first year: at most twelve months of the monthly cost."""
    return effects if effects.months is None else replace(effects, months=min(effects.months, MONTHS_OF_A_YEAR))


def least_value_of(effects: Effects) -> Decimal:
    """The value of what is known already, at least zero: a fact that is missing is taken as costing nothing.

    A monthly saving of unknown length may outweigh anything, so nothing is known then.
    """
    if effects.monthly is not None and effects.monthly < 0 and effects.months is None:
        return ZERO
    return max(ZERO, total(effects.one_off or ZERO, _ongoing(effects) or ZERO))


def missing_for_value(effects: Effects) -> tuple[Say, ...]:
    """The facts that are missing before the value is known, each as a sentence; () when it is known."""
    if value_of(effects) is not None:
        return ()
    missing: list[Say] = []
    if effects.one_off is None:
        missing.append(say("The one-off cost is not known yet."))
    if effects.monthly is None and effects.months != 0:
        missing.append(say("The monthly cost is not known yet."))
    if effects.months is None and effects.monthly != 0:
        missing.append(say("The number of months is not known yet."))
    return tuple(missing)


def arithmetic_of_value(effects: Effects) -> Say:
    """The value in words: "IDR 96,000,000 once + IDR 38,500,000 x 26 months = IDR 1,097,000,000."."""
    value = value_of(effects)
    if value is None or effects.one_off is None:
        return say("The value is not known yet.")
    once, sum_ = Money(effects.one_off, effects.currency), Money(value, effects.currency)
    if not effects.monthly or not effects.months:
        return say("%(value)s once.", value=sum_) if value else say("It costs nothing.")
    monthly, months = Money(effects.monthly, effects.currency), effects.months
    if not effects.one_off:
        return say_n(
            "%(monthly)s x %(n)s month = %(value)s.",
            "%(monthly)s x %(n)s months = %(value)s.",
            months,
            monthly=monthly,
            value=sum_,
        )
    return say_n(
        "%(one_off)s once + %(monthly)s x %(n)s month = %(value)s.",
        "%(one_off)s once + %(monthly)s x %(n)s months = %(value)s.",
        months,
        one_off=once,
        monthly=monthly,
        value=sum_,
    )


def _ongoing(effects: Effects) -> Decimal | None:
    if effects.monthly == 0 or effects.months == 0:
        return ZERO
    return None if effects.monthly is None or effects.months is None else times(effects.monthly, effects.months)
