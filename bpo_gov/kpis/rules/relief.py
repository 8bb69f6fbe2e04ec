"""Relief: a side that could not perform, but for a cause of the other; its notice and details in time, and what moves."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bpo_gov.kernel.calendars import Count, Counting, Unit, add, remaining
from bpo_gov.kernel.parties import SIDES, Party


class OnLate(StrEnum):
    """What the framework says of a late notice: it is flagged, and that is all, or the claim lapses."""

    FLAG = "flag"
    LAPSE = "lapse"


@dataclass(frozen=True)
class Terms:
    """How many working days a side has: for the notice from when it knew, for the details from when it gave notice."""

    notice: int = 15
    details: int = 10
    on_late: OnLate = OnLate.FLAG


@dataclass(frozen=True)
class Step:
    """One step of a claim: how its deadline was counted, when it was done (None: not yet), and how many working days late."""

    count: Count
    done_at: datetime | None
    days_late: int

    @property
    def is_late(self) -> bool:
        """Whether it came after its deadline, or its deadline is over."""
        return self.days_late > 0


@dataclass(frozen=True)
class Claim:
    """A claim for relief: who claims, against a cause of whom; `details` are due only once notice is given.

    `has_lapsed`: a step is late and the framework lets it lapse. Late without that is flagged, and goes on.
    """

    claimant: Party
    cause_of: Party
    notice: Step
    details: Step | None
    is_late: bool
    has_lapsed: bool


def claim(
    counting: Counting, claimant: Party, terms: Terms, aware_at: datetime, now: datetime,
    noticed_at: datetime | None = None, detailed_at: datetime | None = None,
) -> Claim:  # fmt: skip
    """Whether notice and details are in time: 15 working days from awareness, 10 more from the notice, as the terms say.

    The rule is the same for both sides: each may claim against its own measured duties, for a cause of the other. The
    instant a step is due is still in time. Raises ValueError for a claimant that is no side, details without a notice, a
    notice before the claimant knew, details before the notice, or a naive time.
    """
    if claimant not in SIDES:
        raise ValueError("relief is claimed by the client or the vendor")
    if detailed_at is not None and (noticed_at is None or detailed_at < noticed_at):
        raise ValueError("details come after the notice")
    if noticed_at is not None and noticed_at < aware_at:
        raise ValueError("nobody gives notice of what they do not know")
    notice = _step(counting, aware_at, terms.notice, noticed_at, now)
    details = None if noticed_at is None else _step(counting, noticed_at, terms.details, detailed_at, now)
    is_late = notice.is_late or (details is not None and details.is_late)
    return Claim(claimant, claimant.other, notice, details, is_late, is_late and terms.on_late is OnLate.LAPSE)


def moved(counting: Counting, milestone: date, delay: int, unit: Unit = Unit.WORKING_DAY) -> Count:
    """The milestone after relief: later by the proven delay, counted from the end of its own day; a delay of 0 moves nothing.

    `due` is its new cut-off. A milestone on a closed day counts as on the next open one, as every deadline does. Raises
    ValueError for a delay that is negative or not in days.
    """
    if unit not in {Unit.WORKING_DAY, Unit.CALENDAR_DAY}:
        raise ValueError("a milestone moves by days")
    return add(counting, counting.cut_off_on(milestone), delay, unit)


def proven(delay_by_cause: int, delay_claimed: int, overlapping_own: int = 0) -> int:
    """The days that the cause of the other alone explains: but for it there would have been no delay.

    Never more than is claimed; days that the claimant would have lost anyway do not count. Raises ValueError for a
    negative number.
    """
    if min(delay_by_cause, delay_claimed, overlapping_own) < 0:
        raise ValueError("days of delay are not negative")
    return max(0, min(delay_by_cause, delay_claimed) - overlapping_own)


def _step(counting: Counting, begin: datetime, n: int, done_at: datetime | None, now: datetime) -> Step:
    count = add(counting, begin, n, Unit.WORKING_DAY)
    until = now if done_at is None else done_at
    late = until > count.due
    return Step(count, done_at, -remaining(counting, until, count.due, Unit.WORKING_DAY) if late else 0)
