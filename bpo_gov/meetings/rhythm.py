"""A forum that meets by itself: the rhythm that its meetings keep, and the ones that are planned ahead of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from bpo_gov.agreements import policies
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.kernel.calendars import Closure
from bpo_gov.kernel.parties import Party
from bpo_gov.kernel.words import N_, Say, say
from bpo_gov.meetings import terms as agreed
from bpo_gov.meetings.models import Meeting
from bpo_gov.meetings.rules.series import Plan, Slot, Why, slots

AHEAD: Final = {"weekly": 8, "fortnightly": 6, "monthly": 6, "quarterly": 4}  # meetings that are planned
WHY: Final = {
    Why.WEEKEND: N_("One side does not work on %(day)s."),
    Why.HOLIDAY_OF_CLIENT: N_("%(day)s is a holiday of the client: %(reason)s."),
    Why.HOLIDAY_OF_VENDOR: N_("%(day)s is a holiday of the vendor: %(reason)s."),
    Why.HOLIDAY_OF_BOTH: N_("%(day)s is a holiday of both sides: %(reason)s."),
    Why.NO_SUCH_TIME: N_("The clocks skip that time on %(day)s."),
}


@dataclass(frozen=True)
class Rhythm:
    """What a meeting that was planned by rhythm keeps of it: the plan, its own day by it, and why that day was moved."""

    plan: Plan
    day: date
    moved_from: date | None = None
    why: Why | None = None
    closed: str = ""  # for what the sides are closed on the planned day
    is_provisional: bool = False

    @property
    def key(self) -> tuple[str, date, time]:
        """What is the same for all meetings of one series of a forum."""
        return self.plan.cadence, self.plan.first, self.plan.at


def of(one: Meeting) -> Rhythm | None:
    """The rhythm that a meeting keeps; None for one that was planned alone."""
    kept = one.rhythm
    if not kept:
        return None
    plan = Plan(kept["cadence"], date.fromisoformat(kept["first"]), time.fromisoformat(kept["at"]))
    moved, why = kept.get("moved_from"), kept.get("why")
    return Rhythm(
        plan, date.fromisoformat(kept["day"]), date.fromisoformat(moved) if moved else None, Why(why) if why else None,
        kept.get("closed", ""), bool(kept.get("provisional")),
    )  # fmt: skip


def kept(plan: Plan, slot: Slot) -> dict[str, Any]:
    """The same as a meeting stores it."""
    return {
        "cadence": plan.cadence, "first": plan.first.isoformat(), "at": f"{plan.at:%H:%M}", "day": slot.local_day.isoformat(),
        "moved_from": slot.moved_from.isoformat() if slot.moved_from else None, "why": slot.why, "closed": _closed(slot.closures),
        "provisional": slot.is_provisional,
    }  # fmt: skip


def _closed(closures: Iterable[Closure]) -> str:
    return ", ".join(dict.fromkeys(closure.reason for closure in closures))


def first(terms: Terms, plan: Plan, now: datetime) -> Slot:
    """The first meeting of a plan that is still to come. Raises ValueError where the two sides never meet."""
    return slots(plan, policies.counting(terms), 1, after=now)[0]


def after(terms: Terms, found: Rhythm, n: int) -> list[Slot]:
    """The next n meetings after the one that keeps this rhythm. Raises ValueError as the rule does."""
    begin = agreed.instant(terms, found.day, f"{found.plan.at:%H:%M}")
    return slots(found.plan, policies.counting(terms), n, after=begin)


def afresh(terms: Terms, found: Rhythm) -> Slot | None:
    """The same meeting by the calendars of now; None where its period has no common working day any more."""
    planned = found.moved_from or found.day
    before = agreed.instant(terms, min(planned, found.day) - timedelta(days=1), "00:00")
    return next(
        (slot for slot in slots(found.plan, policies.counting(terms), 2, after=before) if (slot.moved_from or slot.local_day) == planned),
        None,
    )  # fmt: skip


def says(found: Rhythm) -> Say | None:
    """Why it is not on its planned day; None where it is."""
    if found.moved_from is None or found.why is None:
        return None
    return say(WHY[found.why], day=found.moved_from, reason=found.closed or "-")


def chairs(one: Meeting, before: Iterable[Meeting]) -> Party:
    """Whose turn it is to chair it, as the meetings before it went."""
    forum = agreed.forum_of(one.framework.terms, one.forum)
    return agreed.chair_of(forum, before) if forum else one.chair
