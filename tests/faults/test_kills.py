"""The fault run in small: twelve kills while sixty things are written, nothing lost, nothing twice; and it can fail."""

import sys
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from tests.faults import run
from tests.faults.checks import Finding
from tests.faults.plants import PLANTS
from tests.faults.run import Plan
from tests.faults.stack import Stack

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc"),
]
SMALL = Plan(writes=60, kills=12, every=1.2, seed=7, longest=90, hurry=True)
IN_PLACE = [name for name in PLANTS if name != "tampered"]  # the house's own command must see that one


class Outcome(NamedTuple):
    """What the run found, and what it finds with each defect laid."""

    honest: list[Finding]
    planted: dict[str, set[str]]


@pytest.fixture(scope="module")
def outcome() -> Iterator[Outcome]:
    """One run; every test looks at it from another side."""
    with Stack() as stack, run.prepared(stack, SMALL) as made:
        honest = [*run.load(made, SMALL), run.drained(made, SMALL), *made.findings()]
        planted = {name: made.would_find(name) for name in IN_PLACE}
        made.plant("tampered")
        planted["tampered"] = {finding.check for finding in made.findings() if not finding.ok}
        yield Outcome([*honest, run.ended(stack)], planted)


def test_twelve_kills_lose_nothing_double_nothing_and_leave_nobody_behind(outcome: Outcome) -> None:
    assert [finding for finding in outcome.honest if not finding.ok] == []
    assert {"kills", "load", "drained", "writes", "notices", "letters", "record", "ended"} <= {
        finding.check for finding in outcome.honest
    }


@pytest.mark.parametrize("plant", PLANTS)
def test_a_planted_defect_is_found(outcome: Outcome, plant: str) -> None:
    assert PLANTS[plant][1] in outcome.planted[plant]
