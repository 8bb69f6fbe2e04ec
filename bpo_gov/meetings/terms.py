"""What the agreement says about meetings: its forums, who chairs, how soon minutes are answered, what silence means."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bpo_gov.agreements import policies
from bpo_gov.agreements.framework import Forum, OnMinutes
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.kernel.calendars import Unit
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Party
from bpo_gov.kernel.timers import Period
from bpo_gov.kernel.words import N_
from bpo_gov.meetings.models import Meeting, State
from bpo_gov.meetings.rules import chair

INVITE, HOLD, MINUTES = "invite", "hold", "minutes"
MINUTES_WITHIN = 5  # working days, where the framework says nothing
EVERY = {
    "weekly": timedelta(days=7),
    "fortnightly": timedelta(days=14),
    "monthly": timedelta(days=31),
    "quarterly": timedelta(days=92),
}

CADENCES = {
    "weekly": N_("weekly"),
    "fortnightly": N_("fortnightly"),
    "monthly": N_("monthly"),
    "quarterly": N_("quarterly"),
}
LEAD = {"weekly": 3, "fortnightly": 7, "monthly": 10, "quarterly": 21}  # days before it that everybody is invited


def forum_of(terms: Terms, code: str) -> Forum | None:
    """The forum with that code."""
    return next((forum for forum in terms.forums if forum.code == code), None)


def chair_of(forum: Forum, before: Iterable[Meeting]) -> Party:
    """Whose turn it is to chair, after the meetings of the forum in their order."""
    held = [chair.Chaired(one.chair, is_cancelled=one.state == State.CANCELLED) for one in before]
    return chair.turn(forum.chair.value, held)


def instant(terms: Terms, day: date, at: str) -> datetime:
    """A day and a time like 09:30 in the agreement's zone as an instant; one that the clocks skip is moved on by the gap."""
    local = datetime.combine(day, time.fromisoformat(at), ZoneInfo(terms.header.time_zone))
    return local.astimezone(UTC)


def period_of(matter: Matter, policy: str) -> Period | None:
    """Until the end of the day of the meeting, or how long the answer to the minutes may take."""
    terms = policies.terms_of(matter)
    if terms is None or not isinstance(matter, Meeting):
        return None
    rules, counting = terms.governance, policies.counting(terms)
    if policy == INVITE:
        early = timedelta(days=LEAD.get((matter.rhythm or {}).get("cadence", ""), 0))
        return policies.until(terms, counting.local_date(matter.starts_at) - early, rules.clause if rules else None)
    if policy == HOLD:
        return policies.until(terms, counting.local_date(matter.starts_at), rules.clause if rules else None)
    if rules is None:
        return Period(MINUTES_WITHIN, Unit.WORKING_DAY, counting, None)
    then = "deem" if rules.silence is OnMinutes.AGREED else None
    return Period(rules.minutes.n, rules.minutes.unit, counting, rules.minutes.clause or rules.clause, then)
