"""The list of disputes: what may narrow it, and its orders."""

from datetime import datetime

from bpo_gov.disputes.models import Dispute, State
from bpo_gov.disputes.workflow import DISPUTE
from bpo_gov.kernel import listing
from bpo_gov.kernel.keyset import Sort
from bpo_gov.kernel.listing import BALL, SIDE, Filter, Listing
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.words import N_

KIND = DISPUTE.name

LIST = Listing(
    Dispute, KIND,
    listing.sorts([state.value for state in State]) | {"age": Sort(Matter.created_at, "created_at", datetime)},
    listing.ORDER_WORDS | {"title": N_("Title"), "age": N_("Age"), "amount": N_("Amount")},
    (
        listing.states(KIND), BALL, SIDE,
        Filter("urgent", N_("Urgent relief"), N_("%(word)s"), {"yes": N_("Urgent relief sought")}, lambda words: Dispute.is_urgent.is_(True)),
    ),
    columns=("number", "title", "due", "state", "amount"),
)  # fmt: skip
