"""What would give a right to terminate, watched: how far each trigger of the framework is from being reached."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bpo_gov.agreements.framework import Counts, Trigger, Way
from bpo_gov.credits import months
from bpo_gov.credits.months import Ground
from bpo_gov.credits.rules.lines import Entry
from bpo_gov.credits.rules.watch import below, each_month
from bpo_gov.kernel.parties import Party
from bpo_gov.kpis.rules.periods import Length, Period, period_of
from bpo_gov.kpis.rules.triggers import Watched, over, repeated

TONES: Final = ("bad", "near", "ok", "none")  # of a trigger, the nearest first


@dataclass(frozen=True)
class Distance:
    """A way to a trigger as it stands: what counts, of which KPI, and how far it is."""

    way: Way
    kpi: str
    watched: Watched


@dataclass(frozen=True)
class Watch:
    """A trigger with its ways, nearest first; none where it can only be stated."""

    trigger: Trigger
    ways: tuple[Distance, ...]

    @property
    def distance(self) -> int | None:
        """How many more of what is counted: 0 is reached, None where nothing can be counted."""
        return self.ways[0].watched.distance if self.ways else None

    @property
    def tone(self) -> str:
        """Reached, near (one more is enough, or more than half is used), far, or not to be counted."""
        if not self.ways:
            return "none"
        nearest = self.ways[0].watched
        if nearest.distance == 0:
            return "bad"
        return "near" if nearest.used and (nearest.distance == 1 or nearest.used * 2 > nearest.needed) else "ok"


def watched(known: Ground, today: date, plans: Mapping[Party, Sequence[date]] | None = None) -> list[Watch]:
    """Every trigger of the version in force, in its order; `plans` are the days on which rectification plans of a side failed."""
    version = known.version_on(today)
    if version is None:
        return []
    looked = _Looked(known, today, plans or {})
    return [
        Watch(trigger, tuple(sorted((looked.at(way) for way in trigger.ways), key=lambda one: one.watched.distance)))
        for trigger in version.terms.termination_triggers
    ]


def of_kpi(known: Ground, today: date, code: str, party: Party) -> list[Watch]:
    """The triggers that count the periods of one KPI, each as it stands for this KPI alone."""
    version = known.version_on(today)
    looked = _Looked(known, today, {})
    found = []
    for trigger in version.terms.termination_triggers if version else ():
        ways = [
            way
            for way in trigger.ways
            if way.counts is Counts.BELOW_MINIMUM and way.whose == party and way.kpi in (None, code)
        ]
        found.append(Watch(trigger, tuple(looked.below(way, party, code) for way in ways)))
    return [watch for watch in found if watch.ways]


class _Looked:
    """The periods of one agreement up to a day, reckoned once for all ways."""

    def __init__(self, known: Ground, today: date, plans: Mapping[Party, Sequence[date]]) -> None:
        self.known, self.today, self.plans = known, today, plans
        self.entries: dict[Party, list[Entry]] = {}

    def at(self, way: Way) -> Distance:
        party = Party(way.whose)
        counted: Mapping[Counts, Callable[[Way, Party], Distance]] = {
            Counts.BELOW_MINIMUM: self._below, Counts.AT_CAP: self._at_cap, Counts.POINTS: self._points, Counts.PLAN_FAILED: self._plans,
        }  # fmt: skip
        return counted[way.counts](way, party)

    def _of(self, party: Party) -> list[Entry]:
        if party not in self.entries:
            self.entries[party] = self.known.entries(party)
        return self.entries[party]

    def _months(self, window: int) -> list[Period]:
        last = months.last_over(self.today)
        found = [last]
        while len(found) < 2 * window:
            found.append(found[-1].previous)
        return found[::-1]

    def _below(self, way: Way, party: Party) -> Distance:
        return self.below(way, party, way.kpi)

    def below(self, way: Way, party: Party, code: str | None) -> Distance:
        """Of one KPI, or of the one that is nearest."""
        by_code: dict[str, list[Entry]] = {}
        for entry in self._of(party):
            if code in (None, entry.kpi.code):
                by_code.setdefault(entry.kpi.code, []).append(entry)
        found = [
            Distance(way, code, repeated(below(entries, self._last(entries)), way.times, way.window))
            for code, entries in by_code.items()
        ]
        none = Distance(way, code or "", repeated([], way.times, way.window))
        return min(found, key=lambda one: (one.watched.distance, -one.watched.used), default=none)

    def _last(self, entries: Sequence[Entry]) -> Period:
        return period_of(Length(entries[0].period.length), self.today).previous

    def _at_cap(self, way: Way, party: Party) -> Distance:
        stated = {one.period: one.is_at_cap for one in self.known.statements if one.owed_by == party}
        return Distance(
            way,
            "",
            repeated([stated.get(month.label, False) for month in self._months(way.window)], way.times, way.window),
        )

    def _points(self, way: Way, party: Party) -> Distance:
        totals = [each_month(self._of(party), month) for month in self._months(way.window)]
        return Distance(way, "", over(totals, way.times, way.window))

    def _plans(self, way: Way, party: Party) -> Distance:
        failed = self.plans.get(party, ())
        happened = [
            any(day in month for day in failed)
            for month in [*self._months(way.window)[1:], period_of(Length.MONTH, self.today)]
        ]
        return Distance(way, "", repeated(happened, way.times, way.window))
