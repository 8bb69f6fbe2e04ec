"""A time zone described for calendar programs: each change of its clocks for itself (RFC 5545, 3.6.5)."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAY: Final = timedelta(days=1)
MINUTE: Final = timedelta(minutes=1)
MINUTES: Final = range(24 * 60 + 1)  # of a day


@lru_cache(maxsize=64)
def described(name: str, first: datetime, last: datetime) -> Timezone:
    """A zone as it is between two instants in UTC.

    The library's own description leaves out what lasts less than two months, as the time of Ramadan in Morocco, and gives
    all changes of a kind in one list, which some programs read wrongly.
    """
    place, zone = ZoneInfo(name), Timezone()
    zone.add("TZID", name)
    before = _offset(place, first)
    for change in (first, *_changes(place, first, last)):
        part = TimezoneDaylight() if change.astimezone(place).dst() else TimezoneStandard()
        part.DTSTART = (change + before).replace(tzinfo=None)  # as the clocks show it that are about to change
        part.TZOFFSETFROM, part.TZOFFSETTO = before, _offset(place, change)
        part.add("TZNAME", change.astimezone(place).tzname())
        zone.add_component(part)
        before = part.TZOFFSETTO
    return zone


def _changes(place: ZoneInfo, first: datetime, last: datetime) -> Iterator[datetime]:
    """The minutes, in UTC, at which the clocks change; they never change twice in a day."""
    day = first
    while day < last:
        offset = _offset(place, day)
        if _offset(place, day + DAY) != offset:
            yield day + MINUTE * bisect_left(MINUTES, True, key=lambda n: _offset(place, day + MINUTE * n) != offset)
        day += DAY


def _offset(place: ZoneInfo, when: datetime) -> timedelta:
    return when.astimezone(place).utcoffset() or timedelta()
