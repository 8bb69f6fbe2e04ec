"""When a forum meets: literal cases of real holidays and clocks."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bpo_gov.kernel.calendars import Closure, Counting, PartyCalendar, Rule
from bpo_gov.kernel.holidays import decreed_until, holidays_of
from bpo_gov.kernel.parties import Party
from bpo_gov.meetings.rules.series import Plan, Slot, Why, slots

WEEK = frozenset(range(5))
YEARS = range(2024, 2033)
LONDON, JAKARTA, NEW_YORK = "Europe/London", "Asia/Jakarta", "America/New_York"


def calendar(zone=LONDON, closed=None, days=WEEK, decreed=9999):
    return PartyCalendar(zone, frozenset(days), time(9), time(17), closed or {}, decreed)


def counting(client=None, vendor=None, zone=LONDON, rule=Rule.EITHER_CLOSED):
    return Counting(client or calendar(zone), vendor or calendar(zone), rule, False, time(17), zone)


def indonesia(cuti_bersama=True):
    return calendar(JAKARTA, holidays_of("ID", None, YEARS, cuti_bersama), decreed=decreed_until("ID"))


def days(found: list[Slot]) -> list[str]:
    return [f"{slot.local_day:%a %d %b %Y}" for slot in found]


def only(plan: Plan, of: Counting) -> Slot:
    (found,) = slots(plan, of, 1)
    return found


def test_a_monthly_forum_meets_on_the_same_week_and_weekday_at_ten():
    found = slots(Plan("monthly", date(2026, 9, 8)), counting(), 4)
    assert days(found) == ["Tue 08 Sep 2026", "Tue 13 Oct 2026", "Tue 10 Nov 2026", "Tue 08 Dec 2026"]
    assert [slot.starts_at for slot in found[:3]] == [
        datetime(2026, 9, 8, 9, tzinfo=UTC),
        datetime(2026, 10, 13, 9, tzinfo=UTC),
        datetime(2026, 11, 10, 10, tzinfo=UTC),
    ]
    assert {(slot.moved_from, slot.why, slot.is_provisional) for slot in found} == {(None, None, False)}


@pytest.mark.parametrize(
    ("cadence", "first", "expected"),
    [
        ("weekly", date(2026, 12, 22), ["Tue 22 Dec 2026", "Tue 29 Dec 2026", "Tue 05 Jan 2027"]),
        ("fortnightly", date(2026, 12, 22), ["Tue 22 Dec 2026", "Tue 05 Jan 2027", "Tue 19 Jan 2027"]),
        ("monthly", date(2026, 12, 31), ["Thu 31 Dec 2026", "Thu 28 Jan 2027", "Thu 25 Feb 2027"]),  # the last one
        ("quarterly", date(2026, 11, 12), ["Thu 12 Nov 2026", "Thu 11 Feb 2027", "Thu 13 May 2027"]),
    ],
)
def test_the_first_day_gives_the_rhythm(cadence, first, expected):
    assert days(slots(Plan(cadence, first), counting(), 3)) == expected


def test_a_holiday_of_one_side_moves_the_meeting_to_the_next_day_of_both():
    vendor = calendar(closed={date(2026, 11, 10): "Founders' Day", date(2026, 11, 11): "Second day"})
    found = only(Plan("monthly", date(2026, 11, 10)), counting(vendor=vendor))
    assert (found.local_day, found.moved_from) == (date(2026, 11, 12), date(2026, 11, 10))
    assert found.why is Why.HOLIDAY_OF_VENDOR
    assert found.closures == (Closure(Party.VENDOR, "Founders' Day"),)


@pytest.mark.parametrize(
    ("client", "vendor", "day", "why"),
    [
        ({12: "Client day"}, {}, date(2026, 11, 12), Why.HOLIDAY_OF_CLIENT),
        ({12: "A"}, {12: "B"}, date(2026, 11, 12), Why.HOLIDAY_OF_BOTH),
        ({}, {}, date(2026, 11, 14), Why.WEEKEND),
    ],
)
def test_it_says_whose_holiday_it_is(client, vendor, day, why):
    of = [calendar(closed={date(2026, 11, n): reason for n, reason in side.items()}) for side in (client, vendor)]
    found = only(Plan("monthly", day), counting(*of))
    assert (found.moved_from, found.why) == (day, why)


def test_a_day_of_rest_of_one_side_is_named_with_the_side():
    gulf = calendar(days={6, 0, 1, 2, 3})
    found = only(Plan("fortnightly", date(2026, 11, 13)), counting(client=gulf))
    assert (found.local_day, found.why) == (date(2026, 11, 16), Why.WEEKEND)  # neither Friday nor Sunday
    assert found.closures == (Closure(Party.CLIENT, "fri"),)


def test_where_the_next_day_would_leave_the_period_it_is_the_one_before():
    closed = {date(2026, 7, 31): "Close of books"}
    assert days(slots(Plan("monthly", date(2026, 7, 31)), counting(calendar(closed=closed)), 2)) == [
        "Thu 30 Jul 2026", "Fri 28 Aug 2026",
    ]  # fmt: skip
    closed = {date(2026, 12, 31): "Close of books"}
    assert days(slots(Plan("quarterly", date(2026, 12, 31)), counting(calendar(closed=closed)), 2)) == [
        "Wed 30 Dec 2026", "Thu 25 Mar 2027",
    ]  # fmt: skip
    friday = calendar(closed={date(2026, 11, 13): "Bridge day"})
    assert days(slots(Plan("weekly", date(2026, 11, 13)), counting(friday), 2)) == [
        "Thu 12 Nov 2026",
        "Fri 20 Nov 2026",
    ]


def test_both_must_work_whatever_the_rule_for_deadlines_says():
    closed = calendar(closed={date(2026, 11, 10): "Founders' Day"})
    for rule in Rule:
        assert only(Plan("monthly", date(2026, 11, 10)), counting(closed, rule=rule)).local_day == date(2026, 11, 11)
        assert only(Plan("monthly", date(2026, 11, 10)), counting(None, closed, rule=rule)).local_day == date(
            2026, 11, 11
        )


def test_a_side_works_by_the_date_that_it_has_where_it_is():
    """Ten o'clock on Monday in Jakarta is Sunday night in New York."""
    found = slots(Plan("weekly", date(2026, 11, 9)), counting(calendar(NEW_YORK), calendar(JAKARTA), JAKARTA), 2)
    assert days(found) == ["Tue 10 Nov 2026", "Tue 17 Nov 2026"]
    assert found[0].closures == (Closure(Party.CLIENT, "sun"),)


def test_a_week_in_which_the_two_never_both_work_has_no_meeting_and_the_next_one_says_so():
    """The days around Idul Fitri 2026, with the shared leave of the client."""
    found = slots(Plan("weekly", date(2026, 3, 10)), counting(indonesia(), indonesia(False), JAKARTA), 4)
    assert days(found) == ["Tue 10 Mar 2026", "Tue 17 Mar 2026", "Wed 25 Mar 2026", "Tue 31 Mar 2026"]
    closed = {date(2026, 12, day): "Shut" for day in range(21, 32)}
    found = slots(Plan("weekly", date(2026, 12, 15)), counting(calendar(closed=closed)), 3)
    assert days(found) == ["Tue 15 Dec 2026", "Fri 01 Jan 2027", "Tue 05 Jan 2027"]
    assert [slot.dropped for slot in found] == [(), (date(2026, 12, 22),), ()]


def test_two_who_never_meet_are_refused():
    with pytest.raises(ValueError, match="no day in 400 days"):
        slots(Plan("weekly", date(2026, 3, 10)), counting(calendar(days={0}), calendar(days={1})), 1)


def test_what_lies_beyond_the_decreed_holidays_is_provisional():
    of = counting(calendar(decreed=2026))
    found = slots(Plan("monthly", date(2026, 11, 10)), of, 3)
    assert [slot.is_provisional for slot in found] == [False, False, True]


def test_a_day_beside_a_feast_that_is_only_estimated_is_provisional():
    feast = calendar(closed={date(2027, 3, 10): "Idul Fitri (estimated)"})
    found = slots(Plan("weekly", date(2027, 3, 2)), counting(None, feast), 3)
    assert [(slot.local_day.day, slot.is_provisional) for slot in found] == [(2, False), (9, True), (16, False)]


def test_a_meeting_that_moved_over_a_feast_that_is_only_estimated_is_provisional():
    closed = {
        date(2027, 3, 8): "Shut",
        date(2027, 3, 9): "Feast (estimated)",
        date(2027, 3, 10): "Shut",
        date(2027, 3, 11): "Shut",
    }
    found = only(Plan("weekly", date(2027, 3, 8)), counting(None, calendar(closed=closed)))
    assert (found.local_day, found.is_provisional) == (date(2027, 3, 12), True)


def test_a_local_time_that_the_clocks_jump_over_is_the_first_instant_after():
    sunday = calendar(NEW_YORK, days=range(7))
    found = slots(Plan("weekly", date(2026, 3, 1), time(2, 30)), counting(sunday, sunday, NEW_YORK), 3)
    assert [(slot.starts_at, slot.is_after_gap) for slot in found] == [
        (datetime(2026, 3, 1, 7, 30, tzinfo=UTC), False),
        (datetime(2026, 3, 8, 7, 0, tzinfo=UTC), True),  # the clock shows 3:00
        (datetime(2026, 3, 15, 6, 30, tzinfo=UTC), False),
    ]


def test_of_a_doubled_local_time_it_is_the_first():
    sunday = calendar(NEW_YORK, days=range(7))
    found = only(Plan("weekly", date(2026, 11, 1), time(1, 30)), counting(sunday, sunday, NEW_YORK))
    assert (found.starts_at, found.is_after_gap) == (datetime(2026, 11, 1, 5, 30, tzinfo=UTC), False)


def test_a_day_that_a_place_left_out_has_no_meeting():
    """Samoa had no 30 December 2011."""
    every = calendar("Pacific/Apia", days=range(7))
    found = only(Plan("weekly", date(2011, 12, 30)), counting(every, every, "Pacific/Apia"))
    assert (found.local_day, found.why, found.closures) == (date(2011, 12, 31), Why.NO_SUCH_TIME, ())


def test_the_next_ones_after_an_instant():
    plan, of = Plan("monthly", date(2024, 1, 9)), counting()
    tenth = datetime(2026, 11, 10, 10, tzinfo=ZoneInfo(LONDON))
    assert days(slots(plan, of, 1, after=tenth)) == ["Tue 08 Dec 2026"]
    assert days(slots(plan, of, 1, after=tenth.replace(hour=9))) == ["Tue 10 Nov 2026"]
    assert days(slots(plan, of, 1, after=tenth.replace(year=2019))) == ["Tue 09 Jan 2024"]


def test_a_wrong_plan_is_refused():
    with pytest.raises(ValueError, match="'yearly'"):
        Plan("yearly", date(2026, 1, 1))
    with pytest.raises(ValueError, match="does not begin on"):
        Plan("weekly", date.max)
    with pytest.raises(ValueError, match="without a zone"):
        Plan("weekly", date(2026, 1, 1), time(10, tzinfo=UTC))
    for n in (-1, 521):
        with pytest.raises(ValueError, match="0 to 520"):
            slots(Plan("weekly", date(2026, 1, 1)), counting(), n)
