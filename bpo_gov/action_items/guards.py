"""When a verb of an action item is allowed."""

from bpo_gov.action_items.models import ActionItem
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import Say, say


def owns(one: ActionItem, actor: Actor) -> Say | None:
    """The side that owns it."""
    return None if one.owner_side is actor.party else say("The side that owns it does this.")


def does_not_own(one: ActionItem, actor: Actor) -> Say | None:
    """The side that does not own it."""
    return say("Your side owns it: the other side says whether it is done.") if one.owner_side is actor.party else None
