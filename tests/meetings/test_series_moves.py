"""A series by real moves: it is planned around both calendars, invites by itself, goes on by itself and ends."""

import itertools
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from bpo_gov.kernel import clock, holiday_table, ledger
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.holiday_table import HolidayYear
from bpo_gov.kernel.holidays import Entry
from bpo_gov.kernel.parties import Party
from bpo_gov.meetings import actions, queries, rhythm
from bpo_gov.meetings.models import Meeting
from bpo_gov.notifications import sweep
from tests.cast import KEY, Cast
from tests.conftest import NOW

LONDON = ZoneInfo("Europe/London")
As = Callable[[str], FlaskClient]
FIRST = date(2026, 6, 9)


def planned(cast: Cast, **more: object) -> list[Meeting]:
    """The meetings of a new series of the operations forum, in their order."""
    words = {"forum": "OPS", "first": FIRST, "at": "10:00", "length": 45, "place": "By video"} | more
    actions.plan(cast.actor("carl"), **words)  # type: ignore[arg-type]
    return series(str(words["forum"]))


def series(forum: str = "OPS") -> list[Meeting]:
    """What is planned of a forum."""
    return list(
        db.session.scalars(
            select(Meeting).where(Meeting.forum == forum).order_by(Meeting.starts_at).options(*queries.PARTS)
        )
    )


def pass_by(until: datetime) -> None:
    """Let the clock make what is due up to a moment."""
    with clock.at(until):
        sweep.fire_due()


def test_a_series_stands_as_drafts_with_rotating_chairs_and_invites_nobody(cast: Cast) -> None:
    found = planned(cast)
    assert {one.state for one in found} == {"draft"}
    assert {one.ball for one in found} == {None}
    assert len(found) == 1 + rhythm.AHEAD[found[0].rhythm["cadence"]]  # type: ignore[index]
    assert [one.starts_at.astimezone(LONDON).strftime("%H:%M") for one in found] == ["10:00"] * len(found)
    assert {one.chair for one in found[:2]} == {Party.CLIENT, Party.VENDOR}
    assert all(one.chair is not other.chair for one, other in itertools.pairwise(found))
    assert not any(one.items for one in found)


def test_the_clock_invites_some_days_before_and_plans_one_more(cast: Cast) -> None:
    first, *rest = planned(cast, first=date(2026, 6, 30))
    pass_by(NOW + timedelta(days=2))
    assert first.state == "draft"
    pass_by(first.starts_at - timedelta(days=2))
    assert first.state == "scheduled"
    assert first.ball == "both"
    assert [one.state for one in series()] == ["scheduled", *["draft"] * len(rest)]
    pass_by(rest[0].starts_at - timedelta(days=2))  # and so on by itself
    assert [one.state for one in series()] == ["scheduled"] * 2 + ["draft"] * len(rest)
    assert ledger.verify(cast.agreement.id) is None


def test_one_series_of_a_forum_at_a_time(cast: Cast) -> None:
    planned(cast)
    with pytest.raises(Refused, match="has a series already"):
        planned(cast)
    assert len(planned(cast, forum="MGT")) > 1


def test_who_ends_it_ends_all_that_nobody_is_invited_to(cast: Cast) -> None:
    first, second, third, *rest = planned(cast)
    actions.invite(first, cast.actor("victor"))
    actions.end(third, cast.actor("ana"), reason="We meet by phone.")
    states = [one.state for one in series()]
    assert states[:3] == ["scheduled", "draft", "cancelled"]
    assert set(states[3 : len(rest) + 3]) == {"cancelled"}
    with pytest.raises(Refused):
        actions.invite(third, cast.actor("ana"))
    assert second.state == "draft"


def test_a_meeting_that_was_moved_by_hand_stays_where_it_was_put(cast: Cast) -> None:
    first, *_ = planned(cast, first=date(2026, 6, 30))
    actions.reschedule(
        first, cast.actor("victor"), day=date(2026, 7, 2), at="14:00", length=45, place="Room 4", reason="A visit."
    )
    moved = first.starts_at
    pass_by(moved - timedelta(hours=20))
    assert (first.state, first.starts_at) == ("scheduled", moved)
    assert len({one.starts_at for one in series()}) == len(series())


def test_a_day_that_was_decreed_a_holiday_since_gives_way_when_everybody_is_invited(cast: Cast) -> None:
    """Christmas Day is closed for the client: the series moves around it and says why."""
    found = planned(cast, forum="OPS", first=date(2026, 12, 25))
    first = found[0]
    kept = rhythm.of(first)
    assert kept is not None
    assert kept.moved_from == date(2026, 12, 25)
    assert rhythm.says(kept) is not None
    assert first.starts_at.astimezone(LONDON).date() != date(2026, 12, 25)


def test_a_series_across_the_decreed_year_is_provisional_and_moves_when_a_holiday_is_decreed(
    cast: Cast, as_: As
) -> None:
    with unit_of_work():
        db.session.execute(update(HolidayYear).where(HolidayYear.year >= 2027).values(decreed=False))
        holiday_table._note("GB", "made uncertain by a test")
    with unit_of_work():
        found = planned(cast, forum="MGT", first=date(2026, 11, 10))
        late = next(one for one in found if one.starts_at.year == 2027)
        day = late.starts_at.astimezone(LONDON).date()
    kept = [rhythm.of(one) for one in found]
    assert [one.starts_at.year >= 2027 for one in found] == [bool(of and of.is_provisional) for of in kept]
    assert "the day may still move" in as_("vera").get(f"/a/{KEY}/meetings/{late.number}").text
    with unit_of_work():
        holiday_table.add("GB", "ENG", Entry(day, "A day of mourning"), "a proclamation")
    with unit_of_work():
        actions.invite(queries.load(late.number, cast.actor("carl"), lock=True), cast.actor("carl"))
    moved = queries.load(late.number, cast.actor("carl"))
    assert moved.starts_at.astimezone(LONDON).date() != day
    page = as_("carl").get(f"/a/{KEY}/meetings/{late.number}").text
    assert "A day of mourning" in page


def test_a_forum_that_no_version_names_goes_on_no_more(cast: Cast) -> None:
    with pytest.raises(Refused, match="has no such forum"):
        planned(cast, forum="XYZ")
