"""Every state a claim for relief can stand in, and what matters beside the state, each reached by real moves."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from bpo_gov.kernel.parties import Party, clock_of
from bpo_gov.reliefs import actions
from bpo_gov.reliefs.models import Relief
from tests.cast import Cast
from tests.conftest import NOW
from tests.house import deciding, owing

CLAIMANTS = {"client": "carl", "vendor": "victor"}
BINDERS = {"client": "ana", "vendor": "vera"}  # who may bind a side
OTHERS = {"client": "vera", "vendor": "ana"}
CODES = {"client": "KPI-08", "vendor": "KPI-01"}  # of a KPI that measures the claimant
MAKERS = {  # who may make a verb of a claim of the client, and in which situation
    "detail": ("carl", "noticed"),
    "accept": ("vera", "claimed"),
    "accept_part": ("vera", "claimed"),
    "refuse": ("vera", "claimed"),
    "settle_for": ("ana", "partly"),
    "give_way": ("vera", "refused"),
    "determine": ("ana", "refused"),
    "withdraw": ("carl", "noticed"),
    "note": ("carl", "noticed"),
    "note_own": ("carl", "noticed"),
}
AWARE = NOW.date() - timedelta(days=5)
MILESTONE = date(2026, 7, 1)
Situation = Callable[[Cast, str], Relief]


def words(side: str = "vendor", **more: Any) -> dict[str, Any]:
    """What a notice says."""
    return {
        "title": "The portal was closed", "aware_on": AWARE, "happened": "Nobody could reach it.", "cause": "It was closed for two days.",
        "figures": ((CODES[side], "2026-05"),),
    } | more  # fmt: skip


def details(side: str = "vendor", **more: Any) -> dict[str, Any]:
    """What the details say."""
    return {
        "details": "The log shows it.", "figures": ((CODES[side], "2026-04"), (CODES[side], "2026-05")), "item": None, "milestone": "Night team at work",
        "milestone_on": MILESTONE, "delay": 6, "own_delay": 1,
    } | more  # fmt: skip


def relief(cast: Cast, state: str = "noticed", side: str = "vendor", **more: Any) -> Relief:
    """A claim that real moves have brought to a state; `more` are words of its details."""
    claimant, other = cast.actor(CLAIMANTS[side]), cast.actor(OTHERS[side])
    one = actions.notify(claimant, **words(side))
    if state == "noticed":
        return one
    if state == "lapsed":
        return actions.lapse(one, clock_of(cast.agreement.id))
    actions.detail(one, claimant, **details(side, **more))
    if state in ("refused", "determined"):
        actions.refuse(one, other, reason="It was closed at night only.")
    elif state == "partly":
        actions.accept_part(one, other, figures={one.slots[0]}, caused=4, reason="One of two days.")
    elif state == "accepted":
        actions.accept(one, other)
    elif state == "withdrawn":
        actions.withdraw(one, claimant, reason="It did not matter.")
    if state == "determined":
        decision = deciding.decision(cast, "agreed", about=one)
        actions.determine(one, cast.actor("ana"), figures=set(one.slots), caused=3, decision=decision)
    return one


def _stands_in(state: str) -> Situation:
    return lambda cast, side: relief(cast, state, side)


def _late(cast: Cast, side: str) -> Relief:
    return actions.notify(cast.actor(CLAIMANTS[side]), **words(side, aware_on=NOW.date() - timedelta(days=40)))


def _overdue(cast: Cast, side: str) -> Relief:
    return actions.overdue(relief(cast, "noticed", side), clock_of(cast.agreement.id))


def _reminded(cast: Cast, side: str) -> Relief:
    return actions.remind(relief(cast, "claimed", side), clock_of(cast.agreement.id))


def _of_an_action(cast: Cast, side: str) -> Relief:
    party = Party(side)
    item = owing.item(cast, side=side, owner_side=party, owner_id=None)
    return relief(cast, "accepted", side, item=item, milestone="", milestone_on=None)


def _settled(cast: Cast, side: str) -> Relief:
    return actions.settle_for(relief(cast, "partly", side), cast.actor(BINDERS[side]))


def _after_all(cast: Cast, side: str) -> Relief:
    return actions.give_way(relief(cast, "refused", side), cast.actor(OTHERS[side]))


def _of_figures_alone(cast: Cast, side: str) -> Relief:
    return relief(cast, "accepted", side, milestone="", milestone_on=None, delay=None, own_delay=0)


SITUATIONS: dict[str, Situation] = {
    **{
        state: _stands_in(state)
        for state in ("noticed", "claimed", "accepted", "partly", "refused", "determined", "withdrawn", "lapsed")
    },
    "noticed, late": _late,
    "noticed, details overdue": _overdue,
    "claimed, nobody answers": _reminded,
    "accepted, an action moved": _of_an_action,
    "accepted, settled for a part": _settled,
    "accepted after all": _after_all,
    "accepted, figures alone": _of_figures_alone,
}
