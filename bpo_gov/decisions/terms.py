"""What the agreement says about decisions: how soon one is answered, and when one comes up again."""

from bpo_gov.agreements import policies
from bpo_gov.decisions.models import Decision
from bpo_gov.kernel import clock
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
    counting, rules = policies.counting(terms), terms.governance
    if policy == REVIEW:
        if matter.review_on is None:
            return None
        days = (matter.review_on - counting.local_date(clock.now())).days
        return Period(max(days, 0), Unit.CALENDAR_DAY, counting, rules.clause if rules else None)
    if rules is None:
        return Period(ANSWER_WITHIN, Unit.WORKING_DAY, counting, None)
    return Period(rules.answer.n, rules.answer.unit, counting, rules.answer.clause or rules.clause)
