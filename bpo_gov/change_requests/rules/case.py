"""What a limit is judged against: the framework, what is used of it and, for one change, its effects, class and day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bpo_gov.change_requests.rules.effects import Effects
from bpo_gov.change_requests.rules.terms import Framework, Limit
from bpo_gov.change_requests.rules.verdict import NOTHING_USED, Used


@dataclass(frozen=True)
class Standing:
    """How the agreement stands without the change in question."""

    framework: Framework
    used: Mapping[str, Used]

    def used_of(self, limit: Limit) -> Used:
        """What is used of a limit; nothing when it is not named."""
        return self.used.get(limit.code, NOTHING_USED)

    @property
    def currency(self) -> str:
        return self.framework.header.currency

    @property
    def near(self) -> Decimal:
        return self.framework.envelope.near


@dataclass(frozen=True)
class Case(Standing):
    """One change before the envelope, on one day."""

    effects: Effects
    change_class: str
    on: date
