"""How many SQL statements the pages and moves of change requests take: few, and the same however many changes there are."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, inspect, select

from bpo_gov.change_requests import actions, queries
from bpo_gov.change_requests.models import ChangeRequest, Subject, SubjectKind
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.matters import Matter
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


def test_list_and_page_take_as_many_statements_for_300_changes_as_for_10(
    app: Flask, cast: Cast, as_: Callable[[str], FlaskClient]
) -> None:
    shown = make.change_request(cast, "approved", services=("S-01",)).number
    for state in (
        "draft",
        "submitted",
        "assessed",
        "approved",
        "implementing",
        "closed",
        "submitted",
        "assessed",
        "closed",
    ):
        make.change_request(
            cast, state, services=("S-01",), one_off_cost=Decimal(100), monthly_cost=Decimal(0), months=0
        )
    browser = as_("ana")
    lists = [
        f"/a/{KEY}/changes/{asked}"
        for asked in ("", "?view=ours", "?view=late", "?view=closed", "?view=all", "?view=all&sort=number")
    ]
    paths = (*lists, f"/a/{KEY}/changes/{shown}")
    few = [statements_of(browser, path) for path in paths]
    copy(290)
    assert [statements_of(browser, path) for path in paths] == few
    assert max(few) <= 18, few  # the page of a change names what came of it, and the actions about it


def copy(count: int) -> None:
    """So many more of the change submitted last, laid down without moves: only their number matters here."""
    newest = db.session.scalars(
        select(ChangeRequest).where(Matter.state == "submitted").order_by(Matter.id.desc()).limit(1)
    ).one()
    last = db.session.scalars(select(func.max(Matter.number)).where(Matter.kind == "change_request")).one()
    names = {column.key for column in inspect(ChangeRequest).column_attrs} - {"id", "opened_with"}
    kept = {name: getattr(newest, name) for name in names}
    db.session.add_all(
        ChangeRequest(**kept | {"number": last + n}, subjects=[Subject(kind=SubjectKind.SERVICE, code="S-01")])
        for n in range(1, count + 1)
    )
    db.session.commit()


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
