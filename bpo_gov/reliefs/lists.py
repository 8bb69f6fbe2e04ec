"""The list of claims for relief: what may narrow it, and its orders."""

from datetime import date

from sqlalchemy import func

from bpo_gov.kernel import listing
from bpo_gov.kernel.keyset import Sort
from bpo_gov.kernel.listing import BALL, SIDE, Filter, Listing
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.words import N_
from bpo_gov.reliefs.models import Relief, State
from bpo_gov.reliefs.queries import PARTS
from bpo_gov.reliefs.workflow import RELIEF

KIND = RELIEF.name
LIST = Listing(
    Relief, KIND,
    listing.sorts([state.value for state in State])
    | {"title": Sort(Matter.title, "title", str, key=func.lower), "aware": Sort(Relief.aware_on, "aware_on", date, down=True)},
    listing.ORDER_WORDS | {"title": N_("Title"), "aware": N_("Known on"), "late": N_("In time"), "days": N_("Moves by")},
    (
        listing.states(KIND), BALL, SIDE,
        Filter("late", N_("Lateness"), N_("%(word)s"), {"yes": N_("Came late"), "no": N_("In time")}, lambda words: Relief.is_late.is_(words[0] == "yes")),
    ),
    options=PARTS[:1], columns=("number", "title", "due", "state", "late", "days"), searched=(Matter.title, Relief.named),
)  # fmt: skip
