"""Whose turn it is to chair a meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bpo_gov.kernel.parties import Party

ROTATES: Final = "rotates"


@dataclass(frozen=True)
class Chaired:
    """A meeting of the forum, and the side that chairs it."""

    chair: Party
    is_cancelled: bool = False


def turn(rule: str, before: Iterable[Chaired], first: Party = Party.CLIENT) -> Party:
    """The side whose turn it is by the forum's rule: client, vendor, or rotates.

    Rotating, it is the side that did not chair the latest of the meetings `before`, which come in their order; a
    cancelled one turns nothing. `first` has the very first turn. Raises ValueError for another rule.
    """
    if rule != ROTATES:
        if rule not in {Party.CLIENT, Party.VENDOR}:
            raise ValueError(f"nobody chairs by the rule {rule!r}")
        return Party(rule)
    last = None
    for meeting in before:
        last = last if meeting.is_cancelled else meeting.chair
    return first if last is None else last.other
