"""What ended a dispute by decision of both sides, entered in the register: the signed settlement, the expert both are bound by."""

from bpo_gov.agreements import queries as agreements
from bpo_gov.decisions import actions as decisions
from bpo_gov.decisions.models import Source
from bpo_gov.disputes.models import Dispute
from bpo_gov.kernel import signatures
from bpo_gov.kernel.parties import Actor


def settlement(one: Dispute, actor: Actor) -> None:
    """The terms with what is promised, under both signatures; worth the sums that are promised, if there are any."""
    promises = "\n".join(f"- {remedy.what}" for remedy in one.remedies)
    amounts = [remedy.amount for remedy in one.remedies if remedy.amount is not None]
    decisions.record(
        actor, about=one, title=one.title, text="\n\n".join(part for part in (one.terms, promises) if part),
        amount=sum(amounts[1:], amounts[0]) if amounts else None, effective_on=agreements.today_of(one.framework),
        signatures=list(signatures.under(one, one.terms_digest or "").values()), source=Source.SETTLEMENT,
    )  # fmt: skip


def determination(one: Dispute, actor: Actor, decision: str) -> None:
    """What the expert decided, beside those of each side who agreed to be bound by it: one named the expert, one agreed."""
    keys = [agreements.last_by(one, f"dispute.{event}") for event in ("expert_named", "expert_agreed")]
    found = [key for key in keys if key is not None]
    if len(found) == len(keys):
        decisions.record(
            actor, about=one, title=one.title, text=decision, amount=None, effective_on=agreements.today_of(one.framework),
            signatures=found, source=Source.EXPERT,
        )  # fmt: skip
