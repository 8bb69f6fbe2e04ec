"""Ends other than a settlement, with the frozen record for whoever decides; and what the clock and notes do."""

import json

from bpo_gov.disputes import seats
from bpo_gov.disputes.models import Dispute
from bpo_gov.disputes.workflow import DISPUTE
from bpo_gov.kernel import access, clock
from bpo_gov.kernel.attachments import File
from bpo_gov.kernel.ledger import NARROW, Particulars, plain
from bpo_gov.kernel.parties import Actor
from bpo_gov.notes import actions as notes

flow = DISPUTE
note, note_own = notes.bind(flow)


@flow.action("leave")
def leave(one: Dispute, actor: Actor, /, *, forum: str, reason: str) -> Particulars:
    """To court or arbitration; the open record goes along as it stands now, and nothing that is without prejudice."""
    file = File(f"{one.label}.json", "application/json", record_of(one, actor))
    one.frozen, one.asked = file.sha256, None
    seats.let_go(one)
    return {"forum": forum, "reason": reason, "files": [file]}


def record_of(one: Dispute, actor: Actor) -> bytes:
    """The open record of a dispute as one document: the notice, the issue paper, every entry that both sides may read."""
    entries = [
        {
            "seq": event.seq, "at": event.at, "party": event.party, "name": event.name, "hash": event.hash, "prev": event.prev,
            "content_digest": event.content_digest, "particulars": content.particulars,
        }
        for event, content in access.events_of(one, actor) if event.told not in NARROW
    ]  # fmt: skip
    paper = {
        "dispute": one.label, "title": one.title, "raised_by": one.raised_by, "particulars": one.particulars, "why": one.why, "relief": one.relief,
        "amount": one.amount, "currency": one.framework.terms.header.currency, "agreed_facts": one.facts if one.facts_agreed else None,
        "positions": [{"party": p.party, "facts": p.facts, "wants": p.wants, "at": p.at} for p in one.positions],
        "frozen_at": clock.now(), "entries": entries,
    }  # fmt: skip
    return json.dumps(plain(paper), ensure_ascii=False, indent=1, sort_keys=True).encode()


@flow.action("withdraw")
def withdraw(one: Dispute, actor: Actor, /, *, reason: str) -> Particulars:
    """The side that gave notice lets it go."""
    one.asked = None
    seats.let_go(one)
    return {"reason": reason}


@flow.action("warn")
def warn(one: Dispute, actor: Actor) -> Particulars:
    """Three quarters of a period are gone."""
    return {"due": one.due_at}


@flow.action("overdue")
def overdue(one: Dispute, actor: Actor) -> Particulars:
    """A deadline passed that nothing follows from."""
    return {"due": one.due_at, "late": one.ball}
