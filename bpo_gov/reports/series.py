"""The reports of an agreement by name: what is due next, what came last, how much of it in time; and the same by side."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.framework import Report as Owed
from bpo_gov.kernel import clock
from bpo_gov.kernel.parties import SIDES, Actor, Party
from bpo_gov.reports import queries
from bpo_gov.reports.models import Report
from bpo_gov.reports.workflow import OWED, S

BACK = timedelta(days=731)  # two years


@dataclass(frozen=True)
class Series:
    """The reports of one name that one side owes; `owed` is what the framework in force says of it, if it still does."""

    name: str
    ower: Party
    owed: Owed | None
    reports: list[Report] = field(default_factory=list)  # in the order of their periods

    @property
    def next(self) -> Report | None:
        """The one that is to be delivered next."""
        return min((one for one in self.reports if one.state in OWED), key=due_of, default=None)

    @property
    def last(self) -> Report | None:
        """The one that was delivered last."""
        there = [one for one in self.reports if one.delivered_at is not None]
        return max(there, key=lambda one: (one.first_at or one.created_at, one.id), default=None)


def of(actor: Actor, agreed: Terms, today: date) -> list[Series]:
    """What the framework asks for in its order, then what it asked for before; one query."""
    found = {(one.name, Party(one.from_)): Series(one.name, Party(one.from_), one) for one in agreed.reports}
    for report in queries.since(actor, today - BACK):
        key = report.name, report.ower
        found.setdefault(key, Series(*key, None)).reports.append(report)
    return list(found.values())


def due_of(one: Report) -> datetime:
    """When what is owed is due: what was sent back has a time of its own."""
    return one.due_at or one.owed_at


def is_late(one: Report) -> bool:
    """A due time of it passed, whether the clock has come round or not."""
    return one.is_late or (one.state in OWED and due_of(one) < clock.now())


def counts(one: Report) -> bool:
    """Whether it says something about punctuality: it was delivered, or its time is over; what is done without does not."""
    return one.state != S.WAIVED and (one.first_at is not None or is_late(one))


def in_time(reports: Sequence[Report]) -> tuple[int, int]:
    """How many came in time, and of how many."""
    counted = [one for one in reports if counts(one)]
    return sum(not is_late(one) for one in counted), len(counted)


def by_side(found: Sequence[Series]) -> dict[Party, list[Report]]:
    """All reports by the side that owes them."""
    return {side: [one for each in found if each.ower is side for one in each.reports] for side in SIDES}


def came(found: Sequence[Series]) -> list[Report]:
    """What was delivered, in the order it was due."""
    there = [one for each in found for one in each.reports if one.lead is not None]
    return sorted(there, key=lambda one: (one.owed_at, one.id))
