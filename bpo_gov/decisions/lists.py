"""The register of decisions: what may narrow it, and its orders."""

from datetime import date

from sqlalchemy import and_

from bpo_gov.decisions.models import Decision, State
from bpo_gov.decisions.workflow import DECISION
from bpo_gov.kernel import listing
from bpo_gov.kernel.keyset import Sort
from bpo_gov.kernel.listing import BALL, SIDE, Filter, Listing
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.words import N_

KIND = DECISION.name
ABOUT: dict[str, str] = {
    listing.ALONE: listing.ALONE_WORD
}  # kind of matter that a decision can be about -> its word; wiring adds them

LIST = Listing(
    Decision, KIND,
    listing.sorts([state.value for state in State]) | {"effective": Sort(Decision.effective_on, "effective_on", date, down=True)},
    listing.ORDER_WORDS | {"title": N_("Title"), "effective": N_("In force from"), "amount": N_("Amount")},
    (
        listing.states(KIND), BALL, SIDE,
        Filter("review", N_("Review"), N_("%(word)s"), {"due": N_("Due for review"), "planned": N_("To be reviewed")},
               lambda words: and_(Matter.state == State.AGREED, Decision.is_for_review.is_(True)) if words[0] == "due" else Decision.review_on.is_not(None)),
        Filter("money", N_("Money"), N_("%(word)s"), {"yes": N_("About money")}, lambda words: Decision.amount.is_not(None)),
        listing.about(ABOUT),
    ),
    columns=("number", "title", "due", "state", "effective", "amount"), first="all", searched=(Matter.title, Decision.text),
)  # fmt: skip
