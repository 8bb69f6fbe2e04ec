"""Posts of key people: who holds one, whether a change was announced in time, and how long two people are there together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from bpo_gov.kernel.calendars import Count, Counting, Unit, add
from bpo_gov.kernel.parties import Party

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Post:
    """A post that the framework names: the service, what is done there, and for which side; `place` tells like ones apart."""

    service: str
    position: str
    side: Party
    place: int = 1

    @property
    def key(self) -> str:
        """What tells it from every other post, in one short word."""
        told = "\n".join((self.service, _same(self.position), self.side.value, str(self.place)))
        return sha256(told.encode()).hexdigest()[:24]


@dataclass(frozen=True)
class Version:
    """Whom a version of the framework names for a post from its first day on; nobody where it has no such post."""

    number: int
    since: date
    name: str | None


@dataclass(frozen=True)
class Change:
    """A successor who took a post over, how the qualification that is asked for is met, and under which version."""

    under: int
    day: date
    name: str
    qualification: str


@dataclass(frozen=True)
class Holder:
    """Who holds a post, since when; the qualification is told of a successor, else the contract only asks for it."""

    name: str
    since: date
    qualification: str = ""


def holder(versions: Sequence[Version], changes: Sequence[Change]) -> Holder | None:
    """Who holds a post by the versions of the framework and the changes, both in their order.

    A version wins from its first day where it names another person than the version before it; one that only repeats
    the name undoes no change. A version that names who is there already does not change since when.
    """
    found: Holder | None = None
    named: str | None = None
    for step in _in_order(versions, changes):
        if isinstance(step, Change):
            found = Holder(step.name, step.day, step.qualification)
            continue
        if step.name is None:
            found = None
        elif (named is None or _same(named) != _same(step.name)) and (
            found is None or _same(found.name) != _same(step.name)
        ):
            found = Holder(step.name, step.since)
        named = step.name
    return found


def _in_order(versions: Sequence[Version], changes: Sequence[Change]) -> Iterator[Version | Change]:
    """By their days; on one day a version comes after the changes of those before it, and before the changes under it."""
    steps: list[tuple[date, int, int, Version | Change]] = [
        *((one.since, one.number, 0, one) for one in versions),
        *((one.day, one.under, 1, one) for one in changes),
    ]
    return (step[3] for step in sorted(steps, key=lambda step: step[:3]))


@dataclass(frozen=True)
class Notice:
    """The first last day that would have been in time, with its count, and by how many working days the notice is short."""

    count: Count
    short: int


def noticed(counting: Counting, at: datetime, last_on: date, within: int) -> Notice:
    """Whether a change announced at a moment is announced early enough for a last day."""
    count = add(counting, at, within, Unit.WORKING_DAY)
    return Notice(count, working_days(counting, last_on + DAY, counting.local_date(count.due)))


def working_days(counting: Counting, first: date, last: date) -> int:
    """The working days from one day to another, both counted; none when the last one is before the first."""
    return sum(not counting.closures(first + DAY * n) for n in range((last - first).days + 1))


def _same(text: str) -> str:
    return " ".join(text.split()).casefold()
