"""What a change costs in the currency of the agreement, what it costs at least, and why that may not be known."""

from dataclasses import dataclass
from decimal import Decimal

from bpo_gov.change_requests.rules.effects import Effects, least_value_of, missing_for_value, value_of
from bpo_gov.change_requests.rules.money import ZERO
from bpo_gov.kernel.words import Say, say


@dataclass(frozen=True)
class Price:
    """`value` is None when not known; `at_least` is what is known already, never below zero."""

    value: Decimal | None
    at_least: Decimal
    missing: tuple[Say, ...]

    @property
    def taken(self) -> Decimal | None:
        """What it takes of a limit: a saving takes nothing."""
        return None if self.value is None else max(ZERO, self.value)

    @property
    def is_saving(self) -> bool:
        return self.value is not None and self.value < 0


def price_of(effects: Effects, currency: str) -> Price:
    """The price in `currency`; a cost stated in another currency is not known here, for there is no rate to apply."""
    value, least = value_of(effects), least_value_of(effects)
    missing = missing_for_value(effects)
    if effects.currency != currency and value != 0:
        foreign = say(
            "The cost is in %(stated)s, the limits are in %(currency)s.", stated=effects.currency, currency=currency
        )
        return Price(None, ZERO, (*missing, foreign))
    return Price(value, least, missing)
