"""Two who begin or answer a change of one post at one moment, on a real PostgreSQL: one of them wins."""

from collections.abc import Iterator
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from bpo_gov.kernel.db import db
from bpo_gov.successions import actions, queries
from bpo_gov.successions.models import Succession, Why
from tests.cast import Cast
from tests.house.succeeding import LAST, OF_VENDOR, change
from tests.races import answering
from tests.races.answering import Seen, holds, race

answer = partial(answering.answer, queries.load, actions)


@pytest.fixture(scope="module")
def track(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application and database for the races of this module."""
    yield from answering.running(tmp_path_factory.mktemp("track"))


def announce(name: str, _seen: Seen) -> None:
    """A change of the post that both mean."""
    actions.announce(Cast.load().actor(name), post=OF_VENDOR.key, cause=Why.LEAVES, last_on=LAST, said="")


def ask(name: str, _seen: Seen) -> None:
    """The other side asks for a replacement on that post."""
    actions.request(Cast.load().actor(name), post=OF_VENDOR.key, request="Three runs had to be repeated.")


def free() -> tuple[Succession, Succession]:
    """The post has no change open; what stood there before is withdrawn by whoever began it."""
    cast = Cast.load()
    if there := queries.at(cast.agreement.id, OF_VENDOR):
        actions.withdraw(there, cast.actor("vera" if there.raised_by == "vendor" else "ana"), reason="She stays.")
    one = change(cast, side="client")  # anything that is there: both only need to begin
    return one, one


def proposed() -> tuple[Succession, Succession]:
    """A successor whom the vendor answers, or the client replaces by somebody else."""
    one = change(Cast.load(), "proposed", side="client")
    return one, one


def open_of_post(track: Flask) -> int:
    with track.app_context():
        query = select(func.count()).select_from(Succession).where(Succession.slot.is_not(None))
        found = db.session.execute(query.where(Succession.service == OF_VENDOR.service)).scalar_one()
        db.session.remove()
    return int(found)


def test_two_announce_one_post_and_one_of_them_wins(track: Flask) -> None:
    holds(track, race(track, free, partial(announce, "vera"), partial(announce, "victor")), {"Refused"})
    assert open_of_post(track) == 1


def test_one_side_announces_while_the_other_asks(track: Flask) -> None:
    holds(track, race(track, free, partial(announce, "victor"), partial(ask, "ana")), {"Refused"})
    assert open_of_post(track) == 1


def test_a_successor_is_agreed_or_objected_to_and_never_both(track: Flask) -> None:
    results = race(
        track, proposed, partial(answer, "consent", "vera"), lambda seen: answer("object_", "vera", seen, reason="No.")
    )  # fmt: skip
    holds(track, results, {"Stale"})
