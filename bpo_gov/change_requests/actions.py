"""What each verb of change control does; the engine does the rest."""

from datetime import date
from decimal import Decimal
from typing import Any

from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.models import Framework
from bpo_gov.change_requests import holding, queries, rules, writing
from bpo_gov.change_requests.envelope import splitting
from bpo_gov.change_requests.models import (
    Assessment,
    AuthorisationNote,
    ChangeRequest,
    Statement,
)  # fmt: skip
from bpo_gov.change_requests.workflow import CHANGE_REQUEST, authority_of
from bpo_gov.kernel import clock, signatures, timers
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import say

flow = CHANGE_REQUEST


@flow.opening("open")
def open_(actor: Actor, /, *, token: str | None = None, **request: Any) -> ChangeRequest:
    """A draft under the version of the framework that is in force today."""
    framework = agreements.active_framework(actor.agreement_id)
    if framework is None:
        raise Refused(say("The framework is not in force yet: both sides must sign it first."))
    cr = ChangeRequest(
        framework_id=framework.id, opened_with=token, framework=framework, assessment=None, note=None, statement=None
    )
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


@flow.action("take")
def take(cr: ChangeRequest, actor: Actor) -> None:
    """The vendor says that the assessment has begun."""


@flow.action("assess")
def assess(cr: ChangeRequest, actor: Actor, /, **figures: Any) -> Particulars:
    """The impact assessment; from now on its figures count."""
    holding.free(cr)
    cr.assessment = Assessment(
        change_id=cr.id, by_id=actor.user_id, by_name=actor.name, by_title=actor.title, at=clock.now(), **figures
    )
    holding.reserve(cr)
    return {**writing.told(cr), "recommendation": figures["recommendation"]}


@flow.action("approve")
def approve(
    cr: ChangeRequest, actor: Actor, /, *, description: str, adjustments: str, effective_on: date
) -> Particulars:
    """The client's decision opens the authorisation note, and the value is held."""
    line, figures = authority_of(cr, actor), queries.effects(cr)
    if line is None:
        raise Refused(say("You are not in the authority list of the framework."))
    holding.free(cr)
    cr.held_on = queries.today(cr)
    holding.keep(cr, +1)
    cr.note = AuthorisationNote(
        change_id=cr.id, description=description, adjustments=adjustments, effective_on=effective_on, value=rules.value_of(figures) or Decimal(0),
        term_days=figures.term_days or 0, currency=figures.currency, approved_by=actor.name, clause=line.clause,
    )  # fmt: skip
    db.session.flush()
    return {
        **writing.told(cr),
        "clause": line.clause,
        "note": cr.note.digest,
        "description": description,
        "effective_on": effective_on,
    }


@flow.action("return")
def return_(cr: ChangeRequest, actor: Actor, /, *, reason: str) -> Particulars:
    """Back to the side that raised it, with what is missing; the reservation is freed until it comes again."""
    holding.free(cr)
    writing.drop_statement(cr)
    return {"reason": reason}


@flow.action("rescope")
def rescope(cr: ChangeRequest, actor: Actor, /, **request: Any) -> Particulars:
    """The request in other words and figures, submitted again: an earlier assessment no longer counts."""
    holding.free(cr)
    writing.drop_statement(cr)
    if cr.assessment is not None:
        db.session.delete(cr.assessment)
        cr.assessment = None
    writing.write(cr, **request)
    db.session.flush()
    holding.reserve(cr)
    return writing.told(cr) | splitting.told(cr)


@flow.action("propose_amendment")
def propose_amendment(cr: ChangeRequest, actor: Actor, /, *, statement: str) -> Particulars:
    """One key of the joint statement to the contract owners."""
    writing.drop_statement(cr)
    cr.statement = Statement(change_id=cr.id, text=statement, proposed_by=actor.party, proposed_at=clock.now())
    return {"statement": statement}


@flow.action("agree_amendment")
def agree_amendment(cr: ChangeRequest, actor: Actor) -> Particulars:
    """The other key: it goes to the contract owners."""
    if cr.statement is None:
        raise Refused(say("No joint statement has been proposed."))
    cr.statement.agreed_at = clock.now()
    holding.free(cr)
    return {"statement": cr.statement.text}


@flow.action("decline_amendment")
def decline_amendment(cr: ChangeRequest, actor: Actor, /, *, reason: str) -> Particulars:
    """The statement falls; the change can be re-scoped or another statement proposed."""
    writing.drop_statement(cr)
    return {"reason": reason}


@flow.action("sign")
def sign(cr: ChangeRequest, actor: Actor) -> Particulars:
    """One side's signature under the note's digest."""
    line = authority_of(cr, actor)
    if cr.note is None or line is None:
        raise Refused(say("There is no authorisation note yet."))
    signatures.sign(cr, actor, cr.note.digest, line.clause)
    db.session.flush()
    left = signatures.missing(cr, cr.note.digest)
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
    holding.free(cr)
    return {"reason": reason}


@flow.action("discard")
def discard(cr: ChangeRequest, actor: Actor) -> None:
    """A draft is thrown away; the other side never saw it."""


@flow.action("withdraw")
def withdraw(cr: ChangeRequest, actor: Actor, /, *, reason: str) -> Particulars:
    """The raising side takes it back; what it held or reserved is freed."""
    holding.free(cr)
    return {"reason": reason}


@flow.action("note")
def note(cr: ChangeRequest, actor: Actor, /, *, text: str) -> Particulars:
    """Words for both sides."""
    return {"text": text}


@flow.action("note_own")
def note_own(cr: ChangeRequest, actor: Actor, /, *, text: str) -> Particulars:
    """Words for the own side only."""
    return {"text": text}


@flow.action("warn")
def warn(cr: ChangeRequest, actor: Actor) -> Particulars:
    """The clock: three quarters of a period are gone."""
    return {"due": cr.due_at}


@flow.action("overdue")
def overdue(cr: ChangeRequest, actor: Actor) -> Particulars:
    """The clock: a deadline passed."""
    return {"due": cr.due_at, "late": cr.ball}


@flow.action("lapse")
def lapse(cr: ChangeRequest, actor: Actor) -> Particulars:
    """The clock: silence after the assessment ends the request."""
    holding.free(cr)
    return {"due": timers.due_of(cr, "silence")}


@flow.action("remind")
def remind(cr: ChangeRequest, actor: Actor) -> Particulars:
    """The clock: silence, where the framework only reminds."""
    return {"due": timers.due_of(cr, "silence"), "late": cr.ball}
