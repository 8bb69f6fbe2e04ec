"""The ladder at its due moment: the clock against a person, and two people, on one escalation, again and again on a real PostgreSQL."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from flask import Flask
from sqlalchemy import select

from bpo_gov.escalations import queries
from bpo_gov.escalations.models import State
from bpo_gov.escalations.workflow import ESCALATION
from bpo_gov.kernel import clock, ledger, timers
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.errors import Refused, Stale
from bpo_gov.kernel.ledger import Event
from bpo_gov.kernel.timers import Phase, Timer
from bpo_gov.kernel.words import say
from bpo_gov.notifications import sweep
from tests.cast import Cast
from tests.house.climbing import escalation
from tests.races.racing import Outcome, rounds_of

SPREAD = 0.05  # seconds by which a person may be before or after the other one
CLOCK = "climb_late"
WORDS: Mapping[str, Mapping[str, Any]] = {
    "propose": {"resolution": "Ten more people from Monday."}, "withdraw": {"reason": "Settled by telephone."}, "climb": {"reason": "Too slow."},
}  # fmt: skip
PEOPLE = {"propose": "victor", "acknowledge": "victor", "confirm": "carl", "withdraw": "ana", "climb": "vera"}
STATE = {"propose": State.IN_HAND, "acknowledge": State.RAISED, "confirm": State.PROPOSED}  # by the first verb
CLIMB = ("propose", CLOCK)
PAIRS = (CLIMB, ("acknowledge", CLOCK), ("confirm", "withdraw"), ("confirm", "climb"))
CLIMBED = {CLOCK, "climb"}


@dataclass(frozen=True)
class Standing:
    """An escalation before its race: both look at this version, and its deadline is due at this moment."""

    id: int
    number: int
    version: int
    due: datetime


Deed = Callable[[str, Standing], object]


def pair(app: Flask, one: str, other: str, rounds: int, *, spread: float = SPREAD, deed: Deed | None = None) -> Outcome:
    """Two verbs on the same escalation at its due moment, the first of them up to `spread` seconds early or late."""
    standing, chance = list[Standing](), Random(rounds)
    late = [chance.uniform(0, 2 * spread) for _ in range(rounds)]

    def run(verb: str, wait: Callable[[int], float], n: int) -> object:
        time.sleep(wait(n))
        with clock.at(standing[n].due):
            return (deed or move)(verb, standing[n])

    first, second = partial(run, one, late.__getitem__), partial(run, other, lambda n: spread)
    results = rounds_of(app, rounds, first, second, between=lambda n: standing.append(_stand(STATE[one])))
    with app.app_context(), clock.at(standing[-1].due):
        found = [_found(matter) for matter in standing]
        answer = Outcome(
            rounds=rounds,
            one_winner=sum(
                result.count("done") == 1 and _is_right((one, other)[result.index("done")], *stored)
                for result, stored in zip(results, found, strict=True)
            ),
            won={verb: sum(result[place] == "done" for result in results) for place, verb in enumerate((one, other))},
            lost={word for result in results for word in result if word != "done"},
            events=[len(names) for names, _state, _level in found],
            sums_agree=True,  # an escalation takes nothing of the envelope
            broken_at=ledger.verify(Cast.load().agreement.id),
        )
        db.session.remove()
    return answer


def move(verb: str, at: Standing) -> None:
    """A person by the ordinary door; the clock by its sweep, which says by its timer whether it was in time."""
    if verb == CLOCK:
        sweep.fire_due()
        phases = select(Timer.phase).where(Timer.matter_id == at.id, Timer.due_at == at.due, Timer.verb == CLOCK)
        (phase,) = db.session.scalars(phases).all()
        if phase is Phase.PENDING:
            raise RuntimeError("the timer could not fire")
        if phase is not Phase.FIRED:
            raise Refused(say("Somebody was faster."))
        return
    actor = Cast.load().actor(PEOPLE[verb])
    one = queries.load(at.number, actor, lock=True)
    if one.version != at.version:
        raise Stale(say("It has been moved meanwhile. Look again before you go on."))
    ESCALATION.effects[verb](one, actor, **WORDS.get(verb, {}))


def _stand(state: State) -> Standing:
    """An escalation that real moves brought there; its warning has been given, and nothing else is due before it is."""
    with unit_of_work():
        matter = escalation(Cast.load(), state.value)
        number, matter_id = matter.number, matter.id
        (timer,) = [timer for timer in timers.live(matter) if not timer.is_warning]
        due = timer.due_at
    with clock.at(due - timedelta(seconds=1)):
        sweep.fire_due()
    db.session.expire_all()
    return Standing(matter_id, number, queries.load(number, Cast.load().actor("ana")).version, due)


def _found(at: Standing) -> tuple[list[str], str, int]:
    """What happened to it after it was looked at, by verbs, and where it stands; each version has its entry in the record."""
    verbs = {f"escalation.{move.event}": verb for verb, move in ESCALATION.table.items()}
    names = select(Event.name).where(Event.matter_id == at.id).order_by(Event.seq).offset(at.version)
    one = queries.load(at.number, Cast.load().actor("ana"))
    return [verbs[name] for name in db.session.scalars(names)], one.state, one.level


def _is_right(winner: str, names: list[str], state: str, level: int) -> bool:
    """Whether the record, the state and the level are those of the winner alone."""
    return (names, state, level) == ([winner], str(ESCALATION.table[winner].to), 2 if winner in CLIMBED else 1)
