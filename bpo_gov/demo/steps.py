"""The small language the stories are written in: on which day, who does what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class In:
    """A date of the story: so many days after the move that names it."""

    days: int


class Day(Protocol):
    """A day of the story that depends on when it ends."""

    def day(self, end: datetime) -> int:
        """As days before the end."""


@dataclass(frozen=True)
class Step:
    """One move: so many days before the story's end, at an hour, by a person, on a matter of the story."""

    day: int | Day
    hour: int
    who: str
    verb: str
    matter: str
    words: Mapping[str, Any] = field(default_factory=dict)
    kind: str = "change_request"


def change(name: str, *steps: tuple[Any, ...]) -> list[Step]:
    """The life of one change: (days before the end, hour, who, verb, words) in order; `words` may be left out."""
    return _life(name, "change_request", steps)


def escalation(name: str, *steps: tuple[Any, ...]) -> list[Step]:
    """The life of one escalation, told like a change; `about` names a change of the story."""
    return _life(name, "escalation", steps)


def decision(name: str, *steps: tuple[Any, ...]) -> list[Step]:
    """The life of one decision, told like a change; `about` and `supersedes` name matters of the story."""
    return _life(name, "decision", steps)


def dispute(name: str, *steps: tuple[Any, ...]) -> list[Step]:
    """The life of one dispute, told like a change; a promise is named by its place among the promises."""
    return _life(name, "dispute", steps)


def item(name: str, *steps: tuple[Any, ...]) -> list[Step]:
    """The life of one action item, told like a change; `owner` names a person by e-mail, or a side."""
    return _life(name, "action_item", steps)


def relief(name: str, *steps: tuple[Any, ...]) -> list[Step]:
    """The life of one claim for relief, told like a change; figures are named by KPI and months back."""
    return _life(name, "relief", steps)


def plan(name: str, *steps: tuple[Any, ...]) -> list[Step]:
    """The life of one rectification plan, told like a change; a step of it is named by its place."""
    return _life(name, "rectification", steps)


def succession(name: str, *steps: tuple[Any, ...]) -> list[Step]:
    """The life of one change of a key person, told like a change; the post is named by who holds it."""
    return _life(name, "succession", steps)


def _life(name: str, kind: str, steps: tuple[tuple[Any, ...], ...]) -> list[Step]:
    return [Step(day, hour, who, verb, name, words[0] if words else {}, kind) for day, hour, who, verb, *words in steps]


def moment(end: datetime, days: int, hour: int, zone: str) -> datetime:
    """That many days before the end, counted where the agreement is, moved on to Monday from a weekend."""
    local = end.astimezone(ZoneInfo(zone)).date() - timedelta(days=days)
    local += timedelta(days={5: 2, 6: 1}.get(local.weekday(), 0))
    return datetime.combine(local, time(hour), ZoneInfo(zone)).astimezone(UTC)
