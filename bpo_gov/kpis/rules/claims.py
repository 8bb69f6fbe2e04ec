"""Until when a credit may be claimed, and whether it has lapsed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bpo_gov.kernel.calendars import Counting, Unit, add, remaining


class Standing(StrEnum):
    """LATE: the window is over, but the framework does not let the claim lapse."""

    OPEN = "open"
    CLAIMED = "claimed"
    LATE = "late"
    LAPSED = "lapsed"


@dataclass(frozen=True)
class Window:
    """The terms: how long a credit may be claimed from the day its figure is agreed, and whether it lapses after."""

    n: int
    unit: Unit
    lapses: bool


@dataclass(frozen=True)
class Claim:
    """Where a claim stands: its last instant in UTC, and the whole units left (negative when over), None once claimed."""

    standing: Standing
    due: datetime
    left: int | None

    def is_at_risk(self, within: int) -> bool:
        """Whether it is still to be claimed, with so many units or fewer left."""
        return self.standing is Standing.OPEN and self.left is not None and self.left <= within


def claim(
    counting: Counting, agreed_at: datetime, window: Window, now: datetime, claimed_at: datetime | None = None
) -> Claim:
    """Where the claim to a credit stands; the instant it is due is still in time. Raises ValueError as `calendars.add` does."""
    due = add(counting, agreed_at, window.n, window.unit).due
    over = Standing.LAPSED if window.lapses else Standing.LATE
    if claimed_at is not None and claimed_at <= due:
        return Claim(Standing.CLAIMED, due, None)
    if claimed_at is not None:
        return Claim(over, due, None)
    return Claim(Standing.OPEN if now <= due else over, due, remaining(counting, now, due, window.unit))
