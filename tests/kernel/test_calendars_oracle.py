"""Ten thousand random deadlines, counted once more by somebody who knows nothing of our calendars but their fields.

The oracle walks: day by day, or minute by minute, and asks the zone database what the wall clock shows. It reads the
fields of a `Counting` and calls none of its methods, nor anything else of the kernel.
"""

import random
import time as process_time
from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from bpo_gov.kernel.calendars import Counting, PartyCalendar, Rule, Unit, add, three_quarters

CASES, PARTS = 10_000, 20
ZONES = (
    "Asia/Jakarta", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo",
    "America/Santiago", "Pacific/Chatham", "Africa/Casablanca", "America/St_Johns", "Asia/Kolkata", "Australia/Sydney",
)  # fmt: skip
SERVER_ZONES = ("UTC", "Asia/Jakarta", "America/St_Johns", "Pacific/Auckland", "Europe/London")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
FIRST, LAST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2035, 12, 31, tzinfo=UTC)
Pauses = list[tuple[datetime, datetime]]


# -- the oracle ----------------------------------------------------------------------------------------------------


@cache
def changes_of(zone: str) -> list[datetime]:
    """Every minute between 2019 and 2038 at which the zone's clocks change, found by halving hours."""
    place, found = ZoneInfo(zone), []
    moment = datetime(2019, 1, 1, tzinfo=UTC)
    while moment < datetime(2038, 1, 1, tzinfo=UTC):
        later = moment + DAY
        if moment.astimezone(place).utcoffset() != later.astimezone(place).utcoffset():
            low, high = 0, 1440
            while high - low > 1:
                middle = (low + high) // 2
                same = (moment + MINUTE * middle).astimezone(place).utcoffset() == moment.astimezone(place).utcoffset()
                low, high = (middle, high) if same else (low, middle)
            found.append(moment + MINUTE * high)
        moment = later
    return found


def wall(moment: datetime, zone: str) -> datetime:
    """What the clock on the wall shows."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def shown_at(day: date, at: time, zone: str) -> datetime:
    """The last minute at which the wall shows this time; where it never does, the first that shows a later one."""
    wanted, place = datetime.combine(day, at), ZoneInfo(zone)
    guesses = set()
    for moment in (datetime.combine(day, at, UTC) + timedelta(hours=h) for h in (-15, 0, 15)):
        offset = moment.astimezone(place).utcoffset()
        assert offset is not None
        guesses.add(datetime.combine(day, at, UTC) - offset)
    right = [moment for moment in guesses if wall(moment, zone) == wanted]
    if right:
        return max(right)
    moment = min(guesses) - timedelta(hours=4)
    while wall(moment, zone) <= wanted:
        moment += MINUTE
    return moment


def closed_on(of: Counting, day: date) -> bool:
    client = day.weekday() not in of.client.working_days or day in of.client.closed
    vendor = day.weekday() not in of.vendor.working_days or day in of.vendor.closed
    return {"client": client, "vendor": vendor, "either_closed": client or vendor, "both_closed": client and vendor}[
        of.rule.value
    ]


def resting(pauses: Pauses, moment: datetime) -> bool:
    return any(begin <= moment < end for begin, end in pauses)


def due_in_days(of: Counting, start: datetime, n: int, unit: Unit, pauses: Pauses) -> datetime | None:
    day, left = wall(start, of.zone).date(), n
    if start > shown_at(day, of.cut_off, of.zone):
        day += DAY
    received = False
    for _ in range(700):
        cut_off = shown_at(day, of.cut_off, of.zone)
        if not resting(pauses, cut_off) and not (unit is Unit.WORKING_DAY and closed_on(of, day)):
            if received or (of.day_of_receipt and n):
                left -= 1
            received = True
            if left == 0:
                return cut_off
        day += DAY
    return None


def due_in_months(of: Counting, start: datetime, n: int, pauses: Pauses) -> datetime:
    received = wall(start, of.zone).date()
    if start > shown_at(received, of.cut_off, of.zone):
        received += DAY
    year, month = received.year, received.month
    for _ in range(n):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    number = received.day
    while True:
        try:
            end = date(year, month, number)
            break
        except ValueError:
            number -= 1
    running = (
        end - received
    ).days + 1  # cut-offs the clock must see running: that of the receipt, and one for each day
    day = received - DAY
    while running:
        day += DAY
        running -= not resting(pauses, shown_at(day, of.cut_off, of.zone))
    return shown_at(day, of.cut_off, of.zone)


def is_open(party: PartyCalendar, moment: datetime) -> bool:
    """By the wall clock alone. True to the minute where the hour at hand is not one the clocks jump over or repeat."""
    shown = wall(moment, party.zone)
    today, at = shown.date(), shown.time()

    def works(day: date) -> bool:
        return day.weekday() in party.working_days and day not in party.closed

    if party.opens < party.closes:
        return works(today) and party.opens <= at < party.closes
    return (works(today) and at >= party.opens) or (works(today - DAY) and at < party.closes)


def open_by_rule(of: Counting, moment: datetime) -> bool:
    client, vendor = is_open(of.client, moment), is_open(of.vendor, moment)
    return {"client": client, "vendor": vendor, "either_closed": client and vendor, "both_closed": client or vendor}[
        of.rule.value
    ]


def due_in_hours(of: Counting, start: datetime, n: int, pauses: Pauses) -> datetime | None:
    """Step by step; a step ends where anything may change: a quarter of an hour, a pause, a change of the clocks."""
    left, moment = timedelta(hours=n), start
    edges = sorted({edge for pause in pauses for edge in pause})
    while moment - start < timedelta(days=90):
        end = min([_next_quarter(moment), *edges[bisect_right(edges, moment) :][:1]])
        if open_by_rule(of, moment) and not resting(pauses, moment):
            if end - moment >= left:
                return moment + left
            left -= end - moment
        moment = end
    return None


def _next_quarter(moment: datetime) -> datetime:
    """All zones of these years stand whole quarters away from UTC, and so do the opening hours of the cases."""
    floor = moment.replace(minute=moment.minute - moment.minute % 15, second=0, microsecond=0)
    return floor + MINUTE * 15


# -- the cases -----------------------------------------------------------------------------------------------------


def party(dice: random.Random, start: datetime) -> PartyCalendar:
    by_day = dice.random() < 0.7
    week = frozenset(day for day in range(7) if dice.random() < 0.75) or frozenset({dice.randrange(7)})
    closed = {start.date() + DAY * i: "closed" for i in range(-3, 80) if dice.random() < 0.15}
    opens, closes = (
        (dice.randrange(20, 44), dice.randrange(48, 92)) if by_day else (dice.randrange(68, 92), dice.randrange(16, 40))
    )
    return PartyCalendar(dice.choice(ZONES), week, quarter(opens), quarter(closes), closed, 9999)


def quarter(i: int) -> time:
    return time(i // 4, i % 4 * 15)


def cases(part: int) -> Iterator[tuple[Counting, datetime, int, Unit, Pauses]]:
    dice = random.Random(20_260_000 + part)  # the same cases for everybody
    for _ in range(CASES // PARTS):
        zone = dice.choice(ZONES)
        start = FIRST + timedelta(seconds=dice.randrange(int((LAST - FIRST).total_seconds())))
        if dice.random() < 0.4 and changes_of(zone):  # around a change of the clocks
            start = dice.choice(changes_of(zone)) - timedelta(seconds=dice.randrange(4 * 86_400))
        unit = dice.choice(list(Unit))
        cut_off = time(dice.randrange(24), dice.randrange(60))
        of = Counting(
            party(dice, start), party(dice, start), dice.choice(list(Rule)), dice.random() < 0.5, cut_off, zone
        )
        n = dice.randrange(4 if unit is Unit.MONTH else 9 if unit is Unit.WORKING_HOUR else 16)
        pauses = []
        for _pause in range(dice.choice([0, 0, 1, 2, 3])):
            begin = start + timedelta(seconds=dice.randrange(20 * 86_400))
            pauses.append((begin, begin + timedelta(seconds=dice.randrange(6 * 86_400))))
        yield of, start, n, unit, pauses


@pytest.mark.parametrize("part", range(PARTS))
def test_an_independent_oracle_agrees(part: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", SERVER_ZONES[part % len(SERVER_ZONES)])
    process_time.tzset()
    try:
        judged = 0
        for of, start, n, unit, pauses in cases(part):
            if unit is Unit.WORKING_HOUR:
                expected = due_in_hours(of, start, n, pauses)
            elif unit is Unit.MONTH:
                expected = due_in_months(of, start, n, pauses)
            else:
                expected = due_in_days(of, start, n, unit, pauses)
            try:
                count = add(of, start, n, unit, pauses)
            except ValueError:  # the two never meet
                assert expected is None
                continue
            assert count.due == expected or expected is None, (of, start, n, unit, pauses)
            warning = three_quarters(of, count)
            assert start <= warning <= count.due
            assert not any(begin < warning < end for begin, end in _joined(pauses)), (of, start, n, unit, pauses)
            judged += expected is not None
        assert judged >= CASES // PARTS * 0.9
    finally:
        monkeypatch.undo()
        process_time.tzset()


def _joined(pauses: Pauses) -> Pauses:
    return [(begin, end) for begin, end in pauses if begin < end]
