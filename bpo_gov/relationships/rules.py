"""Charges of a contract year up to a day, by what the framework says of a whole one."""

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal


def year_of(start: date, today: date) -> tuple[date, date]:
    """The contract year that a day lies in: its first day, and the first day of the next."""
    begin = _anniversary(start, today.year)
    if begin > today:
        begin = _anniversary(start, today.year - 1)
    return begin, _anniversary(start, begin.year + 1)


def year_to_date(annual: Decimal, start: date, end: date, today: date) -> Decimal:
    """The part of the annual charges that falls on the days of this contract year that are over, to two decimals.

    Nothing before the first day of the term, and nothing once it has ended.
    """
    if not start <= today <= end:
        return Decimal(0)
    begin, after = year_of(start, today)
    part = annual * (today - begin).days / (after - begin).days
    return part.quantize(Decimal("0.01"), ROUND_HALF_EVEN)


def _anniversary(start: date, year: int) -> date:
    """The day of the year on which a contract year begins; of 29 February the 28th, where there is none."""
    try:
        return start.replace(year=year)
    except ValueError:
        return start.replace(year=year, day=28)
