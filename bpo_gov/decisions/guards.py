"""When a verb of a decision is allowed."""

from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.framework.people import Authority
from bpo_gov.decisions.models import Decision, State
from bpo_gov.kernel import signatures
from bpo_gov.kernel.parties import Actor, Role
from bpo_gov.kernel.words import Money, Say, say


def may_agree(one: Decision, actor: Actor) -> Say | None:
    """Once for each side, within the authority, and while what it replaces still holds."""
    if actor.party not in signatures.missing(one, one.digest):
        return say("Your side has agreed to these words.")
    if one.supersedes is not None and one.supersedes.state != State.AGREED:
        return say("%(label)s holds no longer: change the words first.", label=one.supersedes.label)
    return authority_reaches(one, actor)


def authority_reaches(one: Decision, actor: Actor) -> Say | None:
    """Whether the actor may bind the side: a manager where no money is at stake, else up to the limit of the framework."""
    if actor.role < Role.MANAGER:
        return say("A manager of your side agrees.")
    if not one.amount:
        return None
    line = line_of(one, actor)
    if line is None:
        return say("You are not in the authority list of the framework.")
    if one.amount > line.up_to:
        currency = one.framework.terms.header.currency
        return say(
            "Your authority ends at %(limit)s (clause %(clause)s); this decision is worth %(value)s.",
            limit=Money(line.up_to, currency), clause=line.clause, value=Money(one.amount, currency),
        )  # fmt: skip
    return None


def line_of(one: Decision, actor: Actor) -> Authority | None:
    """The actor's line in the authority list."""
    return agreements.authority_of(one.framework.terms, actor)


def may_decline(one: Decision, actor: Actor) -> Say | None:
    """The own side has not agreed."""
    missing = actor.party in signatures.missing(one, one.digest)
    return None if missing else say("Your side has agreed to these words: withdraw or change them instead.")


def may_review(one: Decision, actor: Actor) -> Say | None:
    """It came up for review."""
    return None if one.is_for_review else say("It is not due for review.")


def has_review(one: Decision) -> bool:
    """Both look at it again on a day they named."""
    return one.review_on is not None and not one.is_for_review
