"""Every state an escalation can stand in, and what matters beside the state, each reached by real moves."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bpo_gov.escalations import actions
from bpo_gov.escalations.models import Escalation
from bpo_gov.kernel.parties import clock_of
from tests.cast import Cast
from tests.conftest import NOW

RAISERS = {"client": "carl", "vendor": "victor"}
OTHERS = {"client": "victor", "vendor": "carl"}
ORDER = ("raised", "acknowledged", "in_hand", "proposed", "resolved", "closed")
MAKERS = {  # who may make a verb, and in which situation
    "acknowledge": ("victor", "raised"),
    "take": ("victor", "acknowledged"),
    "wait": ("victor", "in_hand"),
    "answer": ("carl", "in hand, waiting"),
    "propose": ("victor", "in_hand"),
    "confirm": ("carl", "proposed"),
    "refuse": ("carl", "proposed"),
    "close": ("carl", "resolved"),
    "reopen": ("carl", "resolved"),
    "promote": ("carl", "early warning"),
    "climb": ("ana", "in_hand"),
    "to_dispute": ("ana", "in_hand"),
    "end_dispute": ("ana", "disputed"),
    "withdraw": ("carl", "raised"),
    "note": ("carl", "raised"),
    "note_own": ("carl", "raised"),
}
Situation = Callable[[Cast, str], Escalation]


def words(**more: Any) -> dict[str, Any]:
    """What an escalation says."""
    return {
        "title": "Calls wait nine minutes", "severity": "high", "impact": "One in five callers hangs up.", "wanted": "Two minutes at most.",
    } | more  # fmt: skip


def escalation(cast: Cast, state: str = "raised", side: str = "client", **more: Any) -> Escalation:
    """An escalation that real moves have brought to a state on the main path."""
    raiser, other = cast.actor(RAISERS[side]), cast.actor(OTHERS[side])
    one = actions.raise_(raiser, **words(**more))
    way: dict[str, Callable[[], Any]] = {
        "acknowledged": lambda: actions.acknowledge(one, other), "in_hand": lambda: actions.take(one, other),
        "proposed": lambda: actions.propose(one, other, resolution="Ten more people from Monday."), "resolved": lambda: actions.confirm(one, raiser),
        "closed": lambda: actions.close(one, raiser),
    }  # fmt: skip
    for step in ORDER[1 : ORDER.index(state) + 1]:
        way[step]()
    return one


def _stands_in(state: str) -> Situation:
    return lambda cast, side: escalation(cast, state, side)


def _waiting(cast: Cast, side: str) -> Escalation:
    return actions.wait(escalation(cast, "in_hand", side), cast.actor(OTHERS[side]), need="The list of callers.")


def _early(cast: Cast, side: str) -> Escalation:
    return escalation(cast, "raised", side, early=True, review_on=(NOW + timedelta(days=20)).date())


def _disputed(cast: Cast, side: str) -> Escalation:
    return actions.to_dispute(
        escalation(cast, "in_hand", side), cast.actor("ana"), reason="Nothing moves.", relief="Two minutes."
    )


def _withdrawn(cast: Cast, side: str) -> Escalation:
    return actions.withdraw(escalation(cast, "raised", side), cast.actor(RAISERS[side]), reason="Settled by telephone.")


def _at_the_top(cast: Cast, side: str) -> Escalation:
    one = escalation(cast, "in_hand", side)
    for _ in one.framework.terms.escalation.levels[1:]:
        actions.climb_late(one, clock_of(cast.agreement.id))
    return actions.spend(one, clock_of(cast.agreement.id))


SITUATIONS: dict[str, Situation] = {
    **{state: _stands_in(state) for state in ORDER},
    "disputed": _disputed,
    "withdrawn": _withdrawn,
    "in hand, waiting": _waiting,
    "early warning": _early,
    "at the top of the ladder, in vain": _at_the_top,
}
