"""The list of action items: what may narrow it, and its orders."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased

from bpo_gov.action_items.models import ActionItem, State
from bpo_gov.action_items.workflow import ACTION_ITEM
from bpo_gov.kernel import listing
from bpo_gov.kernel.keyset import Sort
from bpo_gov.kernel.listing import Filter, Listing
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.words import N_

KIND = ACTION_ITEM.name
ALONE = "none"
ABOUT: dict[str, str] = {ALONE: N_("Alone")}  # kind of matter that an action can be about -> its word; wiring adds them


def _is_about(kinds: Sequence[str]) -> ColumnElement[bool]:
    other = aliased(Matter)
    found = Matter.about_id.in_(select(other.id).where(other.kind.in_(kinds)))
    return or_(found, Matter.about_id.is_(None)) if ALONE in kinds else found


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
        Filter("about", N_("About"), N_("About: %(word)s"), ABOUT, _is_about, many=True),
    ),
    columns=("number", "title", "due", "state", "owner", "day"),
)  # fmt: skip
