"""Hundreds of times each: two moves at one moment on PostgreSQL, one winner."""

from collections.abc import Iterator

from bench import figures, houses
from bench.figures import Figure
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db
from tests import cast as people
from tests.conftest import NOW
from tests.races import disputing, ladder, racing
from tests.races.racing import Outcome

ROUNDS = 500
CLIMBS = 2_000  # of the ladder's clock against a resolution
ANSWERS = 2_000  # of an answer in a dispute against a withdrawal, and against the clock


def run(rounds: int | None = None) -> Iterator[Figure]:
    """Every race that the tables of moves know; of each so many rounds."""
    with houses.house("postgresql") as app:
        with app.app_context():
            with clock.at(NOW):
                people.found()
            db.session.remove()
        for name, outcome in racing.every(app, rounds or ROUNDS):
            yield from _of(name, outcome)
        for one, other in ladder.PAIRS:
            often = rounds or (CLIMBS if (one, other) == ladder.CLIMB else ROUNDS)
            yield from _of(f"escalation, {one} against {other}", ladder.pair(app, one, other, often))
        for one, other in disputing.PAIRS:
            often = rounds or (ANSWERS if (one, other) in disputing.OFTEN else ROUNDS)
            yield from _of(f"dispute, {one} against {other}", disputing.pair(app, one, other, often))


def _of(name: str, outcome: Outcome) -> Iterator[Figure]:
    n, bench = outcome.rounds, "races.postgresql"
    yield figures.exactly(bench, f"{name}: one winner", n, outcome.one_winner, n)
    yield figures.exactly(bench, f"{name}: one event", n, outcome.events.count(1), n)
    yield figures.exactly(bench, f"{name}: other answers than refused or stale", n, len(outcome.lost - racing.LOST), 0)
    yield figures.exactly(
        bench, f"{name}: sums and chain hold", n, int(outcome.sums_agree and outcome.broken_at is None), 1
    )
    for who, wins in outcome.won.items():
        yield Figure(bench, f"{name}: won by {who}", n, wins)
