"""What one side proposes and the other agrees: that the contract must be amended, or that the scope is open again."""

from bpo_gov.change_requests import decided, holding, writing
from bpo_gov.change_requests.models import ChangeRequest, Proposal, Statement
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import say

flow = CHANGE_REQUEST


@flow.action("propose_amendment")
def propose_amendment(cr: ChangeRequest, actor: Actor, /, *, statement: str) -> Particulars:
    """One key of the joint statement to the contract owners."""
    _propose(cr, actor, Proposal.AMENDMENT, statement)
    return {"statement": statement}


@flow.action("agree_amendment")
def agree_amendment(cr: ChangeRequest, actor: Actor) -> Particulars:
    """The other key: it goes to the contract owners."""
    writing.close_question(cr)
    text = _agree(cr)
    holding.free(cr)
    decided.amendment(cr, actor, text)
    return {"statement": text}


@flow.action("decline_amendment")
def decline_amendment(cr: ChangeRequest, actor: Actor, /, *, reason: str) -> Particulars:
    """The statement falls; the change can be re-scoped or another statement proposed."""
    writing.drop_statement(cr)
    return {"reason": reason}


@flow.action("propose_reopening")
def propose_reopening(cr: ChangeRequest, actor: Actor, /, *, reason: str) -> Particulars:
    """One key: what was approved no longer fits, and says why."""
    _propose(cr, actor, Proposal.REOPENING, reason)
    return {"reason": reason}


@flow.action("agree_reopening")
def agree_reopening(cr: ChangeRequest, actor: Actor) -> Particulars:
    """The other key: the note is void, what it held is free, and the side that raised the change scopes it anew."""
    text = _agree(cr)
    holding.free(cr)
    if cr.note is not None:
        db.session.delete(cr.note)
        cr.note = None
    writing.drop_statement(cr)
    writing.drop_notice(cr)
    decided.reopening(cr, actor, text)
    return {"statement": text}


@flow.action("decline_reopening")
def decline_reopening(cr: ChangeRequest, actor: Actor, /, *, reason: str) -> Particulars:
    """The scope stays as it was approved."""
    writing.drop_statement(cr)
    return {"reason": reason}


def _propose(cr: ChangeRequest, actor: Actor, kind: Proposal, text: str) -> None:
    writing.drop_statement(cr)
    cr.statement = Statement(
        change_id=cr.id, kind=kind, text=text, proposed_by=actor.party, proposed_at=clock.now(), agreed_at=None
    )


def _agree(cr: ChangeRequest) -> str:
    if cr.statement is None:
        raise Refused(say("Nothing of that kind has been proposed."))
    cr.statement.agreed_at = clock.now()
    return cr.statement.text
