"""The list of imports: what may narrow it, and its orders."""

from bpo_gov.figure_imports.models import FigureImport, State
from bpo_gov.figure_imports.rules.choices import SORTS
from bpo_gov.figure_imports.workflow import FIGURE_IMPORT
from bpo_gov.kernel import listing
from bpo_gov.kernel.listing import SIDE, Filter, Listing
from bpo_gov.kernel.words import N_

KIND = FIGURE_IMPORT.name

LIST = Listing(
    FigureImport, KIND, listing.sorts([state.value for state in State]),
    listing.ORDER_WORDS | {"title": N_("File"), "figures": N_("Figures")},
    (
        listing.states(KIND), SIDE,
        Filter("sort", N_("What it holds"), N_("%(word)s"), {sort.value: word for sort, word in SORTS.items()}, lambda words: FigureImport.sort == words[0]),
    ),
    columns=("number", "title", "state", "figures"), first="all", order="number",
)  # fmt: skip
