"""How a limit that keeps its consumption was used up over time, at what pace, and the finding in a sentence. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate

from bpo_gov.agreements.framework import CountLimit, CumulativeLimit, TermLimit
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.change_requests import rules
from bpo_gov.change_requests.rules.windows import add_months
from bpo_gov.kernel.words import Money, Percent, Say, Value, say, say_n

DAY = timedelta(days=1)
CHANGES, DAYS = "changes", "days"
Point = tuple[date, Decimal]
Kept = CumulativeLimit | CountLimit | TermLimit
SETTLED = 90  # days of an agreement before a pace means anything


@dataclass(frozen=True)
class Burn:
    """One limit over time. Amounts are in `unit`: a currency, changes or days; `points` are (day, held on that day).

    `reserved` is what open changes would add today. `ahead` is where the pace since the start leads: the day on which
    the limit is met or, if that is later, the end of the term; None where no pace can be told.
    """

    limit: Kept
    amount: Decimal
    unit: str
    points: tuple[Point, ...]
    reserved: Decimal
    end: date
    ahead: Point | None

    @property
    def held(self) -> Decimal:
        return self.points[-1][1]

    @property
    def today(self) -> date:
        return self.points[-1][0]

    @property
    def is_money(self) -> bool:
        return self.unit not in (CHANGES, DAYS)

    def spoken(self, amount: Decimal) -> Value:
        """An amount of this limit as people say it."""
        return Money(amount, self.unit) if self.is_money else amount


def kept_limits(terms: Terms) -> list[Kept]:
    """The limits whose consumption is kept, in the order of the agreement."""
    return [limit for limit in terms.envelope.limits if isinstance(limit, Kept)]


def first_sum(terms: Terms) -> CumulativeLimit | None:
    """The first limit on the sum of changes."""
    return next((limit for limit in terms.envelope.limits if isinstance(limit, CumulativeLimit)), None)


def burn(terms: Terms, limit: Kept, used: Sequence[tuple[date, Decimal, Decimal]], today: date) -> Burn | None:
    """A limit over time, from (day, held, reserved) in order of day; None where it allows or has seen no use at all."""
    amount, unit = _amount(terms, limit)
    if not amount or not any(held or reserved for _day, held, reserved in used):
        return None
    days = [day for day, _held, _reserved in used]
    sums = [Decimal(0), *accumulate(held for _day, held, _reserved in used)]

    def held_on(on: date) -> Decimal:
        first, last = rules.window_of(limit, on, terms)
        return sums[bisect_right(days, min(last, on))] - sums[bisect_left(days, first)]

    first, last = rules.window_of(limit, today, terms)
    reserved = sum((amount for day, _held, amount in used if first <= day <= last), Decimal(0))
    begun = min(terms.header.start, days[0] - DAY)
    marks = {begun, today, *days, *(_leaves(limit, day, terms) for day in days)}
    every = [(day, held_on(day)) for day in sorted(marks) if begun <= day <= max(today, begun)]
    points = tuple(point for at, point in enumerate(every) if at in (0, len(every) - 1) or point[1] != every[at - 1][1])
    ahead = _ahead(limit, amount, points, terms) if today > begun else None
    return Burn(limit, amount, unit, points, reserved, terms.header.end, ahead)


def finding(burnt: Burn) -> Say:
    """What the chart shows, in a sentence or two."""
    held, limit = burnt.spoken(burnt.held), burnt.spoken(burnt.amount)
    if isinstance(burnt.limit, CountLimit):
        return say_n(
            "Approved in the last month: %(held)s of %(limit)s changes.",
            "Approved in the last %(n)s months: %(held)s of %(limit)s changes.",
            burnt.limit.months, held=held, limit=limit,
        )  # fmt: skip
    if isinstance(burnt.limit, TermLimit):
        return say("Approved changes move the end by %(held)s of %(limit)s days.", held=held, limit=limit)
    if burnt.held > burnt.amount:
        return say("Approved changes take %(held)s: more than the limit of %(limit)s.", held=held, limit=limit)
    if burnt.ahead and burnt.ahead[0] < burnt.end:
        return say(
            "Approved changes take %(held)s of %(limit)s. "
            "At this pace the limit is met about %(day)s, before the term ends on %(end)s.",
            held=held, limit=limit, day=burnt.ahead[0], end=burnt.end,
        )  # fmt: skip
    if burnt.ahead:
        return say(
            "Approved changes take %(held)s of %(limit)s. "
            "At this pace %(percent)s of it is used when the term ends on %(end)s.",
            held=held, limit=limit, end=burnt.end,
            percent=Percent((burnt.ahead[1] * 100 / burnt.amount).quantize(Decimal(1))),
        )  # fmt: skip
    if burnt.limit.over == "rolling":
        return say_n(
            "Changes approved in the last month take %(held)s of %(limit)s.",
            "Changes approved in the last %(n)s months take %(held)s of %(limit)s.",
            burnt.limit.months or 1, held=held, limit=limit,
        )  # fmt: skip
    if burnt.limit.over == "contract_year":
        return say("Changes approved in this contract year take %(held)s of %(limit)s.", held=held, limit=limit)
    return say("Approved changes take %(held)s of %(limit)s.", held=held, limit=limit)


def _amount(terms: Terms, limit: Kept) -> tuple[Decimal, str]:
    if isinstance(limit, CountLimit):
        return Decimal(limit.at_most), CHANGES
    if isinstance(limit, TermLimit):
        return Decimal(terms.limit_days(limit) or 0), DAYS
    return terms.limit_amount(limit) or Decimal(0), terms.header.currency


def _leaves(limit: Kept, day: date, terms: Terms) -> date:
    """The first day on which what was approved on a day no longer counts."""
    if isinstance(limit, CountLimit) or (isinstance(limit, CumulativeLimit) and limit.over == "rolling"):
        return add_months(day, limit.months or 0)
    return rules.window_of(limit, day, terms)[1] + DAY


def _ahead(limit: Kept, amount: Decimal, points: Sequence[Point], terms: Terms) -> Point | None:
    """Where the pace since the start leads; only a sum over the whole life has one, and only after some time."""
    (today, held), end = points[-1], terms.header.end
    passed = (today - terms.header.start).days
    if not isinstance(limit, CumulativeLimit) or limit.over != "life" or passed < SETTLED:
        return None
    if not 0 < held < amount or today >= end:
        return None
    met = today + timedelta(days=min(int((amount - held) * passed / held), (date(9998, 1, 1) - today).days))
    if met < end:
        return met, amount
    return end, held + held * (end - today).days / passed
