"""The timetable of a dispute: how long each step may take, and when each would end if every one takes its whole time."""

from dataclasses import dataclass
from datetime import datetime

from bpo_gov.agreements import policies
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.framework.choices import StepKey
from bpo_gov.agreements.framework.procedures import Level, Step
from bpo_gov.disputes.models import Dispute
from bpo_gov.kernel import calendars
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.timers import Period

K = StepKey
ORDER = (K.ACKNOWLEDGE, K.NEGOTIATE, K.EXECUTIVES, K.REFER, K.MEDIATOR, K.CONVENE, K.MEET, K.SETTLE, K.REGISTER)
PROMISE = "promise"  # the day of a promise of the settlement: no step of the timetable
BESIDE = (K.ACKNOWLEDGE,)  # runs within the step that follows it


@dataclass(frozen=True)
class Planned:
    """A step and when it ends at the latest."""

    key: StepKey
    by: datetime


def step(one: Dispute, key: StepKey) -> Step | None:
    """A step of the timetable that the dispute follows."""
    return one.framework.terms.disputes.step(key, expedited=one.is_expedited)


def tiers(terms: Terms) -> list[Level]:
    """The people who negotiate, tier by tier: those of the ladder."""
    return sorted(terms.escalation.levels, key=lambda level: level.level)


def top(terms: Terms) -> int:
    """The highest tier."""
    return len(terms.escalation.levels)


def period_of(matter: Matter, policy: str) -> Period | None:
    """How long a step of a dispute is, with the days that both agreed to add to it."""
    if not isinstance(matter, Dispute):
        return None
    terms = policies.terms_of(matter)
    if policy == PROMISE:
        return _promised(matter, terms) if terms else None
    found = terms.disputes.step(StepKey(policy), expedited=matter.is_expedited) if terms else None
    if terms is None or found is None:
        return None
    clause = found.within.clause or found.clause or terms.disputes.clause
    extra = matter.extended.get(policy, 0)
    return Period(found.within.n, found.within.unit, policies.counting(terms), clause, extra=extra)


def _promised(one: Dispute, terms: Terms) -> Period | None:
    """Until the day of the first promise that is not reported as done."""
    days = [remedy.due_on for remedy in one.remedies if remedy.done_at is None]
    return policies.until(terms, min(days), terms.disputes.clause) if days else None


def plan(one: Dispute, after: StepKey | None, start: datetime) -> list[Planned]:
    """The steps that follow one, each from the end of the one before it; all of them from the notice when `after` is None.

    Each step ends at the latest so many units after the step before it (product rule: an extension of a step moves
    every later one by the same length, and none earlier).
    """
    begin, found, at = ORDER.index(after) + 1 if after else 0, list[Planned](), start
    for key in ORDER[begin:]:
        length = period_of(one, key.value)
        if length is None:
            continue
        due = calendars.add(length.counting, at, length.n, length.unit, extra=length.extra).due
        found.append(Planned(key, due))
        at = at if key in BESIDE else due
    return found
