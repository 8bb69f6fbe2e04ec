"""How long each side held an escalation: stretches of the record, elapsed and working time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from bpo_gov.kernel import calendars
from bpo_gov.kernel.calendars import Counting
from bpo_gov.kernel.turns import Turn

HOLDERS = ("client", "vendor", "both", "other")


@dataclass(frozen=True)
class Stretch:
    """From `begin` to `end` it was the turn of `holder`."""

    holder: str
    begin: datetime
    end: datetime


@dataclass(frozen=True)
class Held:
    """What one holder had of the time: all of it, and the part of it that is working time."""

    holder: str
    elapsed: timedelta
    working: timedelta
    share: int  # percent of all that was held


def stretches(turns: Sequence[Turn], until: datetime) -> list[Stretch]:
    """The turns with their ends, the last one up to `until`; time that nobody held is left out."""
    ends = [*(later.since for _, later in pairwise(turns)), until]
    return [
        Stretch(turn.ball, turn.since, end)
        for turn, end in zip(turns, ends, strict=False)
        if turn.ball is not None and end > turn.since
    ]


def held(found: Sequence[Stretch], counting: Counting) -> list[Held]:
    """The time of each holder that had any, in their usual order."""
    whole = sum((one.end - one.begin for one in found), timedelta())
    answer = []
    for holder in HOLDERS:
        mine = [one for one in found if one.holder == holder]
        if not mine:
            continue
        elapsed = sum((one.end - one.begin for one in mine), timedelta())
        working = sum((calendars.open_time(counting, one.begin, one.end) for one in mine), timedelta())
        answer.append(Held(holder, elapsed, working, round(100 * elapsed / whole) if whole else 0))
    return answer
