"""A plain calendar for tests: Monday to Friday, until 17:00, a bank holiday on 6 April 2026."""

from datetime import UTC, date, datetime, time

from bpo_gov.kernel.calendars import Counting, PartyCalendar, Rule

PLAIN = PartyCalendar("UTC", frozenset(range(5)), time(9), time(17), {date(2026, 4, 6): "Easter Monday"}, 2030)
BOTH = Counting(PLAIN, PLAIN, Rule.EITHER_CLOSED, False, time(17), "UTC")


def at(day: int, month: int = 3, hour: int = 10, minute: int = 0, year: int = 2026) -> datetime:
    """An instant in 2026, in UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC)
