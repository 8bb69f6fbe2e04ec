"""Invitations and feeds, read by a parser that shares nothing with what wrote them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from vobject.icalendar import registerTzid

from bpo_gov.meetings.invitations import Invited, feed, invitation, part

LONDON, JAKARTA = "Europe/London", "Asia/Jakarta"
ZONES = (
    LONDON,
    JAKARTA,
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "UTC",
)
MEETING = Invited(
    uid="meeting-9@gov.example",
    sequence=2,
    label="MTG-9",
    title="Monthly management meeting",
    starts_at=datetime(2026, 11, 19, 6, tzinfo=UTC),
    minutes=60,
    zone=JAKARTA,
    place="Room 3, Bandung",
    text="1. Actions\n2. Saturday helpdesk",
    organiser=("bpo_gov", "bpo_gov@gov.example"),
    attendees=(("Ana", "ana@client.example.com"), ("Vera", "vera@vendor.example.com")),
    url="https://gov.example/a/acme-payroll/meetings/9",
    stamp=datetime(2026, 11, 1, 8, tzinfo=UTC),
)
HOSTILE = (
    "semi;colon, comma\\n and \\backslash: \"quoted\" 'and' BEGIN:VEVENT",
    "RTL: اجتماع الإدارة ו-ישיבה",
    "😀👩‍👩‍👧‍👦é" * 80,
    "x" * 5000,
    "=?utf-8?q?no?= %(name)s {{ 7*7 }} <script>",
)
PROPERTIES = {
    "uid", "sequence", "dtstamp", "dtstart", "dtend", "status", "summary", "location", "description", "url", "organizer", "attendee",
}  # fmt: skip
names = count()


years = [MEETING.starts_at.replace(year=year) for year in range(2020, 2030)]


def parsed(text: bytes) -> Any:
    """The calendar as read with zones of a name that nobody knows, so that only what the text says of them counts."""
    alone = text.decode()
    for zone in ZONES[:-2]:
        alone = alone.replace(zone, f"Nowhere/{next(names)}")
    for found in vobject.readOne(alone).contents.get("vtimezone", []):  # a zone that begins like UTC would not be kept
        registerTzid(found.tzid.value, found.tzinfo)
    return vobject.readOne(alone)


def event(meeting: Invited, method: Any = "REQUEST") -> Any:
    return parsed(invitation(meeting, method)).vevent


def test_an_invitation_says_all_that_a_calendar_needs() -> None:
    calendar = parsed(invitation(MEETING, "REQUEST"))
    assert (calendar.method.value, calendar.version.value) == ("REQUEST", "2.0")
    assert calendar.prodid.value == "-//bpo_gov//meetings//EN"
    found = calendar.vevent
    assert (found.uid.value, found.sequence.value, found.status.value) == ("meeting-9@gov.example", "2", "CONFIRMED")
    assert (found.summary.value, found.location.value) == ("MTG-9 Monthly management meeting", "Room 3, Bandung")
    assert found.description.value == f"1. Actions\n2. Saturday helpdesk\n\n{MEETING.url}"
    assert (found.url.value, found.dtstamp.value) == (MEETING.url, MEETING.stamp)
    assert (found.organizer.value, found.organizer.cn_param) == ("mailto:bpo_gov@gov.example", "bpo_gov")
    assert [(one.value, one.cn_param) for one in found.attendee_list] == [
        ("mailto:ana@client.example.com", "Ana"),
        ("mailto:vera@vendor.example.com", "Vera"),
    ]


@pytest.mark.parametrize(
    ("zone", "at", "shown"),
    [
        (JAKARTA, datetime(2026, 10, 22, 3, tzinfo=UTC), "2026-10-22 10:00:00+07:00"),
        (JAKARTA, datetime(2026, 10, 29, 3, tzinfo=UTC), "2026-10-29 10:00:00+07:00"),
        (LONDON, datetime(2026, 10, 22, 9, tzinfo=UTC), "2026-10-22 10:00:00+01:00"),
        (LONDON, datetime(2026, 10, 29, 10, tzinfo=UTC), "2026-10-29 10:00:00+00:00"),
        (LONDON, datetime(2027, 3, 25, 10, tzinfo=UTC), "2027-03-25 10:00:00+00:00"),
        (LONDON, datetime(2027, 4, 1, 9, tzinfo=UTC), "2027-04-01 10:00:00+01:00"),
    ],
)
def test_it_stands_in_the_agreements_zone_and_is_one_instant_for_both_sides(
    zone: str, at: datetime, shown: str
) -> None:
    found = event(replace(MEETING, zone=zone, starts_at=at))
    assert (str(found.dtstart.value), found.dtstart.value) == (shown, at)
    assert found.dtend.value - found.dtstart.value == timedelta(hours=1)
    for other in (LONDON, JAKARTA):
        assert found.dtstart.value.astimezone(ZoneInfo(other)) == at


def test_the_description_of_the_zone_comes_along_in_the_plainest_form() -> None:
    """Long lists of changes of the clocks are read wrongly by some programs."""
    text = invitation(replace(MEETING, zone=LONDON), "REQUEST").decode()
    assert "DTSTART;TZID=Europe/London:20261119T060000" in text
    assert text.count("BEGIN:VTIMEZONE") == text.count("TZID:Europe/London") == 1
    assert "RDATE" not in text + feed("Years", [replace(MEETING, zone=LONDON, starts_at=at) for at in years]).decode()


instants = st.integers(0, 8_000_000).map(lambda n: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=n))  # to 2035


@given(instants, st.sampled_from(ZONES), st.integers(1, 600))
def test_whatever_the_zone_the_instants_are_those_of_the_meeting(at: datetime, zone: str, minutes: int) -> None:
    found = event(replace(MEETING, zone=zone, starts_at=at, minutes=minutes))
    assert (found.dtstart.value, found.dtend.value) == (at, at + timedelta(minutes=minutes))


@pytest.mark.parametrize("day", [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)])
def test_on_the_day_the_clocks_change_too(day: datetime) -> None:
    for at in (day + timedelta(minutes=30 * n) for n in range(48)):
        found = event(replace(MEETING, zone=LONDON, starts_at=at))
        assert (found.dtstart.value, found.dtend.value) == (at, at + timedelta(hours=1))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_come_back_as_they_were_and_no_line_is_too_long(text: str) -> None:
    written = invitation(replace(MEETING, title=text, place=text, text=text), "REQUEST")
    found = parsed(written).vevent
    assert found.summary.value == f"MTG-9 {text}"
    assert found.location.value == text
    assert found.description.value == f"{text}\n\n{MEETING.url}"
    assert max(map(len, written.split(b"\r\n"))) <= 75
    assert written.replace(b"\r\n", b"").count(b"\n") == 0


@given(st.text(), st.text(), st.text(st.characters(codec="utf-8", exclude_characters='"')))
def test_no_words_break_out_of_their_line(title: str, text: str, name: str) -> None:
    person = (name, "ana@client.example.com")
    written = invitation(replace(MEETING, title=title, text=text, place=title, attendees=(person,)), "REQUEST")
    found = parsed(written)
    assert len(found.vevent_list) == 1
    assert set(found.vevent.contents) | {"location"} == PROPERTIES
    assert found.vevent.attendee.value == "mailto:ana@client.example.com"
    assert found.vevent.uid.value == MEETING.uid


def test_line_breaks_become_spaces_in_a_title_and_stay_in_a_text() -> None:
    found = event(
        replace(MEETING, title="One\r\nATTENDEE:mailto:eve@x.example\u2028two\x00", text="One\r\n\r\ntwo\u2029three")
    )
    assert found.summary.value == "MTG-9 One ATTENDEE:mailto:eve@x.example two"
    assert found.description.value == f"One\n\ntwo\nthree\n\n{MEETING.url}"
    assert len(found.attendee_list) == 2


def test_a_move_keeps_the_uid_and_grows_the_sequence() -> None:
    moved = replace(MEETING, sequence=3, starts_at=MEETING.starts_at + timedelta(days=1))
    before, after = event(MEETING), event(moved)
    assert before.uid.value == after.uid.value
    assert int(after.sequence.value) == int(before.sequence.value) + 1
    assert after.dtstart.value - before.dtstart.value == timedelta(days=1)


def test_what_is_taken_back_is_cancelled_and_what_is_not_sure_is_tentative() -> None:
    cancelled = replace(MEETING, is_cancelled=True, is_tentative=True)
    calendar = parsed(invitation(cancelled, "CANCEL"))
    assert (calendar.method.value, calendar.vevent.status.value) == ("CANCEL", "CANCELLED")
    assert len(calendar.vevent.attendee_list) == 2
    assert event(MEETING, "CANCEL").status.value == "CANCELLED"
    assert event(cancelled, "PUBLISH").status.value == "CANCELLED"
    assert event(replace(MEETING, is_tentative=True)).status.value == "TENTATIVE"


def test_what_is_published_names_no_attendees() -> None:
    found = parsed(invitation(MEETING, "PUBLISH"))
    assert found.method.value == "PUBLISH"
    assert "attendee" not in found.vevent.contents
    assert "example.com" not in feed("Acme Payroll", [MEETING]).decode()


def test_a_feed_holds_every_meeting_each_in_its_zone() -> None:
    weeks = [
        replace(MEETING, uid=f"{zone[:3]}-{n}", zone=zone, starts_at=MEETING.starts_at + timedelta(weeks=n))
        for zone in (LONDON, JAKARTA)
        for n in range(-80, 80)
    ]
    found = parsed(feed("Acme; Payroll\\new,\nat all", weeks))
    assert found.x_wr_calname.value == "Acme; Payroll\\new, at all"
    assert {one.uid.value: one.dtstart.value for one in found.vevent_list} == {one.uid: one.starts_at for one in weeks}
    assert len(found.vtimezone_list) == 2


def test_a_feed_without_meetings_is_a_calendar() -> None:
    found = parsed(feed("Acme Payroll", []))
    assert (found.method.value, found.x_wr_calname.value) == ("PUBLISH", "Acme Payroll")
    assert "vevent" not in found.contents


def test_a_letter_carries_it_as_a_file_that_mail_programs_know() -> None:
    found = part(MEETING, "CANCEL")
    assert (found.kind, found.filename, found.content) == ("text/calendar", "invite.ics", invitation(MEETING, "CANCEL"))
    assert found.params == {"method": "CANCEL", "charset": "utf-8"}


def test_the_same_meeting_is_the_same_text() -> None:
    assert invitation(MEETING, "REQUEST") == invitation(replace(MEETING), "REQUEST")


def test_a_wrong_meeting_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        replace(MEETING, starts_at=datetime(2026, 11, 19, 6))  # noqa: DTZ001
    with pytest.raises(ValueError, match="aware"):
        replace(MEETING, stamp=datetime(2026, 11, 19, 6))  # noqa: DTZ001
    with pytest.raises(ValueError, match="minute"):
        replace(MEETING, minutes=0)
