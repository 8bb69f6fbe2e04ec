"""The negotiation, tier by tier, and what follows when it finds no result."""

from bpo_gov.agreements.framework.choices import StepKey
from bpo_gov.disputes import timetable
from bpo_gov.disputes.models import Dispute
from bpo_gov.disputes.workflow import DISPUTE
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.parties import Actor

flow = DISPUTE


@flow.action("step_up")
def step_up(one: Dispute, actor: Actor, /, *, reason: str) -> Particulars:
    """The people of the next tier take over."""
    before, one.tier = one.tier, one.tier + 1
    people = timetable.tiers(one.framework.terms)[one.tier - 1]
    return {"reason": reason, "from": before, "tier": one.tier, "client": people.client, "vendor": people.vendor}


@flow.action("end_talks")
def end_talks(one: Dispute, actor: Actor, /, *, reason: str) -> Particulars:
    """No tier found a result."""
    return {"reason": reason, **_after_talks(one)}


@flow.action("talks_over")
def talks_over(one: Dispute, actor: Actor) -> Particulars:
    """The time from the notice is over."""
    return {"due": one.due_at, **_after_talks(one)}


def _after_talks(one: Dispute) -> Particulars:
    """Where the agreement gives no time to refer it, the way to whoever decides in the end is open at once."""
    one.asked = None
    one.is_final_open = timetable.step(one, StepKey.REFER) is None
    return {"final": one.is_final_open}


@flow.action("open_final")
def open_final(one: Dispute, actor: Actor) -> Particulars:
    """Neither side referred it in time."""
    one.is_final_open = True
    return {"due": one.due_at}
