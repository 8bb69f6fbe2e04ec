"""Every state an action item can stand in, and what matters beside the state, each reached by real moves."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bpo_gov.action_items import actions
from bpo_gov.action_items.models import ActionItem
from bpo_gov.kernel.parties import Party, clock_of
from tests.cast import Cast
from tests.conftest import NOW

RAISERS = {"client": "carl", "vendor": "victor"}
OWNERS = {"client": "victor", "vendor": "carl"}  # one side asks the other
MAKERS = {  # who may make a verb, and in which situation
    "done": ("victor", "open"),
    "reopen": ("carl", "done"),
    "hand_over": ("victor", "open"),
    "move_day": ("ana", "open"),
    "drop": ("vera", "open"),
    "note": ("carl", "open"),
    "note_own": ("carl", "open"),
}
DAY = (NOW + timedelta(days=9)).date()
Situation = Callable[[Cast, str], ActionItem]


def item(cast: Cast, state: str = "open", side: str = "client", **more: Any) -> ActionItem:
    """An action that one side adds for a person of the other, brought to a state by real moves."""
    owner = cast.actor(OWNERS[side])
    words = {"title": "Send the list of shops", "owner_side": owner.party, "owner_id": owner.user_id, "due_on": DAY}
    one = actions.add(cast.actor(RAISERS[side]), **words | more)
    if state == "done":
        actions.done(one, owner, report="Sent on Tuesday.")
    if state == "dropped":
        actions.drop(one, cast.actor("ana"), reason="Nobody needs it.")
    return one


def _stands_in(state: str) -> Situation:
    return lambda cast, side: item(cast, state, side)


def _of_the_side(cast: Cast, side: str) -> ActionItem:
    return item(cast, "open", side, owner_id=None, details="All of them.")


def _own(cast: Cast, side: str) -> ActionItem:
    return item(cast, "open", side, owner_side=Party(side), owner_id=cast.actor(RAISERS[side]).user_id)


def _late(cast: Cast, side: str) -> ActionItem:
    return actions.late(item(cast, "open", side), clock_of(cast.agreement.id))


def _moved(cast: Cast, side: str) -> ActionItem:
    return actions.move_day(_late(cast, side), cast.actor("vera"), due_on=DAY + timedelta(days=9), reason="Holidays.")


def _reopened(cast: Cast, side: str) -> ActionItem:
    return actions.reopen(item(cast, "done", side), cast.actor(RAISERS[side]), reason="Two shops are missing.")


def _handed_over(cast: Cast, side: str) -> ActionItem:
    return actions.hand_over(item(cast, "open", side), cast.actor(OWNERS[side]), owner_id=None)


SITUATIONS: dict[str, Situation] = {
    **{state: _stands_in(state) for state in ("open", "done", "dropped")},
    "of the side as a whole": _of_the_side,
    "of the side that added it": _own,
    "late": _late,
    "late, with a new day": _moved,
    "done, and not done": _reopened,
    "handed over": _handed_over,
}
