"""Whether a failing was told in time: so many working days from the day on which it was known."""

from dataclasses import dataclass
from datetime import date, datetime

from bpo_gov.kernel.calendars import Count, Counting, Unit, add, remaining


@dataclass(frozen=True)
class Told:
    """How the time for the notice was counted, and how many working days late it came."""

    count: Count
    days_late: int


def told(counting: Counting, known_on: date, within: int, at: datetime) -> Told:
    """From the end of the day on which it was known, or from the notice itself, if that came before; its last instant is in time."""
    count = add(counting, min(counting.cut_off_on(known_on), at), within, Unit.WORKING_DAY)
    return Told(count, -remaining(counting, at, count.due, Unit.WORKING_DAY) if at > count.due else 0)
