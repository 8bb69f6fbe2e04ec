"""What the clock does in change control, as the table and the framework let it."""

from bpo_gov.change_requests import holding, writing
from bpo_gov.change_requests.models import ChangeRequest
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.escalations import actions as escalations
from bpo_gov.kernel import clock, timers
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.parties import SIDES, Actor, Party

flow = CHANGE_REQUEST


@flow.action("warn")
def warn(cr: ChangeRequest, actor: Actor) -> Particulars:
    """Three quarters of a period are gone."""
    return {"due": cr.due_at}


@flow.action("overdue")
def overdue(cr: ChangeRequest, actor: Actor) -> Particulars:
    """A deadline passed."""
    return {"due": cr.due_at, "late": cr.ball}


@flow.action("lapse")
def lapse(cr: ChangeRequest, actor: Actor) -> Particulars:
    """Silence after the assessment ends the request, where the framework says so."""
    return _lapsed(cr, "silence")


@flow.action("lapse_unsigned")
def lapse_unsigned(cr: ChangeRequest, actor: Actor) -> Particulars:
    """A note that is not signed in time ends the change, where the framework says so."""
    return _lapsed(cr, "sign")


@flow.action("lapse_unratified")
def lapse_unratified(cr: ChangeRequest, actor: Actor) -> Particulars:
    """An emergency that is not ratified in time ends, where the framework says so: what was done is undone."""
    return _lapsed(cr, "ratify")


def _lapsed(cr: ChangeRequest, policy: str) -> Particulars:
    due = timers.due_of(cr, policy)
    writing.close_question(cr)
    holding.free(cr)
    return {"due": due}


@flow.action("remind")
def remind(cr: ChangeRequest, actor: Actor) -> Particulars:
    """Silence, where the framework only reminds."""
    return {"due": timers.due_of(cr, "silence"), "late": cr.ball}


@flow.action("escalate")
def escalate(cr: ChangeRequest, actor: Actor) -> Particulars:
    """Silence, where the framework sends it up: an escalation about it, for the side that waits."""
    late = Party(cr.ball) if cr.ball in SIDES else cr.raised_by.other
    raised = escalations.raise_late(actor, about=cr, side=late.other, framework=cr.framework)
    return {"due": timers.due_of(cr, "silence"), "late": late, "level": raised.level, "escalation": raised.label}


@flow.action("stand")
def stand(cr: ChangeRequest, actor: Actor) -> Particulars:
    """Nobody objected to an operational change."""
    writing.close_question(cr)
    holding.hold(cr)
    return {"due": timers.due_of(cr, "object")}


@flow.action("open_dispute")
def open_dispute(cr: ChangeRequest, actor: Actor) -> Particulars:
    """The time of the notice is over and the note is still not signed."""
    cr.dispute_from = clock.now()
    return {"side": cr.notice_by, "due": timers.due_of(cr, "notice")}
