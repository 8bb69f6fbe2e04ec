"""When a verb of a figure is allowed."""

from bpo_gov.kernel.parties import Actor, Party
from bpo_gov.kernel.words import Say, say
from bpo_gov.kpis.models import Figure


def may_agree(one: Figure, actor: Actor) -> Say | None:
    """The other side has proposed a value."""
    if one.proposed_by is None:
        return say("Nobody has proposed a value yet.")
    return (
        say("Your side proposed this value; the other side agrees.") if one.proposed_by == actor.party.value else None
    )


def measures(one: Figure, actor: Actor) -> Say | None:
    """The side that measures."""
    return None if Party(one.raised_by) is actor.party else say("The side that measures does this.")
