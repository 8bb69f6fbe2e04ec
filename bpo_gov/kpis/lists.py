"""The list of figures: what may narrow it, and its orders."""

from datetime import date

from bpo_gov.kernel import listing
from bpo_gov.kernel.keyset import Sort
from bpo_gov.kernel.listing import BALL, SIDE, Listing
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.words import N_
from bpo_gov.kpis.models import Figure, State
from bpo_gov.kpis.queries import PARTS
from bpo_gov.kpis.workflow import FIGURE

KIND = FIGURE.name
LIST = Listing(
    Figure, KIND,
    listing.sorts([state.value for state in State]) | {"period": Sort(Figure.begins, "begins", date, down=True)},
    listing.ORDER_WORDS | {"title": N_("Title"), "period": N_("Period"), "value": N_("Figure")},
    (listing.states(KIND), BALL, SIDE), options=PARTS,
    columns=("number", "title", "due", "state", "value"), first="all", order="period", searched=(Matter.title, Figure.source),
)  # fmt: skip
