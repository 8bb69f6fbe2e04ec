"""Every state a round of the pulse can stand in, and what matters beside the state, each reached by real moves."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import func, select

from bpo_gov.kernel.db import db
from bpo_gov.kernel.parties import SIDES, Party, clock_of
from bpo_gov.pulses import actions
from bpo_gov.pulses.models import Pulse
from tests.cast import Cast

OPENERS = {"client": "ana", "vendor": "vera"}
MAKERS = {  # who may make a verb of a round that the client opened, and in which situation
    "answer": ("victor", "open"),
    "propose_end": ("vera", "open"),
    "agree_end": ("vera", "open, to be closed early"),
    "withdraw": ("ana", "open"),
    "note": ("carl", "open"),
    "note_own": ("carl", "open"),
}
Situation = Callable[[Cast, str], Pulse]
QUARTER = "2026-Q2"  # of the day on which the tests stand


def scored(one: Pulse, other: int, own: int, by: Party) -> dict[tuple[int, Party], int]:
    """The same score for every question: so much for the other side, so much for the own."""
    return {(n, about): own if about is by else other for n in range(len(one.questions)) for about in SIDES}


def answer(cast: Cast, one: Pulse, scores: Mapping[str, tuple[int, int]]) -> Pulse:
    """Answers by name: the score of the other side, and of the own."""
    for name, (other, own) in scores.items():
        actor = cast.actor(name)
        actions.answer(one, actor, scores=scored(one, other, own, actor.party))
    return one


def pulse(cast: Cast, state: str = "open", side: str = "client", *, quarter: str = QUARTER, **more: Any) -> Pulse:
    """A round that real moves have brought to a state; of tests that need many at once, each for a quarter of its own."""
    one = actions.open_(cast.actor(OPENERS[side]), quarter=quarter, **more)
    if state == "closed":
        answer(cast, one, {"ana": (4, 8), "carl": (6, 8), "vera": (7, 9), "victor": (8, 9)})
        actions.close(one, clock_of(cast.agreement.id))
    elif state == "withdrawn":
        actions.withdraw(one, cast.actor(OPENERS[side]), reason="Too early.")
    return one


def _apart(make: Situation) -> Situation:
    """There is one round for a quarter: what stands there already makes room, so that many situations stand side by side."""

    def made(cast: Cast, side: str) -> Pulse:
        held = db.session.scalars(select(Pulse).where(Pulse.slot.is_not(None))).all()
        count = db.session.scalar(select(func.count()).select_from(Pulse)) or 0
        for one in held:
            one.slot = f"{one.slot}#{count}"[:40] if "#" not in (one.slot or "") else one.slot
        db.session.flush()
        return make(cast, side)

    return made


def _stands_in(state: str) -> Situation:
    return _apart(lambda cast, side: pulse(cast, state, side))


@_apart
def _answered(cast: Cast, side: str) -> Pulse:
    return answer(cast, pulse(cast, side=side), {"carl": (4, 8), "ana": (5, 8), "edda": (6, 7)})


@_apart
def _to_be_closed(cast: Cast, side: str) -> Pulse:
    return actions.propose_end(pulse(cast, side=side), cast.actor(OPENERS[side]))


@_apart
def _ended(cast: Cast, side: str) -> Pulse:
    one = actions.propose_end(pulse(cast, side=side), cast.actor("ana"))
    return actions.agree_end(one, cast.actor("vera"))


SITUATIONS: dict[str, Situation] = {
    **{state: _stands_in(state) for state in ("open", "closed", "withdrawn")},
    "open, a side has answered": _answered,
    "open, to be closed early": _to_be_closed,
    "closed by both": _ended,
}
