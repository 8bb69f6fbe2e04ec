"""A provisional deadline is counted anew when its calendar has become known: a move of the clock, on the record."""

from typing import Any, Final

from bpo_gov.kernel import timers
from bpo_gov.kernel.ledger import Particulars, Told
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.moves import STAY, Deadline, Move
from bpo_gov.kernel.parties import CLOCK, Actor
from bpo_gov.kernel.words import N_, Say, say

VERB: Final = "recount"
PAST: Final = N_("The holidays are known better now: a provisional deadline was counted anew")


def move_of(deadlines: tuple[Deadline, ...]) -> Move:
    """The row that every table with deadlines has."""
    states = dict.fromkeys(state for deadline in deadlines for state in deadline.states)
    return Move(VERB, tuple(states), STAY, CLOCK, "recounted", Told.BOTH, is_outdated, past=PAST, quiet=True)


def is_outdated(matter: Any, actor: Actor) -> Say | None:
    """A provisional deadline would be counted otherwise by the calendars of now."""
    return None if timers.outdated(matter) else say("No provisional deadline would be counted otherwise.")


def recount(matter: Matter, actor: Actor, /) -> Particulars:
    """Both values of each deadline stay: on the record, and with the stretch that ran by the old count."""
    told = []
    for timer, count in timers.outdated(matter):
        told.append({
            "policy": timer.policy, "before": timer.due_at, "due": count.due, "provisional": count.provisional,
        })  # fmt: skip
        timers.recount(timer, count)
    matter.due_at = timers.first_due(timers.live(matter))
    return {"deadlines": told}
