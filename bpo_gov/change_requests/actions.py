"""What each verb of change control does; the engine does the rest."""

from datetime import date
from typing import Any

from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.framework import ChangeClass
from bpo_gov.agreements.models import Framework
from bpo_gov.change_requests import authorisation, decided, holding, rules, writing
from bpo_gov.change_requests.clockwork import (
    escalate,
    lapse,
    lapse_unratified,
    lapse_unsigned,
    open_dispute,
    overdue,
    remind,
    stand,
    warn,
)
from bpo_gov.change_requests.emergencies import ratify, refuse
from bpo_gov.change_requests.envelope import splitting
from bpo_gov.change_requests.guards import fits_class
from bpo_gov.change_requests.models import Assessment, ChangeRequest
from bpo_gov.change_requests.proposals import (
    agree_amendment,
    agree_reopening,
    decline_amendment,
    decline_reopening,
    propose_amendment,
    propose_reopening,
)  # fmt: skip
from bpo_gov.change_requests.questions import answer, ask
from bpo_gov.change_requests.unsigned import dispute, end_dispute, give_notice
from bpo_gov.change_requests.workflow import CHANGE_REQUEST, authority_of
from bpo_gov.kernel import clock, signatures
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import say
from bpo_gov.notes import actions as notes

__all__ = [
    "agree_amendment", "agree_reopening", "answer", "ask", "decline_amendment", "decline_reopening", "dispute", "end_dispute", "escalate",
    "give_notice", "lapse",
    "lapse_unratified", "lapse_unsigned", "open_dispute", "overdue", "propose_amendment", "propose_reopening", "ratify", "refuse", "remind", "stand", "warn",
]  # fmt: skip
flow = CHANGE_REQUEST


@flow.opening("open")
def open_(actor: Actor, /, *, token: str | None = None, **request: Any) -> ChangeRequest:
    """A draft under the version of the framework that is in force today."""
    framework = agreements.active_framework(actor.agreement_id)
    if framework is None:
        raise Refused(say("The framework is not in force yet: both sides must sign it first."))
    cr = ChangeRequest(
        framework_id=framework.id, opened_with=token, framework=framework, assessment=None, note=None, statement=None,
        agreement_id=actor.agreement_id, raised_by=actor.party,
    )  # fmt: skip
    writing.write(cr, **request)
    return cr


def preview(actor: Actor, framework: Framework, /, *, token: str | None = None, **request: Any) -> rules.Verdict:
    """What the envelope says of a request as typed; nothing is stored."""
    with db.session.no_autoflush:
        cr = ChangeRequest(
            framework_id=framework.id,
            framework=framework,
            assessment=None,
            note=None,
            statement=None,
            agreement_id=actor.agreement_id,
            raised_by=actor.party,
        )
        writing.write(cr, **request)
        return splitting.judged(cr, actor.party)


@flow.action("edit")
def edit(cr: ChangeRequest, actor: Actor, /, **request: Any) -> Particulars:
    """New words in a draft; only the own side has seen it."""
    writing.write(cr, **request)
    return writing.told(cr)


@flow.action("submit")
def submit(cr: ChangeRequest, actor: Actor) -> Particulars:
    """The other side sees it, and its value is reserved in the envelope; the record keeps what looks split."""
    holding.reserve(cr)
    return writing.told(cr) | splitting.told(cr)


@flow.action("make_normal")
def make_normal(cr: ChangeRequest, actor: Actor) -> Particulars:
    """The draft goes the normal way instead; words and figures stay as they are."""
    before, cr.change_class = cr.change_class, ChangeClass.NORMAL
    return {"before": before}


@flow.action("acknowledge")
def acknowledge(cr: ChangeRequest, actor: Actor) -> Particulars:
    """The client lets an operational change of the vendor pass."""
    writing.close_question(cr)
    holding.hold(cr)
    return {}


@flow.action("take")
def take(cr: ChangeRequest, actor: Actor) -> None:
    """The vendor says that the assessment has begun."""


@flow.action("assess")
def assess(cr: ChangeRequest, actor: Actor, /, **figures: Any) -> Particulars:
    """The impact assessment; from now on its figures count."""
    holding.free(cr)
    writing.close_question(cr)
    related = figures.pop("related", ())
    cr.assessment = Assessment(
        change_id=cr.id, by_id=actor.user_id, by_name=actor.name, by_title=actor.title, at=clock.now(), **figures
    )
    if related:
        writing.link(cr, {*(link.other.number for link in cr.links), *related})
    holding.reserve(cr)
    return {**writing.told(cr), "recommendation": figures["recommendation"]}


@flow.action("approve")
def approve(
    cr: ChangeRequest, actor: Actor, /, *, description: str, adjustments: str, effective_on: date
) -> Particulars:
    """The client's decision opens the authorisation note, and the value is held."""
    writing.close_question(cr)
    return authorisation.note(cr, actor, description=description, adjustments=adjustments, effective_on=effective_on)


@flow.action("return")
def return_(cr: ChangeRequest, actor: Actor, /, *, reason: str) -> Particulars:
    """Back to the side that raised it, with what is missing; the reservation is freed until it comes again."""
    holding.free(cr)
    writing.close_question(cr)
    writing.drop_statement(cr)
    return {"reason": reason}


@flow.action("rescope")
def rescope(cr: ChangeRequest, actor: Actor, /, **request: Any) -> Particulars:
    """The request in other words and figures, submitted again: an earlier assessment no longer counts."""
    holding.free(cr)
    writing.close_question(cr)
    writing.drop_statement(cr)
    if cr.assessment is not None:
        db.session.delete(cr.assessment)
        cr.assessment = None
    writing.write(cr, **request)
    db.session.flush()
    if misfit := fits_class(cr):
        raise Refused(misfit)
    holding.reserve(cr)
    return writing.told(cr) | splitting.told(cr)


@flow.action("sign")
def sign(cr: ChangeRequest, actor: Actor) -> Particulars:
    """One side's signature under the note's digest; with the second it is a decision of both."""
    line = authority_of(cr, actor)
    if cr.note is None or line is None:
        raise Refused(say("There is no authorisation note yet."))
    signatures.sign(cr, actor, cr.note.digest, line.clause)
    db.session.flush()
    left = signatures.missing(cr, cr.note.digest)
    if not left:
        decided.note(cr, cr.note, actor)
    return {"note": cr.note.digest, "clause": line.clause, "waits_for": [side.value for side in left]}


@flow.action("start")
def start(cr: ChangeRequest, actor: Actor) -> None:
    """The vendor begins; both have signed."""


@flow.action("deliver")
def deliver(cr: ChangeRequest, actor: Actor, /, *, report: str) -> Particulars:
    """The vendor says what was done."""
    return {"report": report}


@flow.action("accept")
def accept(cr: ChangeRequest, actor: Actor, /, *, remark: str) -> Particulars:
    """The client accepts; what was held stays used."""
    return {"remark": remark}


@flow.action("rework")
def rework(cr: ChangeRequest, actor: Actor, /, *, reason: str) -> Particulars:
    """Back to implementing, with what is missing."""
    return {"reason": reason}


@flow.action("reject")
def reject(cr: ChangeRequest, actor: Actor, /, *, reason: str) -> Particulars:
    """The client's no, with reasons; the reservation is freed."""
    writing.close_question(cr)
    holding.free(cr)
    return {"reason": reason}


@flow.action("discard")
def discard(cr: ChangeRequest, actor: Actor) -> None:
    """A draft is thrown away; the other side never saw it."""


@flow.action("withdraw")
def withdraw(cr: ChangeRequest, actor: Actor, /, *, reason: str) -> Particulars:
    """The raising side takes it back; what it held or reserved is freed."""
    writing.close_question(cr)
    holding.free(cr)
    return {"reason": reason}


note, note_own = notes.bind(flow)
