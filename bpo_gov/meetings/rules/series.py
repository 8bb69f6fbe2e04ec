"""When a forum meets: the days of its series, each moved to where both sides work, with the reason for the move."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import count
from typing import Final

from bpo_gov.kernel.calendars import Closure, Counting, PartyCalendar
from bpo_gov.kernel.openings import CLOSED_AT_MOST, WEEKDAYS, instant, zone_named
from bpo_gov.kernel.parties import Party

WEEKS: Final = {"weekly": 1, "fortnightly": 2}
MONTHS: Final = {"monthly": 1, "quarterly": 3}
MOST: Final = 520  # ten years of a weekly forum
YEARS: Final = range(1900, 3000)
DAY: Final = timedelta(days=1)


class Why(StrEnum):
    """Why a meeting is not on its planned day: whose holiday; WEEKEND: a day of rest; NO_SUCH_TIME: the clocks skip it."""

    WEEKEND = "weekend"
    HOLIDAY_OF_CLIENT = "holiday_of_client"
    HOLIDAY_OF_VENDOR = "holiday_of_vendor"
    HOLIDAY_OF_BOTH = "holiday_of_both"
    NO_SUCH_TIME = "no_such_time"


@dataclass(frozen=True)
class Plan:
    """The rhythm of a forum: how often, from its first day on, at what local time of the agreement's zone.

    The first day gives the weekday, and for months which one of its month: the second Tuesday; a fifth is the last one.
    Raises ValueError for an unknown cadence, a first day outside of 1900 to 2999, or a time with a zone of its own.
    """

    cadence: str
    first: date
    at: time = time(10)

    def __post_init__(self) -> None:
        if self.cadence not in WEEKS | MONTHS:
            raise ValueError(f"no forum meets {self.cadence!r}")
        if self.first.year not in YEARS:
            raise ValueError(f"a series does not begin on {self.first}")
        if self.at.tzinfo:
            raise ValueError("the time of a meeting is a local time, without a zone")


@dataclass(frozen=True)
class Slot:
    """One meeting as planned: its instant in UTC and its date in the agreement's zone.

    `moved_from` is the day it would have by rhythm alone, `why` and `closures` why not: who is closed then, and for what.
    `is_after_gap`: its local time is one that the clocks jump over, so it is at the first instant after. `is_provisional`:
    holidays that are not yet decreed may move it. `dropped` are the planned days just before it that have no meeting, as
    there is no common working day in their period.
    """

    starts_at: datetime
    local_day: date
    moved_from: date | None = None
    why: Why | None = None
    closures: tuple[Closure, ...] = ()
    is_after_gap: bool = False
    is_provisional: bool = False
    dropped: tuple[date, ...] = ()


@dataclass(frozen=True)
class _Period:
    """One beat of the rhythm: its planned day, and the first and last day that it may move to."""

    planned: date
    first: date
    last: date

    def days(self) -> Iterator[date]:
        """The planned day, those after it, then those before it, each nearest first."""
        yield from (self.planned + DAY * i for i in range((self.last - self.planned).days + 1))
        yield from (self.planned - DAY * i for i in range(1, (self.planned - self.first).days + 1))


def slots(plan: Plan, counting: Counting, n: int, after: datetime | None = None) -> list[Slot]:
    """The next n meetings, those that start after an instant (None: from the first), one in each period at most.

    A period is a week, two weeks from the Monday of the first day on, a month, or a quarter of the year. A day on which
    a side does not work, by the date it has where it is, gives way to the next one on which both do, or where that would
    leave the period, to the one before. Both calendars count, whatever the agreement's rule for deadlines. Raises
    ValueError for n outside of 0..520, or when the two do not meet in 400 days.
    """
    if not 0 <= n <= MOST:
        raise ValueError(f"a series has 0 to {MOST} meetings, not {n}")
    begin = 0 if after is None else max(0, _index(plan, counting.local_date(after)) - 1)
    found: list[Slot] = []
    dropped: tuple[date, ...] = ()
    for period in (_period(plan, i) for i in count(begin)):
        if len(found) == n:
            break
        slot = _slot(period, plan.at, counting, dropped)
        if slot is None:
            dropped = (*dropped, period.planned)
            if period.planned - dropped[0] > CLOSED_AT_MOST:
                raise ValueError("no day in 400 days on which both sides work")
            continue
        dropped = ()
        if after is None or slot.starts_at > after:
            found.append(slot)
    return found


def _index(plan: Plan, day: date) -> int:
    """In which period of the plan a day lies, the first being 0; it may be one too few."""
    if plan.cadence in WEEKS:
        return (day - plan.first).days // (7 * WEEKS[plan.cadence])
    return (_month(day) - _month(plan.first)) // MONTHS[plan.cadence]


def _period(plan: Plan, index: int) -> _Period:
    first = plan.first
    if plan.cadence in WEEKS:
        step = timedelta(weeks=WEEKS[plan.cadence])
        monday = first - DAY * first.weekday() + step * index
        return _Period(first + step * index, monday, monday + step - DAY)
    length = MONTHS[plan.cadence]
    month = _month(first) + length * index
    begin = month - month % length
    return _Period(_same_week(first, month), _day_of(begin, 1), _day_of(begin + length, 1) - DAY)


def _month(day: date) -> int:
    """Months since the year 0."""
    return day.year * 12 + day.month - 1


def _day_of(month: int, day: int) -> date:
    return date(month // 12, month % 12 + 1, day)


def _same_week(first: date, month: int) -> date:
    """The day of a month that is the same one of its weekdays as `first`; for a fifth, the last one."""
    begin = _day_of(month, 1)
    day = 1 + (first.weekday() - begin.weekday()) % 7 + (first.day - 1) // 7 * 7
    return _day_of(month, day if day <= monthrange(begin.year, begin.month)[1] else day - 7)


def _slot(period: _Period, at: time, counting: Counting, dropped: tuple[date, ...]) -> Slot | None:
    """The meeting of a period; None when no day of it will do."""
    seen: list[date] = []
    for day in period.days():
        seen.append(day)
        if _exists(day, at, counting) and not _closures(day, at, counting):
            break
    else:
        return None
    starts_at, is_after_gap = _start(day, at, counting.zone)
    moved = day != period.planned
    closures = _closures(period.planned, at, counting) if moved else ()
    return Slot(
        starts_at, day, period.planned if moved else None, _why(closures) if moved else None, closures, is_after_gap,
        any(_may_change(calendar, seen, at, counting.zone) for _, calendar in _both(counting)), dropped,
    )  # fmt: skip


def _both(counting: Counting) -> tuple[tuple[Party, PartyCalendar], ...]:
    return (Party.CLIENT, counting.client), (Party.VENDOR, counting.vendor)


def _start(day: date, at: time, zone: str) -> tuple[datetime, bool]:
    """The instant, and whether the clocks jump over the local time; of a doubled time it is the first."""
    wanted, place = datetime.combine(day, at.replace(fold=0)), zone_named(zone)
    first = wanted.replace(tzinfo=place).astimezone(UTC)
    if first.astimezone(place).replace(tzinfo=None) == wanted:
        return first, False
    return instant(day, at.replace(fold=0), place), True


def _exists(day: date, at: time, counting: Counting) -> bool:
    return counting.local_date(_start(day, at, counting.zone)[0]) == day


def _closures(day: date, at: time, counting: Counting) -> tuple[Closure, ...]:
    """Who does not work at a meeting of that day, and why."""
    found = ((party, calendar.closure(_own(day, at, counting.zone, calendar))) for party, calendar in _both(counting))
    return tuple(Closure(party, reason) for party, reason in found if reason is not None)


def _own(day: date, at: time, zone: str, calendar: PartyCalendar) -> date:
    """The date that a party has where it is when the meeting begins."""
    return _start(day, at, zone)[0].astimezone(zone_named(calendar.zone)).date()


def _may_change(calendar: PartyCalendar, seen: list[date], at: time, zone: str) -> bool:
    return calendar.may_change(_own(min(seen), at, zone, calendar), _own(max(seen), at, zone, calendar))


def _why(closures: tuple[Closure, ...]) -> Why:
    on_holiday = {closure.party for closure in closures if closure.reason not in WEEKDAYS}
    if len(on_holiday) == 2:
        return Why.HOLIDAY_OF_BOTH
    if on_holiday:
        return Why.HOLIDAY_OF_CLIENT if Party.CLIENT in on_holiday else Why.HOLIDAY_OF_VENDOR
    return Why.WEEKEND if closures else Why.NO_SUCH_TIME
