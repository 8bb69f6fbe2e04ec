"""The day of an action: named or counted, refused where it can not be, and the clock that runs to its end."""

from datetime import UTC, date, datetime, timedelta

import pytest
import yaml

from bpo_gov.action_items import actions, due
from bpo_gov.agreements import policies
from bpo_gov.agreements import queries as frameworks
from bpo_gov.agreements.framework import read
from bpo_gov.kernel import calendars, clock
from bpo_gov.kernel.errors import Refused
from tests import cast as people
from tests.cast import Cast
from tests.house.owing import DAY, item

ON_SQLITE = pytest.mark.parametrize("application", ["sqlite"], indirect=True)


def test_the_clock_runs_to_the_end_of_the_day_whenever_it_began(cast: Cast) -> None:
    for hour in (0, 9, 15, 16, 20, 23):  # before and after the cut-off in London, and past midnight there
        with clock.at(datetime(2026, 6, 3, hour, 30, tzinfo=UTC)):
            one = item(cast)
            assert one.due_at == policies.counting(one.framework.terms).cut_off_on(DAY), hour


@ON_SQLITE
@pytest.mark.parametrize("counts", [True, False])
def test_a_day_that_is_named_ends_with_itself_however_the_agreement_counts(cast: Cast, counts: bool) -> None:
    data = people.terms()
    data["calendars"]["counting"]["day_of_receipt"] = counts
    terms = read(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
    for hour in (9, 20):
        with clock.at(datetime(2026, 6, 3, hour, 30, tzinfo=UTC)):
            first = policies.first_day(terms)
            assert first == date(2026, 6, 3 if hour == 9 else 4)
            for day in (first, first + timedelta(days=1), DAY):
                period = policies.until(terms, day)
                due_at = calendars.add(period.counting, clock.now(), period.n, period.unit).due
                assert due_at == period.counting.cut_off_on(day), (hour, day)


def test_working_days_are_counted_as_the_agreement_counts(cast: Cast) -> None:
    terms = frameworks.load(1, cast.actor("ana")).terms
    with clock.at(datetime(2026, 12, 22, 10, 0, tzinfo=UTC)):  # a Tuesday before Christmas
        assert due.after(terms, 1) == date(2026, 12, 23)
        assert due.after(terms, 2) == date(
            2026, 12, 29
        )  # the client is closed on the 24th, England on the 25th and 28th


@ON_SQLITE
@pytest.mark.parametrize(
    ("at", "day", "good"),
    [
        (9, date(2026, 6, 3), True), (9, date(2026, 6, 2), False), (18, date(2026, 6, 3), False), (18, date(2026, 6, 4), True),
        (9, date(2036, 6, 2), True), (9, date(2036, 6, 20), False),
    ],
)  # fmt: skip
def test_a_day_whose_end_has_passed_or_that_is_too_far_is_refused(cast: Cast, at: int, day: date, good: bool) -> None:
    with clock.at(datetime(2026, 6, 3, at, 0, tzinfo=UTC)):
        if good:
            assert item(cast, due_on=day).due_on == day
            return
        with pytest.raises(Refused, match="Name a day"):
            item(cast, due_on=day)
        one = item(cast)
        with pytest.raises(Refused, match="Name a day"):
            actions.move_day(one, cast.actor("ana"), due_on=day, reason="Now.")
