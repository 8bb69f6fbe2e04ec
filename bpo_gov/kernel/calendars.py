"""Deadlines counted in days, hours or months of an agreement's calendars, each with the explanation of every day."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from bpo_gov.kernel.counts import Count, Day, Kind, Unit, as_json, from_json
from bpo_gov.kernel.openings import (
    CLOSED_AT_MOST,
    WEEKDAYS,
    Closure,
    Counting,
    PartyCalendar,
    Rule,
    Window,
    instant,
    zone_named,
)
from bpo_gov.kernel.pauses import Pause, Stretch, closed, without

__all__ = [
    "Closure", "Count", "Counting", "Day", "Kind", "PartyCalendar", "Rule", "Unit",
    "add", "as_json", "from_json", "open_time", "remaining", "three_quarters",
]  # fmt: skip

MOST = 3660
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def add(counting: Counting, start: datetime, n: int, unit: Unit, pauses: Iterable[Pause] = (), extra: int = 0) -> Count:
    """The end of `n` units and `extra` days after an aware `start`; raises ValueError for n or n + extra outside
    0..3660, extra days after hours, a naive time, or a pause that has not ended.

    Days end at the cut-off of the nth counted day. Receipt on a closed day or after the cut-off counts as received on
    the next open day, which is day 0, or day 1 when the day of receipt counts. Calendar days skip nothing (as UU
    30/1999 art. 6 counts); months end at the cut-off of the same day number, held at the month's end and never moved;
    for both every day is open, and months take no notice of `day_of_receipt`. Working hours run in real time while
    open, from the receipt, and take no notice of cut-off or day of receipt.

    A day counts, day 0 too, only if the clock runs at its cut-off; a due date in months moves by as many days as have
    their cut-off in a pause; working hours pass only while the clock runs. Extra days are calendar days after calendar
    days, else working days; after months they are counted on from the month's end.
    """
    if n < 0 or extra < 0 or n + extra > MOST:
        raise ValueError(f"a period has 0 to {MOST} units, not {n}" + (f" and {extra} days" if extra else ""))
    if extra and unit is Unit.WORKING_HOUR:
        raise ValueError("working hours have no extra days")
    start, stood = _utc(start), closed(pauses)
    if unit is Unit.WORKING_HOUR:
        due, days = _hours(counting, start, n, stood)
        skipping = days
    else:
        of_months = unit is Unit.MONTH
        days = _months(counting, start, n, stood) if of_months else _days(counting, start, n + extra, unit, stood)
        further = _walk(counting, days[-1].day + DAY, n + 1, n + extra, stood) if of_months and extra else []
        days, skipping = [*days, *further], further if of_months else days if unit is Unit.WORKING_DAY else []
        due = counting.cut_off_on(days[-1].day)
    provisional = bool(skipping) and _provisional(counting, skipping[0].day, skipping[-1].day)
    return Count(start, due, n, unit, tuple(days), provisional, stood, extra)


def remaining(counting: Counting, now: datetime, due: datetime, unit: Unit) -> int:
    """Whole units left, counting the dates after today up to that of `due` (0: due today); months answer in days.

    Once late it is negative, by the dates after that of `due` up to today, at least -1. For hours: whole open hours
    left, or open hours late, begun ones too.
    """
    now, due = _utc(now), _utc(due)
    first, last = min(now, due), max(now, due)
    if unit is Unit.WORKING_HOUR:
        spent = sum((closes - opens for opens, closes in _open(counting, first, last)), timedelta())
        left, late = spent // HOUR, -(-spent // HOUR)
    else:
        begin, end = counting.local_date(first), counting.local_date(last)
        dates = (begin + DAY * i for i in range(1, (end - begin).days + 1))
        left = late = sum(unit is not Unit.WORKING_DAY or not counting.closures(day) for day in dates)
    return left if now <= due else -max(1, late)


def open_time(counting: Counting, begin: datetime, end: datetime) -> timedelta:
    """How much of the time between two instants is working time."""
    spans = _open(counting, _utc(begin), _utc(end))
    return sum((closes - opens for opens, closes in spans), timedelta())


def three_quarters(counting: Counting, count: Count) -> datetime:
    """The instant when 75 % of the counted time has passed, in UTC; never before the start, never after `due`.

    A counted day is the time from the cut-off of the date before to its own; skipped days and pauses pass no time.
    """
    if count.unit is Unit.WORKING_HOUR:
        windows = without(counting.windows(count.start), count.pauses)
        return min(count.due, _spend(windows, count.n * HOUR * 3 / 4)[-1][1])
    months = count.n if count.unit is Unit.MONTH else 0
    counted = [] if months and not count.extra else [day.day for day in count.days if (day.counted or 0) > months]
    cut_offs = ((counting.cut_off_on(day - DAY), counting.cut_off_on(day)) for day in counted)
    spans = [(max(count.start, begin), end) for begin, end in cut_offs if end > count.start]
    if months and spans:
        month_end = next(day.day for day in count.days if day.counted == months)
        spans.insert(0, (count.start, counting.cut_off_on(month_end)))
    spans = list(without(spans or [(count.start, count.due)], count.pauses)) or [(count.due, count.due)]
    total = sum((end - begin for begin, end in spans), timedelta())
    return min(count.due, _spend(iter(spans), total * 3 / 4)[-1][1])


def _utc(when: datetime) -> datetime:
    if when.tzinfo is None:
        raise ValueError("a deadline needs an aware time")
    return when.astimezone(UTC)


def _closed(day: date, closures: tuple[Closure, ...]) -> Day:
    rest = all(closure.reason in WEEKDAYS for closure in closures)
    return Day(day, None, Kind.WEEKDAY if rest else Kind.HOLIDAY, closures)


def _days(counting: Counting, start: datetime, n: int, unit: Unit, pauses: tuple[Stretch, ...]) -> list[Day]:
    received, first = counting.local_date(start), 1 if counting.day_of_receipt and n else 0
    too_late = received if start > counting.cut_off_on(received) else None
    return _walk(counting, received, first, n, pauses, skips=unit is Unit.WORKING_DAY, too_late=too_late)


def _walk(
    counting: Counting, day: date, number: int, n: int, pauses: tuple[Stretch, ...], *, skips: bool = True,
    too_late: date | None = None,
) -> list[Day]:  # fmt: skip
    """Day by day from `day`, the first that counts being `number`, until n is counted; `too_late` does not count."""
    last_open, at_rest = day, set(_at_rest(counting, pauses))
    days: list[Day] = []
    while True:
        closures = counting.closures(day) if skips else ()
        if closures:
            days.append(_closed(day, closures))
            if day - last_open > CLOSED_AT_MOST:
                raise ValueError("no open day in 400 days")
        else:
            last_open = day
            if day == too_late:
                days.append(Day(day, None, Kind.AFTER_HOURS))
            elif day in at_rest:
                days.append(Day(day, None, Kind.PAUSED))
            else:
                days.append(Day(day, number, Kind.COUNTED if number else Kind.START))
                if number == n:
                    return days
                number += 1
        day += DAY


def _months(counting: Counting, start: datetime, n: int, pauses: tuple[Stretch, ...]) -> list[Day]:
    received = counting.local_date(start)
    days = []
    if start > counting.cut_off_on(received):
        days.append(Day(received, None, Kind.AFTER_HOURS))
        received += DAY
    at_rest = iter(day for day in _at_rest(counting, pauses) if day >= received)
    rest, stood = next(at_rest, date.max), timedelta()
    for number in range(n + 1):
        mark = _month_after(received, number)
        while rest <= mark + stood:
            days.append(Day(rest, None, Kind.PAUSED))
            rest, stood = next(at_rest, date.max), stood + DAY
        days.append(Day(mark + stood, number, Kind.COUNTED if number else Kind.START))
    return days


def _at_rest(counting: Counting, pauses: tuple[Stretch, ...]) -> list[date]:
    """The dates, in order, whose cut-off lies in a pause."""
    found = []
    for begin, end in pauses:
        first, last = counting.local_date(begin), counting.local_date(end)
        days = (first + DAY * i for i in range((last - first).days + 1))
        found += [day for day in days if begin <= counting.cut_off_on(day) < end]
    return found


def _month_after(day: date, number: int) -> date:
    years, month = divmod(day.month - 1 + number, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _hours(counting: Counting, start: datetime, n: int, pauses: tuple[Stretch, ...]) -> tuple[datetime, list[Day]]:
    spans = _spend(without(counting.windows(start), pauses), n * HOUR)
    due = spans[-1][1]
    open_on = _by_date(counting, spans)
    open_on.setdefault(counting.local_date(due), timedelta())
    at_rest = _by_date(counting, _open(counting, start, due)) if pauses else {}
    days, spent = [], timedelta()
    first, last = counting.local_date(start), counting.local_date(due)
    for day in (first + DAY * i for i in range((last - first).days + 1)):
        spent += open_on.get(day, timedelta())
        closures = counting.closures(day)
        if day in open_on:
            days.append(Day(day, spent // HOUR, Kind.COUNTED))
        elif day in at_rest:
            days.append(Day(day, None, Kind.PAUSED))
        else:
            days.append(_closed(day, closures) if closures else Day(day, None, Kind.AFTER_HOURS))
    return due, days


def _by_date(counting: Counting, spans: Iterable[Stretch]) -> dict[date, timedelta]:
    """How much of the spans falls on each local date."""
    zone = zone_named(counting.zone)
    found: dict[date, timedelta] = {}
    for begin, closes in spans:
        while begin < closes:
            day = counting.local_date(begin)
            end = min(closes, instant(day + DAY, time(0), zone))
            found[day] = found.get(day, timedelta()) + end - begin
            begin = end
    return found


def _spend(windows: Iterator[Window], length: timedelta) -> list[Window]:
    """The windows cut where `length` of open time is spent; the last one ends at that instant."""
    spans: list[Window] = []
    for opens, closes in windows:
        if opens + length <= closes:
            return [*spans, (opens, opens + length)]
        spans.append((opens, closes))
        length -= closes - opens
    return spans


def _open(counting: Counting, begin: datetime, end: datetime) -> Iterator[Window]:
    for opens, closes in counting.windows(begin):
        if opens >= end:
            return
        yield opens, min(closes, end)


def _provisional(counting: Counting, first: date, last: date) -> bool:
    """A day may still turn out closed, or open, for a side that the rule looks at."""
    return any(calendar.may_change(first, last) for _, calendar in counting.in_use)
