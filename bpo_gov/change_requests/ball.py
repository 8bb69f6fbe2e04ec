"""Whose turn it is with a change request."""

from collections.abc import Callable, Mapping

from bpo_gov.change_requests import guards
from bpo_gov.change_requests.keys import open_proposal
from bpo_gov.change_requests.models import ChangeRequest, State
from bpo_gov.kernel import signatures
from bpo_gov.kernel.parties import Party

S = State
BOTH = "both"
NEGOTIABLE = (S.SUBMITTED, S.ASSESSING, S.ASSESSED, S.APPROVED, S.AUTHORISED, S.IMPLEMENTING)


def ball_of(cr: ChangeRequest) -> str | None:
    """The side whose turn it is: first who was asked, then who was proposed something, then who the state waits for."""
    state = S(cr.state)
    if state in NEGOTIABLE and cr.asked_of:
        return cr.asked_of
    if state in NEGOTIABLE and open_proposal(cr) and cr.statement:
        return cr.statement.proposed_by.other.value
    return OF_STATE[state](cr) if state in OF_STATE else None


def is_to_be_ratified(cr: ChangeRequest) -> bool:
    """An emergency that the client has not ratified yet."""
    return guards.is_emergency(cr) and not cr.is_ratified


def _raiser(cr: ChangeRequest) -> str:
    return cr.raised_by.value


def _client(cr: ChangeRequest) -> str:
    return Party.CLIENT.value


def _vendor(cr: ChangeRequest) -> str:
    return Party.VENDOR.value


def _first(cr: ChangeRequest) -> str:
    """The vendor assesses; what is not assessed is for the client to decide."""
    return _vendor(cr) if guards.is_assessed_class(cr) else _client(cr)


def _at_work(cr: ChangeRequest) -> str:
    """The vendor works; an emergency also waits for the client to ratify it."""
    return BOTH if is_to_be_ratified(cr) else _vendor(cr)


def _signing(cr: ChangeRequest) -> str:
    missing = signatures.missing(cr, cr.note.digest) if cr.note else ()
    return missing[0].value if len(missing) == 1 else BOTH


OF_STATE: Mapping[State, Callable[[ChangeRequest], str]] = {
    S.DRAFT: _raiser, S.RETURNED: _raiser, S.SUBMITTED: _first, S.ASSESSING: _vendor, S.ASSESSED: _client, S.APPROVED: _signing,
    S.AUTHORISED: _vendor, S.IMPLEMENTING: _at_work, S.DELIVERED: _client, S.DISPUTED: lambda cr: BOTH,
}  # fmt: skip
