"""A counted period as it is kept: start, due, and every day on the way with the reason why it counts or is skipped."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from bpo_gov.kernel.openings import Closure
from bpo_gov.kernel.parties import Party
from bpo_gov.kernel.pauses import Stretch


class Unit(StrEnum):
    """What a period is counted in."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    WORKING_HOUR = "working_hour"
    MONTH = "month"


class Kind(StrEnum):
    """What a day is in the explanation of a deadline."""

    START = "start"
    COUNTED = "counted"
    WEEKDAY = "weekday"
    HOLIDAY = "holiday"
    AFTER_HOURS = "after_hours"
    PAUSED = "paused"


@dataclass(frozen=True)
class Day:
    """One day of a count: `counted` is its number (0 = start; for hours, whole hours so far), None when skipped."""

    day: date
    counted: int | None
    kind: Kind
    closures: tuple[Closure, ...] = ()

    @property
    def skipped(self) -> str | None:
        """Why it is skipped: weekday key, holiday names, "after_hours" or "paused"; None when counted. Whose: see `closures`."""
        if self.counted is not None:
            return None
        return "; ".join(dict.fromkeys(closure.reason for closure in self.closures)) or self.kind.value


@dataclass(frozen=True)
class Count:
    """A counted period: `start` and `due` in UTC, every day on the way, and whether undecreed holidays may move it.

    `pauses` are the stretches, in UTC and in order, in which the clock stood still; `extra` days after the n units are by
    agreement of both sides, and their numbers run on from n.
    """

    start: datetime
    due: datetime
    n: int
    unit: Unit
    days: tuple[Day, ...]
    provisional: bool
    pauses: tuple[Stretch, ...] = ()
    extra: int = 0


def as_json(count: Count) -> dict[str, Any]:
    """The frozen explanation that is stored beside a timer."""
    days = [
        {"day": day.day.isoformat(), "counted": day.counted, "kind": day.kind.value}
        | ({"closures": [[closure.party.value, closure.reason] for closure in day.closures]} if day.closures else {})
        for day in count.days
    ]
    return {
        "start": count.start.isoformat(), "due": count.due.isoformat(), "n": count.n, "unit": count.unit.value,
        "provisional": count.provisional, "days": days,
        "pauses": [[begin.isoformat(), end.isoformat()] for begin, end in count.pauses],
        **({"extra": count.extra} if count.extra else {}),  # a count without them is kept as it always was
    }  # fmt: skip


def from_json(stored: dict[str, Any]) -> Count:
    """The count that `as_json` stored; nothing is computed anew."""
    days = (
        Day(
            date.fromisoformat(day["day"]),
            day["counted"],
            Kind(day["kind"]),
            tuple(Closure(Party(party), reason) for party, reason in day.get("closures", ())),
        )
        for day in stored["days"]
    )
    at = datetime.fromisoformat
    pauses = tuple((at(begin), at(end)) for begin, end in stored.get("pauses", ()))
    start, due = at(stored["start"]), at(stored["due"])
    unit, extra = Unit(stored["unit"]), stored.get("extra", 0)
    return Count(start, due, stored["n"], unit, tuple(days), stored["provisional"], pauses, extra)
