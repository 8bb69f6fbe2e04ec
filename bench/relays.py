"""From the outbox to the inbox: ten thousand events with five readers each, told by two relays at once on PostgreSQL."""

import multiprocessing
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from multiprocessing.synchronize import Barrier
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from bench import bulk, figures, filling, houses
from bench.figures import Figure
from bench.filling import NOW
from bpo_gov.change_requests.queries import UNSHARED as PRIVATE
from bpo_gov.kernel import clock, queue
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.ledger import Event, EventContent, Outbox, Told, digest_of, hash_of
from bpo_gov.kernel.matters import Matter
from bpo_gov.notifications import relay
from bpo_gov.notifications.models import Notification
from bpo_gov.wiring import create_app
from tests.cast import Cast
from tests.conftest import settings_for

EVENTS, RELAYS, CHANGES = 10_000, 2, 100
LEAST = 1_000  # notices each second


def run() -> Iterator[Figure]:
    """Fill the outbox, let the relays begin at one barrier, and count what came."""
    with houses.house("postgresql") as app:
        with app.app_context():
            cast = filling.found(CHANGES)
            filling.fill(cast, CHANGES)
            readers = len(cast.actors) - 1
            _quiet()
            _lay(cast)
            url = db.engine.url.render_as_string(hide_password=False)
            db.session.remove()
            db.engine.dispose()
        took = _tell(url)
        yield from _found(app, EVENTS * readers, took)


def _quiet() -> None:
    """Nothing is told but what is measured."""
    with unit_of_work():
        db.session.query(Outbox).delete()
        db.session.query(Notification).delete()


def _lay(cast: Cast) -> None:
    author, told = cast.actor("ana"), Told.BOTH
    shared = select(Matter.id, Matter.number).where(Matter.kind == "change_request", Matter.state.not_in(PRIVATE))
    with unit_of_work():
        line = db.session.connection()
        seq, prev = line.execute(
            select(Event.seq, Event.hash).order_by(Event.agreement_id.desc(), Event.seq.desc()).limit(1)
        ).one()
        first, matters = bulk.next_id(line, Event), list(line.execute(shared))
        events = []
        for index in range(EVENTS):
            matter, said = matters[index % len(matters)], {"text": f"Note {index}"}
            entry = Event(
                id=first + index, agreement_id=cast.agreement.id, seq=seq + index + 1, at=NOW + timedelta(seconds=index), actor_id=author.user_id,
                party=author.party, matter_id=matter.id, subject=f"CR-{matter.number}", name="change_request.noted", told=told,
                content_digest=digest_of("0", said), prev=prev,
            )  # fmt: skip
            prev = entry.hash = hash_of(entry)
            events.append({column.key: getattr(entry, column.key) for column in Event.__table__.columns})
        bulk.put(line, Event, events)
        bulk.put(
            line,
            EventContent,
            (
                {"event_id": row["id"], "salt": "0", "particulars": {"text": f"Note {n}"}}
                for n, row in enumerate(events)
            ),
        )
        bulk.put(line, Outbox, ({"event_id": row["id"]} for row in events))
        bulk.settle(line, (Event,))


def _tell(url: str) -> float:
    """Seconds from the barrier until the last relay has found nothing more."""
    spawn = multiprocessing.get_context("spawn")
    barrier = spawn.Barrier(RELAYS + 1)
    relays = [spawn.Process(target=_relay, args=(url, barrier)) for _ in range(RELAYS)]
    for process in relays:
        process.start()
    barrier.wait(120)
    began = time.perf_counter()
    for process in relays:
        process.join(300)
    if any(process.exitcode != 0 for process in relays):
        raise RuntimeError(f"a relay ended with {[process.exitcode for process in relays]}")
    return time.perf_counter() - began


def _relay(url: str, barrier: Barrier) -> None:
    with tempfile.TemporaryDirectory(prefix="bpobench") as var, queue.silence():
        app = create_app(settings_for(url, Path(var)))
        with app.app_context(), clock.at(NOW):
            db.session.execute(select(1))
            db.session.rollback()
            barrier.wait(120)
            relay.tell()
            db.session.remove()
            db.engine.dispose()


def _found(app: Flask, wanted: int, took: float) -> Iterator[Figure]:
    bench = "relay.postgresql"
    with app.app_context():
        notices = db.session.execute(select(func.count()).select_from(Notification)).scalar_one()
        pairs = select(Notification.event_id, Notification.user_id).distinct().subquery()
        once = db.session.execute(select(func.count()).select_from(pairs)).scalar_one()
        left = db.session.execute(select(func.count()).select_from(Outbox)).scalar_one()
        order = select(Notification.user_id, Event.matter_id, Event.seq).join(Event, Event.id == Notification.event_id)
        rows = db.session.execute(order.order_by(Notification.user_id, Event.matter_id, Notification.id)).all()
        turned = sum(a[:2] == b[:2] and a.seq > b.seq for a, b in pairwise(rows))
        db.session.remove()
    yield figures.exactly(bench, "notices", EVENTS, notices, wanted)
    yield figures.exactly(bench, "told twice", EVENTS, notices - once, 0)
    yield figures.exactly(bench, "left in the outbox", EVENTS, left, 0)
    yield figures.exactly(bench, "out of order", EVENTS, turned, 0)
    yield figures.at_least(bench, "notices a second", EVENTS, round(notices / took), LEAST)
