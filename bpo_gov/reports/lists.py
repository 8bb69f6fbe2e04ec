"""The list of reports: what may narrow it, and its orders."""

from datetime import date

from bpo_gov.kernel import listing
from bpo_gov.kernel.keyset import Sort
from bpo_gov.kernel.listing import BALL, Filter, Listing
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.words import N_
from bpo_gov.reports.models import Report, State
from bpo_gov.reports.queries import PARTS
from bpo_gov.reports.workflow import REPORT

KIND = REPORT.name
LIST = Listing(
    Report, KIND, listing.sorts([state.value for state in State]) | {"period": Sort(Report.begins, "begins", date, down=True)},
    listing.ORDER_WORDS | {"title": N_("Report"), "period": N_("Period"), "owed": N_("Side"), "in_time": N_("In time")},
    (
        listing.states(KIND), BALL,
        Filter("owed", N_("Owed by"), N_("Owed by: %(word)s"), {key: listing.TURNS[key] for key in ("client", "vendor")}, Matter.raised_by.in_),
        Filter("late", N_("Lateness"), N_("%(word)s"), {"yes": N_("Came late"), "no": N_("In time")}, lambda words: Report.is_late.is_(words[0] == "yes")),
    ),
    options=PARTS, columns=("number", "title", "due", "state", "owed", "in_time"),
)  # fmt: skip
