"""When a party is open: weekdays, hours, closed dates, the rule that joins two parties, and local time made exact."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from heapq import merge
from zoneinfo import ZoneInfo

from bpo_gov.kernel.parties import Party

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CLOSED_AT_MOST = timedelta(days=400)  # a longer closure means that the two calendars never meet
ENDLESS = timedelta(days=7)
ESTIMATED = "estimated)"  # how a closed date is named whose day is not yet fixed by decree

Window = tuple[datetime, datetime]


class Rule(StrEnum):
    """Which closed days are skipped."""

    CLIENT = "client"
    VENDOR = "vendor"
    EITHER_CLOSED = "either_closed"
    BOTH_CLOSED = "both_closed"


@dataclass(frozen=True)
class PartyCalendar:
    """One party's calendar. `working_days`: 0 = Monday. `closes` at or before `opens` means on the next day.

    `closed` gives each closed date its reason; `decreed_until` is the last year whose holidays are decreed.
    Raises ValueError for an unknown zone, no working day, or a time that carries a zone of its own.
    """

    zone: str
    working_days: frozenset[int]
    opens: time
    closes: time
    closed: Mapping[date, str]
    decreed_until: int

    def __post_init__(self) -> None:
        zone_named(self.zone)
        if not self.working_days or not self.working_days <= set(range(7)):
            raise ValueError("working days are a choice of 0 (Monday) to 6 (Sunday), at least one")
        if self.opens.tzinfo or self.closes.tzinfo:
            raise ValueError("opening hours are local times, without a zone")

    def closure(self, day: date) -> str | None:
        """Why the party is closed on a date: weekday key ("sat") or the closed date's reason; None when open."""
        if day.weekday() not in self.working_days:
            return WEEKDAYS[day.weekday()]
        return self.closed.get(day)

    def may_change(self, first: date, last: date) -> bool:
        """Whether a date from `first` to `last` lies beyond the decreed years, or a day beside a feast that is only estimated."""
        day = timedelta(days=1)
        near = (found for found, reason in self.closed.items() if ESTIMATED in reason)
        return last.year > self.decreed_until or any(first - day <= found <= last + day for found in near)

    def windows(self, since: datetime) -> Iterator[Window]:
        """Opening windows as instants, in order, that end after `since`; a window belongs to the date it opens on."""
        zone = zone_named(self.zone)
        day = since.astimezone(zone).date() - timedelta(days=2)  # a window of last night may still be open
        last = day
        while True:
            if self.closure(day) is None:
                last = day
                opens = instant(day, self.opens, zone)
                ends_on = day if self.closes > self.opens else day + timedelta(days=1)
                closes = instant(ends_on, self.closes, zone)
                if max(opens, since) < closes:
                    yield max(opens, since), closes
            elif day - last > CLOSED_AT_MOST:
                raise ValueError("no open hour in 400 days")
            day += timedelta(days=1)


@dataclass(frozen=True)
class Closure:
    """Why one party is closed on a date."""

    party: Party
    reason: str


@dataclass(frozen=True)
class Counting:
    """How an agreement counts; `zone` is the agreement's own, in which dates and the cut-off are read."""

    client: PartyCalendar
    vendor: PartyCalendar
    rule: Rule
    day_of_receipt: bool
    cut_off: time
    zone: str

    def __post_init__(self) -> None:
        zone_named(self.zone)
        if self.cut_off.tzinfo:
            raise ValueError("the cut-off is a local time, without a zone")

    @property
    def in_use(self) -> tuple[tuple[Party, PartyCalendar], ...]:
        """The calendars that the rule looks at."""
        client, vendor = (Party.CLIENT, self.client), (Party.VENDOR, self.vendor)
        return {Rule.CLIENT: (client,), Rule.VENDOR: (vendor,)}.get(self.rule, (client, vendor))

    def closures(self, day: date) -> tuple[Closure, ...]:
        """Why a date is skipped, by party; empty when it counts."""
        found = ((party, calendar.closure(day)) for party, calendar in self.in_use)
        closed = tuple(Closure(party, reason) for party, reason in found if reason is not None)
        return () if self.rule is Rule.BOTH_CLOSED and len(closed) == 1 else closed

    def local_date(self, when: datetime) -> date:
        """The date of an instant in the agreement's zone."""
        return when.astimezone(zone_named(self.zone)).date()

    def cut_off_on(self, day: date) -> datetime:
        """The instant of the cut-off on a date."""
        return instant(day, self.cut_off, zone_named(self.zone))

    def windows(self, since: datetime) -> Iterator[Window]:
        """Open hours after `since` as instants, in order: shared hours, or under `both_closed` the hours of either."""
        each = [calendar.windows(since) for _, calendar in self.in_use]
        if len(each) == 1:
            return each[0]
        return _either_open(*each) if self.rule is Rule.BOTH_CLOSED else _both_open(*each)


def zone_named(name: str) -> ZoneInfo:
    """The IANA zone of that name; raises ValueError when there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"unknown time zone {name!r}") from error


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """A local time as a UTC instant: a time the clocks jump over is the next valid one, a doubled time the later."""
    local = datetime.combine(day, at, zone)
    before, after = local.replace(fold=0).astimezone(UTC), local.replace(fold=1).astimezone(UTC)
    if before <= after:
        return after
    # In a gap the two readings stand crosswise around the jump: find the first second with the new offset.
    first, offset = after.replace(microsecond=0), before.astimezone(zone).utcoffset()
    span = range(int((before - first).total_seconds()) + 1)
    jump = bisect_left(span, True, key=lambda s: (first + timedelta(seconds=s)).astimezone(zone).utcoffset() == offset)
    return first + timedelta(seconds=jump)


def _both_open(ours: Iterator[Window], theirs: Iterator[Window]) -> Iterator[Window]:
    one, two = next(ours), next(theirs)
    last = min(one[0], two[0])
    while True:
        opens, closes = max(one[0], two[0]), min(one[1], two[1])
        if opens < closes:
            yield opens, closes
            last = closes
        elif opens - last > CLOSED_AT_MOST:
            raise ValueError("no hour in 400 days at which both are open")
        if one[1] <= two[1]:
            one = next(ours)
        else:
            two = next(theirs)


def _either_open(ours: Iterator[Window], theirs: Iterator[Window]) -> Iterator[Window]:
    windows = merge(ours, theirs)
    opens, closes = next(windows)
    for later_opens, later_closes in windows:
        if later_opens <= closes:
            closes = max(closes, later_closes)
            if closes - opens > ENDLESS:  # open round the clock: hand over what there is, the next joins on
                yield opens, closes
                opens = closes
        else:
            if opens < closes:
                yield opens, closes
            opens, closes = later_opens, later_closes
