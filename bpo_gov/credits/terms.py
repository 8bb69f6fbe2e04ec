"""What the agreement says about credits: until when they are claimed and answered, and what comes of silence."""

from bpo_gov.agreements import policies
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.credits.models import Statement
from bpo_gov.kernel.calendars import Unit
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.timers import Period

CLAIM, REPLY = "claim", "reply"
CLAIM_WITHIN, REPLY_WITHIN = 20, 10  # working days, where the framework says nothing


def period_of(matter: Matter, policy: str) -> Period | None:
    """How long the side that a credit is due to may wait with its claim, or the other with its answer."""
    terms = policies.terms_of(matter)
    if terms is None or not isinstance(matter, Statement):
        return None
    rule, counting, clause = terms.credits.claim, policies.counting(terms), terms.credits.clause
    if policy == CLAIM:
        n, unit = (rule.within.n, rule.within.unit) if rule else (CLAIM_WITHIN, Unit.WORKING_DAY)
        return Period(
            n,
            unit,
            counting,
            rule.within.clause or clause if rule else clause,
            "lapse" if lapses(terms) else "claim_late",
        )
    n, unit = (rule.reply.n, rule.reply.unit) if rule else (REPLY_WITHIN, Unit.WORKING_DAY)
    return Period(n, unit, counting, rule.reply.clause or clause if rule else clause)


def lapses(terms: Terms) -> bool:
    """Whether a credit that is not claimed in time is lost."""
    return terms.credits.claim is not None and terms.credits.claim.lapses
