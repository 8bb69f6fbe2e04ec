"""The ladder of the agreement: its levels, the one above, and what each period of an escalation is."""

from bpo_gov.agreements import policies
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.framework.procedures import Level
from bpo_gov.escalations.models import Escalation
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.timers import Period

CLIMB, SPEND, REVIEW = "climb_late", "spend", "review"


def level_of(terms: Terms, number: int) -> Level | None:
    """The level with that number; None for an early warning."""
    return next((one for one in terms.escalation.levels if one.level == number), None)


def above(terms: Terms, number: int) -> Level | None:
    """The next level; None at the top."""
    return min((one for one in terms.escalation.levels if one.level > number), key=lambda one: one.level, default=None)


def first(terms: Terms) -> Level:
    """The level on which an escalation begins."""
    return min(terms.escalation.levels, key=lambda one: one.level)


def period_of(matter: Matter, policy: str) -> Period | None:
    """How long a deadline of an escalation is by its version of the framework; the last level has nowhere to climb."""
    if not isinstance(matter, Escalation):
        return None
    terms = policies.terms_of(matter)
    if terms is None:
        return None
    counting = policies.counting(terms)
    if policy == "review":
        return policies.until(terms, matter.review_on, terms.escalation.clause) if matter.review_on else None
    level = level_of(terms, matter.level) or (first(terms) if policy in ("reply", "confirm") else None)
    if level is None:
        return None
    length = level.resolve if policy == "resolve" else level.respond
    then = (CLIMB if above(terms, matter.level) else SPEND) if policy in ("respond", "resolve") else None
    return Period(length.n, length.unit, counting, length.clause or terms.escalation.clause, then)
