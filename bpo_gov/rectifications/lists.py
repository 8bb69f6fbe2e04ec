"""The list of rectification plans: what may narrow it, and its orders."""

from datetime import date

from bpo_gov.kernel import listing
from bpo_gov.kernel.keyset import Sort
from bpo_gov.kernel.listing import BALL, SIDE, Filter, Listing
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.words import N_
from bpo_gov.rectifications.models import Rectification, State
from bpo_gov.rectifications.queries import PARTS
from bpo_gov.rectifications.workflow import RECTIFICATION

KIND = RECTIFICATION.name
LIST = Listing(
    Rectification, KIND, listing.sorts([state.value for state in State]) | {"known": Sort(Rectification.known_on, "known_on", date, down=True)},
    listing.ORDER_WORDS | {"title": N_("Title"), "known": N_("Known on"), "late": N_("In time"), "steps": N_("Steps done")},
    (
        listing.states(KIND), BALL, SIDE,
        Filter("late", N_("Lateness"), N_("%(word)s"), {"yes": N_("Came late"), "no": N_("In time")}, lambda words: Rectification.is_late.is_(words[0] == "yes")),
    ),
    options=PARTS, columns=("number", "title", "due", "state", "late", "steps"), searched=(Matter.title, Rectification.failing),
)  # fmt: skip
