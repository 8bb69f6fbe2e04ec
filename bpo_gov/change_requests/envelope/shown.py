"""What the pages show of the envelope over time: a limit's chart with its table, contract years, frozen periods ahead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.framework import FrozenLimit
from bpo_gov.change_requests import queries, rules
from bpo_gov.change_requests.envelope import burn, charts
from bpo_gov.change_requests.kept import Consumption, Measure
from bpo_gov.change_requests.rules.windows import add_months
from bpo_gov.kernel.words import Money, Say, Value, say
from bpo_gov.web.words import tell

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Chart:
    """A figure with its finding, its words for who cannot see it, the rows of its table, and the code of its limit."""

    figure: Mapping[str, Any]
    finding: Say
    label: Say
    heads: tuple[Value, Value]
    rows: Sequence[tuple[date, Value]]
    code: str


@dataclass(frozen=True)
class Year:
    """One contract year and the value that was approved in it and is reserved in it."""

    number: int
    first: date
    last: date
    held: Money
    reserved: Money
    is_now: bool


@dataclass(frozen=True)
class Frozen:
    """A period in which nothing may change, today or ahead."""

    first: date
    last: date
    reason: str
    clause: str
    is_now: bool


def days_of(limit: burn.Kept, rows: Sequence[Consumption]) -> list[tuple[date, Decimal, Decimal]]:
    """What was taken of a limit on each day, from the kept sums in order of day."""
    measure = rules.measure_of(limit)
    days: dict[date, tuple[Decimal, Decimal]] = {}
    for row in rows:
        if row.measure == measure and queries.counts(limit, row):
            held, reserved = days.get(row.day, (Decimal(0), Decimal(0)))
            days[row.day] = held + row.held, reserved + row.reserved
    return [(day, *sums) for day, sums in days.items()]


def chart(terms: Terms, limit: burn.Kept, days: Sequence[tuple[date, Decimal, Decimal]], today: date) -> Chart | None:
    """How a limit was used up; nothing where nothing was used."""
    burnt = burn.burn(terms, limit, days, today)
    if burnt is None:
        return None
    most = burnt.spoken(burnt.amount)
    words = charts.Words(
        held=_("Held"), with_reserved=_("With what is reserved"), ahead=_("At this pace"),
        limit=_("Limit %(limit)s", limit=tell(most)), unit=_unit(burnt),
    )  # fmt: skip
    label = say(
        "Line chart of what approved changes hold, from %(first)s to %(last)s, against the limit of %(limit)s.",
        first=burnt.points[0][0], last=burnt.today, limit=most,
    )  # fmt: skip
    rows = [(day, burnt.spoken(held)) for day, held in burnt.points]
    held = say("Held") if burnt.is_money else say("Held, %(unit)s", unit=_unit(burnt))
    return Chart(charts.burn(burnt, words), burn.finding(burnt), label, (say("From"), held), rows, limit.code)


def years(terms: Terms, rows: Sequence[Consumption], today: date) -> list[Year]:
    """The contract years that have begun, newest first, with the value taken in each; older days count with the first."""
    start, currency = terms.header.start, terms.header.currency
    answer = []
    number = 0
    while not number or add_months(start, 12 * number) <= today:
        first, last = add_months(start, 12 * number), add_months(start, 12 * (number + 1)) - DAY
        number += 1
        mine = [
            row
            for row in rows
            if row.measure is Measure.VALUE and row.day <= last and (row.day >= first or number == 1)
        ]
        held, reserved = sum((row.held for row in mine), Decimal(0)), sum((row.reserved for row in mine), Decimal(0))
        answer.append(
            Year(number, first, last, Money(held, currency), Money(reserved, currency), first <= today <= last)
        )
    return answer[::-1]


def frozen(terms: Terms, today: date) -> list[Frozen]:
    """The frozen periods that are not over yet, first things first."""
    found = [
        Frozen(period.from_, period.to, period.reason, limit.clause, period.from_ <= today)
        for limit in terms.envelope.limits
        if isinstance(limit, FrozenLimit)
        for period in limit.periods
        if period.to >= today
    ]
    return sorted(found, key=lambda period: period.first)


def _unit(burnt: burn.Burn) -> str:
    if not burnt.is_money:
        return str(_("changes") if burnt.unit == burn.CHANGES else _("days"))
    match charts.scale_of(burnt.amount):
        case 1_000_000:
            return str(_("%(currency)s million", currency=burnt.unit))
        case 1_000:
            return str(_("%(currency)s thousand", currency=burnt.unit))
    return burnt.unit
