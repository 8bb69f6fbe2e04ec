"""When a verb of a round is allowed."""

from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import Say, say
from bpo_gov.pulses.models import Pulse


def nobody_ends(one: Pulse, actor: Actor) -> Say | None:
    """No side has proposed to close it early."""
    if one.ending is None:
        return None
    return (
        say("Your side has proposed it; the other side agrees.") if one.ending == actor.party.value else say("The other side has proposed it: agree to it.")
    )  # fmt: skip


def other_side_ends(one: Pulse, actor: Actor) -> Say | None:
    """The other side has proposed to close it early."""
    if one.ending is None:
        return say("Nobody has proposed to close it early.")
    return say("Your side has proposed it; the other side agrees.") if one.ending == actor.party.value else None
