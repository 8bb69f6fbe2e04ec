"""A note that one side has signed and the other has not: notice, and then the way to a dispute."""

from bpo_gov.change_requests import writing
from bpo_gov.change_requests.models import ChangeRequest
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.disputes import notice as disputes
from bpo_gov.kernel import clock
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.parties import Actor

flow = CHANGE_REQUEST


@flow.action("give_notice")
def give_notice(cr: ChangeRequest, actor: Actor, /, *, notice: str) -> Particulars:
    """The side that has signed tells the other that its time is over; another period begins."""
    cr.notice_by, cr.notice_at = actor.party.value, clock.now()
    rule = cr.framework.terms.change_procedure.unsigned
    return {"notice": notice, "clause": rule.clause if rule else None}


@flow.action("dispute")
def dispute(cr: ChangeRequest, actor: Actor, /, *, reason: str, relief: str) -> Particulars:
    """The right that the notice opened is used: notice of a dispute is given, and the change rests meanwhile."""
    one = disputes.notify_about(cr, actor, reason=reason, relief=relief)
    return {"reason": reason, "relief": relief, "dispute": one.label}


@flow.action("end_dispute")
def end_dispute(cr: ChangeRequest, actor: Actor, /, *, reason: str) -> Particulars:
    """The side that began it lets it go: the note can be signed again, and its time begins anew."""
    writing.drop_notice(cr)
    return {"reason": reason}
