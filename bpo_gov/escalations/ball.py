"""Whose turn it is with an escalation: first who was asked, then who the state waits for."""

from bpo_gov.escalations.models import Escalation, State

S = State
ANSWERING = (S.RAISED, S.ACKNOWLEDGED, S.IN_HAND)


def ball_of(one: Escalation) -> str | None:
    """client, vendor, both, or nobody."""
    if one.source is not None:  # the vendor answers for its supplier
        return {"other": "vendor"}.get(one.source.holder or "", one.source.holder)
    if one.waits_for:
        return one.waits_for
    state = S(one.state)
    if state in ANSWERING:
        return one.responder.value
    if state in (S.PROPOSED, S.RESOLVED):
        return one.raised_by.value
    return "both" if state is S.DISPUTED else None
