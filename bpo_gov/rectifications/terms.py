"""What the agreement says about plans: how long notice, draft and review may take, and what silence about a draft means."""

from datetime import date

from bpo_gov.agreements import policies
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.framework import OnReview
from bpo_gov.agreements.framework import Rectification as Section
from bpo_gov.kernel import clock
from bpo_gov.kernel.calendars import Unit
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.timers import Period
from bpo_gov.rectifications.models import Rectification

DRAFT, REVIEW, EXECUTE, CONFIRM = "draft", "review", "execute", "confirm"
USUAL = Section(clause="-")  # the usual times, where the framework leaves them out


def of(terms: Terms) -> Section:
    """The terms of plans in a framework, or the usual ones."""
    return terms.rectification or USUAL


def period_of(matter: Matter, policy: str) -> Period | None:
    """The working days of a draft or a review; while the plan is carried out, until the day of its next step."""
    terms = policies.terms_of(matter)
    if terms is None or not isinstance(matter, Rectification):
        return None
    found = of(terms)
    clause = found.clause if terms.rectification else None
    if policy == EXECUTE:
        return policies.until(terms, matter.next_on, clause) if matter.next_on else None
    then = "pass_by" if policy == REVIEW and found.silence is OnReview.APPROVED else None
    n = found.draft if policy == DRAFT else found.review
    return Period(n, Unit.WORKING_DAY, policies.counting(terms), clause, then)


def today(terms: Terms) -> date:
    """The day where the deadlines of the agreement are told."""
    return policies.counting(terms).local_date(clock.now())
