"""The words of a table of moves: what a row says, what a deadline is, what a page shows of a move."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from bpo_gov.kernel.errors import BpoError
from bpo_gov.kernel.ledger import Told
from bpo_gov.kernel.parties import CLOCK, Actor, Who
from bpo_gov.kernel.words import N_, Say

Guard = Callable[[Any, Actor], Say | None]


class _Mark(StrEnum):
    NEW = "new"
    STAY = "stay"
    ANY = "any"


NEW: Final = _Mark.NEW
STAY: Final = _Mark.STAY
ANY: Final = _Mark.ANY
To = StrEnum | Callable[[Any], StrEnum]


def leads_to(*states: StrEnum) -> Callable[[Callable[[Any], StrEnum]], Callable[[Any], StrEnum]]:
    """Say of a function that decides where a move leads which states these may be."""

    def mark(decide: Callable[[Any], StrEnum]) -> Callable[[Any], StrEnum]:
        setattr(decide, "leads", states)  # noqa: B010 - a function has no such field of its own
        return decide

    return mark


@dataclass(frozen=True)
class Move:
    """One row of the table. `label` is the button, `past` the line in the timeline, both catalogue texts."""

    verb: str
    from_: StrEnum | tuple[StrEnum, ...]
    to: To
    who: Who
    event: str
    told: Told
    when: Guard | None = None
    label: str = ""
    past: str = ""
    main: bool = False  # the way forward: the primary button
    hurts: bool = False  # asks once more before it is done
    quiet: bool = False  # never drawn among the buttons: the page has its own place for it
    shy: bool = False  # drawn only while it is allowed: its refusal would tell nothing
    restarts: bool = False  # deadlines that span the states begin anew
    retimes: bool = False  # it may start, stop, pause or resume a deadline although the state stays
    applies: Callable[[Any], bool] | None = None  # for which matters of the kind the row is there at all

    @property
    def ends(self) -> tuple[StrEnum, ...]:
        """The states the row may lead to; none where it stays."""
        if isinstance(self.to, StrEnum):
            return () if self.to is STAY else (self.to,)
        return tuple(getattr(self.to, "leads", ()))

    def is_for(self, matter: Any) -> bool:
        """Whether the row is there for a matter, as it stands."""
        return self.starts_in(matter.state) and (self.applies is None or self.applies(matter))

    def starts_in(self, state: str) -> bool:
        """Whether the row applies in a state."""
        if self.from_ is ANY:
            return True
        return state in (self.from_ if isinstance(self.from_, tuple) else (self.from_,))


@dataclass(frozen=True)
class Deadline:
    """A policy of the agreement that runs while a matter is in some states; `then` is a verb of the clock.

    `runs` and `paused` look at the matter when it changes its state, or by a move that retimes; the first line of
    their docstring says it in the page of the tables.
    """

    policy: str
    states: tuple[StrEnum, ...]
    then: str
    warn: bool = True
    runs: Callable[[Any], bool] | None = None  # it exists only while this also holds
    paused: Callable[[Any], bool] | None = None  # it stands still while this holds

    def is_on(self, matter: Any) -> bool:
        """Whether the deadline exists for a matter as it is now."""
        return matter.state in self.states and (self.runs is None or self.runs(matter))

    def stands_still(self, matter: Any) -> bool:
        """Whether its clock must not run now."""
        return self.paused is not None and self.paused(matter)


@dataclass(frozen=True)
class Choice:
    """What a page shows of a move: allowed now, or quiet with the reason."""

    move: Move
    refusal: BpoError | None

    @property
    def allowed(self) -> bool:
        return self.refusal is None


def clock_move(
    verb: str, from_: tuple[StrEnum, ...], to: To, event: str, told: Told, past: str, *, restarts: bool = False
) -> Move:
    """A row that only the clock may make."""
    return Move(verb, from_, to, CLOCK, event, told, past=past, quiet=True, restarts=restarts)


WARNED: Final = N_("The clock passed 75%: the side whose turn it is was reminded")
