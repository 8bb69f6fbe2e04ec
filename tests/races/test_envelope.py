"""Two approvals at the same moment, on a real PostgreSQL: together they never pass a limit."""

import threading
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from bpo_gov.agreements import queries as agreements
from bpo_gov.change_requests import actions, queries
from bpo_gov.kernel import clock, ledger
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.errors import BpoError
from bpo_gov.wiring import create_app
from tests import cast as people
from tests import make
from tests.cast import Cast
from tests.conftest import NOW, settings_for
from tests.postgres import drop_database, fresh_database, server_or_skip

ROUNDS = 40


@pytest.fixture
def racing(tmp_path: Path) -> Iterator[Flask]:
    """An application of its own on a PostgreSQL database of its own, where threads may really commit."""
    url = fresh_database(server_or_skip())
    app = create_app(settings_for(url, tmp_path))
    with app.app_context():
        upgrade()
        with clock.at(NOW):
            people.found()
        db.session.remove()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    drop_database(url)


def together(app: Flask, *deeds: Callable[[], object]) -> list[str]:
    """Start deeds at one barrier, each in its own thread, transaction and context; "done" or the error's name, in order."""
    barrier, results = threading.Barrier(len(deeds)), ["" for _ in deeds]

    def run(index: int, deed: Callable[[], object]) -> None:
        with app.app_context(), clock.at(NOW):
            barrier.wait()
            try:
                with unit_of_work():
                    deed()
                results[index] = "done"
            except BpoError as error:
                results[index] = type(error).__name__
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(index, deed)) for index, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def assessed(app: Flask, cost: int) -> int:
    """The number of an assessed change of that one-off cost, committed."""
    with app.app_context(), clock.at(NOW), unit_of_work():
        cr = make.change_request(Cast.load(), "assessed", one_off_cost=Decimal(cost), monthly_cost=Decimal(0), months=0)
        return cr.number


def approve(number: int) -> None:
    """Approve as the operations director."""
    actor = Cast.load().actor("edda")
    cr = queries.load(number, actor, lock=True)
    actions.approve(cr, actor, description="x", adjustments="", effective_on=date(2026, 9, 1))


def withdraw(number: int) -> None:
    """Withdraw as the raising side."""
    actor = Cast.load().actor("carl")
    cr = queries.load(number, actor, lock=True)
    actions.withdraw(cr, actor, reason="No longer needed.")


def held(app: Flask) -> Decimal:
    """What is held of the cumulative limit."""
    with app.app_context():
        agreement = Cast.load().agreement
        framework = agreements.active_framework(agreement.id)
        assert framework is not None
        found = queries.used(agreement.id, framework.terms, NOW.date())["b"].held
        db.session.remove()
        return found


def test_two_approvals_at_once_never_pass_the_limit_together(racing: Flask) -> None:
    # 60 of 100 fit once, not twice; both are unreserved here, so that only the approval itself can refuse.
    for _ in range(ROUNDS):
        first, second = assessed(racing, 60000), assessed(racing, 60000)
        results = together(racing, partial(approve, first), partial(approve, second))
        assert sorted(results) == ["Refused", "done"], results
        assert held(racing) == Decimal(60000)
        winner, loser = (first, second) if results[0] == "done" else (second, first)
        with racing.app_context(), clock.at(NOW), unit_of_work():
            withdraw(winner)
            withdraw(loser)
        assert held(racing) == Decimal(0)


def test_approve_and_withdraw_at_once_have_one_winner(racing: Flask) -> None:
    for _ in range(ROUNDS):
        number = assessed(racing, 1000)
        results = together(racing, partial(approve, number), partial(withdraw, number))
        with racing.app_context(), clock.at(NOW):
            state = queries.load(number, Cast.load().actor("ana")).state
            db.session.remove()
        if results == [
            "done",
            "done",
        ]:  # approved first, and then withdrawn: both are moves the table allows in that order
            assert state == "withdrawn"
        else:
            assert results == ["Refused", "done"]
            assert state == "withdrawn"


def test_the_chain_holds_under_eight_writers(racing: Flask) -> None:
    def note(text: str) -> None:
        actor = Cast.load().actor("ana")
        actions.note(queries.load(number, actor, lock=True), actor, text=text)

    number = assessed(racing, 1000)
    for round_ in range(5):
        results = together(racing, *[partial(note, f"{round_}-{n}") for n in range(8)])
        assert results == ["done"] * 8
    with racing.app_context():
        assert ledger.verify(Cast.load().agreement.id) is None
        db.session.remove()
