"""What the envelope answers: one verdict for each limit, and the worst of them for the change."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from bpo_gov.change_requests.rules.money import ZERO, less, total
from bpo_gov.kernel.words import Say


class Answer(StrEnum):
    INSIDE = "inside"
    NEAR = "near"
    OUTSIDE = "outside"
    UNDECIDED = "undecided"


WORST_FIRST = (Answer.OUTSIDE, Answer.UNDECIDED, Answer.NEAR, Answer.INSIDE)


@dataclass(frozen=True)
class Used:
    """What other changes take of one limit: approved ones hold, submitted ones reserve.

    `held` and `reserved` are in the unit of the limit (money, days); the counts are numbers of changes.
    Raises ValueError for anything below zero: nothing one change does frees the room of another.
    """

    held: Decimal
    reserved: Decimal
    held_count: int
    reserved_count: int

    def __post_init__(self) -> None:
        if not (self.held >= 0 and self.reserved >= 0 and self.held_count >= 0 and self.reserved_count >= 0):
            raise ValueError("what is used must not be negative")


NOTHING_USED = Used(ZERO, ZERO, 0, 0)


@dataclass(frozen=True)
class LimitVerdict:
    """One limit against one change. Amounts are exact, in `unit`; percentages have one decimal, half up.

    `held`, `reserved`, `this` and `limit` are None where the limit is not a quantity (protected, frozen). When a fact
    is missing, `this` and `percent_after` are None, unless what is known already is outside: then they say that much.
    Both percentages are None when the limit is zero.
    `unit` is a currency code, "days", "changes", the measure of a band, or "" where there is no quantity.
    """

    code: str
    kind: str
    title: str
    clause: str
    answer: Answer
    held: Decimal | None
    reserved: Decimal | None
    this: Decimal | None
    limit: Decimal | None
    percent_before: Decimal | None
    percent_after: Decimal | None
    sentence: Say
    remedy: Say | None
    unit: str
    missing: tuple[Say, ...] = field(default=())

    @property
    def free(self) -> Decimal | None:
        """What is left after this change, never below zero; None where there is no quantity or a fact is missing."""
        if self.limit is None or self.held is None or self.reserved is None or self.this is None:
            return None
        return max(ZERO, less(self.limit, total(self.held, self.reserved, self.this)))


@dataclass(frozen=True)
class SplitPart:
    """Another change that may be a part of the same: how many days apart it was raised, and what they have in common."""

    label: str
    title: str
    days_apart: int
    why: Say


@dataclass(frozen=True)
class Split:
    """A limit that one change in parts would pass, though each part is inside: a warning, never a refusal."""

    code: str
    title: str
    clause: str
    sentence: Say
    others: tuple[SplitPart, ...]


@dataclass(frozen=True)
class Verdict:
    """The whole envelope against one change; `answer` is the worst of `limits`: outside, undecided, near, inside.

    `splits` warn of one change in parts and never touch the answer.
    """

    answer: Answer
    limits: tuple[LimitVerdict, ...]
    missing: tuple[Say, ...]
    headline: Say
    summary: Say
    splits: tuple[Split, ...] = ()


def worst(limits: tuple[LimitVerdict, ...]) -> Answer:
    """The worst answer among the limits; with no limit at all nothing stands against the change."""
    return min((limit.answer for limit in limits), key=WORST_FIRST.index, default=Answer.INSIDE)
