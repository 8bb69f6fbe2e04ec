"""One dispute and two who move it at one moment: acceptance and withdrawal, a person and the clock at the due moment, a signature and other terms."""

import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any

from flask import Flask
from sqlalchemy import select

from bpo_gov.disputes import queries
from bpo_gov.disputes.models import Dispute
from bpo_gov.disputes.workflow import DISPUTE
from bpo_gov.kernel import clock, ledger, timers
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.errors import Refused, Stale
from bpo_gov.kernel.ledger import Event
from bpo_gov.kernel.parties import CLOCK, Party
from bpo_gov.kernel.signatures import Signature
from bpo_gov.kernel.timers import Phase, Timer
from bpo_gov.kernel.words import say
from bpo_gov.notifications import sweep
from tests.cast import Cast
from tests.conftest import NOW
from tests.house.disputing import SITUATIONS, promise
from tests.races.ladder import SPREAD, Deed, Standing
from tests.races.racing import Outcome, rounds_of

OTHER_TERMS = "A third of it."
WORDS: Mapping[str, Mapping[str, Any]] = {
    "withdraw": {"reason": "Paid."}, "change_terms": {"terms": OTHER_TERMS, "promises": [promise(what="A third.")]},
}  # fmt: skip
PEOPLE = {
    "agree": "vera", "take_back": "ana", "acknowledge": "victor", "withdraw": "ana", "refer": "ana", "sign": "ana", "change_terms": "vera",
}  # fmt: skip
BEGINS = {  # in which situation, by the first verb and the other one
    ("agree", "take_back"): "negotiating, more time asked", ("acknowledge", "withdraw"): "noticed",
    ("acknowledge", "deem"): "noticed", ("refer", "talks_over"): "negotiating", ("sign", "change_terms"): "settling",
}  # fmt: skip
PAIRS = tuple(BEGINS)
OFTEN = PAIRS[:3]  # acceptance against withdrawal, expiry against an answer: thousands of times in `make bench`
SIGNED = ("sign", "change_terms")
AFTER = {
    "agree": "negotiating", "take_back": "negotiating", "acknowledge": "negotiating", "withdraw": "withdrawn", "deem": "negotiating",
    "refer": "choosing", "talks_over": "referring", "sign": "settling", "change_terms": "settling",
}  # fmt: skip


def pair(app: Flask, one: str, other: str, rounds: int, *, spread: float = SPREAD, deed: Deed | None = None) -> Outcome:
    """Two verbs on the same dispute, the first of them up to `spread` seconds early or late; the clock at its due moment."""
    standing, chance = list[Standing](), Random(rounds)
    late = [chance.uniform(0, 2 * spread) for _ in range(rounds)]

    def run(verb: str, wait: Callable[[int], float], n: int) -> object:
        time.sleep(wait(n))
        with clock.at(standing[n].due):
            return (deed or move)(verb, standing[n])

    first, second = partial(run, one, late.__getitem__), partial(run, other, lambda n: spread)
    results = rounds_of(app, rounds, first, second, between=lambda n: standing.append(_stand(one, other)))
    with app.app_context(), clock.at(standing[-1].due):
        found = [_names(at) for at in standing]
        answer = Outcome(
            rounds=rounds,
            one_winner=sum(
                result.count("done") == 1 and _is_right((one, other)[result.index("done")], names, at)
                for result, names, at in zip(results, found, standing, strict=True)
            ),
            won={verb: sum(result[place] == "done" for result in results) for place, verb in enumerate((one, other))},
            lost={word for result in results for word in result if word != "done"},
            events=[len(names) for names in found],
            sums_agree=True,  # a dispute takes nothing of the envelope
            broken_at=ledger.verify(Cast.load().agreement.id),
        )
        db.session.remove()
    return answer


def move(verb: str, at: Standing) -> None:
    """A person by the ordinary door; the clock by its sweep, which says by its timer whether it was in time."""
    if DISPUTE.table[verb].who is CLOCK:
        sweep.fire_due()
        phases = select(Timer.phase).where(Timer.matter_id == at.id, Timer.due_at == at.due, Timer.verb == verb)
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
    DISPUTE.effects[verb](one, actor, **WORDS.get(verb, {}))


def _stand(one: str, other: str) -> Standing:
    """A dispute that real moves brought there; before a race with the clock, all that is due earlier has been done."""
    with unit_of_work():
        matter = SITUATIONS[BEGINS[one, other]](Cast.load(), "client")
        number, matter_id = matter.number, matter.id
        due = next((timer.due_at for timer in timers.live(matter) if timer.verb == other), None)
    if due is not None:
        with clock.at(due - timedelta(seconds=1)):
            sweep.fire_due()
    db.session.expire_all()
    return Standing(matter_id, number, _load(number).version, due or NOW)


def _load(number: int) -> Dispute:
    return queries.load(number, Cast.load().actor("ana"))


def _names(at: Standing) -> list[str]:
    """What happened to it after it was looked at, by verbs; each version has its entry in the record."""
    verbs = {f"dispute.{move.event}": verb for verb, move in DISPUTE.table.items()}
    names = select(Event.name).where(Event.matter_id == at.id).order_by(Event.seq).offset(at.version)
    return [verbs[name] for name in db.session.scalars(names)]


def _is_right(winner: str, names: list[str], at: Standing) -> bool:
    """Whether the record, the state, the deadline and what the two wanted to change are those of the winner alone."""
    one = _load(at.number)
    given = [
        (row.party, row.digest) for row in db.session.scalars(select(Signature).where(Signature.matter_id == one.id))
    ]
    signed = [(Party.CLIENT, one.terms_digest)] if winner == "sign" else []
    return (
        (names, one.state, given) == ([winner], AFTER[winner], signed)
        and one.due_at == timers.first_due(timers.live(one))
        and one.asked is None
        and one.extended == ({"negotiate": 4} if winner == "agree" else {})
        and (one.terms == OTHER_TERMS) == (winner == "change_terms")
    )
