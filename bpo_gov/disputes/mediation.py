"""Mediation: referral, the mediator, what is said without prejudice, the sessions, and an end without result."""

from datetime import date
from decimal import Decimal

from bpo_gov.disputes import seats
from bpo_gov.disputes.asking import ask
from bpo_gov.disputes.models import Dispute
from bpo_gov.disputes.workflow import DISPUTE
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.parties import Actor

flow = DISPUTE


@flow.action("refer")
def refer(one: Dispute, actor: Actor) -> Particulars:
    """To mediation, by the body of the agreement."""
    one.asked = None
    return {"body": one.framework.terms.disputes.mediation_body}


@flow.action("name_mediator")
def name_mediator(one: Dispute, actor: Actor, /, *, name: str, email: str, reason: str) -> Particulars:
    """Somebody whom the other side may agree to, and who may sit: known before the other side has to answer."""
    seats.check(one, email=email)
    return ask(one, actor, "mediator", name=name, email=email, reason=reason)


@flow.action("agree_mediator")
def agree_mediator(one: Dispute, actor: Actor) -> Particulars:
    """Both want this mediator, who is given a seat at this dispute."""
    asked = dict(one.asked or {})
    one.asked, one.mediator = None, asked["name"]
    seats.give(one, name=asked["name"], email=asked["email"])
    return {"name": one.mediator, "email": asked["email"]}


@flow.action("to_body")
def to_body(one: Dispute, actor: Actor) -> Particulars:
    """Nobody was agreed in time."""
    one.is_for_body = True
    return {"due": one.due_at, "body": one.framework.terms.disputes.mediation_body}


@flow.action("appoint")
def appoint(one: Dispute, actor: Actor, /, *, name: str, email: str, letter: str) -> Particulars:
    """Whom the body appointed, and by which letter; the mediator is given a seat at this dispute."""
    one.asked, one.mediator = None, name
    seats.give(one, name=name, email=email)
    return {"name": name, "email": email, "letter": letter, "body": one.framework.terms.disputes.mediation_body}


@flow.action("share_summary")
def share_summary(one: Dispute, actor: Actor, /, *, text: str) -> Particulars:
    """The own case for both sides' negotiators and the mediator."""
    return {"text": text}


@flow.action("confide")
def confide(one: Dispute, actor: Actor, /, *, text: str) -> Particulars:
    """For the mediator only: the other side never reads it, nor does a mediator who comes later."""
    return {"text": text}


@flow.action("hold")
def hold(
    one: Dispute, actor: Actor, /, *, held_on: date, client_people: str, vendor_people: str, client_authority: bool, vendor_authority: bool, result: str
) -> Particulars:  # fmt: skip
    """Who sat at the table for each side, whether with full authority to settle, and what came of it."""
    return {
        "held_on": held_on, "client_people": client_people, "vendor_people": vendor_people, "client_authority": client_authority,
        "vendor_authority": vendor_authority, "result": result,
    }  # fmt: skip


@flow.action("end_mediation")
def end_mediation(one: Dispute, actor: Actor, /, *, reason: str) -> Particulars:
    """No settlement was found."""
    one.asked, one.is_final_open = None, True
    seats.let_go(one)
    return {"reason": reason}


@flow.action("offer")
def offer(one: Dispute, actor: Actor, /, *, text: str, amount: Decimal | None = None) -> Particulars:
    """What would settle it; nothing said here counts elsewhere."""
    return {"text": text, "amount": amount}
