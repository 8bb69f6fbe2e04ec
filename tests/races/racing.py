"""Two moves of one matter at one barrier, again and again on a real PostgreSQL, and what must hold afterwards."""

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from flask import Flask
from sqlalchemy import func, insert, select

from bpo_gov.change_requests import actions, queries, sums
from bpo_gov.change_requests.kept import KeptSum, Measure, Span
from bpo_gov.change_requests.models import Assessment, AuthorisationNote, ChangeRequest, State
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.kernel import clock, ledger, queue
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.errors import BpoError, Stale
from bpo_gov.kernel.ledger import Event
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor, clock_of
from bpo_gov.kernel.signatures import Signature
from bpo_gov.kernel.words import say
from tests import make
from tests.cast import Cast
from tests.conftest import NOW

Deed = Callable[[int], object]
WORDS: Mapping[str, Mapping[str, Any]] = {
    "approve": {"description": "x", "adjustments": "", "effective_on": date(2026, 9, 1)}, "withdraw": {"reason": "No longer needed."},
}  # fmt: skip
PEOPLE = {"approve": "edda", "withdraw": "carl", "sign": "vera"}
STATE = {"approve": State.ASSESSED, "sign": State.APPROVED}  # where the race begins, by its first verb
LIMIT = "approve against approve at the limit"
PAIRS = (("approve", "withdraw"), ("approve", "lapse"), ("sign", "withdraw"), ("sign", "lapse_unsigned"))
LOST = {"Refused", "Stale"}


@dataclass(frozen=True)
class Outcome:
    """What came of all rounds."""

    rounds: int
    one_winner: int
    won: Mapping[str, int]
    lost: set[str]
    events: list[int]
    sums_agree: bool
    broken_at: int | None
    decided: bool = True  # as many decisions as notes that both signed

    @property
    def holds(self) -> bool:
        """One winner and one event each, a decision for each note that both signed and for no other, refused losers, right sums, an intact chain."""
        events = self.events == [1] * self.rounds
        return (
            self.one_winner == self.rounds
            and events
            and self.decided
            and self.lost <= LOST
            and self.sums_agree
            and self.broken_at is None
        )


def is_a_race(one: str, other: str) -> bool:
    """Whether the table lets the other verb happen where the first may."""
    return CHANGE_REQUEST.table[other].starts_in(STATE[one])


def pair(app: Flask, one: str, other: str, rounds: int, deed: Callable[[str, int], object] | None = None) -> Outcome:
    """Two verbs on the same change, each of which has looked at it before."""
    first, version = _copies(app, STATE[one], rounds)
    before = _last_event(app)
    make_move = deed or (lambda verb, number: move(verb, number, version))
    results = rounds_of(app, rounds, lambda n: make_move(one, first + n), lambda n: make_move(other, first + n))
    return _outcome(app, (one, other), results, [(first + n,) for n in range(rounds)], before)


def at_the_limit(app: Flask, rounds: int) -> Outcome:
    """Two changes that fit alone and not together; whoever won makes room again for the next round."""
    first, version = _copies(app, State.ASSESSED, 2 * rounds, cost=60_000, reserved=False)
    before = _last_event(app)
    numbers: list[tuple[int, ...]] = [(first + 2 * n, first + 2 * n + 1) for n in range(rounds)]

    def approve(place: int) -> Deed:
        return lambda n: move("approve", numbers[n][place], version)

    def room(n: int) -> None:
        for number in numbers[n - 1] if n else ():
            if _state(number) == State.APPROVED:
                move("withdraw", number, None)

    results = rounds_of(app, rounds, approve(0), approve(1), between=room)
    with app.app_context(), clock.at(NOW), queue.silence():
        with unit_of_work():
            room(rounds)
        db.session.remove()
    return _outcome(app, ("first", "second"), results, numbers, before, name="change_request.approved")


def move(verb: str, number: int, version: int | None) -> None:
    """A move by the ordinary door: loaded and locked, refused when it is not what was looked at."""
    cast = Cast.load()
    actor: Actor = cast.actor(PEOPLE[verb]) if verb in PEOPLE else clock_of(cast.agreement.id)
    cr = queries.load(number, actor, lock=True)
    if version not in (None, cr.version) and verb in PEOPLE:
        raise Stale(say("It has been moved meanwhile. Look again before you go on."))
    CHANGE_REQUEST.effects[verb](cr, actor, **WORDS.get(verb, {}))


def rounds_of(app: Flask, rounds: int, *deeds: Deed, between: Deed | None = None) -> list[tuple[str, ...]]:
    """Each round the deeds start together, every one in its own thread and transaction: "done" or the error's name."""
    results = [["" for _ in deeds] for _ in range(rounds)]
    gate = threading.Barrier(len(deeds) + 1)

    def run(place: int) -> None:
        with app.app_context(), clock.at(NOW), queue.silence():
            for n in range(rounds):
                gate.wait(60)
                results[n][place] = _attempt(deeds[place], n)
                gate.wait(60)

    threads = [threading.Thread(target=run, args=(place,), daemon=True) for place in range(len(deeds))]
    for thread in threads:
        thread.start()
    with app.app_context(), clock.at(NOW), queue.silence():
        for n in range(rounds):
            if between is not None:
                with unit_of_work():
                    between(n)
                db.session.remove()
            gate.wait(60)
            gate.wait(60)
    for thread in threads:
        thread.join(60)
    return [tuple(result) for result in results]


def _attempt(deed: Deed, n: int) -> str:
    try:
        with unit_of_work():
            deed(n)
    except BpoError as error:
        return type(error).__name__
    except Exception as error:  # a deadlock or a broken unique key is no answer to a person
        return f"broken: {type(error).__name__}"
    finally:
        db.session.remove()
    return "done"


def _copies(app: Flask, state: State, n: int, *, cost: int = 1, reserved: bool = True) -> tuple[int, int]:
    """So many changes in a state, copied from one that real moves brought there: the first number, and their version."""
    figures: dict[str, Any] = {"one_off_cost": Decimal(cost), "monthly_cost": Decimal(0), "months": 0}
    with app.app_context(), clock.at(NOW), queue.silence(), unit_of_work():
        cast = Cast.load()
        cr = make.change_request(cast, state.value, **figures)
        if state is State.APPROVED:
            actions.sign(cr, cast.actor("edda"))
        db.session.flush()
        place = db.session.execute(select(func.max(Matter.id))).scalar_one()
        for model, key in (
            (Matter, "id"),
            (ChangeRequest, "id"),
            (Assessment, "change_id"),
            (AuthorisationNote, "change_id"),
        ):
            table: Any = model.__table__
            if (row := db.session.execute(select(table).where(table.c[key] == cr.id)).mappings().first()) is None:
                continue
            own = {"reserved_on": None} if model is ChangeRequest and not reserved else {}
            numbers = ({"number": cr.number + i} if model is Matter else {} for i in range(1, n + 1))
            more = [dict(row) | own | number | {key: place + i} for i, number in enumerate(numbers, start=1)]
            db.session.execute(insert(table), more)
        db.session.execute(select(func.setval("matters_id_seq", place + n)))
        _sign_copies(cr.id, place)
        taken, day = ("held", cr.held_on) if cr.held_on else ("reserved", cr.reserved_on)
        if day is not None and (reserved or cr.held_on):
            amounts = {
                measure: {taken: amount * n, f"{taken}_count": n} for measure, amount in queries.amounts(cr).items()
            }
            sums.add(cast.agreement.id, cr.change_class, day, amounts)
        found = cr.number + 1, cr.version
        actions.withdraw(cr, cast.actor("carl"), reason="It was only the pattern.")
    with app.app_context():
        db.session.remove()
    return found


def _sign_copies(pattern: int, place: int) -> None:
    """The signatures of the pattern under the notes of its copies: each note has a digest of its own."""
    given = db.session.execute(select(Signature.__table__).where(Signature.matter_id == pattern)).mappings().all()
    notes = db.session.execute(select(AuthorisationNote).where(AuthorisationNote.change_id > place)).scalars()
    rows = [
        {name: value for name, value in row.items() if name != "id"} | {"matter_id": note.change_id, "digest": note.digest}
        for note in notes for row in given
    ]  # fmt: skip
    if rows:
        table: Any = Signature.__table__
        db.session.execute(insert(table), rows)


def _state(number: int) -> str:
    query = select(Matter.state).where(Matter.kind == "change_request", Matter.number == number)
    return str(db.session.execute(query).scalar_one())


def _last_event(app: Flask) -> int:
    with app.app_context():
        found = int(db.session.execute(select(func.max(Event.id))).scalar_one())
        db.session.remove()
    return found


def _outcome(
    app: Flask, names: tuple[str, str], results: list[tuple[str, ...]], numbers: list[tuple[int, ...]], before: int, name: str | None = None
) -> Outcome:  # fmt: skip
    with app.app_context(), clock.at(NOW):
        agreement_id = Cast.load().agreement.id
        counted = (
            select(Matter.number, func.count())
            .join(Event, Event.matter_id == Matter.id)
            .where(Event.id > before, Matter.kind == "change_request")
        )
        if name is not None:
            counted = counted.where(Event.name == name)
        decided = select(func.count()).where(Event.id > before, Event.name == "decision.recorded")
        events = {row[0]: row[1] for row in db.session.execute(counted.group_by(Matter.number))}
        won = {who: sum(result[place] == "done" for result in results) for place, who in enumerate(names)}
        outcome = Outcome(
            rounds=len(results), one_winner=sum(result.count("done") == 1 for result in results),
            won=won,
            lost={one for result in results for one in result if one != "done"},
            events=[sum(events.get(number, 0) for number in those) for those in numbers],
            decided=db.session.execute(decided).scalar_one() == won.get("sign", 0),
            sums_agree=all(_kept(agreement_id, span) == _recounted(agreement_id) for span in Span), broken_at=ledger.verify(agreement_id),
        )  # fmt: skip
        db.session.remove()
    return outcome


def _kept(agreement_id: int, span: Span) -> tuple[Any, ...]:
    mine = KeptSum.agreement_id == agreement_id, KeptSum.span == span, KeptSum.measure == Measure.VALUE
    columns = KeptSum.held, KeptSum.reserved, KeptSum.held_count, KeptSum.reserved_count
    table: Any = KeptSum.__table__
    return tuple(
        db.session.execute(
            select(*(func.coalesce(func.sum(one), 0) for one in columns)).select_from(table).where(*mine)
        ).one()
    )


def _recounted(agreement_id: int) -> tuple[Any, ...]:
    held, reserved = (
        ChangeRequest.held_on.is_not(None),
        ChangeRequest.held_on.is_(None) & ChangeRequest.reserved_on.is_not(None),
    )
    figures = [func.coalesce(func.sum(ChangeRequest.value).filter(one), 0) for one in (held, reserved)]
    counts = [func.count().filter(one) for one in (held, reserved)]
    query = select(*figures, *counts).select_from(ChangeRequest).where(ChangeRequest.agreement_id == agreement_id)
    return tuple(db.session.execute(query).one())


def every(app: Flask, rounds: int) -> Iterator[tuple[str, Outcome]]:
    """Each race that the table knows."""
    for one, other in PAIRS:
        if is_a_race(one, other):
            yield f"{one} against {other}", pair(app, one, other, rounds)
    yield LIMIT, at_the_limit(app, rounds)
