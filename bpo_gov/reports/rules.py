"""When a report is due: so many working days after its period has ended."""

from datetime import date, datetime, timedelta

from bpo_gov.kernel.calendars import Counting

DAY = timedelta(days=1)
EARLY = timedelta(days=7)  # before the end of a period, from when on its report can be delivered
CLOSED_AT_MOST = 400  # days


def since(counting: Counting, ends: date) -> datetime:
    """From when to count, so that the first working day after the period is the first that counts.

    A count takes the day of its start for day 0, or for day 1 where the day of receipt counts: it starts at the end of the
    last working day of the period, or on the day after the period.
    """
    if counting.day_of_receipt:
        return counting.cut_off_on(ends + DAY)
    last = next((ends - DAY * back for back in range(CLOSED_AT_MOST) if not counting.closures(ends - DAY * back)), ends)
    return counting.cut_off_on(last)


def first_day(begins: date, ends: date) -> date:
    """From which day on a report can be delivered: when its period is nearly over, and never before it begins."""
    return max(begins, ends - EARLY + DAY)
