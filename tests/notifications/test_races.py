"""Several workers and sweepers at once: each deadline fires once, each notice and each letter comes once, in order."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, select

from bpo_gov.kernel import clock, post
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.ledger import Event, Outbox, verify
from bpo_gov.kernel.timers import Phase, Timer
from bpo_gov.notifications import delivery, relay, sweep
from bpo_gov.notifications.models import MailState, Notification
from bpo_gov.wiring import create_app
from tests import cast as people
from tests import make
from tests.cast import Cast
from tests.conftest import NOW, settings_for
from tests.notifications.conftest import House
from tests.postgres import drop_database, fresh_database, server_or_skip

CHANGES = 12
LATER = NOW + timedelta(days=200)


@pytest.fixture
def crowded(tmp_path: Path) -> Iterator[Flask]:
    """An application on its own PostgreSQL with submitted requests whose deadlines have all passed at LATER."""
    url = fresh_database(server_or_skip())
    app = create_app(settings_for(url, tmp_path))
    with app.app_context(), clock.at(NOW):
        upgrade()
        people.found()
        cast = Cast.load()
        House(cast).at_once()
        for n in range(CHANGES):
            with unit_of_work():
                make.change_request(cast, "submitted", title=f"No. {n}")
    yield app
    with app.app_context():
        db.engine.dispose()
    drop_database(url)


def at_once(app: Flask, work: Callable[[], None], n: int = 4) -> None:
    """Run a job in `n` threads that begin together; what one raises is raised."""
    gate, wrong = threading.Barrier(n), list[BaseException]()

    def one() -> None:
        try:
            gate.wait(10)
            with app.app_context(), clock.at(LATER):
                work()
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=one) for _ in range(n)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if wrong:
        raise wrong[0]


@pytest.mark.postgres
def test_four_of_each_at_once_fire_tell_and_send_everything_once(crowded: Flask) -> None:
    at_once(crowded, sweep.fire_due)
    with crowded.app_context():
        fired = select(Event.name, func.count()).where(
            Event.name.in_(["change_request.due_soon", "change_request.overdue"])
        )
        assert sorted(tuple(row) for row in db.session.execute(fired.group_by(Event.name))) == [
            ("change_request.due_soon", CHANGES),
            ("change_request.overdue", CHANGES),
        ]
        assert set(db.session.execute(select(Timer.phase)).scalars()) == {Phase.FIRED}
        assert verify(1) is None

    at_once(crowded, relay.tell)
    with crowded.app_context():
        assert db.session.execute(select(func.count()).select_from(Outbox)).scalar_one() == 0
        order = list(db.session.execute(select(Notification.event_id).order_by(Notification.id)).scalars())
        assert order == sorted(order)  # nobody reads of a later event before an earlier one
        count = len(order)

    at_once(crowded, delivery.send_due)
    with crowded.app_context():
        states = select(Notification.mail, Notification.mail_attempts, func.count())
        grouped = db.session.execute(states.group_by(Notification.mail, Notification.mail_attempts))
        assert [tuple(row) for row in grouped] == [(MailState.SENT, 1, count)]
        users = Cast.load().users.values()
        assert sum(len(post.letters_to(user.email)) for user in users) == count
