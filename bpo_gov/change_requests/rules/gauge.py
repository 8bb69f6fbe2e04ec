"""The one comparison of a quantity with its limit: held + reserved + this change, and where near and outside begin."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from bpo_gov.change_requests.rules.money import ZERO, less, percent_of, share, total
from bpo_gov.change_requests.rules.terms import Limit
from bpo_gov.change_requests.rules.verdict import Answer, LimitVerdict
from bpo_gov.kernel.words import Percent, Say, Value


@dataclass(frozen=True)
class Gauge:
    """Amounts of one unit. `this` is None when a fact is missing; `at_least` is then what is known already."""

    limit: Decimal
    near: Decimal
    held: Decimal = ZERO
    reserved: Decimal = ZERO
    this: Decimal | None = ZERO
    at_least: Decimal = ZERO

    @property
    def adds(self) -> Decimal:
        """What the change certainly adds."""
        return self.at_least if self.this is None else self.this

    @property
    def before(self) -> Decimal:
        return total(self.held, self.reserved)

    @property
    def after(self) -> Decimal:
        return total(self.held, self.reserved, self.adds)

    @property
    def room(self) -> Decimal:
        """What the limit leaves for this change; below zero when others passed it."""
        return less(self.limit, self.held, self.reserved)

    @property
    def over(self) -> Decimal:
        return less(self.after, self.limit)

    @property
    def near_at(self) -> Decimal:
        return share(self.near, self.limit)

    @property
    def answer(self) -> Answer:
        """Above the limit is outside, also when a fact is missing. From `near` percent up to the limit itself is near.

        Taking nothing at all is inside, even of a limit of zero.
        """
        if self.after > self.limit:
            return Answer.OUTSIDE
        if self.this is None:
            return Answer.UNDECIDED
        return Answer.NEAR if self.after > 0 and self.after >= self.near_at else Answer.INSIDE

    def words(self, text: str, spoken: Callable[[Decimal], Value], **more: Value) -> Say:
        """A sentence with the whole arithmetic; `spoken` gives an amount its unit."""
        amounts = {
            "held": self.held,
            "reserved": self.reserved,
            "this": self.adds,
            "total": self.after,
            "limit": self.limit,
            "near_at": self.near_at,
            "free": max(ZERO, less(self.limit, self.after)),
        }
        spelled = {name: spoken(amount) for name, amount in amounts.items()}
        return Say(text, {**spelled, "near": Percent(self.near), **more})

    def verdict(
        self, limit: Limit, unit: str, sentence: Say, remedy: Say | None = None, missing: tuple[Say, ...] = ()
    ) -> LimitVerdict:
        """This gauge as the verdict of one limit."""
        known = self.answer is not Answer.UNDECIDED
        return LimitVerdict(
            code=limit.code,
            kind=limit.kind,
            title=limit.title,
            clause=limit.clause,
            answer=self.answer,
            held=self.held,
            reserved=self.reserved,
            this=self.adds if known else None,
            limit=self.limit,
            percent_before=percent_of(self.before, self.limit),
            percent_after=percent_of(self.after, self.limit) if known else None,
            sentence=sentence,
            remedy=remedy,
            unit=unit,
            missing=missing,
        )
