"""When a verb of an escalation is allowed, and for which escalations it is there at all."""

from bpo_gov.escalations import ladder
from bpo_gov.escalations.models import Escalation
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import Say, say


def is_warning(one: Escalation) -> bool:
    """An early warning: nothing has gone wrong yet."""
    return one.is_warning


def is_on_ladder(one: Escalation) -> bool:
    """From level 1 on the clocks of the ladder run; what came from a log has run its course."""
    return not one.is_warning and not is_history(one)


def is_history(one: Escalation) -> bool:
    """Brought in from a log: its clocks are history."""
    return one.source is not None


def is_waiting(one: Escalation) -> bool:
    """The side that answers waits for something from the side that raised it."""
    return one.waits_for is not None


def waits_for_other(one: Escalation, actor: Actor) -> Say | None:
    """The own side was asked, and has not answered."""
    if one.waits_for is None:
        return say("Nobody waits for anything.")
    return None if one.waits_for == actor.party.value else say("Your side asked; the other side answers.")


def may_wait(one: Escalation, actor: Actor) -> Say | None:
    """One thing at a time."""
    return say("You wait for an answer already.") if one.waits_for else None


def may_climb(one: Escalation, actor: Actor) -> Say | None:
    """There is a level above."""
    terms = one.framework.terms
    return None if ladder.above(terms, one.level) else say("It stands on the highest level of the ladder.")
