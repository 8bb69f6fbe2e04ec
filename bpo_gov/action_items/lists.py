"""The list of action items: what may narrow it, and its orders."""

from sqlalchemy import func

from bpo_gov.action_items.models import ActionItem, State
from bpo_gov.action_items.workflow import ACTION_ITEM
from bpo_gov.kernel import listing
from bpo_gov.kernel.keyset import Sort
from bpo_gov.kernel.listing import Filter, Listing
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.words import N_

KIND = ACTION_ITEM.name
ABOUT: dict[str, str] = {
    listing.ALONE: listing.ALONE_WORD
}  # kind of matter that an action can be about -> its word; wiring adds them


LIST = Listing(
    ActionItem, KIND,
    listing.sorts([state.value for state in State]) | {"title": Sort(Matter.title, "title", str, key=func.lower)},
    listing.ORDER_WORDS | {"title": N_("Title"), "owner": N_("Owner"), "day": N_("Day")},
    (
        listing.states(KIND),
        Filter("owner", N_("Owner"), N_("Owner: %(word)s"), {key: listing.TURNS[key] for key in ("client", "vendor")},
               ActionItem.owner_side.in_),
        Filter("mine", N_("Mine"), N_("%(word)s"), {"yes": N_("Mine by name")}, lambda words: ActionItem.owner_id.is_not(None),
               own=lambda actor: ActionItem.owner_id == actor.user_id),
        Filter("late", N_("Lateness"), N_("%(word)s"), {"yes": N_("A day was missed"), "no": N_("No day was missed")},
               lambda words: ActionItem.is_late.is_(words[0] == "yes")),
        listing.about(ABOUT),
    ),
    columns=("number", "title", "due", "state", "owner", "day"),
)  # fmt: skip
