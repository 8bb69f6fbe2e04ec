"""What the moves to another version of the framework do: the envelope follows it, and the periods that begin later."""

from bpo_gov.change_requests import holding, versions, writing
from bpo_gov.change_requests.models import Adoption, ChangeRequest, State
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import say

flow = CHANGE_REQUEST


@flow.action("propose_version")
def propose_version(cr: ChangeRequest, actor: Actor) -> Particulars:
    """One key: this side would go on under the version in force."""
    version = versions.newer(cr)
    if version is None:
        raise Refused(say("It is governed by the version in force."))
    db.session.add(Adoption(change_id=cr.id, framework_id=version.id, proposed_by=actor.party, proposed_at=clock.now()))
    db.session.flush()
    return {"from": cr.framework.label, "to": version.label}


@flow.action("adopt_version")
def adopt_version(cr: ChangeRequest, actor: Actor) -> Particulars:
    """The other key. Deadlines that run keep the count they began with; what is held of the envelope stays held."""
    version, before = versions.newer(cr), cr.framework
    if version is None:
        raise Refused(say("It is governed by the version in force."))
    _end(cr)
    writing.drop_statement(cr)  # it was about what the earlier version allows
    is_reserved = cr.held_on is None and cr.state != State.RETURNED
    if is_reserved:
        holding.free(cr)
    cr.framework_id, cr.framework = version.id, version
    db.session.flush()
    if is_reserved:
        holding.reserve(cr)
    return {"from": before.label, "to": version.label}


@flow.action("decline_version")
def decline_version(cr: ChangeRequest, actor: Actor, /, *, reason: str) -> Particulars:
    """It stays under the version it has."""
    _end(cr)
    return {"reason": reason, "version": cr.framework.label}


def _end(cr: ChangeRequest) -> None:
    if proposal := versions.proposal_of(cr):
        db.session.delete(proposal)
        db.session.flush()
