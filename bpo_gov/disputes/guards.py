"""When a verb of a dispute is allowed."""

from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.framework.choices import StepKey
from bpo_gov.disputes import timetable
from bpo_gov.disputes.models import Dispute, State
from bpo_gov.kernel import signatures
from bpo_gov.kernel.parties import SIDES, Actor
from bpo_gov.kernel.words import Money, Say, say

TIME = ("extension", "suspension", "expedited")  # what both agree to without leaving the step


# -- negotiation -------------------------------------------------------------------------------------------------


def may_agree_facts(one: Dispute, actor: Actor) -> Say | None:
    """The other side wrote them, and nobody has agreed yet."""
    if not one.facts:
        return say("Nobody has written down yet what both agree happened.")
    if one.facts_agreed:
        return say("Both sides agree to it already.")
    return say("Your side wrote it; the other side agrees.") if one.facts_by == actor.party.value else None


def may_step_up(one: Dispute, actor: Actor) -> Say | None:
    """There is a tier above."""
    return None if one.tier < timetable.top(one.framework.terms) else say("The highest tier negotiates already.")


def is_at_top(one: Dispute, actor: Actor) -> Say | None:
    """Every tier has tried."""
    return None if one.tier >= timetable.top(one.framework.terms) else say("The next tier tries first.")


def has_executives(one: Dispute) -> bool:
    """The highest tier has a time of its own."""
    return one.tier >= timetable.top(one.framework.terms) and timetable.step(one, StepKey.EXECUTIVES) is not None


def is_joint_talk(one: Dispute) -> bool:
    """The time from the notice on: it ends where the highest tier has a time of its own."""
    return not has_executives(one)


def is_suspended(one: Dispute) -> bool:
    """Both sides let the dispute rest."""
    return one.is_suspended


# -- what one side asks and the other agrees to --------------------------------------------------------------------


def nothing_is_asked(one: Dispute, actor: Actor) -> Say | None:
    """One question at a time."""
    return say("What was asked last is not answered yet.") if one.asked else None


def may_ask_pause(one: Dispute, actor: Actor) -> Say | None:
    """It does not rest already."""
    return say("It is suspended already.") if one.is_suspended else nothing_is_asked(one, actor)


def may_ask_expedited(one: Dispute, actor: Actor) -> Say | None:
    """The framework has a shorter timetable, and it is not the one that runs."""
    if one.framework.terms.disputes.expedited is None:
        return say("The framework has no expedited timetable.")
    return say("The expedited timetable runs already.") if one.is_expedited else nothing_is_asked(one, actor)


def may_agree(one: Dispute, actor: Actor) -> Say | None:
    """The other side asked for more time, a pause or the shorter timetable."""
    return _of_other(one, actor, *TIME)


def may_agree_expert(one: Dispute, actor: Actor) -> Say | None:
    """The other side proposed an expert."""
    return _of_other(one, actor, "expert")


def may_agree_mediator(one: Dispute, actor: Actor) -> Say | None:
    """The other side proposed a mediator."""
    return _of_other(one, actor, "mediator")


def may_decline(one: Dispute, actor: Actor) -> Say | None:
    """The other side asked."""
    return _of_other(one, actor)


def may_take_back(one: Dispute, actor: Actor) -> Say | None:
    """The own side asked."""
    if one.asked is None:
        return say("Nothing is asked.")
    return None if one.asked_by == actor.party.value else say("The other side asked; answer it.")


def _of_other(one: Dispute, actor: Actor, *what: str) -> Say | None:
    if one.asked is None or (what and not one.asks_for(*what)):
        return say("Nothing of that kind was asked.")
    return say("Your side asked; the other side answers.") if one.asked_by == actor.party.value else None


def may_resume(one: Dispute, actor: Actor) -> Say | None:
    """It rests."""
    return None if one.is_suspended else say("It is not suspended.")


# -- mediation -----------------------------------------------------------------------------------------------------


def is_for_body(one: Dispute, actor: Actor) -> Say | None:
    """The time to agree on a mediator is over, or the agreement gives none."""
    if one.is_for_body or timetable.step(one, StepKey.MEDIATOR) is None:
        return None
    return say("The two sides still have time to agree on a mediator.")


# -- settlement ----------------------------------------------------------------------------------------------------


def may_sign(one: Dispute, actor: Actor) -> Say | None:
    """Once for each side, by somebody whose authority reaches what the settlement is worth."""
    if actor.party not in signatures.missing(one, one.terms_digest or ""):
        return say("Your side has signed.")
    terms = one.framework.terms
    line = agreements.authority_of(terms, actor)
    if line is None:
        return say("You are not in the authority list of the framework.")
    worth = sum((remedy.amount for remedy in one.remedies if remedy.amount), start=line.up_to - line.up_to)
    if worth > line.up_to:
        currency = terms.header.currency
        return say(
            "Your authority ends at %(limit)s (clause %(clause)s); this settlement is worth %(value)s.",
            limit=Money(line.up_to, currency), clause=line.clause, value=Money(worth, currency),
        )  # fmt: skip
    return None


def nobody_has_signed(one: Dispute, actor: Actor) -> Say | None:
    """What is signed is left only together: by other terms."""
    signed = len(SIDES) > len(signatures.missing(one, one.terms_digest or ""))
    return say("One side has signed. Write other terms instead.") if signed else None


def owes(one: Dispute, actor: Actor) -> Say | None:
    """The own side has promised something that is not done."""
    mine = [remedy for remedy in one.remedies if remedy.owes is actor.party and remedy.done_at is None]
    return None if mine else say("Your side has done all that it promised.")


def may_confirm(one: Dispute, actor: Actor) -> Say | None:
    """The other side says that something is done."""
    theirs = [one for one in one.remedies if one.owes is not actor.party and one.done_at and not one.confirmed_at]
    return None if theirs else say("Nothing waits for your confirmation.")


def is_broken(one: Dispute, actor: Actor) -> Say | None:
    """Something promised to the own side is past its day and not done."""
    today = agreements.today_of(one.framework)
    late = [r for r in one.remedies if r.owes is not actor.party and r.done_at is None and r.due_on < today]
    return None if late else say("Nothing that was promised to your side is past its day.")


def has_open_promise(one: Dispute) -> bool:
    """Something promised is not reported as done."""
    return any(remedy.done_at is None for remedy in one.remedies)


def is_unregistered(one: Dispute) -> bool:
    """A signed settlement that the agreement wants registered, and is not yet."""
    return one.registered_at is None and timetable.step(one, StepKey.REGISTER) is not None


def may_register(one: Dispute, actor: Actor) -> Say | None:
    """The agreement wants it, once."""
    return None if is_unregistered(one) else say("It is registered, or need not be.")


# -- the end -------------------------------------------------------------------------------------------------------


def may_leave(one: Dispute, actor: Actor) -> Say | None:
    """The steps before court or arbitration have been gone through."""
    if one.is_final_open or State(one.state) is State.UNSETTLED:
        return None
    return say("The steps of the timetable come first. Urgent relief is never held back.")
