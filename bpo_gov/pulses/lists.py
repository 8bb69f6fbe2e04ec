"""The list of rounds: what may narrow it, and its orders."""

from bpo_gov.kernel import listing
from bpo_gov.kernel.keyset import Sort
from bpo_gov.kernel.listing import BALL, SIDE, Listing
from bpo_gov.kernel.words import N_
from bpo_gov.pulses.models import Pulse, State
from bpo_gov.pulses.queries import PARTS
from bpo_gov.pulses.workflow import PULSE

KIND = PULSE.name
LIST = Listing(
    Pulse, KIND,
    listing.sorts([state.value for state in State]) | {"quarter": Sort(Pulse.quarter, "quarter", str, down=True)},
    listing.ORDER_WORDS | {"quarter": N_("Quarter"), "answers": N_("Have answered")},
    (listing.states(KIND), BALL, SIDE), options=PARTS,
    columns=("number", "quarter", "due", "state", "answers"), first="all", order="quarter",
)  # fmt: skip
