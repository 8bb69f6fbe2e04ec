"""Deadlines: literal cases of the field, and random ones against a walk of the clock written another way."""

import json
import time as process_time
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bpo_gov.kernel.calendars import (
    Counting,
    Kind,
    PartyCalendar,
    Rule,
    Unit,
    add,
    as_json,
    from_json,
    remaining,
    three_quarters,
)
from bpo_gov.kernel.holidays import decreed_until, holidays_of
from bpo_gov.kernel.parties import Party

DAY = timedelta(days=1)
WEEK = frozenset(range(5))
YEARS = range(2024, 2033)


def calendar(zone="Asia/Jakarta", closed=None, *, days=WEEK, opens=time(9), closes=time(17), decreed=9999):
    return PartyCalendar(zone, frozenset(days), opens, closes, closed or {}, decreed)


def indonesia(cuti_bersama=True):
    return calendar("Asia/Jakarta", holidays_of("ID", None, YEARS, cuti_bersama), decreed=decreed_until("ID"))


def england():
    return calendar("Europe/London", holidays_of("GB", "ENG", YEARS, False), decreed=decreed_until("GB"))


def counting(
    client=None, vendor=None, rule=Rule.EITHER_CLOSED, *, receipt=False, cut_off=time(17), zone="Asia/Jakarta"
):
    client = client or calendar(zone)
    return Counting(client, vendor or client, rule, receipt, cut_off, zone)


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def local(text, zone):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


# Working days


def test_fifteen_working_days_from_5_november_2026_end_on_26_november_at_17_in_jakarta():
    count = add(counting(indonesia(), england()), utc("2026-11-05T08:31"), 15, Unit.WORKING_DAY)
    assert count.due == utc("2026-11-26T10:00")
    assert [(day.day.day, day.counted if day.skipped is None else day.skipped) for day in count.days] == [
        (5, 0), (6, 1), (7, "sat"), (8, "sun"), (9, 2), (10, 3), (11, 4), (12, 5), (13, 6), (14, "sat"), (15, "sun"),
        (16, 7), (17, 8), (18, 9), (19, 10), (20, 11), (21, "sat"), (22, "sun"), (23, 12), (24, 13), (25, 14), (26, 15),
    ]  # fmt: skip
    assert [day.kind for day in count.days[:3]] == [Kind.START, Kind.COUNTED, Kind.WEEKDAY]
    assert not count.provisional


@pytest.mark.parametrize(
    ("cuti_bersama", "due", "skipped"),
    [
        (False, "2026-03-23T10:00", {19: "Day of Silence"}),  # counted: 18, 20, 23
        (
            True,
            "2026-03-27T10:00",  # counted: 25, 26, 27
            {
                18: "Day of Silence Joint Holiday",
                19: "Day of Silence",
                20: "Eid al-Fitr Joint Holiday",
                23: "Eid al-Fitr Joint Holiday",
                24: "Eid al-Fitr Joint Holiday",
            },
        ),
    ],
)
def test_three_days_across_nyepi_and_idul_fitri_depend_on_whether_cuti_bersama_counts(cuti_bersama, due, skipped):
    count = add(counting(indonesia(cuti_bersama)), utc("2026-03-17T02:00"), 3, Unit.WORKING_DAY)
    assert count.due == utc(due)
    assert {day.day.day: day.skipped for day in count.days if day.kind is Kind.HOLIDAY} == skipped


def test_a_skipped_day_says_whose_closure_it_was():
    count = add(counting(indonesia(), england()), utc("2026-08-14T02:00"), 12, Unit.WORKING_DAY)
    closed = {
        (day.day.isoformat(), closure.party, closure.reason)
        for day in count.days
        if day.kind is Kind.HOLIDAY
        for closure in day.closures
    }
    assert closed == {
        ("2026-08-17", Party.CLIENT, "Independence Day"),
        ("2026-08-25", Party.CLIENT, "Prophet's Birthday"),
        ("2026-08-31", Party.VENDOR, "Late Summer Bank Holiday"),
    }
    assert count.due == utc("2026-09-04T10:00")  # 18-21 Aug: 4, 24 and 26-28: 8, 1-4 Sep: 12


@pytest.mark.parametrize(
    ("rule", "due"),
    [
        (Rule.CLIENT, "2026-08-20T10:00"),  # Mon 17 closed in Indonesia
        (Rule.VENDOR, "2026-08-20T10:00"),  # Tue 18 closed at the vendor's
        (Rule.EITHER_CLOSED, "2026-08-21T10:00"),
        (Rule.BOTH_CLOSED, "2026-08-19T10:00"),
    ],
)
def test_the_rule_says_whose_closed_days_are_skipped(rule, due):
    vendor = calendar("Europe/London", {date(2026, 8, 18): "Founders' day"})
    count = add(counting(indonesia(), vendor, rule), utc("2026-08-14T02:00"), 3, Unit.WORKING_DAY)
    assert count.due == utc(due)


def test_a_day_closed_at_both_names_both_reasons():
    both = date(2026, 12, 25)
    client, vendor = calendar(closed={both: "Natal"}), calendar(closed={both: "Christmas Day"})
    count = add(counting(client, vendor, Rule.BOTH_CLOSED), utc("2026-12-24T02:00"), 1, Unit.WORKING_DAY)
    assert count.days[1].skipped == "Natal; Christmas Day"
    assert [closure.party for closure in count.days[1].closures] == [Party.CLIENT, Party.VENDOR]
    assert count.due == utc("2026-12-28T10:00")


@pytest.mark.parametrize(
    ("received", "start_day", "due"),
    [
        ("2026-11-05T17:00", "2026-11-05", "2026-11-06T10:00"),  # Thursday, on the stroke: in time
        ("2026-11-05T17:00:01", "2026-11-06", "2026-11-09T10:00"),  # too late: as if on Friday
        ("2026-11-06T18:00", "2026-11-09", "2026-11-10T10:00"),  # Friday evening: as if on Monday
        ("2026-11-07T09:00", "2026-11-09", "2026-11-10T10:00"),  # Saturday: as if on Monday
        ("2026-11-07T23:00", "2026-11-09", "2026-11-10T10:00"),
    ],
)
def test_receipt_after_the_cut_off_or_on_a_closed_day_counts_on_the_next_open_day(received, start_day, due):
    count = add(counting(), local(received, "Asia/Jakarta"), 1, Unit.WORKING_DAY)
    assert [day.day.isoformat() for day in count.days if day.counted == 0] == [start_day]
    assert count.due == utc(due)


def test_a_day_passed_over_for_the_cut_off_says_so():
    count = add(counting(), local("2026-11-05T17:30", "Asia/Jakarta"), 1, Unit.WORKING_DAY)
    assert (count.days[0].skipped, count.days[0].kind) == ("after_hours", Kind.AFTER_HOURS)


@pytest.mark.parametrize(
    ("n", "receipt", "due"),
    [
        (0, False, "2026-11-05T10:00"),
        (0, True, "2026-11-05T10:00"),
        (1, True, "2026-11-05T10:00"),
        (1, False, "2026-11-06T10:00"),
        (3, True, "2026-11-09T10:00"),
        (3, False, "2026-11-10T10:00"),
    ],
)
def test_the_day_of_receipt_is_day_one_only_when_it_counts(n, receipt, due):
    count = add(counting(receipt=receipt), utc("2026-11-05T03:00"), n, Unit.WORKING_DAY)
    assert (count.due, count.days[-1].counted) == (utc(due), n)


def test_dates_are_those_of_the_agreement_not_of_the_sender():
    evening_in_london = local("2026-11-05T18:00", "Europe/London")  # 01:00 on Friday in Jakarta
    in_jakarta = add(counting(indonesia(), england()), evening_in_london, 1, Unit.WORKING_DAY)
    in_london = add(
        counting(indonesia(), england(), zone="Europe/London", cut_off=time(18)), evening_in_london, 1, Unit.WORKING_DAY
    )
    assert (in_jakarta.due, in_london.due) == (utc("2026-11-09T10:00"), utc("2026-11-06T18:00"))


def test_leap_day_is_a_day_like_others():
    assert add(counting(), utc("2028-02-28T03:00"), 2, Unit.WORKING_DAY).due == utc("2028-03-01T10:00")


# Calendar days and months


def test_the_steps_of_uu_30_of_1999_skip_no_weekend_and_no_holiday():
    start, ends = utc("2026-03-02T02:00"), []
    for n in (14, 14, 7, 30, 30):  # across Nyepi, Idul Fitri, Easter and joint leave
        count = add(counting(indonesia()), start, n, Unit.CALENDAR_DAY)
        assert len(count.days) == n + 1
        assert not any(day.skipped for day in count.days)
        ends.append(count.due)
        start = count.due
    assert ends == [utc(f"2026-{day}T10:00") for day in ("03-16", "03-30", "04-06", "05-06", "06-05")]


def test_calendar_days_received_on_a_saturday_start_on_that_saturday():
    assert add(counting(indonesia()), utc("2026-11-07T03:00"), 14, Unit.CALENDAR_DAY).due == utc("2026-11-21T10:00")


@pytest.mark.parametrize(
    ("received", "n", "due"),
    [
        ("2026-11-05T09:00", 1, "2026-12-05T10:00"),  # a Saturday, and it stays
        ("2026-01-31T09:00", 1, "2026-02-28T10:00"),
        ("2026-01-31T09:00", 2, "2026-03-31T10:00"),
        ("2027-12-31T09:00", 2, "2028-02-29T10:00"),
        ("2026-12-15T09:00", 1, "2027-01-15T10:00"),
        ("2026-11-05T18:00", 1, "2026-12-06T10:00"),
        ("2026-11-05T09:00", 0, "2026-11-05T10:00"),
        ("2026-11-05T09:00", 3660, "2331-11-05T10:00"),
    ],
)
def test_months_keep_the_day_number_and_are_held_at_the_end_of_the_month(received, n, due):
    count = add(counting(receipt=True), local(received, "Asia/Jakarta"), n, Unit.MONTH)
    assert (count.due, count.days[-1].counted) == (utc(due), n)


# Clock changes


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-03-27T09:00", "2026-03-30T16:00"),  # clocks go forward on 29 March
        ("2026-10-23T09:00", "2026-10-26T17:00"),  # and back on 25 October
    ],
)
def test_the_cut_off_stays_at_17_local_across_both_clock_changes_in_london(received, due):
    count = add(counting(zone="Europe/London"), local(received, "Europe/London"), 1, Unit.WORKING_DAY)
    assert count.due == utc(due)


@pytest.mark.parametrize(
    ("zone", "cut_off", "received", "due"),
    [
        ("Europe/London", time(1, 30), "2026-03-27T09:00", "2026-03-29T01:00"),  # 01:30 is jumped over
        ("Europe/London", time(1, 30), "2026-10-23T09:00", "2026-10-25T01:30"),  # 01:30 comes twice: the later
        ("America/New_York", time(2, 30), "2026-03-06T09:00", "2026-03-08T07:00"),
        ("America/New_York", time(1, 30), "2026-10-30T09:00", "2026-11-01T06:30"),
        ("Australia/Lord_Howe", time(2, 15), "2026-10-02T09:00", "2026-10-03T15:30"),  # half an hour
        ("Africa/Cairo", time(0, 0), "2026-04-22T09:00", "2026-04-23T22:00"),  # midnight itself
        ("Europe/London", time(1, 30, 15, 500), "2026-03-27T09:00", "2026-03-29T01:00"),
    ],
)
def test_a_cut_off_in_a_gap_is_the_next_valid_instant_and_a_doubled_one_the_later(zone, cut_off, received, due):
    count = add(counting(zone=zone, cut_off=cut_off), local(received, zone), 1, Unit.CALENDAR_DAY)
    assert count.due == utc(due)


@pytest.mark.parametrize(("night", "hours", "due"), [
    ("2026-03-28T22:00", 8, "2026-03-30T22:00"),  # seven hours that night, the eighth on Monday 22:00-23:00 summer time
    ("2026-10-24T21:00", 9, "2026-10-25T06:00"),  # nine hours that night
])  # fmt: skip
def test_a_night_shift_is_counted_in_real_hours_when_the_clocks_change(night, hours, due):
    shift = calendar("Europe/London", opens=time(22), closes=time(6), days={5, 0})
    count = add(counting(shift, zone="Europe/London"), utc(night), hours, Unit.WORKING_HOUR)
    assert count.due == utc(due)


# Working hours


def test_shared_hours_of_jakarta_and_london_are_one_hour_more_in_summer():
    both = counting(calendar("Asia/Jakarta", closes=time(18)), calendar("Europe/London"), zone="Asia/Jakarta")
    winter = add(both, utc("2026-11-05T03:00"), 4, Unit.WORKING_HOUR)  # 09:00-11:00 UTC shared
    summer = add(both, utc("2026-07-06T03:00"), 4, Unit.WORKING_HOUR)  # 08:00-11:00 UTC shared
    assert (winter.due, summer.due) == (utc("2026-11-06T11:00"), utc("2026-07-07T09:00"))


def test_hours_of_either_side_join_without_counting_the_overlap_twice():
    either = counting(calendar("Asia/Jakarta", closes=time(18)), calendar("Europe/London"), Rule.BOTH_CLOSED)
    # Jakarta 02:00-11:00 UTC, London 09:00-17:00 UTC: fifteen hours a day
    assert add(either, utc("2026-11-05T01:00"), 15, Unit.WORKING_HOUR).due == utc("2026-11-05T17:00")
    assert add(either, utc("2026-11-05T01:00"), 16, Unit.WORKING_HOUR).due == utc("2026-11-06T03:00")


def test_hours_end_at_closing_time_not_at_the_next_opening_and_skip_closed_days():
    hours = counting(indonesia())
    assert add(hours, utc("2026-08-14T02:00"), 8, Unit.WORKING_HOUR).due == utc("2026-08-14T10:00")
    count = add(hours, utc("2026-08-14T08:00"), 4, Unit.WORKING_HOUR)
    assert count.due == utc("2026-08-18T04:00")
    assert [(day.day.day, day.counted, day.skipped) for day in count.days] == [
        (14, 2, None), (15, None, "sat"), (16, None, "sun"), (17, None, "Independence Day"), (18, 4, None),
    ]  # fmt: skip


def test_no_hours_end_at_once_or_when_the_doors_open():
    assert add(counting(), utc("2026-11-05T03:30"), 0, Unit.WORKING_HOUR).due == utc("2026-11-05T03:30")
    assert add(counting(), utc("2026-11-06T11:00"), 0, Unit.WORKING_HOUR).due == utc("2026-11-09T02:00")


def test_round_the_clock_an_hour_is_an_hour():
    always = calendar("Europe/London", days=range(7), opens=time(0), closes=time(0))
    for rule in Rule:
        of = counting(always, calendar(), rule, zone="Europe/London")
        count = add(of, utc("2026-03-28T12:00"), 3, Unit.WORKING_HOUR)
        shared = rule in (Rule.VENDOR, Rule.EITHER_CLOSED)
        assert count.due == (utc("2026-03-30T05:00") if shared else utc("2026-03-28T15:00"))
    assert add(counting(always), utc("2026-03-28T12:00"), 3660, Unit.WORKING_HOUR).due == utc("2026-08-28T00:00")


# Days that both sides added


def test_ten_working_days_and_four_more_are_fourteen():
    of, start = counting(indonesia(), england()), utc("2026-11-05T08:31")
    count = add(of, start, 10, Unit.WORKING_DAY, extra=4)
    assert (count.due, count.n, count.extra) == (utc("2026-11-25T10:00"), 10, 4)
    fourteen = add(of, start, 14, Unit.WORKING_DAY)
    assert (count.due, count.days, count.provisional) == (fourteen.due, fourteen.days, fourteen.provisional)
    assert three_quarters(of, count) == three_quarters(of, fourteen)


@pytest.mark.parametrize(
    ("n", "receipt", "extra", "due"),
    [
        (14, False, 4, "2026-11-23T10:00"),
        (14, True, 4, "2026-11-22T10:00"),  # a Sunday, and it stays
        (0, False, 4, "2026-11-09T10:00"),
        (0, True, 1, "2026-11-05T10:00"),  # one day, and the day of receipt is that day
    ],
)
def test_calendar_days_are_made_longer_by_calendar_days(n, receipt, extra, due):
    of = counting(indonesia(), receipt=receipt)
    assert add(of, utc("2026-11-05T03:00"), n, Unit.CALENDAR_DAY, extra=extra).due == utc(due)


def test_a_month_is_made_longer_by_working_days_from_its_end():
    count = add(counting(indonesia(), england()), utc("2026-11-25T03:00"), 1, Unit.MONTH, extra=4)
    assert count.due == utc("2027-01-04T10:00")
    assert [(day.day.day, day.counted if day.skipped is None else day.skipped) for day in count.days] == [
        (25, 0), (25, 1),  # the month ends on Christmas Day and stays there
        (26, "sat"), (27, "sun"), (28, "Boxing Day (observed)"), (29, 2), (30, 3), (31, 4), (1, "New Year's Day"),
        (2, "sat"), (3, "sun"), (4, 5),
    ]  # fmt: skip
    assert [closure.party for closure in count.days[4].closures] == [Party.VENDOR]


@pytest.mark.parametrize(
    ("n", "extra", "warned"),
    [
        (1, 4, "2026-11-30T22:00"),  # 34 days: 30 of the month, and 7 to 10 December
        (1, 20, "2026-12-15T22:00"),  # 50 days: 30 of the month, 7 to 11, 14 and 15 December, and half of the next
        (0, 4, "2026-11-10T10:00"),  # the third of 6, 9, 10, 11 November
    ],
)
def test_the_warning_of_a_month_made_longer_passes_no_time_on_closed_days(n, extra, warned):
    count = add(counting(), utc("2026-11-05T10:00"), n, Unit.MONTH, extra=extra)
    assert three_quarters(counting(), count) == utc(warned)


@pytest.mark.parametrize(
    ("start", "n", "unit", "extra", "provisional"),
    [
        ("2027-12-15T02:00", 10, Unit.WORKING_DAY, 0, False),
        ("2027-12-15T02:00", 10, Unit.WORKING_DAY, 4, True),
        ("2027-12-15T02:00", 1, Unit.MONTH, 0, False),  # no holiday moves a month
        ("2027-12-15T02:00", 1, Unit.MONTH, 1, True),
        ("2027-12-15T02:00", 14, Unit.CALENDAR_DAY, 30, False),
        ("2027-04-17T02:00", 1, Unit.MONTH, 0, False),  # ends on Idul Adha itself, estimated for 17 May 2027
        ("2027-04-17T02:00", 1, Unit.MONTH, 3, True),  # the feast may come a day later
        ("2027-04-22T02:00", 1, Unit.MONTH, 3, False),  # from 22 May on, all behind it
    ],
)
def test_added_working_days_that_holidays_may_still_move_are_provisional(start, n, unit, extra, provisional):
    assert add(counting(indonesia()), utc(start), n, unit, extra=extra).provisional is provisional


def test_added_days_are_refused_for_hours_below_nothing_and_beyond_the_longest_period():
    of, start = counting(), utc("2026-11-05T03:00")
    with pytest.raises(ValueError, match="no extra days"):
        add(of, start, 4, Unit.WORKING_HOUR, extra=1)
    assert add(of, start, 4, Unit.WORKING_HOUR, extra=0) == add(of, start, 4, Unit.WORKING_HOUR)
    for n, extra in ((5, -1), (-1, 5), (3660, 1)):
        with pytest.raises(ValueError, match="0 to 3660"):
            add(of, start, n, Unit.WORKING_DAY, extra=extra)
    assert add(of, start, 3656, Unit.CALENDAR_DAY, extra=4).days[-1].counted == 3660


def test_added_days_are_kept_and_a_count_without_them_is_kept_as_it_always_was():
    of, start = counting(indonesia(), england()), utc("2026-11-25T03:00")
    for unit in (Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.MONTH):
        count = add(of, start, 1, unit, extra=4)
        assert as_json(count)["extra"] == 4
        assert from_json(json.loads(json.dumps(as_json(count)))) == count
    old = {
        "start": "2026-11-05T03:00:00+00:00", "due": "2026-11-06T10:00:00+00:00", "n": 1, "unit": "working_day",
        "provisional": False, "days": [
            {"day": "2026-11-05", "counted": 0, "kind": "start"}, {"day": "2026-11-06", "counted": 1, "kind": "counted"},
        ], "pauses": [],
    }  # fmt: skip
    assert from_json(old).extra == 0
    assert json.dumps(as_json(from_json(old))) == json.dumps(old)
    assert json.dumps(as_json(add(of, utc("2026-11-05T03:00"), 1, Unit.WORKING_DAY))) == json.dumps(old)


# What is left, and the warning


@pytest.mark.parametrize(
    ("now", "left"),
    [
        ("2026-11-23T09:00", 3), ("2026-11-23T20:00", 3), ("2026-11-21T09:00", 4), ("2026-11-20T09:00", 4),
        ("2026-11-26T09:00", 0), ("2026-11-26T17:00", 0), ("2026-11-26T17:01", -1), ("2026-11-27T09:00", -1),
        ("2026-11-29T09:00", -1), ("2026-11-30T09:00", -2),
    ],
)  # fmt: skip
def test_working_days_left_until_26_november(now, left):
    now = local(now, "Asia/Jakarta")
    assert remaining(counting(indonesia(), england()), now, utc("2026-11-26T10:00"), Unit.WORKING_DAY) == left


def test_what_is_left_in_the_other_units():
    of = counting(indonesia())
    friday, due = utc("2026-11-20T08:30"), utc("2026-11-26T10:00")
    assert remaining(of, friday, due, Unit.CALENDAR_DAY) == 6
    assert remaining(of, friday, due, Unit.MONTH) == 6
    assert remaining(of, friday, due, Unit.WORKING_HOUR) == 33  # half past three on Friday: 1.5 + 4 x 8
    assert remaining(of, due + timedelta(minutes=5), due, Unit.WORKING_HOUR) == -1
    assert remaining(of, due + timedelta(hours=17, minutes=30), due, Unit.WORKING_HOUR) == -2


@pytest.mark.parametrize(
    ("start", "n", "unit", "warned"),
    [
        ("2026-11-05T08:31", 4, Unit.WORKING_DAY, "2026-11-10T10:00"),  # the third of 6, 9, 10, 11 November
        ("2026-11-05T08:31", 5, Unit.WORKING_DAY, "2026-11-11T04:00"),
        ("2026-11-05T08:31", 1, Unit.WORKING_DAY, "2026-11-06T04:00"),
        ("2026-11-05T08:31", 4, Unit.CALENDAR_DAY, "2026-11-08T10:00"),
        ("2026-11-05T06:00", 8, Unit.WORKING_HOUR, "2026-11-06T04:00"),  # 13:00 + 6 hours of 09-17
        ("2026-11-05T10:00", 1, Unit.MONTH, "2026-11-27T22:00"),
        ("2026-11-05T06:00", 0, Unit.WORKING_DAY, "2026-11-05T09:00"),
    ],
)
def test_the_warning_comes_when_three_quarters_of_the_counted_time_have_passed(start, n, unit, warned):
    count = add(counting(), utc(start), n, unit)
    assert three_quarters(counting(), count) == utc(warned)


def test_a_warning_inside_the_day_of_receipt_never_comes_before_the_receipt():
    of = counting(receipt=True)
    assert three_quarters(of, add(of, utc("2026-11-05T06:00"), 1, Unit.WORKING_DAY)) == utc("2026-11-05T09:00")


# Provisional dates


@pytest.mark.parametrize(
    ("start", "n", "unit", "provisional"),
    [
        ("2026-12-01T02:00", 30, Unit.WORKING_DAY, False),  # 2027 is decreed
        ("2027-12-28T02:00", 1, Unit.WORKING_DAY, False),
        ("2027-12-28T02:00", 10, Unit.WORKING_DAY, True),
        ("2027-12-31T11:00", 0, Unit.WORKING_DAY, True),  # received too late in the year
        ("2027-12-28T02:00", 10, Unit.CALENDAR_DAY, False),  # no holiday can move it
        ("2027-12-28T02:00", 1, Unit.MONTH, False),
        ("2027-12-28T02:00", 80, Unit.WORKING_HOUR, True),
    ],
)
def test_a_date_beyond_the_decreed_year_is_provisional(start, n, unit, provisional):
    assert add(counting(indonesia()), utc(start), n, unit).provisional is provisional


@pytest.mark.parametrize(
    ("received", "n", "provisional"),
    [
        ("2027-05-12T02:00", 1, False),  # due Thursday 13 May 2027
        ("2027-05-12T02:00", 2, False),  # Friday
        ("2027-05-12T02:00", 3, True),  # beyond Idul Adha, estimated for Monday 17 May
        ("2027-05-16T02:00", 0, True),  # received on the Sunday before, which may be the feast
        ("2027-05-20T02:00", 5, False),  # all behind it
    ],
)
def test_a_feast_that_waits_for_the_moon_makes_the_days_around_it_provisional(received, n, provisional):
    assert add(counting(indonesia()), utc(received), n, Unit.WORKING_DAY).provisional is provisional


def test_the_day_before_an_estimated_feast_is_provisional_because_the_feast_may_come_early():
    six_days = calendar(closed={date(2027, 5, 18): "Idul Adha (estimated)"}, days=range(6))
    assert add(counting(six_days), utc("2027-05-14T02:00"), 1, Unit.WORKING_DAY).provisional is False
    assert add(counting(six_days), utc("2027-05-14T02:00"), 2, Unit.WORKING_DAY).provisional is True


def test_only_the_calendars_in_use_make_a_date_provisional():
    late = utc("2027-12-28T02:00")
    got = {r: add(counting(indonesia(), england(), r), late, 10, Unit.WORKING_DAY).provisional for r in Rule}
    assert got == {Rule.CLIENT: True, Rule.VENDOR: False, Rule.EITHER_CLOSED: True, Rule.BOTH_CLOSED: True}


def test_holidays_have_english_names_and_keep_to_the_years_asked():
    year = holidays_of("ID", None, [2026], True)
    assert len(year) == 25
    assert list(year) == sorted(year)
    assert set(year) - set(holidays_of("ID", None, [2026], False)) == {
        date(2026, *day) for day in [(2, 16), (3, 18), (3, 20), (3, 23), (3, 24), (5, 15), (5, 28), (12, 24)]
    }
    assert holidays_of("ID", None, [2027], True)[date(2027, 3, 10)] == "Eid al-Fitr (estimated)"
    assert holidays_of("GB", "ENG", [2026], True)[date(2026, 12, 28)] == "Boxing Day (observed)"
    assert (decreed_until("ID"), decreed_until("GB")) == (2027, 9999)


def test_a_caller_may_change_the_holidays_it_was_given():
    holidays_of("ID", None, [2026], True).clear()
    assert len(holidays_of("ID", None, [2026], True)) == 25


# What is refused, what is kept


def test_wrong_input_is_a_value_error():
    now = utc("2026-11-05T03:00")
    for n in (-1, 3661):
        with pytest.raises(ValueError, match="0 to 3660"):
            add(counting(), now, n, Unit.WORKING_DAY)
    with pytest.raises(ValueError, match="aware"):
        add(counting(), datetime(2026, 11, 5), 1, Unit.WORKING_DAY)  # noqa: DTZ001 - that is the point
    for zone in ("Mars/Olympus", "", "../etc", "America"):
        with pytest.raises(ValueError, match="unknown time zone"):
            calendar(zone)
        with pytest.raises(ValueError, match="unknown time zone"):
            counting(calendar(), zone=zone)
    for days in ((), (7,)):
        with pytest.raises(ValueError, match="working days"):
            calendar(days=days)
    with pytest.raises(ValueError, match="without a zone"):
        calendar(opens=time(9, tzinfo=UTC))
    with pytest.raises(ValueError, match="without a zone"):
        counting(cut_off=time(9, tzinfo=UTC))
    for country, part in (("XX", None), ("GB", "ZZ"), ("ID", "Jakarta")):
        with pytest.raises(ValueError, match=country):
            holidays_of(country, part, [2026], False)


def test_calendars_that_never_meet_are_refused_not_waited_for():
    weekdays, weekends = calendar(), calendar(days={5, 6})
    never = counting(weekdays, weekends)
    apart = counting(calendar(opens=time(9), closes=time(12)), calendar(opens=time(12), closes=time(17)))
    forever = counting(calendar(closed={date(2026, 1, 1) + DAY * i: "closed" for i in range(3000)}))
    for of in (never, apart, forever):
        with pytest.raises(ValueError, match="400 days"):
            add(of, utc("2026-11-05T03:00"), 1, Unit.WORKING_HOUR)
    for of in (never, forever):
        with pytest.raises(ValueError, match="400 days"):
            add(of, utc("2026-11-05T03:00"), 1, Unit.WORKING_DAY)


def test_the_longest_period_is_counted():
    count = add(counting(indonesia()), utc("2026-11-05T03:00"), 3660, Unit.WORKING_DAY)
    assert count.days[-1].counted == 3660


@pytest.mark.parametrize("unit", Unit)
def test_the_explanation_comes_back_from_json_as_it_was(unit):
    count = add(counting(indonesia(), england()), utc("2026-12-22T08:31:07.123"), 15, unit)
    stored = json.loads(json.dumps(as_json(count)))
    assert from_json(stored) == count


def test_a_calendar_changed_afterwards_moves_no_warning_past_the_frozen_end():
    count = add(counting(), utc("2026-11-05T02:00"), 8, Unit.WORKING_HOUR)
    changed = counting(calendar(closed={date(2026, 11, 5): "closed later"}))
    assert three_quarters(changed, count) == count.due == utc("2026-11-05T10:00")


@pytest.mark.parametrize("zone", ["UTC", "Asia/Jakarta", "America/St_Johns", "Pacific/Auckland", "Europe/London"])
def test_the_zone_of_the_server_changes_nothing(zone, monkeypatch):
    with monkeypatch.context() as server:
        server.setenv("TZ", zone)
        process_time.tzset()
        count = add(counting(indonesia(), england()), utc("2026-11-05T08:31"), 15, Unit.WORKING_DAY)
    process_time.tzset()
    assert count.due == utc("2026-11-26T10:00")


# Against a walk of the clock in quarters of an hour, which all zones of the years 2020 to 2035 keep to

ZONES = (
    "Asia/Jakarta", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo",
    "America/Santiago", "Pacific/Chatham", "Africa/Casablanca", "America/St_Johns", "Asia/Kolkata", "Australia/Sydney",
)  # fmt: skip
QUARTER = timedelta(minutes=15)


def walked_instant(day, at, zone):
    """The last quarter that shows this wall time; when none does, the first that shows a later one."""
    wanted = datetime.combine(day, at)
    noon = datetime.combine(day, at, UTC)
    shown = [(noon + QUARTER * i, (noon + QUARTER * i).astimezone(ZoneInfo(zone))) for i in range(-60, 61)]
    equal = [instant for instant, wall in shown if wall.replace(tzinfo=None) == wanted]
    return equal[-1] if equal else next(i for i, wall in shown if wall.replace(tzinfo=None) > wanted)


def walked_closed(of, day):
    sides = {"client": of.client, "vendor": of.vendor}
    closed = {name: day.weekday() not in c.working_days or day in c.closed for name, c in sides.items()}
    joined = {"either_closed": any(closed.values()), "both_closed": all(closed.values())}
    return (closed | joined)[of.rule.value]


def walked_due(of, start, n, unit):
    first = start.astimezone(ZoneInfo(of.zone)).date()
    dates = [first + DAY * i for i in range(100 + 12 * n)]
    if start > walked_instant(first, of.cut_off, of.zone):
        dates = dates[1:]
    counted = [day for day in dates if unit is Unit.CALENDAR_DAY or not walked_closed(of, day)]
    position = n - 1 if of.day_of_receipt and n else n
    return walked_instant(counted[position], of.cut_off, of.zone)


def walked_is_open(party, moment):
    wall = moment.astimezone(ZoneInfo(party.zone))
    at, today = wall.time(), wall.date()

    def works(day):
        return day.weekday() in party.working_days and day not in party.closed

    if party.opens < party.closes:
        return works(today) and party.opens <= at < party.closes
    return (works(today) and at >= party.opens) or (works(today - DAY) and at < party.closes)


def walked_due_hours(of, start, n):
    moment, quarters = start, 0
    while quarters < 4 * n:
        client, vendor = walked_is_open(of.client, moment), walked_is_open(of.vendor, moment)
        quarters += {
            "client": client,
            "vendor": vendor,
            "either_closed": client and vendor,
            "both_closed": client or vendor,
        }[of.rule.value]
        moment += QUARTER
        if moment - start > timedelta(days=60):
            return None
    return moment


def quarters(first, last):
    """Times of day on the quarter from hour `first` to hour `last`."""
    return st.integers(first * 4, last * 4 - 1).map(lambda i: time(i // 4, i % 4 * 15))


starts = st.integers(0, 16 * 365 * 96).map(lambda i: datetime(2020, 1, 1, tzinfo=UTC) + QUARTER * i)


def clock_changes(zone):
    """Noons by which the zone's clocks have changed since the noon before."""
    noons = [datetime(2020, 1, 1, 12, tzinfo=UTC) + DAY * i for i in range(16 * 365)]
    offsets = [noon.astimezone(ZoneInfo(zone)).utcoffset() for noon in noons]
    return [noon for noon, (before, after) in zip(noons[1:], pairwise(offsets), strict=True) if before != after]


changes = st.sampled_from([noon for zone in ZONES for noon in clock_changes(zone)])
near_changes = st.builds(lambda change, i: change - QUARTER * i, changes, st.integers(0, 96 * 4))


work_weeks = st.integers(1, 127).map(lambda bits: frozenset(i for i in range(7) if bits >> i & 1))


@st.composite
def countings(draw, start):
    def party():
        closed_days = draw(st.integers(0, 2**60 - 1)) & draw(st.integers(0, 2**60 - 1))  # a quarter of sixty days
        day_shift = draw(st.booleans())
        return calendar(
            draw(st.sampled_from(ZONES)),
            {start.date() + DAY * (i - 2): "closed" for i in range(60) if closed_days >> i & 1},
            days=draw(work_weeks),
            opens=draw(quarters(5, 10)) if day_shift else draw(quarters(17, 22)),
            closes=draw(quarters(12, 22)) if day_shift else draw(quarters(4, 9)),
        )

    return Counting(
        party(), party(), draw(st.sampled_from(Rule)), draw(st.booleans()), draw(quarters(0, 24)),
        draw(st.sampled_from(ZONES)),
    )  # fmt: skip


@settings(max_examples=1200, deadline=None, database=None)
@given(st.data())
def test_days_agree_with_a_walk_of_the_clock(data):
    start = data.draw(starts | near_changes)
    of = data.draw(countings(start))
    n, unit = data.draw(st.integers(0, 30)), data.draw(st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY]))
    try:
        count = add(of, start, n, unit)
    except ValueError:
        assert unit is Unit.WORKING_DAY
        assert of.rule is Rule.EITHER_CLOSED
        assert not of.client.working_days & of.vendor.working_days
        return
    assert count.due == walked_due(of, start, n, unit)
    assert [day.counted for day in count.days if day.counted is not None][-1] == n
    assert start <= three_quarters(of, count) <= count.due
    assert all(later.day - day.day == DAY for day, later in pairwise(count.days))
    assert from_json(as_json(count)) == count


@settings(max_examples=400, deadline=None, database=None)
@given(st.data())
def test_hours_agree_with_a_walk_of_the_clock(data):
    start = data.draw(starts | near_changes)
    of = data.draw(countings(start))
    n = data.draw(st.integers(1, 12))
    expected = walked_due_hours(of, start, n)
    assume(expected is not None)
    count = add(of, start, n, Unit.WORKING_HOUR)
    assert count.due == expected
    assert count.days[-1].counted == n
    assert remaining(of, start, count.due, Unit.WORKING_HOUR) == n
    assert start <= three_quarters(of, count) <= count.due
