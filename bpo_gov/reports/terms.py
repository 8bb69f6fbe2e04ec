"""What the agreement says about a report: when it is due, how long the other side looks at it, what silence means."""

from datetime import date

from bpo_gov.agreements import policies
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.framework import OnReport
from bpo_gov.agreements.framework import Report as Owed
from bpo_gov.kernel import calendars, clock
from bpo_gov.kernel.calendars import Count, Unit
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.timers import Period
from bpo_gov.reports import rules
from bpo_gov.reports.models import Report

DELIVER, AGAIN, REVIEW = "deliver", "deliver_again", "review"


def watched(terms: Terms) -> list[Owed]:
    """The reports of a framework that say within how many days they are due."""
    return [one for one in terms.reports if one.within is not None]


def owed(terms: Terms, name: str) -> Owed | None:
    """What a framework says about a report that it watches."""
    return next((one for one in watched(terms) if one.name == name), None)


def count(terms: Terms, found: Owed, ends: date) -> Count:
    """When the report on a period is due, day by day."""
    counting = policies.counting(terms)
    return calendars.add(counting, rules.since(counting, ends), found.within or 0, Unit.WORKING_DAY)


def period_of(matter: Matter, policy: str) -> Period | None:
    """The working days for a delivery, for one after a return, or for the review.

    What was sent back has the time that it had from the end of its period, and never less than as many days from now.
    """
    terms = policies.terms_of(matter)
    found = owed(terms, matter.name) if terms and isinstance(matter, Report) else None
    if terms is None or found is None or not isinstance(matter, Report):
        return None
    counting = policies.counting(terms)
    if policy == REVIEW:
        then = "deem" if found.silence is OnReport.ACCEPTED else None
        return Period(found.review, Unit.WORKING_DAY, counting, found.clause, then)
    days, first = found.within or 0, rules.since(counting, matter.ends)
    since = first if policy == DELIVER or clock.now() < first else None
    return Period(days, Unit.WORKING_DAY, counting, found.clause, since=since)


def today(terms: Terms) -> date:
    """The day where the deadlines of the agreement are told."""
    return policies.counting(terms).local_date(clock.now())
