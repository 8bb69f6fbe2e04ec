"""When a verb of sealed offers is allowed."""

from bpo_gov.agreements import queries as agreements
from bpo_gov.disputes.models import Dispute, State
from bpo_gov.disputes.sealed.models import MOST, Standing
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import Say, say

ASKED = "sealed"  # what is asked, where it is sealed offers
FIRST_TIER = 2


def may_ask(one: Dispute, actor: Actor) -> Say | None:
    """The first tier has tried, nothing is asked, no round runs, and not all rounds are used."""
    if State(one.state) is State.NEGOTIATING and one.tier < FIRST_TIER:
        return say("Sealed offers begin with the second tier of the negotiation.")
    if one.sealing and one.sealing.is_running:
        return say("A round of sealed offers runs.")
    if one.sealing and (one.sealing.standing is Standing.AGREED or one.sealing.used >= MOST):
        return say("The sealed offers of this dispute are over.")
    return say("What was asked last is not answered yet.") if one.asked else None


def may_agree(one: Dispute, actor: Actor) -> Say | None:
    """The other side asked for sealed offers."""
    if not one.asks_for(ASKED):
        return say("Nothing of that kind was asked.")
    return say("Your side asked; the other side answers.") if one.asked_by == actor.party.value else None


def may_seal(one: Dispute, actor: Actor) -> Say | None:
    """Once for each side and round, by somebody with authority."""
    if refused := is_running(one, actor):
        return refused
    if agreements.authority_of(one.framework.terms, actor) is None:
        return say("You are not in the authority list of the framework.")
    turn = one.sealing.running if one.sealing else None
    sealed = turn is not None and turn.offer_of(actor.party)
    return say("Your side has sealed its figure of this round.") if sealed else None


def is_running(one: Dispute, actor: Actor) -> Say | None:
    """Both sides have agreed to sealed offers, and a round takes figures."""
    return None if one.sealing and one.sealing.is_running else say("No round of sealed offers runs.")
