"""Five hundred times each: two moves at one moment on PostgreSQL, one winner."""

from collections.abc import Iterator

from bench import figures, houses
from bench.figures import Figure
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db
from tests import cast as people
from tests.conftest import NOW
from tests.races import racing

ROUNDS = 500


def run() -> Iterator[Figure]:
    """Every race that the table of moves knows."""
    with houses.house("postgresql") as app:
        with app.app_context():
            with clock.at(NOW):
                people.found()
            db.session.remove()
        for name, outcome in racing.every(app, ROUNDS):
            yield figures.exactly("races.postgresql", f"{name}: one winner", ROUNDS, outcome.one_winner, ROUNDS)
            yield figures.exactly("races.postgresql", f"{name}: one event", ROUNDS, outcome.events.count(1), ROUNDS)
            yield figures.exactly(
                "races.postgresql",
                f"{name}: other answers than refused or stale",
                ROUNDS,
                len(outcome.lost - racing.LOST),
                0,
            )
            yield figures.exactly(
                "races.postgresql",
                f"{name}: sums and chain hold",
                ROUNDS,
                int(outcome.sums_agree and outcome.broken_at is None),
                1,
            )
            for who, wins in outcome.won.items():
                yield Figure("races.postgresql", f"{name}: won by {who}", ROUNDS, wins)
