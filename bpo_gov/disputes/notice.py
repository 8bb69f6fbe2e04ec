"""The notice of a dispute, its acknowledgement, and the issue paper that both sides write together."""

from collections.abc import Sequence
from decimal import Decimal

from bpo_gov.agreements import queries as agreements
from bpo_gov.disputes.models import Dispute, Position
from bpo_gov.disputes.workflow import DISPUTE
from bpo_gov.kernel import clock
from bpo_gov.kernel.attachments import File
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import say

flow = DISPUTE


@flow.opening("notify")
def notify(
    actor: Actor, /, *, title: str, particulars: str, why: str, relief: str, amount: Decimal | None = None, urgent: bool = False,
    about: Matter | None = None, files: Sequence[File] = (), token: str | None = None,
) -> tuple[Dispute, Particulars]:  # fmt: skip
    """A notice under the version of the framework that is in force today; the negotiation is counted from it."""
    framework = agreements.active_framework(actor.agreement_id)
    if framework is None:
        raise Refused(say("The framework is not in force yet: both sides must sign it first."))
    one = Dispute(
        framework_id=framework.id, framework=framework, title=title, particulars=particulars, why=why, relief=relief, amount=amount, is_urgent=urgent,
        is_expedited=False, tier=1, facts="", facts_agreed=False, extended={}, is_for_body=False, is_final_open=False, terms="", opened_with=token,
        raised_by=actor.party, positions=[], remedies=[], sealing=None,
    )  # fmt: skip
    one.about_id = about.id if about else None
    told = {"particulars": particulars, "why": why, "relief": relief, "amount": amount, "urgent": urgent}
    return one, {**told, "about": about.label if about else None, "files": files}


def notify_about(matter: Matter, actor: Actor, *, reason: str, relief: str) -> Dispute:
    """A notice out of a matter that could not be settled otherwise."""
    return notify(actor, title=matter.title, particulars=reason, why=reason, relief=relief, about=matter)


@flow.action("acknowledge")
def acknowledge(one: Dispute, actor: Actor) -> None:
    """The other side has the notice; it admits nothing."""


@flow.action("deem")
def deem(one: Dispute, actor: Actor) -> Particulars:
    """The notice counts as received: silence does not stop a dispute."""
    return {"due": one.due_at, "late": one.raised_by.other}


@flow.action("position")
def position(one: Dispute, actor: Actor, /, *, facts: str, wants: str, files: Sequence[File] = ()) -> Particulars:
    """What the own side says happened and wants; a later one takes the place of the one before, and the record keeps both."""
    found = one.position_of(actor.party)
    if found is None:
        found = Position(dispute_id=one.id, party=actor.party)
        one.positions.append(found)
        db.session.add(found)
    found.facts, found.wants, found.by, found.at = facts, wants, actor.title or actor.name, clock.now()
    return {"facts": facts, "wants": wants, "files": files}


@flow.action("write_facts")
def write_facts(one: Dispute, actor: Actor, /, *, text: str) -> Particulars:
    """A neutral statement; what was agreed before counts no longer."""
    one.facts, one.facts_by, one.facts_agreed = text, actor.party.value, False
    return {"text": text}


@flow.action("agree_facts")
def agree_facts(one: Dispute, actor: Actor) -> Particulars:
    """Both sides stand by the neutral statement."""
    one.facts_agreed = True
    return {"text": one.facts}


@flow.action("urge")
def urge(one: Dispute, actor: Actor, /, *, reason: str) -> Particulars:
    """Interim relief from a court is open at any time; the dispute goes on beside it."""
    one.is_urgent = True
    return {"reason": reason}
