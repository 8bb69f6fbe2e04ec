"""Two who answer one proposal at one moment, and two proposals for one place, on a real PostgreSQL: one of them wins."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from random import Random

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from bpo_gov.decisions import actions, queries
from bpo_gov.decisions.models import Decision
from bpo_gov.kernel import clock, ledger
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Stale
from bpo_gov.kernel.ledger import Event
from bpo_gov.kernel.words import say
from bpo_gov.wiring import create_app
from tests import cast as people
from tests.cast import Cast
from tests.conftest import NOW, settings_for
from tests.house.deciding import decision, words
from tests.postgres import drop_database, fresh_database, server_or_skip
from tests.races.racing import rounds_of

ROUNDS, SPREAD = 40, 0.02
OTHER = words(title="Another line", text="", context="", options="", rationale="", amount=None, review_on=None)


@dataclass(frozen=True)
class Seen:
    """A decision as both look at it before they answer."""

    number: int
    version: int


Answer = Callable[[Seen], object]


@pytest.fixture(scope="module")
def track(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application and database for the races of this module; threads really commit."""
    url = fresh_database(server_or_skip())
    app = create_app(settings_for(url, tmp_path_factory.mktemp("track")))
    with app.app_context():
        upgrade()
        with clock.at(NOW):
            people.found()
        db.session.remove()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    drop_database(url)


def answer(verb: str, name: str, seen: Seen, **said: object) -> None:
    """A move by somebody who has looked at this version, as the door of the pages makes it."""
    actor = Cast.load().actor(name)
    one = queries.load(seen.number, actor, lock=True)
    if one.version != seen.version:
        raise Stale(say("It has been moved meanwhile. Look again before you go on."))
    getattr(actions, verb)(one, actor, **said)


def race(
    track: Flask, stand: Callable[[], tuple[Decision, Decision]], first: Answer, second: Answer
) -> list[tuple[str, ...]]:
    """So many rounds; in each both answers start within a moment of each other."""
    standing, chance = list[tuple[Seen, Seen]](), Random(ROUNDS)
    late = [chance.uniform(0, 2 * SPREAD) for _ in range(ROUNDS)]

    def prepare(n: int) -> None:
        one, other = stand()
        standing.append((Seen(one.number, one.version), Seen(other.number, other.version)))

    def after(wait: float, deed: Answer, place: int, n: int) -> None:
        time.sleep(late[n] if place == 0 else wait)
        deed(standing[n][place])

    return rounds_of(
        track, ROUNDS, partial(after, SPREAD, first, 0), partial(after, SPREAD, second, 1), between=prepare
    )


def _holds(track: Flask, results: list[tuple[str, ...]], lost: set[str]) -> None:
    assert {result.count("done") for result in results} == {1}, results
    assert {word for result in results for word in result} == {"done", *lost}
    assert min(sum(result[place] == "done" for result in results) for place in (0, 1)) > 0
    with track.app_context():
        assert ledger.verify(Cast.load().agreement.id) is None
        db.session.remove()


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
    _holds(track, results, {"Stale"})
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
    _holds(track, results, {"Stale"})


def test_of_two_decisions_for_one_place_one_takes_it(track: Flask) -> None:
    def stand() -> tuple[Decision, Decision]:
        cast = Cast.load()
        old = decision(cast, "agreed")
        first, second = (decision(cast, supersedes=old, title=f"Version {n}") for n in (1, 2))
        return first, second

    agree = partial(answer, "agree", "vera")
    results = race(track, stand, agree, agree)
    _holds(track, results, {"Refused"})
    with track.app_context():
        left = select(Decision.id).where(Decision.supersedes_id.is_not(None), Decision.superseded_by_id.is_not(None))
        assert db.session.scalars(left).all() == []
        taken = select(Decision.superseded_by_id).where(Decision.superseded_by_id.is_not(None))
        assert len(set(db.session.scalars(taken).all())) == ROUNDS
        db.session.remove()
