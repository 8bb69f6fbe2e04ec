"""The list of changes of key people: what may narrow it, and its orders."""

from sqlalchemy import func

from bpo_gov.kernel import listing
from bpo_gov.kernel.keyset import Sort
from bpo_gov.kernel.listing import BALL, TURNS, Filter, Listing
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.words import N_
from bpo_gov.successions.models import State, Succession
from bpo_gov.successions.queries import PARTS
from bpo_gov.successions.workflow import SUCCESSION

KIND = SUCCESSION.name
LIST = Listing(
    Succession, KIND,
    listing.sorts([state.value for state in State]) | {"title": Sort(Matter.title, "title", str, key=func.lower)},
    listing.ORDER_WORDS | {"title": N_("Post"), "leaves": N_("Last day"), "successor": N_("Successor")},
    (
        listing.states(KIND), BALL,
        Filter("person", N_("Whose person"), N_("Person of: %(word)s"), {key: TURNS[key] for key in ("client", "vendor")}, lambda words: Succession.of_side == words[0]),
        Filter(
            "late", N_("Announced"), N_("%(word)s"), {"yes": N_("Announced late"), "no": N_("Announced in time")},
            lambda words: Succession.notice_late > 0 if words[0] == "yes" else (Succession.notice_late == 0) & Succession.last_on.is_not(None),
        ),
    ),
    options=PARTS[:1], columns=("number", "title", "due", "state", "leaves", "successor"), searched=(Matter.title, Succession.holder, Succession.successor),
)  # fmt: skip
