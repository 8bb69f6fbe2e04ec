"""Two who answer one proposal at one moment, and two proposals for one place, on a real PostgreSQL: one of them wins."""

from collections.abc import Iterator
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from bpo_gov.decisions import actions, queries
from bpo_gov.decisions.models import Decision
from bpo_gov.kernel.db import db
from bpo_gov.kernel.ledger import Event
from tests.cast import Cast
from tests.house.deciding import decision, words
from tests.races import answering
from tests.races.answering import ROUNDS, holds, race

OTHER = words(title="Another line", text="", context="", options="", rationale="", amount=None, review_on=None)


answer = partial(answering.answer, queries.load, actions)


@pytest.fixture(scope="module")
def track(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application and database for the races of this module."""
    yield from answering.running(tmp_path_factory.mktemp("track"))


def test_nobody_agrees_to_words_that_were_changed_at_the_same_moment(track: Flask) -> None:
    def stand() -> tuple[Decision, Decision]:
        one = decision(Cast.load())
        return one, one

    def answered() -> int:
        with track.app_context():
            names = select(Event.name).where(Event.name.in_(("decision.agreed", "decision.reworded")))
            found = len(db.session.scalars(names).all())
            db.session.remove()
            return found

    before = answered()  # by the races that ran earlier
    results = race(track, stand, partial(answer, "agree", "vera"), lambda seen: answer("reword", "carl", seen, **OTHER))
    holds(track, results, {"Stale"})
    assert answered() - before == ROUNDS  # one winner, one entry


def test_an_agreement_and_a_withdrawal_at_the_same_moment(track: Flask) -> None:
    def stand() -> tuple[Decision, Decision]:
        one = decision(Cast.load())
        return one, one

    results = race(
        track,
        stand,
        partial(answer, "agree", "vera"),
        lambda seen: answer("withdraw", "carl", seen, reason="Too early."),
    )
    holds(track, results, {"Stale"})


def test_of_two_decisions_for_one_place_one_takes_it(track: Flask) -> None:
    def stand() -> tuple[Decision, Decision]:
        cast = Cast.load()
        old = decision(cast, "agreed")
        first, second = (decision(cast, supersedes=old, title=f"Version {n}") for n in (1, 2))
        return first, second

    agree = partial(answer, "agree", "vera")
    results = race(track, stand, agree, agree)
    holds(track, results, {"Refused"})
    with track.app_context():
        left = select(Decision.id).where(Decision.supersedes_id.is_not(None), Decision.superseded_by_id.is_not(None))
        assert db.session.scalars(left).all() == []
        taken = select(Decision.superseded_by_id).where(Decision.superseded_by_id.is_not(None))
        assert len(set(db.session.scalars(taken).all())) == ROUNDS
        db.session.remove()
