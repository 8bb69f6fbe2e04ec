"""The list of statements: what may narrow it, and its orders."""

from datetime import date

from bpo_gov.credits.models import State, Statement
from bpo_gov.credits.queries import PARTS
from bpo_gov.credits.workflow import STATEMENT
from bpo_gov.kernel import listing
from bpo_gov.kernel.keyset import Sort
from bpo_gov.kernel.listing import BALL, Filter, Listing
from bpo_gov.kernel.words import N_

KIND = STATEMENT.name
LIST = Listing(
    Statement, KIND,
    listing.sorts([state.value for state in State]) | {"period": Sort(Statement.begins, "begins", date, down=True)},
    listing.ORDER_WORDS | {"title": N_("Title"), "period": N_("Month"), "amount": N_("Amount")},
    (
        listing.states(KIND), BALL,
        Filter("owed", N_("Whose performance"), N_("Whose performance: %(word)s"), {key: listing.TURNS[key] for key in ("client", "vendor")},
               Statement.owed_by.in_),
        Filter("late", N_("Lateness"), N_("%(word)s"), {"yes": N_("Claimed late"), "no": N_("In time")},
               lambda words: Statement.is_late.is_(words[0] == "yes")),
    ),
    options=PARTS, columns=("number", "title", "due", "state", "amount"), first="all", order="period",
)  # fmt: skip
