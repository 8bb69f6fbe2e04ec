"""Meetings as calendar programs know them: an invitation to one, a feed of many (RFC 5545 and 5546)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal
from unicodedata import category
from zoneinfo import ZoneInfo

from icalendar import STATUS, Calendar, Event, Timezone, vCalAddress, vText

from bpo_gov.kernel.post import Part
from bpo_gov.meetings.zones import described

Method = Literal["REQUEST", "CANCEL", "PUBLISH"]
PRODUCT: Final = "-//bpo_gov//meetings//EN"
HOUR: Final = timedelta(hours=1)
NEAR: Final = timedelta(hours=3)  # of a change of the clocks
HALF_A_YEAR: Final = timedelta(days=183)


@dataclass(frozen=True)
class Invited:
    """A meeting as it may leave the app: nothing in it that one side keeps to itself.

    `uid` stays the same whatever happens to the meeting; `sequence` grows with every change of it, and `stamp` is when
    that was. `starts_at` and `stamp` are aware; `zone` is the agreement's. `organiser` and `attendees` are (name, address).
    Raises ValueError for a naive time or a length below one minute.
    """

    uid: str
    sequence: int
    label: str
    title: str
    starts_at: datetime
    minutes: int
    zone: str
    place: str
    text: str
    organiser: tuple[str, str]
    attendees: tuple[tuple[str, str], ...]
    url: str
    stamp: datetime
    is_cancelled: bool = False
    is_tentative: bool = False

    def __post_init__(self) -> None:
        if self.starts_at.tzinfo is None or self.stamp.tzinfo is None:
            raise ValueError("a meeting has aware times")
        if self.minutes < 1:
            raise ValueError("a meeting takes a minute at least")

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at.astimezone(UTC) + timedelta(minutes=self.minutes)


def invitation(meeting: Invited, method: Method) -> bytes:
    """The iCalendar text of one meeting: REQUEST invites or moves, CANCEL takes it back, PUBLISH only shows it."""
    return _written([meeting], method)


def part(meeting: Invited, method: Method) -> Part:
    """The same as a letter carries it, under the one name that mail programs look for."""
    return Part(invitation(meeting, method), "text/calendar", "invite.ics", {"method": method, "charset": "utf-8"})


def feed(name: str, meetings: Iterable[Invited]) -> bytes:
    """The iCalendar text of many meetings, for programs that look again by themselves; it names no attendees."""
    return _written(list(meetings), "PUBLISH", _line(name))


def _written(meetings: list[Invited], method: Method, name: str = "") -> bytes:
    calendar = Calendar()  # `Calendar.new` would add a new UID each time
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", method)
    if name:
        calendar.add("NAME", vText(name))  # the property of that name would not escape it
        calendar.add("X-WR-CALNAME", vText(name))
        calendar.refresh_interval = HOUR
    for meeting in meetings:
        calendar.add_component(_event(meeting, method))
    calendar.subcomponents[:0] = _zones(meetings, sorted(calendar.get_used_tzids()))
    text: bytes = calendar.to_ical()
    return text


def _zones(meetings: list[Invited], names: list[str]) -> list[Timezone]:
    """The zones as they are from half a year before the first meeting to half a year after the last."""
    days = [
        meeting.starts_at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) for meeting in meetings
    ]
    return [described(name, min(days) - HALF_A_YEAR, max(days) + HALF_A_YEAR) for name in names]


def _event(meeting: Invited, method: Method) -> Event:
    text = _lines(meeting.text)
    event = Event.new(
        uid=meeting.uid, sequence=meeting.sequence, stamp=meeting.stamp.astimezone(UTC), status=_status(meeting, method),
        summary=_line(f"{meeting.label} {meeting.title}"), location=_line(meeting.place) or None,
        description=f"{text}\n\n{meeting.url}" if text else meeting.url, url=meeting.url,
        start=_shown(meeting.starts_at, meeting.zone), end=_shown(meeting.ends_at, meeting.zone),
        organizer=vCalAddress.new(meeting.organiser[1], cn=_line(meeting.organiser[0])),
    )  # fmt: skip
    if method != "PUBLISH":  # RFC 5546, 3.2.1: what is published invites nobody
        event.attendees = [_attendee(*who) for who in meeting.attendees]
    return event


def _status(meeting: Invited, method: Method) -> STATUS:
    if meeting.is_cancelled or method == "CANCEL":
        return STATUS.CANCELLED
    return STATUS.TENTATIVE if meeting.is_tentative else STATUS.CONFIRMED


def _shown(when: datetime, zone: str) -> datetime:
    """An instant in the agreement's zone; in UTC near a change of its clocks, where a local time can be read in two ways."""
    utc, place = when.astimezone(UTC), ZoneInfo(zone)
    offsets = {moment.astimezone(place).utcoffset() for moment in (utc - NEAR, utc, utc + NEAR)}
    return utc.astimezone(place) if len(offsets) == 1 else utc


def _attendee(name: str, address: str) -> vCalAddress:
    """Nobody is asked for an answer by mail: who came is said in the meeting."""
    return vCalAddress.new(address, cn=_line(name), role="REQ-PARTICIPANT", partstat="NEEDS-ACTION", rsvp=False)


def _line(text: str) -> str:
    """One line without signs that cannot be seen, which some programs take for the end of a line."""
    return "".join(sign for sign in " ".join(text.split()) if category(sign) != "Cc")


def _lines(text: str) -> str:
    return "\n".join(map(_line, text.splitlines())).strip()
