"""Whose turn it is in a dispute, from the row alone."""

from bpo_gov.disputes.models import Dispute, State
from bpo_gov.kernel import signatures
from bpo_gov.kernel.parties import Party

S = State


def ball_of(one: Dispute) -> str | None:
    """client, vendor or both."""
    state = S(one.state)
    if state is S.NOTICED:
        return one.raised_by.other.value
    if state is S.SETTLING:
        return _of(list(signatures.missing(one, one.terms_digest or "")))
    if state is S.SETTLED:
        owing = {remedy.owes for remedy in one.remedies if remedy.done_at is None}
        checking = {remedy.owes.other for remedy in one.remedies if remedy.done_at and not remedy.confirmed_at}
        return _of([*(owing or checking)])
    if one.asked is not None:
        return Party(one.asked["by"]).other.value
    return "both"


def _of(sides: list[Party]) -> str:
    return sides[0].value if len(sides) == 1 else "both"
