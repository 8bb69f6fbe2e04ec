"""Whose turn it is with a meeting: of both until it was held, and then of the side that has not agreed to the minutes."""

from bpo_gov.kernel.parties import Party
from bpo_gov.meetings.models import Meeting, State


def ball_of(one: Meeting) -> str | None:
    """client, vendor, both, or nobody; a draft waits for nobody."""
    if one.state in (State.SCHEDULED, State.IN_PROGRESS):
        return "both"
    return Party(one.sent_by).other.value if one.state == State.MINUTED and one.sent_by else None
