"""The settlement: its terms and promises, both signatures, and how each promise is kept."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any, TypedDict

from bpo_gov.agreements import queries as agreements
from bpo_gov.disputes import decided, seats, timetable
from bpo_gov.disputes.models import Dispute, Remedy, RemedyKind
from bpo_gov.disputes.workflow import DISPUTE
from bpo_gov.kernel import clock, signatures, timers
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.ledger import Particulars, canonical, plain
from bpo_gov.kernel.parties import Actor, Party
from bpo_gov.kernel.words import say

flow = DISPUTE


class Promise(TypedDict):
    """One promise as it is written down."""

    kind: str
    owes: str
    what: str
    amount: Decimal | None
    due_on: date


@flow.action("write_terms")
def write_terms(one: Dispute, actor: Actor, /, *, terms: str, promises: Sequence[Promise]) -> Particulars:
    """What would end the dispute; it binds nobody before both have signed."""
    one.came_from, one.asked = one.state, None
    return write(one, terms, promises)


@flow.action("change_terms")
def change_terms(one: Dispute, actor: Actor, /, *, terms: str, promises: Sequence[Promise]) -> Particulars:
    """Other words, another digest: no signature stands under them yet."""
    return write(one, terms, promises)


def write(one: Dispute, terms: str, promises: Sequence[Promise]) -> Particulars:
    one.terms = terms
    one.remedies[:] = [
        Remedy(kind=RemedyKind(p["kind"]), owes=Party(p["owes"]), what=p["what"], amount=p["amount"], due_on=p["due_on"]) for p in promises
    ]  # fmt: skip
    one.terms_digest = sha256(canonical(plain({"terms": terms, "promises": list(promises)}))).hexdigest()
    db.session.flush()
    return {**_told(one), "digest": one.terms_digest}


def _told(one: Dispute) -> dict[str, Any]:
    promises = [
        {"kind": r.kind, "owes": r.owes, "what": r.what, "amount": r.amount, "due_on": r.due_on} for r in one.remedies
    ]
    return {"terms": one.terms, "promises": promises}


@flow.action("sign")
def sign(one: Dispute, actor: Actor) -> Particulars:
    """One side's signature; with the second the terms belong to the open record, and are a decision of both."""
    line = agreements.authority_of(one.framework.terms, actor)
    if line is None or one.terms_digest is None:
        raise Refused(say("You are not in the authority list of the framework."))
    signatures.sign(one, actor, one.terms_digest, line.clause)
    db.session.flush()
    left = signatures.missing(one, one.terms_digest)
    told = {"digest": one.terms_digest, "clause": line.clause, "waits_for": [side.value for side in left]}
    if left:
        return told
    seats.let_go(one)
    decided.settlement(one, actor)
    return told | _told(one)


@flow.action("drop_terms")
def drop_terms(one: Dispute, actor: Actor, /, *, reason: str) -> Particulars:
    """The dispute goes on where it stood."""
    one.terms, one.terms_digest = "", None
    one.remedies.clear()
    return {"reason": reason}


@flow.action("register")
def register(one: Dispute, actor: Actor, /, *, reference: str) -> Particulars:
    """Where the settlement is registered, so that it can be enforced."""
    one.registered_at = clock.now()
    return {"reference": reference}


@flow.action("perform")
def perform(one: Dispute, actor: Actor, /, *, promise: int, report: str) -> Particulars:
    """The side that promised says that it is done."""
    found = _found(one, promise, actor.party)
    if found.done_at is not None:
        raise Refused(say("It is reported as done already."))
    found.done_at = clock.now()
    timers.stop(timers.live(one), timetable.PROMISE)  # the next promise has a day of its own
    return {"what": found.what, "report": report}


@flow.action("confirm")
def confirm(one: Dispute, actor: Actor, /, *, promise: int) -> Particulars:
    """The side it was promised to agrees that it is done."""
    found = _found(one, promise, actor.party.other)
    if found.done_at is None or found.confirmed_at is not None:
        raise Refused(say("It is not reported as done, or it is confirmed already."))
    found.confirmed_at = clock.now()
    return {"what": found.what}


def _found(one: Dispute, promise: int, owes: Party) -> Remedy:
    found = next((remedy for remedy in one.remedies if remedy.id == promise and remedy.owes is owes), None)
    if found is None:
        raise Refused(say("There is no such promise of that side."))
    return found


@flow.action("promise_late")
def promise_late(one: Dispute, actor: Actor) -> Particulars:
    """The day of a promise has passed: the side it was made to may declare the settlement broken."""
    open_ = [remedy for remedy in one.remedies if remedy.done_at is None]
    return {"due": timers.due_of(one, timetable.PROMISE), "late": one.ball, "what": [remedy.what for remedy in open_]}


@flow.action("breach")
def breach(one: Dispute, actor: Actor, /, *, reason: str) -> Particulars:
    """A promise was not kept by its day."""
    late = [remedy.what for remedy in one.remedies if remedy.owes is not actor.party and remedy.done_at is None]
    return {"reason": reason, "open": late}
