"""A clock that stands still: literal cases, and what must hold of any pauses of any deadline."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpo_gov.kernel.calendars import Counting, Kind, PartyCalendar, Rule, Unit, add, as_json, from_json, three_quarters

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
LONDON = ZoneInfo("Europe/London")


def counting(rule=Rule.CLIENT, *, receipt=False, cut_off=time(17), zone="Europe/London", closed=None):
    client = PartyCalendar(zone, frozenset(range(5)), time(9), time(17), closed or {}, 9999)
    vendor = PartyCalendar("Asia/Jakarta", frozenset(range(6)), time(8), time(22, 30), {}, 9999)
    return Counting(client, vendor, rule, receipt, cut_off, zone)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


def shown(count):
    return [(day.day.day, day.counted if day.skipped is None else day.skipped) for day in count.days]


# Literal: received on Monday 1 June 2026 at ten, in summer


def test_a_day_whose_cut_off_lies_in_a_pause_is_not_counted():
    pause = (at("2026-06-02T12:00"), at("2026-06-04T12:00"))
    count = add(counting(), at("2026-06-01T10:00"), 3, Unit.WORKING_DAY, [pause])
    assert shown(count) == [(1, 0), (2, "paused"), (3, "paused"), (4, 1), (5, 2), (6, "sat"), (7, "sun"), (8, 3)]
    assert count.due == at("2026-06-08T17:00")
    assert [day.kind for day in count.days[:3]] == [Kind.START, Kind.PAUSED, Kind.PAUSED]
    assert count.pauses == (pause,)


@pytest.mark.parametrize(
    ("begin", "end", "due"),
    [
        ("2026-06-02T16:59", "2026-06-02T17:01", "2026-06-03T17:00"),  # over the cut-off: the day is lost
        ("2026-06-02T17:00", "2026-06-02T17:01", "2026-06-03T17:00"),  # on the stroke the clock stands
        ("2026-06-02T09:00", "2026-06-02T17:00", "2026-06-02T17:00"),  # on the stroke it runs again
        ("2026-06-02T17:01", "2026-06-03T16:00", "2026-06-02T17:00"),  # when it was over
        ("2026-06-01T11:00", "2026-06-01T16:00", "2026-06-02T17:00"),  # within the day of receipt
        ("2026-06-01T16:00", "2026-06-02T09:00", "2026-06-03T17:00"),  # as if received on the day it runs again
    ],
)
def test_only_the_cut_off_of_a_day_decides_whether_it_is_paused(begin, end, due):
    for unit in (Unit.WORKING_DAY, Unit.CALENDAR_DAY):
        assert add(counting(), at("2026-06-01T10:00"), 1, unit, [(at(begin), at(end))]).due == at(due)


def test_a_closed_day_in_a_pause_stays_a_closed_day():
    pause = (at("2026-06-05T12:00"), at("2026-06-09T12:00"))  # Friday to Tuesday
    count = add(counting(), at("2026-06-04T10:00"), 1, Unit.WORKING_DAY, [pause])
    assert shown(count) == [(4, 0), (5, "paused"), (6, "sat"), (7, "sun"), (8, "paused"), (9, 1)]


def test_working_hours_are_open_time_less_the_pauses():
    pauses = [(at("2026-06-01T12:00"), at("2026-06-01T14:00")), (at("2026-06-02T08:00"), at("2026-06-03T10:00"))]
    count = add(counting(), at("2026-06-01T10:00"), 6, Unit.WORKING_HOUR, pauses)
    assert count.due == at("2026-06-03T11:00")  # Monday 10-12 and 14-17, Wednesday 10-11
    assert shown(count) == [(1, 5), (2, "paused"), (3, 6)]


def test_months_move_by_as_many_days_as_have_their_cut_off_in_a_pause():
    pause = (at("2026-06-10T12:00"), at("2026-06-20T12:00"))  # ten cut-offs, the 10th to the 19th
    count = add(counting(), at("2026-06-01T10:00"), 2, Unit.MONTH, [pause])
    assert count.due == at("2026-08-11T17:00")
    assert [day.day for day in count.days if day.counted is not None] == [
        date(2026, 6, 1), date(2026, 7, 11), date(2026, 8, 11),
    ]  # fmt: skip
    assert [day.day.day for day in count.days if day.kind is Kind.PAUSED] == list(range(10, 20))


def test_a_second_pause_in_the_days_won_by_the_first_moves_months_again():
    pauses = [(at("2026-06-10T12:00"), at("2026-06-20T12:00")), (at("2026-07-05T12:00"), at("2026-07-07T12:00"))]
    assert add(counting(), at("2026-06-01T10:00"), 1, Unit.MONTH, pauses).due == at("2026-07-13T17:00")


@pytest.mark.parametrize(
    ("n", "unit", "days"),
    [
        (1, Unit.MONTH, [(1, 0), (1, 1), (2, "paused"), (3, 2), (4, "sat"), (5, "sun"), (6, 3)]),
        (31, Unit.CALENDAR_DAY, [(1, 30), (2, "paused"), (3, 31), (4, 32), (5, 33)]),
        (22, Unit.WORKING_DAY, [(1, 22), (2, "paused"), (3, 23), (4, "sat"), (5, "sun"), (6, 24)]),
    ],
)
def test_a_pause_in_the_days_that_were_added_is_not_counted(n, unit, days):
    pause = (at("2026-07-02T12:00"), at("2026-07-03T12:00"))
    count = add(counting(), at("2026-06-01T10:00"), n, unit, [pause], extra=2)
    assert shown(count)[-len(days) :] == days
    assert count.due == at(f"2026-07-0{days[-1][0]}T17:00")


def test_the_warning_waits_with_its_deadline():
    of, start = counting(), at("2026-06-01T10:00")
    count = add(of, start, 4, Unit.WORKING_DAY, [(at("2026-06-02T12:00"), at("2026-06-04T12:00"))])
    # counted: the 4th from noon (5 hours), the 5th and the 8th and the 9th from cut-off to cut-off (24 hours each)
    assert (count.due, three_quarters(of, count)) == (at("2026-06-09T17:00"), at("2026-06-08T21:45"))


def test_a_pause_needs_an_end_and_aware_times():
    of, start = counting(), at("2026-06-01T10:00")
    naive = datetime(2026, 6, 1)  # noqa: DTZ001 - that is the point
    for pause, why in (
        ((start, None), "has not ended"),
        ((start, start - HOUR), "before it begins"),
        ((naive, start), "aware"),
        ((start, naive), "aware"),
    ):
        with pytest.raises(ValueError, match=why):
            add(of, start, 1, Unit.WORKING_DAY, [pause])


# Of any pauses

starts = st.integers(0, 900 * 1440).map(lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + MINUTE * minutes)
stretches = st.tuples(st.integers(0, 40 * 1440), st.integers(0, 9 * 1440))
countings = st.builds(
    counting,
    st.sampled_from(Rule),
    receipt=st.booleans(),
    cut_off=st.sampled_from([time(0), time(1, 30), time(12), time(17), time(23, 59)]),
    zone=st.sampled_from(["Europe/London", "America/New_York", "Asia/Jakarta", "Australia/Lord_Howe"]),
)
some_pauses = st.lists(stretches, max_size=5)


def pauses_from(start, found):
    return [(start + MINUTE * begin, start + MINUTE * (begin + length)) for begin, length in found]


@settings(max_examples=300, database=None)
@given(countings, starts, st.integers(0, 15), st.sampled_from(Unit), some_pauses)
def test_what_holds_of_any_pauses(of, start, n, unit, found):
    pauses = pauses_from(start, found)
    plain, count = add(of, start, n, unit), add(of, start, n, unit, pauses)
    warning = three_quarters(of, count)
    stood = [(begin, end) for begin, end in pauses if begin < end]

    assert count.due >= plain.due
    assert count.days[-1].counted == n
    assert (count == plain) if not stood else True
    assert add(of, start, n, unit, reversed(pauses)) == count  # in any order
    assert from_json(as_json(count)) == count
    assert start <= warning <= count.due
    assert not any(begin < warning < end for begin, end in stood)
    assert add(of, start, n, unit, [*pauses, (count.due + MINUTE, count.due + DAY)]).due == count.due
    assert all(day.day < later.day for day, later in pairwise(count.days))
    for day in count.days if unit is not Unit.WORKING_HOUR else ():
        rests = any(begin <= of.cut_off_on(day.day) < end for begin, end in stood)
        assert rests is (day.kind is Kind.PAUSED) or day.kind in (Kind.WEEKDAY, Kind.HOLIDAY, Kind.AFTER_HOURS)


@settings(max_examples=200, database=None)
@given(countings, starts, st.integers(0, 15), st.sampled_from(Unit), some_pauses, stretches)
def test_one_more_pause_never_brings_a_deadline_forward_and_a_pause_in_two_parts_is_one(
    of, start, n, unit, found, another
):
    pauses = pauses_from(start, found)
    (begin, end), *_ = pauses_from(start, [another])
    count, later = add(of, start, n, unit, pauses), add(of, start, n, unit, [*pauses, (begin, end)])
    assert later.due >= count.due
    middle = begin + (end - begin) / 2
    assert add(of, start, n, unit, [*pauses, (begin, middle), (middle, end)]) == later


@settings(max_examples=150, database=None)
@given(countings, starts, st.integers(0, 12), some_pauses)
def test_months_move_by_the_days_at_rest_and_hours_by_the_open_time_at_rest(of, start, n, found):
    pauses = pauses_from(start, found)
    plain, moved = add(of, start, n, Unit.MONTH), add(of, start, n, Unit.MONTH, pauses)
    dates = (plain.days[0].day + DAY * i for i in range((moved.days[-1].day - plain.days[0].day).days + 1))
    after_receipt = [day for day in dates if of.cut_off_on(day) >= start]
    rests = sum(any(begin <= of.cut_off_on(day) < end for begin, end in pauses) for day in after_receipt)
    assert moved.days[-1].day - plain.days[-1].day == DAY * rests

    due = add(of, start, n, Unit.WORKING_HOUR, pauses).due
    spent, moment = 0, start
    for opens, closes in of.windows(start):
        if opens >= due:
            break
        moment = max(opens, start)
        while moment < min(closes, due):
            spent += not any(begin <= moment < end for begin, end in pauses)
            moment += MINUTE
    assert spent == n * 60


in_days = st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.MONTH])


@settings(max_examples=300, database=None)
@given(countings, starts, st.integers(0, 15), in_days, some_pauses, st.integers(0, 12), st.integers(0, 12))
def test_added_days_never_bring_a_deadline_forward_and_added_twice_are_the_days_of_both(
    of, start, n, unit, found, some, more
):
    pauses = pauses_from(start, found)
    plain, once = add(of, start, n, unit, pauses), add(of, start, n, unit, pauses, some)
    both = add(of, start, n, unit, pauses, some + more)
    assert add(of, once.start, once.n, once.unit, once.pauses, once.extra + more) == both
    assert (plain == once) is (some == 0)
    assert plain.due <= once.due <= both.due
    assert both.days[-1].counted == n + some + more
    assert both.pauses == plain.pauses
    assert from_json(as_json(both)) == both
    assert start <= three_quarters(of, both) <= both.due
    assert not any(begin < three_quarters(of, both) < end for begin, end in pauses)
    if n:
        assert three_quarters(of, plain) <= three_quarters(of, once) <= three_quarters(of, both)

    if n + some == 0 and of.day_of_receipt and unit is not Unit.MONTH:
        return  # the first day may be the day of receipt itself
    day, left = once.days[-1].day, more
    while left:
        day += DAY
        rests = any(begin <= of.cut_off_on(day) < end for begin, end in pauses)
        left -= not rests and (unit is Unit.CALENDAR_DAY or not of.closures(day))
    assert both.due == of.cut_off_on(day)
