"""How governance goes: what is counted by forum and by side, and when something is wrong."""

from collections.abc import Callable
from datetime import timedelta

import plotly.graph_objects as go
from flask.testing import FlaskClient

from bpo_gov.kernel import clock
from bpo_gov.kernel.db import unit_of_work
from bpo_gov.kernel.parties import Party
from bpo_gov.meetings import actions, charts, members, pulse
from bpo_gov.meetings.models import Meeting
from bpo_gov.meetings.rules.quorum import Presence
from bpo_gov.notifications import sweep
from tests.cast import KEY, Cast
from tests.conftest import NOW
from tests.house.convening import SOON, meeting, words

PLACE = f"/a/{KEY}/meetings"
As = Callable[[str], FlaskClient]


def held(cast: Cast, weeks: int, *, present: bool = True) -> Meeting:
    """A meeting some weeks from now that was held and minuted by the client."""
    at = NOW + timedelta(weeks=weeks)
    with clock.at(at):
        one = actions.call(cast.actor("carl"), **words(starts_at=at + timedelta(minutes=30)))
        actions.start(one, cast.actor("victor"))
        sits = Presence.PRESENT if present else Presence.ABSENT
        actions.attend(one, cast.actor("carl"), seats={m.user_id: (m.party, sits, "") for m in members.of(one)})
        actions.send(one, cast.actor("carl"))
    return one


def found(cast: Cast, weeks: int) -> pulse.Pulse:
    """The pulse so many weeks from now."""
    with clock.at(NOW + timedelta(weeks=weeks)):
        return pulse.of(cast.actor("ana"))


def test_meetings_are_counted_by_forum_and_only_those_whose_time_has_come(cast: Cast) -> None:
    agreed = held(cast, 0)
    with clock.at(NOW + timedelta(hours=1)):
        actions.agree(agreed, cast.actor("victor"))
    actions.cancel(actions.call(cast.actor("carl"), **words()), cast.actor("carl"), reason="A holiday.")
    actions.call(cast.actor("carl"), **words(starts_at=SOON + timedelta(days=1)))  # nobody starts it
    actions.call(cast.actor("carl"), **words(starts_at=SOON + timedelta(weeks=9)))
    actions.plan(cast.actor("carl"), forum="MGT", first=(NOW + timedelta(days=1)).date(), at="10:00", length=60)
    (forum,) = found(cast, 1).forums
    assert (forum.code, forum.planned, forum.held, forum.cancelled, forum.missed) == ("OPS", 3, 1, 1, 1)
    assert (forum.with_quorum, forum.agreed) == (1, 1)


def test_each_side_is_measured_by_its_own_answers(cast: Cast) -> None:
    held(cast, 0)  # the vendor never answers
    with clock.at(NOW + timedelta(weeks=3)):
        sweep.fire_due()
    quick = held(cast, 4)
    with clock.at(NOW + timedelta(weeks=4, hours=3)):
        actions.agree(quick, cast.actor("victor"))
    sides = {side.party: (side.in_time, side.answered) for side in found(cast, 5).sides}
    assert sides == {Party.CLIENT: (0, 0), Party.VENDOR: (1, 2)}


def test_two_in_a_row_that_were_not_held_raise_an_alarm(cast: Cast) -> None:
    held(cast, 0)
    actions.cancel(
        actions.call(cast.actor("carl"), **words(starts_at=SOON + timedelta(weeks=1))),
        cast.actor("carl"),
        reason="A holiday.",
    )
    assert "in_a_row" not in {alarm.kind for alarm in found(cast, 2).alarms}
    actions.call(cast.actor("carl"), **words(starts_at=SOON + timedelta(weeks=2)))
    assert "in_a_row" in {alarm.kind for alarm in found(cast, 3).alarms}
    held(cast, 4)
    assert "in_a_row" not in {alarm.kind for alarm in found(cast, 5).alarms}


def test_minutes_that_nobody_answers_and_quorum_that_is_never_reached_raise_alarms(cast: Cast) -> None:
    for week in range(3):
        held(cast, week, present=False)
    kinds = [alarm.kind for alarm in found(cast, 8).alarms]
    assert kinds.count("unanswered") == 3
    assert kinds.count("no_quorum") == 1


def test_both_sides_see_the_same_page_and_an_outsider_none(cast: Cast, as_: As) -> None:
    with unit_of_work():
        meeting(cast, "agreed")
    with clock.at(NOW + timedelta(days=1)):
        pages = {name: as_(name).get(f"{PLACE}/pulse") for name in ("ana", "vera", "cora")}
    assert {answer.status_code for answer in pages.values()} == {200}
    assert as_("olga").get(f"{PLACE}/pulse").status_code == 404
    assert as_("olga").get(f"{PLACE}/pulse.csv").status_code == 404
    rows = as_("vera").get(f"{PLACE}/pulse-by-side.csv").text.lstrip("\ufeff").splitlines()
    assert [row.split(",")[0] for row in rows] == ["Side", "Client", "Vendor"]


def test_the_figures_are_what_plotly_can_draw() -> None:
    forums = [pulse.Forum("OPS", "Operations", held=3, cancelled=1), pulse.Forum("MGT", "Board", missed=2)]
    sides = [pulse.Side(Party.CLIENT, 4, 3, 10, 9), pulse.Side(Party.VENDOR)]
    parts = {"held": "held", "cancelled": "cancelled", "missed": "not held"}
    names, words_ = {"client": "Client", "vendor": "Vendor"}, {"answers": "answered", "seats": "filled"}
    for figure in (charts.forums(forums, parts), charts.sides(sides, names, words_), charts.forums([], parts)):
        go.Figure(figure)
    assert charts.sides(sides, names, words_)["data"][1]["y"] == [None, None]
