"""Of two moves at the same moment one wins: forty rounds of each race here, hundreds of each in `make bench ARGS=races`."""

import time
from collections.abc import Iterator

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import update

from bpo_gov.change_requests import queries
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.disputes import queries as disputes
from bpo_gov.escalations import queries as escalations
from bpo_gov.escalations.workflow import ESCALATION
from bpo_gov.kernel import clock, signatures
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.wiring import create_app
from tests import cast as people
from tests.cast import Cast
from tests.conftest import NOW, settings_for
from tests.postgres import drop_database, fresh_database, server_or_skip
from tests.races import disputing, ladder, racing
from tests.races.ladder import Standing

ROUNDS = 40
pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def track(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application and database for all races of this module; threads really commit."""
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


@pytest.mark.parametrize(("one", "other"), racing.PAIRS)
def test_forty_times_one_of_two_moves_wins(track: Flask, one: str, other: str) -> None:
    if not racing.is_a_race(one, other):
        pytest.skip(f"the table does not let {other} happen where {one} may")
    outcome = racing.pair(track, one, other, ROUNDS)
    assert outcome.holds, outcome


def test_forty_times_one_of_two_approvals_at_the_limit_wins(track: Flask) -> None:
    outcome = racing.at_the_limit(track, ROUNDS)
    assert outcome.holds, outcome


def test_moves_that_only_look_before_they_write_are_found_out(track: Flask) -> None:
    """Read, check, write, as one would without a lock and a guard: both win, and the race says so."""

    def naive(verb: str, number: int) -> None:
        actor = Cast.load().actor(racing.PEOPLE[verb])
        cr = queries.load(number, actor)
        if refusal := CHANGE_REQUEST.refusal(verb, cr, actor):
            raise refusal
        time.sleep(0.02)
        to = CHANGE_REQUEST.table[verb].to
        db.session.execute(update(Matter).where(Matter.id == cr.id).values(state=str(to)))

    outcome = racing.pair(track, "approve", "withdraw", 10, naive)
    assert outcome.one_winner < 10
    assert not outcome.holds


@pytest.mark.parametrize("spread", [0, ladder.SPREAD], ids=["together", "about the due moment"])
@pytest.mark.parametrize(("one", "other"), ladder.PAIRS)
def test_forty_times_one_of_two_moves_of_an_escalation_wins(track: Flask, one: str, other: str, spread: float) -> None:
    outcome = ladder.pair(track, one, other, ROUNDS, spread=spread)
    assert outcome.holds, outcome
    if spread:
        assert min(outcome.won.values()) > 0, outcome


def test_moves_of_an_escalation_that_only_look_before_they_write_are_found_out(track: Flask) -> None:
    def naive(verb: str, at: Standing) -> None:
        actor = Cast.load().actor(ladder.PEOPLE[verb])
        one = escalations.load(at.number, actor)
        if refusal := ESCALATION.refusal(verb, one, actor):
            raise refusal
        time.sleep(0.02)
        db.session.execute(update(Matter).where(Matter.id == one.id).values(state=str(ESCALATION.table[verb].to)))

    outcome = ladder.pair(track, "confirm", "withdraw", 10, spread=0, deed=naive)
    assert not outcome.one_winner
    assert not outcome.holds


@pytest.mark.parametrize("spread", [0, disputing.SPREAD], ids=["together", "one after the other"])
@pytest.mark.parametrize(("one", "other"), disputing.PAIRS)
def test_forty_times_one_of_two_moves_of_a_dispute_wins(track: Flask, one: str, other: str, spread: float) -> None:
    outcome = disputing.pair(track, one, other, ROUNDS, spread=spread)
    assert outcome.holds, outcome
    if (one, other) == disputing.SIGNED:  # who comes second has looked at a version that is no more
        assert outcome.lost == {"Stale"}, outcome
    if spread:
        assert min(outcome.won.values()) > 0, outcome


def test_a_signature_that_only_looks_before_it_is_written_is_found_out(track: Flask) -> None:
    """Without lock and guard it would stand, too late, under terms that are others by then."""

    def naive(verb: str, at: Standing) -> None:
        if verb != "sign":
            return disputing.move(verb, at)
        actor = Cast.load().actor(disputing.PEOPLE[verb])
        one = disputes.load(at.number, actor)
        digest = one.terms_digest or ""
        time.sleep(0.05)
        signatures.sign(one, actor, digest, None)
        return None

    outcome = disputing.pair(track, *disputing.SIGNED, 10, spread=0, deed=naive)
    assert not outcome.one_winner
    assert not outcome.holds
