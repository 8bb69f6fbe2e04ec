"""Which days a limit looks at: the life of the agreement, a contract year, or the months up to a day."""

from calendar import monthrange
from datetime import date, timedelta
from typing import cast

from bpo_gov.change_requests.rules.terms import Count, Cumulative, Framework, Limit

# The life of an agreement includes what was agreed before its start and what happens after its end has moved. The ends
# are fixed days rather than date.min and date.max so that a time zone and a day more can be applied to them.
LIFE = (date(1900, 1, 1), date(2999, 12, 31))
_DAY = timedelta(days=1)


def window_of(limit: Limit, on: date, framework: Framework) -> tuple[date, date]:
    """First and last day (both inclusive) of the consumption that counts when `limit` is judged on the day `on`.

    life, term: every day. contract_year: the year from an anniversary of the start to the eve of the next; days before
    the start count with the first year. rolling, count: the months that end with `on`; what happened exactly so many
    months earlier has left the window. Raises ValueError for a limit that keeps no consumption.
    """
    if limit.kind == "term":
        return LIFE
    if limit.kind == "count":
        return _rolling(cast(Count, limit).months, on)
    if limit.kind != "cumulative":
        raise ValueError(f"a limit of kind {limit.kind} keeps no consumption")
    cumulative = cast(Cumulative, limit)
    if cumulative.over == "life":
        return LIFE
    if cumulative.over == "contract_year":
        return _contract_year(framework.header.start, on)
    if cumulative.months is None:
        raise ValueError("a rolling limit needs its months")
    return _rolling(cumulative.months, on)


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later (earlier below zero), or the last day of a month that is too short."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if years < LIFE[0].year:
        return LIFE[0]
    if years > LIFE[1].year:
        return LIFE[1]
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def _rolling(months: int, on: date) -> tuple[date, date]:
    return add_months(on, -months) + _DAY, on


def _contract_year(start: date, on: date) -> tuple[date, date]:
    year = max(0, on.year - start.year)
    if year and add_months(start, 12 * year) > on:
        year -= 1
    first = add_months(start, 12 * year) if year else LIFE[0]
    return first, add_months(start, 12 * (year + 1)) - _DAY
