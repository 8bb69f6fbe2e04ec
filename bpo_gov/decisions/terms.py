"""What the agreement says about decisions: how soon one is answered, and when one comes up again."""

from bpo_gov.agreements import policies
from bpo_gov.decisions.models import Decision
from bpo_gov.kernel.calendars import Unit
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.timers import Period

ANSWER, REVIEW = "answer", "look_again"
ANSWER_WITHIN = 10  # working days, where the framework says nothing


def period_of(matter: Matter, policy: str) -> Period | None:
    """How long the answer to a proposal may take, or how long it is until the day of the review."""
    terms = policies.terms_of(matter)
    if terms is None or not isinstance(matter, Decision):
        return None
    rules, counting = terms.governance, policies.counting(terms)
    if policy == REVIEW:
        day = matter.review_on
        return policies.until(terms, day, rules.clause if rules else None) if day else None
    if rules is None:
        return Period(ANSWER_WITHIN, Unit.WORKING_DAY, counting, None)
    return Period(rules.answer.n, rules.answer.unit, counting, rules.answer.clause or rules.clause)
