"""The list of meetings: what may narrow it, and its orders."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement

from bpo_gov.kernel import clock, listing
from bpo_gov.kernel.keyset import Sort
from bpo_gov.kernel.listing import BALL, Filter, Listing
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.words import N_
from bpo_gov.meetings.models import Meeting, State
from bpo_gov.meetings.workflow import MEETING

KIND = MEETING.name


def _when(words: Sequence[str]) -> ColumnElement[bool]:
    ahead: ColumnElement[bool] = Meeting.starts_at >= clock.now()
    return ahead if words[0] == "ahead" else ~ahead


LIST = Listing(
    Meeting, KIND,
    listing.sorts([state.value for state in State]) | {"starts": Sort(Meeting.starts_at, "starts_at", datetime, down=True)},
    listing.ORDER_WORDS | {"title": N_("Title"), "starts": N_("Begins")},
    (
        listing.states(KIND), BALL,
        Filter("when", N_("When"), N_("%(word)s"), {"ahead": N_("To come"), "past": N_("Past")}, _when),
        Filter("chair", N_("Chair"), N_("Chair: %(word)s"), {key: listing.TURNS[key] for key in ("client", "vendor")},
               lambda words: Meeting.chair == words[0]),
    ),
    columns=("number", "title", "due", "state", "starts"), first="all", order="starts", apart=(State.DRAFT,), searched=(Matter.title, Meeting.place),
)  # fmt: skip
