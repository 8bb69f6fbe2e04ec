"""How many SQL statements the pages and moves of change requests take: few, and the same however many changes there are."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from bpo_gov.change_requests import actions, queries
from bpo_gov.kernel.db import db, unit_of_work
from tests import make
from tests.cast import KEY, Cast


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that run inside the block."""
    statements: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            statements.append(statement)

    event.listen(db.session.get_bind().engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.session.get_bind().engine, "before_cursor_execute", note)


def statements_of(browser: FlaskClient, path: str) -> int:
    """How many statements a page takes, once warm."""
    assert browser.get(path).status_code == 200
    with counted() as statements:
        assert browser.get(path).status_code == 200
    return len(statements)


def test_list_and_page_take_as_many_statements_for_thirty_changes_as_for_three(
    app: Flask, cast: Cast, as_: Callable[[str], FlaskClient]
) -> None:
    shown = make.change_request(cast, "approved", services=("S-01",)).number
    for _ in range(2):
        make.change_request(cast, "submitted", services=("S-01",))
    browser = as_("ana")
    paths = (f"/a/{KEY}/changes/", f"/a/{KEY}/changes/?view=all", f"/a/{KEY}/changes/{shown}")
    few = [statements_of(browser, path) for path in paths]
    for _ in range(27):
        make.change_request(cast, "submitted", services=("S-01",))
    assert [statements_of(browser, path) for path in paths] == few
    assert max(few) <= 15, few


def test_a_submission_takes_at_most_twelve_statements(app: Flask, cast: Cast) -> None:
    with unit_of_work():
        make.change_request(cast, "submitted")
        number = make.change_request(cast, "draft").number
    db.session.remove()
    with unit_of_work():
        cr = queries.load(number, cast.actor("carl"), lock=True)
        with counted() as statements:
            actions.submit(cr, cast.actor("carl"))
            db.session.flush()
    assert len(statements) <= 12, statements
