"""Every state a decision can stand in, and what matters beside the state, each reached by real moves."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from bpo_gov.decisions import actions, queries
from bpo_gov.decisions.models import Decision
from bpo_gov.kernel.parties import clock_of
from tests import make
from tests.cast import Cast
from tests.conftest import NOW

PROPOSERS = {"client": "ana", "vendor": "vera"}  # who may bind the side
MEMBERS = {"client": "carl", "vendor": "victor"}
OTHERS = {"client": "vera", "vendor": "ana"}
TODAY = NOW.date()
MAKERS = {  # who may make a verb, and in which situation
    "agree": ("vera", "proposed"),
    "reword": ("victor", "proposed"),
    "decline": ("vera", "proposed"),
    "withdraw": ("carl", "proposed"),
    "dissent": ("victor", "agreed"),
    "review": ("carl", "due for review"),
    "note": ("carl", "proposed"),
    "note_own": ("carl", "proposed"),
}
Situation = Callable[[Cast, str], Decision]


def words(**more: Any) -> dict[str, Any]:
    """What a decision says."""
    return {
        "title": "The absence file closes on the 20th", "text": "The absence file of a month closes on the 20th at 17:00.", "effective_on": TODAY,
    } | more  # fmt: skip


def decision(cast: Cast, state: str = "proposed", side: str = "client", *, by: str = "", **more: Any) -> Decision:
    """A decision that real moves have brought to a state."""
    one = actions.propose(cast.actor(by or PROPOSERS[side]), **words(**more))
    if state != "proposed":
        actions.agree(one, cast.actor(OTHERS[side]))
    return one


def _by_a_member(cast: Cast, side: str) -> Decision:
    return decision(cast, side=side, by=MEMBERS[side])


def _worth(cast: Cast, side: str) -> Decision:
    return decision(cast, side=side, amount=Decimal(40_000))


def _declined(cast: Cast, side: str) -> Decision:
    return actions.decline(decision(cast, side=side), cast.actor(OTHERS[side]), reason="Too early in the month.")


def _withdrawn(cast: Cast, side: str) -> Decision:
    return actions.withdraw(decision(cast, side=side), cast.actor(PROPOSERS[side]), reason="Asked too early.")


def _superseded(cast: Cast, side: str) -> Decision:
    old = decision(cast, "agreed", side)
    decision(cast, "agreed", side, supersedes=old, title="The absence file closes on the 22nd")
    return old


def _for_review(cast: Cast, side: str) -> Decision:
    one = decision(cast, "agreed", side, review_on=TODAY + timedelta(days=30))
    return actions.come_up(one, clock_of(cast.agreement.id))


def _recorded(cast: Cast, side: str) -> Decision:
    """Made with a change whose note both have signed."""
    cr = make.change_request(cast, "authorised", by=MEMBERS[side], one_off_cost=Decimal(1000), monthly_cost=Decimal(0))
    found = queries.recorded_about(cr)
    assert found is not None
    return found


SITUATIONS: dict[str, Situation] = {
    "proposed": lambda cast, side: decision(cast, side=side),
    "proposed by a member": _by_a_member,
    "proposed, worth something": _worth,
    "agreed": lambda cast, side: decision(cast, "agreed", side),
    "declined": _declined,
    "withdrawn": _withdrawn,
    "superseded": _superseded,
    "due for review": _for_review,
    "recorded": _recorded,
}
