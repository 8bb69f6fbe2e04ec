"""By which day an action is due: named, or counted in working days of the agreement; and the clock until that day ends."""

from datetime import date, timedelta

from bpo_gov.action_items.models import ActionItem
from bpo_gov.agreements import policies
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.kernel import calendars, clock
from bpo_gov.kernel.calendars import Unit
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.timers import Period
from bpo_gov.kernel.words import Say, say

POLICY = "due"
AT_MOST = timedelta(days=3652)  # ten years
MOST_DAYS = 2600  # working days of ten years


def period_of(matter: Matter, policy: str) -> Period | None:
    """Until the end of the day on which the action is due."""
    terms = policies.terms_of(matter)
    if not isinstance(matter, ActionItem) or terms is None:
        return None
    return policies.until(terms, matter.due_on)


def after(terms: Terms, days: int) -> date:
    """The day on which so many working days from now end, by the agreement's calendars. Raises ValueError beyond them."""
    counting = policies.counting(terms)
    return counting.local_date(calendars.add(counting, clock.now(), days, Unit.WORKING_DAY).due)


def why_not(terms: Terms, day: date) -> Say | None:
    """Why an action can not be due on a day: its end has passed, or it lies too far ahead."""
    first = policies.first_day(terms)
    if day < first:
        return say("Name a day from %(day)s on.", day=first)
    return say("Name a day within ten years.") if day > first + AT_MOST else None
