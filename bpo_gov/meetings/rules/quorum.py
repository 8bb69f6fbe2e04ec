"""Whether enough people of each side came to a meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bpo_gov.kernel.parties import Party

Person = int | str  # the key of a person, or the name of somebody who has no place in the agreement


class Presence(StrEnum):
    """How a member's seat is filled: by the member, by nobody, or by an alternate."""

    PRESENT = "present"
    ABSENT = "absent"
    ALTERNATE = "alternate"


class Needed(Protocol):
    """What a forum asks for: how many people of each side."""

    @property
    def client(self) -> int: ...
    @property
    def vendor(self) -> int: ...


@dataclass(frozen=True)
class Attendance:
    """The seat of one member of one side; `alternate` is who stands in. Raises ValueError where the two do not agree."""

    side: Party
    member: Person
    presence: Presence
    alternate: Person | None = None

    def __post_init__(self) -> None:
        if (self.presence is Presence.ALTERNATE) != (self.alternate is not None):
            raise ValueError("an alternate is named where one stands in, and only there")

    @property
    def sits(self) -> Person | None:
        """Who sits there."""
        return self.member if self.presence is Presence.PRESENT else self.alternate


@dataclass(frozen=True)
class Count:
    """How many people of a side count, and how many are needed."""

    present: int
    needed: int

    @property
    def is_reached(self) -> bool:
        """Whether enough came."""
        return self.present >= self.needed


@dataclass(frozen=True)
class Quorum:
    """The count of each side."""

    client: Count
    vendor: Count

    @property
    def is_reached(self) -> bool:
        """Whether enough came from both: people of one side never make up for the other."""
        return self.client.is_reached and self.vendor.is_reached


def quorum(attendance: Iterable[Attendance], needed: Needed) -> Quorum:
    """The count of each side: every person counts once, however many seats they fill.

    Raises ValueError for a member with two seats.
    """
    seats = list(attendance)
    if len({(seat.side, seat.member) for seat in seats}) < len(seats):
        raise ValueError("a member has one seat")
    return Quorum(
        Count(_people(seats, Party.CLIENT), needed.client), Count(_people(seats, Party.VENDOR), needed.vendor)
    )


def _people(seats: Iterable[Attendance], side: Party) -> int:
    return len({seat.sits for seat in seats if seat.side is side} - {None})
