"""Whose turn it is with a decision: the sides that have not agreed, and both when it comes up for review."""

from bpo_gov.decisions.models import Decision, State
from bpo_gov.kernel import signatures


def ball_of(one: Decision) -> str | None:
    """client, vendor, both, or nobody."""
    if one.state == State.PROPOSED:
        left = signatures.missing(one, one.digest)
        return left[0].value if len(left) == 1 else "both"
    return "both" if one.state == State.AGREED and one.is_for_review else None
