"""Zones described for calendar programs: the changes of their clocks, to the minute."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Timezone

from bpo_gov.meetings.zones import described


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


def changes(zone: Timezone) -> list[tuple[str, str, str, str]]:
    """(kind, when the old clocks show it, name, offset) of each change."""
    return [
        (part.name, f"{part.DTSTART:%Y-%m-%d %H:%M}", str(part["TZNAME"]), str(part.TZOFFSETTO))
        for part in zone.subcomponents
    ]


def test_london_changes_in_march_and_october() -> None:
    assert changes(described("Europe/London", utc(2026, 1, 1), utc(2027, 1, 1))) == [
        ("STANDARD", "2026-01-01 00:00", "GMT", "0:00:00"),
        ("DAYLIGHT", "2026-03-29 01:00", "BST", "1:00:00"),
        ("STANDARD", "2026-10-25 02:00", "GMT", "0:00:00"),
    ]


def test_jakarta_never_changes() -> None:
    assert changes(described("Asia/Jakarta", utc(2026, 1, 1), utc(2036, 1, 1))) == [
        ("STANDARD", "2026-01-01 07:00", "WIB", "7:00:00")
    ]


def test_half_an_hour_on_lord_howe_and_a_single_month_in_morocco() -> None:
    lord_howe = changes(described("Australia/Lord_Howe", utc(2026, 1, 1), utc(2027, 1, 1)))
    assert [offset for *_, offset in lord_howe] == ["11:00:00", "10:30:00", "11:00:00"]
    morocco = changes(described("Africa/Casablanca", utc(2020, 1, 1), utc(2021, 1, 1)))
    assert [(when, offset) for _, when, _, offset in morocco] == [
        ("2020-01-01 01:00", "1:00:00"), ("2020-04-19 03:00", "0:00:00"), ("2020-05-31 02:00", "1:00:00"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name", ["Europe/London", "America/New_York", "America/Santiago", "Africa/Casablanca", "Asia/Kathmandu"]
)
@given(minutes=st.integers(0, 6 * 365 * 24 * 60))
def test_a_program_that_reads_it_finds_the_same_offsets(name: str, minutes: int) -> None:
    zone = described(name, utc(2022, 1, 1), utc(2030, 1, 1))
    read = tzical(StringIO(zone.to_ical().decode())).get()
    when = utc(2023, 1, 1) + timedelta(minutes=minutes)
    shown = when.astimezone(ZoneInfo(name))
    if shown.replace(fold=0).utcoffset() == shown.replace(fold=1).utcoffset():
        assert shown.replace(tzinfo=read).utcoffset() == shown.utcoffset()
