"""How a limit on the sum of changes was used up over time, at what pace, and the finding in a sentence. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate

from bpo_gov.agreements.framework import CumulativeLimit
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.change_requests import rules
from bpo_gov.change_requests.rules.windows import add_months
from bpo_gov.kernel.words import Money, Percent, Say, say, say_n

DAY = timedelta(days=1)
Point = tuple[date, Decimal]
SETTLED = 90  # days of an agreement before a pace means anything


@dataclass(frozen=True)
class Burn:
    """One cumulative limit over time. Amounts are in the agreement's currency; `points` are (day, held on that day).

    `reserved` is what open changes would add today. `ahead` is where the pace since the start leads: the day on which
    the limit is met or, if that is later, the end of the term; None where no pace can be told.
    """

    limit: CumulativeLimit
    amount: Decimal
    currency: str
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


def burn(terms: Terms, used: Sequence[tuple[date, Decimal, Decimal]], today: date) -> Burn | None:
    """The first cumulative limit, from (day, held, reserved) in order of day; None without such a limit or any use."""
    limit = next((limit for limit in terms.envelope.limits if isinstance(limit, CumulativeLimit)), None)
    amount = terms.limit_amount(limit) if limit else None
    if limit is None or not amount or not any(held or reserved for _day, held, reserved in used):
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
    return Burn(limit, amount, terms.header.currency, points, reserved, terms.header.end, ahead)


def finding(burnt: Burn) -> Say:
    """What the chart shows, in a sentence or two."""
    held, limit = Money(burnt.held, burnt.currency), Money(burnt.amount, burnt.currency)
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


def _leaves(limit: CumulativeLimit, day: date, terms: Terms) -> date:
    """The first day on which what was approved on a day no longer counts."""
    if limit.over == "rolling":
        return add_months(day, limit.months or 0)
    return rules.window_of(limit, day, terms)[1] + DAY


def _ahead(limit: CumulativeLimit, amount: Decimal, points: Sequence[Point], terms: Terms) -> Point | None:
    """Where the pace since the start leads; only a limit over the whole life has one, and only after some time."""
    (today, held), end = points[-1], terms.header.end
    passed = (today - terms.header.start).days
    if limit.over != "life" or passed < SETTLED or not 0 < held < amount or today >= end:
        return None
    met = today + timedelta(days=min(int((amount - held) * passed / held), (date(9998, 1, 1) - today).days))
    if met < end:
        return met, amount
    return end, held + held * (end - today).days / passed
