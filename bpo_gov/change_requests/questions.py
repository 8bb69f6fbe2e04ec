"""Further information: one question at a time; the clock of the side that asks stands still, the other side's turn begins."""

from bpo_gov.change_requests import writing
from bpo_gov.change_requests.models import ChangeRequest
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.parties import Actor

flow = CHANGE_REQUEST


@flow.action("ask")
def ask(cr: ChangeRequest, actor: Actor, /, *, question: str) -> Particulars:
    """What the other side must say before this one can go on."""
    cr.asked_of, cr.question = actor.party.other.value, question
    return {"question": question, "pauses": cr.framework.terms.change_procedure.pauses}


@flow.action("answer")
def answer(cr: ChangeRequest, actor: Actor, /, *, answer: str) -> Particulars:
    """The information; the clock of the side that asked goes on."""
    writing.close_question(cr)
    return {"answer": answer}
