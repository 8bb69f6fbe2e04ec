"""Two who answer one matter at one moment: how they are let loose, and what must hold afterwards."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from flask import Flask
from flask_migrate import upgrade

from bpo_gov.kernel import clock, ledger
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Stale
from bpo_gov.kernel.words import say
from bpo_gov.wiring import create_app
from tests import cast as people
from tests.cast import Cast
from tests.conftest import NOW, settings_for
from tests.postgres import drop_database, fresh_database, server_or_skip
from tests.races.racing import rounds_of

ROUNDS, SPREAD = 40, 0.02


@dataclass(frozen=True)
class Seen:
    """A matter as both look at it before they answer."""

    number: int
    version: int


Answer = Callable[[Seen], object]


def running(folder: Path) -> Iterator[Flask]:
    """An application with a database of its own; threads really commit."""
    url = fresh_database(server_or_skip())
    app = create_app(settings_for(url, folder))
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


def answer(load: Callable[..., Any], actions: Any, verb: str, name: str, seen: Seen, **said: object) -> None:
    """A move by somebody who has looked at this version, as the door of the pages makes it."""
    actor = Cast.load().actor(name)
    one = load(seen.number, actor, lock=True)
    if one.version != seen.version:
        raise Stale(say("It has been moved meanwhile. Look again before you go on."))
    getattr(actions, verb)(one, actor, **said)


def race(track: Flask, stand: Callable[[], tuple[Any, Any]], first: Answer, second: Answer) -> list[tuple[str, ...]]:
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


def holds(track: Flask, results: list[tuple[str, ...]], lost: set[str]) -> None:
    """Each round has one winner, each of the two wins at times, and the record is whole."""
    assert {result.count("done") for result in results} == {1}, results
    assert {word for result in results for word in result} == {"done", *lost}
    assert min(sum(result[place] == "done" for result in results) for place in (0, 1)) > 0
    with track.app_context():
        assert ledger.verify(Cast.load().agreement.id) is None
        db.session.remove()
