"""What the agreement says about relief: how long notice, details and answer may take, and what it means to be late."""

from datetime import date, datetime

from bpo_gov.agreements import policies
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.framework import Relief as Section
from bpo_gov.kernel import clock
from bpo_gov.kernel.calendars import Counting, Unit
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.timers import Period
from bpo_gov.kpis.rules import relief as rule
from bpo_gov.reliefs.models import Relief

DETAILS, ANSWER = "details", "reply"
USUAL = Section(clause="-")  # the usual times, where the framework leaves them out


def of(terms: Terms) -> Section:
    """The terms of relief in a framework, or the usual ones."""
    return terms.relief or USUAL


def lapses(terms: Terms) -> bool:
    """Whether what is late lapses."""
    return rule.OnLate(of(terms).on_late.value) is rule.OnLate.LAPSE


def period_of(matter: Matter, policy: str) -> Period | None:
    """The working days for the details, or for the answer to them."""
    terms = policies.terms_of(matter)
    if terms is None or not isinstance(matter, Relief):
        return None
    found = of(terms)
    n = found.details if policy == DETAILS else found.answer
    then = "lapse" if policy == DETAILS and lapses(terms) else None
    return Period(n, Unit.WORKING_DAY, policies.counting(terms), found.clause if terms.relief else None, then)


def judged(
    terms: Terms, one: Relief, now: datetime, noticed_at: datetime | None = None, detailed_at: datetime | None = None
) -> rule.Claim:
    """Whether notice and details were in time, as the rule says."""
    found, counting = of(terms), policies.counting(terms)
    own = rule.Terms(found.notice, found.details, rule.OnLate(found.on_late.value))
    begin = aware_at(counting, one.aware_on, noticed_at or now)
    return rule.claim(counting, one.claimant, own, begin, now, noticed_at, detailed_at)


def aware_at(counting: Counting, day: date, noticed_at: datetime) -> datetime:
    """The end of the day on which the side knew, or the notice, if that came before."""
    return min(counting.cut_off_on(day), noticed_at)


def today(terms: Terms) -> date:
    """The day where the deadlines of the agreement are told."""
    return policies.counting(terms).local_date(clock.now())
