"""What holds for every series of meetings, and the plain case once more by the recurrence rules of dateutil."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday
from hypothesis import assume, given
from hypothesis import strategies as st

from bpo_gov.kernel.calendars import Counting, PartyCalendar, Rule
from bpo_gov.meetings.rules.series import Plan, slots

ZONES = (
    "Europe/London", "Asia/Jakarta", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Africa/Cairo", "Asia/Kathmandu",
)  # fmt: skip
CADENCES = ("weekly", "fortnightly", "monthly", "quarterly")
DAY = timedelta(days=1)
EVERY = frozenset(range(7))

a_zone = st.sampled_from(ZONES)
a_time = st.times().map(lambda at: at.replace(second=0, microsecond=0))
a_plan = st.builds(Plan, st.sampled_from(CADENCES), st.dates(date(2020, 1, 1), date(2035, 12, 31)), a_time)


@st.composite
def a_counting(draw: st.DrawFn) -> Counting:
    """Two calendars that differ in rest, holidays and place; nobody is closed for more than a few days in a row."""

    def a_calendar() -> PartyCalendar:
        rest = draw(st.sets(st.integers(0, 6), max_size=3))
        begin = date(2020, 1, 1) + DAY * draw(st.integers(0, 6))
        step, length = draw(st.integers(5, 40)), draw(st.integers(0, 4))
        closed = {begin + DAY * (i * step + k): "shut" for i in range(8000 // step) for k in range(length)}
        return PartyCalendar(draw(a_zone), EVERY - rest, time(9), time(17), closed, 9999)

    return Counting(a_calendar(), a_calendar(), draw(st.sampled_from(list(Rule))), False, time(17), draw(a_zone))


def open_everywhere(zone: str) -> Counting:
    calendar = PartyCalendar(zone, EVERY, time(9), time(17), {}, 9999)
    return Counting(calendar, calendar, Rule.EITHER_CLOSED, False, time(17), zone)


def series(plan: Plan, of: Counting, n: int = 30):
    try:
        return slots(plan, of, n)
    except ValueError:  # the two never meet
        assume(False)
        raise


def works(calendar: PartyCalendar, at: datetime) -> bool:
    day = at.astimezone(ZoneInfo(calendar.zone)).date()
    return day.weekday() in calendar.working_days and day not in calendar.closed


def both_work(of: Counting, day: date, at: time) -> bool:
    """Whether they could meet then; never at a time that the clocks jump over, as that is another one."""
    place = ZoneInfo(of.zone)
    then = datetime.combine(day, at, place)
    return then.astimezone(UTC).astimezone(place) == then and works(of.client, then) and works(of.vendor, then)


def period_of(plan: Plan, day: date) -> object:
    """A name of the period that a day lies in, by the calendar alone."""
    if plan.cadence == "monthly":
        return day.year, day.month
    if plan.cadence == "quarterly":
        return day.year, (day.month + 2) // 3
    weeks = (day - DAY * day.weekday() - (plan.first - DAY * plan.first.weekday())).days // 7
    return weeks // (2 if plan.cadence == "fortnightly" else 1)


@given(a_plan, a_counting())
def test_both_sides_work_on_the_day_of_every_meeting(plan: Plan, of: Counting) -> None:
    assert all(works(of.client, slot.starts_at) and works(of.vendor, slot.starts_at) for slot in series(plan, of))


@given(a_plan, a_counting())
def test_meetings_follow_each_other_one_in_each_period_that_is_not_dropped(plan: Plan, of: Counting) -> None:
    found = series(plan, of)
    assert all(one.starts_at < later.starts_at for one, later in pairwise(found))
    periods = [period_of(plan, slot.local_day) for slot in found]
    assert len(set(periods)) == len(found) == 30
    for slot, period in zip(found, periods, strict=True):
        assert slot.moved_from is None or period_of(plan, slot.moved_from) == period
    planned = [day for slot in found for day in (*slot.dropped, slot.moved_from or slot.local_day)]
    gaps = {later - one for one, later in pairwise(planned)}
    least, most = {"weekly": (7, 7), "fortnightly": (14, 14), "monthly": (28, 35), "quarterly": (84, 98)}[plan.cadence]
    assert all(DAY * least <= gap <= DAY * most for gap in gaps)
    assert planned[0] == plan.first


@given(a_plan, a_counting())
def test_no_nearer_day_would_have_done(plan: Plan, of: Counting) -> None:
    """Those from the planned day on come first, up to the end of the period; only then those before it."""
    for slot in series(plan, of, 12):
        planned = slot.moved_from or slot.local_day
        late = slot.local_day >= planned
        later = [planned + DAY * n for n in range((slot.local_day - planned).days if late else 92)]
        nearer = [] if late else [slot.local_day + DAY * n for n in range(1, (planned - slot.local_day).days)]
        for day in (*nearer, *later):
            if period_of(plan, day) == period_of(plan, planned):
                assert not both_work(of, day, plan.at)


@given(a_plan, a_zone)
def test_the_clock_on_the_wall_shows_the_time_of_the_plan(plan: Plan, zone: str) -> None:
    place = ZoneInfo(zone)
    for slot in series(plan, open_everywhere(zone), 60):
        shown = slot.starts_at.astimezone(place)
        if slot.is_after_gap:
            before = (slot.starts_at - timedelta(seconds=1)).astimezone(place)
            assert before.replace(tzinfo=None) < datetime.combine(slot.local_day, plan.at) < shown.replace(tzinfo=None)
        else:
            assert (shown.date(), shown.time(), shown.fold) == (slot.local_day, plan.at, 0)


@given(a_plan, a_zone)
def test_without_holidays_it_is_what_the_recurrence_rules_give(plan: Plan, zone: str) -> None:
    start = datetime.combine(plan.first, time())
    if plan.cadence in {"weekly", "fortnightly"}:
        rule = rrule(WEEKLY, start, interval=1 + (plan.cadence == "fortnightly"), count=40)
    else:
        nth = -1 if plan.first.day > 28 else (plan.first.day + 6) // 7
        on, interval = weekday(plan.first.weekday(), nth), 3 if plan.cadence == "quarterly" else 1
        rule = rrule(MONTHLY, start, interval=interval, byweekday=on, count=40)
    assert [slot.local_day for slot in series(plan, open_everywhere(zone), 40)] == [day.date() for day in rule]


@given(a_plan, a_counting(), st.integers(0, 25))
def test_what_comes_after_one_is_the_rest_of_the_series(plan: Plan, of: Counting, i: int) -> None:
    found = series(plan, of)
    after = slots(plan, of, 3, after=found[i].starts_at)
    assert [(slot.starts_at, slot.why) for slot in after] == [
        (slot.starts_at, slot.why) for slot in found[i + 1 : i + 4]
    ]
