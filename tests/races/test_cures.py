"""Two who answer a claim for relief or a plan at one moment, on a real PostgreSQL: one of them wins."""

from collections.abc import Iterator
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from bpo_gov.kernel.db import db
from bpo_gov.kernel.ledger import Event
from bpo_gov.kpis.rules import periods
from bpo_gov.rectifications import actions as plans
from bpo_gov.rectifications import queries as plan_queries
from bpo_gov.rectifications.models import Rectification
from bpo_gov.reliefs import actions, queries
from bpo_gov.reliefs.models import Relief, ReliefFigure
from tests.cast import Cast
from tests.house.relieving import relief
from tests.house.righting import plan
from tests.races import answering
from tests.races.answering import ROUNDS, Seen, holds, race

answer = partial(answering.answer, queries.load, actions)
answer_plan = partial(answering.answer, plan_queries.load, plans)


@pytest.fixture(scope="module")
def track(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application and database for the races of this module."""
    yield from answering.running(tmp_path_factory.mktemp("track"))


def claimed() -> tuple[Relief, Relief]:
    """A claim that the client answers and the vendor may withdraw."""
    one = relief(Cast.load(), "claimed")
    return one, one


def counted(track: Flask, *names: str) -> int:
    """How many entries of these names the record has."""
    with track.app_context():
        found = db.session.execute(select(func.count()).select_from(Event).where(Event.name.in_(names))).scalar_one()
        db.session.remove()
    return int(found)


def test_a_claim_is_accepted_or_withdrawn_and_never_both(track: Flask) -> None:
    names = ("relief.accepted", "relief.withdrawn")
    before = counted(track, *names)
    results = race(
        track, claimed, partial(answer, "accept", "ana"), lambda seen: answer("withdraw", "victor", seen, reason="It did not matter.")
    )  # fmt: skip
    holds(track, results, {"Stale"})
    assert counted(track, *names) - before == ROUNDS
    with track.app_context():
        excused = (
            select(Relief.state).join(ReliefFigure, ReliefFigure.relief_id == Relief.id).where(ReliefFigure.is_excused)
        )
        assert set(db.session.scalars(excused)) == {"accepted"}
        db.session.remove()


def test_two_of_the_other_side_give_one_answer(track: Flask) -> None:
    results = race(
        track, claimed, partial(answer, "accept", "ana"), lambda seen: answer("refuse", "edda", seen, reason="No.")
    )  # fmt: skip
    holds(track, results, {"Stale"})


def test_a_draft_is_accepted_or_sent_back_and_never_both(track: Flask) -> None:
    slots = _slots()

    def drafted() -> tuple[Rectification, Rectification]:
        one = plan(Cast.load(), "drafted", figure=next(slots))
        return one, one

    def back(seen: Seen) -> None:
        answer_plan("return_", "carl", seen, reason="Who trains them?")

    holds(track, race(track, drafted, partial(answer_plan, "accept", "ana"), back), {"Stale"})


def _slots() -> Iterator[tuple[str, str]]:
    """Every month of the KPIs that measure the vendor: a failing has one plan."""
    for code in ("KPI-01", "KPI-02", "KPI-03"):
        span = periods.parse("2026-05")
        while span.start.isoformat() >= "2025-02-01":
            yield code, span.label
            span = span.previous
