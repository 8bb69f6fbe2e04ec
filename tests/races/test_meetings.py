"""Two who start one meeting, write one item, or agree while the other corrects, on a real PostgreSQL: one of them wins."""

from collections.abc import Iterator
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.meetings import actions, queries
from bpo_gov.meetings.models import Meeting, Minutes, State
from tests.cast import Cast
from tests.conftest import NOW
from tests.house.convening import meeting
from tests.races import answering
from tests.races.answering import ROUNDS, Seen, holds, race

answer = partial(answering.answer, queries.load, actions)


@pytest.fixture(scope="module")
def track(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application and database for the races of this module."""
    yield from answering.running(tmp_path_factory.mktemp("track"))


def standing(state: str) -> tuple[Meeting, Meeting]:
    """One meeting that both look at."""
    one = meeting(Cast.load(), state)
    return one, one


def test_two_chairs_start_one_meeting_and_one_of_them_does(track: Flask) -> None:
    results = race(
        track, lambda: standing("scheduled"), partial(answer, "start", "carl"), partial(answer, "start", "victor")
    )
    holds(track, results, {"Stale"})


def test_nobody_agrees_to_minutes_that_are_corrected_at_the_same_moment(track: Flask) -> None:
    items: dict[int, int] = {}  # looked up before, so that neither of the two has more to do

    def stand() -> tuple[Meeting, Meeting]:
        one, other = standing("minuted")
        items[one.number] = one.items[-1].id
        return one, other

    def correct(seen: Seen) -> None:
        answer("correct", "carl", seen, item=items[seen.number], text="Six agents.", reason="Counted again.")

    results = race(track, stand, partial(answer, "agree", "victor"), correct)
    holds(track, results, {"Stale"})
    with track.app_context():
        locked = select(func.count()).select_from(Minutes).where(Minutes.head.is_not(None))
        agreed = select(func.count()).select_from(Matter).where(Matter.kind == "meeting", Matter.state == State.AGREED)
        assert db.session.execute(locked).scalar_one() == db.session.execute(agreed).scalar_one()
        db.session.remove()


def test_a_meeting_is_not_started_and_cancelled_at_once(track: Flask) -> None:
    results = race(
        track,
        lambda: standing("scheduled"),
        partial(answer, "start", "carl"),
        lambda seen: answer("cancel", "victor", seen, reason="A holiday."),
    )
    holds(track, results, {"Stale"})


def test_two_who_plan_the_series_of_a_forum_plan_one(track: Flask) -> None:
    def plan(name: str, seen: Seen) -> None:
        first = (NOW.date()).replace(month=7)
        actions.plan(Cast.load().actor(name), forum="EXE", first=first, at="10:00", length=60)

    def stand() -> tuple[Meeting, Meeting]:
        cast = Cast.load()
        drafts = queries.drafts(cast.agreement.id, "EXE")
        if drafts:
            actions.end(drafts[0], cast.actor("ana"), reason="Anew.")
        return standing("scheduled")

    results = race(track, stand, partial(plan, "carl"), partial(plan, "victor"))
    holds(track, results, {"Refused"})
    assert len(results) == ROUNDS
