"""The pulse of the first relationship: three quarters closed, in which both sides come nearer, and one that is open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bpo_gov.demo.english import JACK, PRIYA, RUTH
from bpo_gov.demo.steps import Step
from bpo_gov.kpis.rules.periods import Length, Period, period_of

AMELIA, LEO, DANIEL = "amelia@acme.example", "leo@acme.example", "daniel@acme.example"
MINA, TOM = "mina@northgate.example", "tom@northgate.example"
EARLIEST = 270  # days before the end: both sides have signed by then
BEFORE = 16  # days before its quarter ends that a round is opened
NEVER = -1  # a day after the end: the step is left out
SCORES: Mapping[int, Mapping[str, str]] = {  # quarters back -> person -> five scores of the other side, five of the own
    3: {
        AMELIA: "43535 77687",
        PRIYA: "54645 76777",
        LEO: "53434 87677",
        RUTH: "65756 87788",
        JACK: "76655 88777",
        MINA: "65746 77687",
    },
    2: {
        AMELIA: "55656 77787",
        PRIYA: "64656 76777",
        DANIEL: "65545 87777",
        RUTH: "66757 87787",
        JACK: "76756 87777",
        TOM: "75766 78788",
    },
    1: {
        AMELIA: "67766 87787",
        PRIYA: "76657 77777",
        LEO: "66755 78777",
        RUTH: "77767 87777",
        JACK: "87767 88777",
        MINA: "77866 77877",
    },
    0: {AMELIA: "77767 88787", LEO: "76857 78777", JACK: "88777 87878"},
}


@dataclass(frozen=True)
class Quarter:
    """A day of a round: so many days after it was opened, for a quarter so many back from the one that is open."""

    back: int
    days: int

    def day(self, end: datetime) -> int:
        """As days before the end; after it where the agreement was not there yet."""
        span = of(self.back, end.date())
        if self.back == 0:
            return (end.date() - _asked(end.date())).days - self.days
        opened = max(span.end - timedelta(days=BEFORE), end.date() - timedelta(days=EARLIEST))
        is_there = span.end > (end.date() - timedelta(days=EARLIEST)) and span.next.end > opened
        return (end.date() - opened).days - self.days if is_there else NEVER


def of(back: int, end: date) -> Period:
    """The quarter that a round is about."""
    span = period_of(Length.QUARTER, _asked(end))
    for _n in range(back):
        span = span.previous
    return span


def _asked(end: date) -> date:
    """The day on which the open round was opened: two days before the end, or on the Friday before."""
    day = end - timedelta(days=2)
    return day - timedelta(days=max(0, day.weekday() - 4))


def _scores(text: str) -> dict[str, Any]:
    other, own = text.split()
    return {"other": [int(sign) for sign in other], "own": [int(sign) for sign in own]}


def _round(back: int) -> list[Step]:
    name, kind = f"pulse {back}", "pulse"
    told = [Step(Quarter(back, 0), 9, AMELIA if back % 2 else RUTH, "open", name, {"back": back}, kind)]
    told += [
        Step(Quarter(back, 1 + n // 3 if back else 0), 11, who, "answer", name, _scores(text), kind)
        for n, (who, text) in enumerate(SCORES[back].items())
    ]
    if back == 2:
        told += [
            Step(Quarter(back, 6), 14, RUTH, "propose_end", name, {}, kind),
            Step(Quarter(back, 7), 10, AMELIA, "agree_end", name, {}, kind),
        ]
    return told


ENGLISH = [step for back in (3, 2, 1, 0) for step in _round(back)]
