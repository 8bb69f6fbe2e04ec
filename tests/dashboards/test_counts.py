"""The pages ask the database as often for three hundred changes as for three."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import event, inspect, select
from sqlalchemy.engine import Engine

from bpo_gov.change_requests.models import ChangeRequest
from bpo_gov.kernel.db import db
from tests import make
from tests.cast import Cast

Browser = Callable[[str], FlaskClient]
MOST = {"/": 14, "/agreements": 10, "/search?q=change": 9, "/a/acme-payroll/": 23}
STATES = ("submitted", "assessed", "approved", "implementing", "closed", "draft")


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements that run meanwhile."""
    seen: list[str] = []

    def note(conn: Any, cursor: Any, statement: str, *rest: Any) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def asked(browser: FlaskClient, path: str) -> int:
    """How many statements a page takes, read for the second time, from a session that holds nothing."""
    browser.get(path)
    db.session.remove()
    with statements() as seen:
        answer = browser.get(path)
    assert answer.status_code == 200
    return len(seen)


def fill(count: int) -> None:
    """So many more changes, in every state in turn."""
    cast = Cast.load()
    figures: dict[str, Any] = {"one_off_cost": Decimal(100), "monthly_cost": Decimal(0), "months": 0}
    for n in range(count):
        make.change_request(cast, STATES[n % len(STATES)], title=f"Change {n}", **figures)
    db.session.commit()


def copy(count: int) -> None:
    """So many more copies of the newest change, laid down without moves: only their number matters here."""
    newest = db.session.scalars(select(ChangeRequest).order_by(ChangeRequest.id.desc()).limit(1)).one()
    names = {column.key for column in inspect(ChangeRequest).column_attrs} - {"id", "opened_with"}
    kept = {name: getattr(newest, name) for name in names}
    db.session.add_all(ChangeRequest(**kept | {"number": newest.number + n}) for n in range(1, count + 1))
    db.session.commit()


def test_each_page_takes_as_many_statements_for_300_changes_as_for_3(cast: Cast, as_: Browser) -> None:
    fill(3)
    browser = as_("ana")
    few = {path: asked(browser, path) for path in MOST}
    fill(25)
    copy(272)
    assert {path: asked(browser, path) for path in MOST} == few
    assert {path: many for path, many in few.items() if many > MOST[path]} == {}
