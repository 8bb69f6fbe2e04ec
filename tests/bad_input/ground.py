"""What the tests of bad input stand on: a browser that sends any bytes, and every row of the database as one value."""

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import Context
from hashlib import sha256
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, Table
from werkzeug.test import TestResponse

from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db
from tests import cast as people
from tests.conftest import NOW

FOLDER = f"/a/{people.KEY}/changes"
LADDER = f"/a/{people.KEY}/escalations"
DISPUTES = f"/a/{people.KEY}/disputes"
DECISIONS = f"/a/{people.KEY}/decisions"
ITEMS = f"/a/{people.KEY}/actions"
CREDITS = f"/a/{people.KEY}/credits"
FIGURES = f"/a/{people.KEY}/figures"
IMPORTS = f"/a/{people.KEY}/kpis/imports"
MEETINGS = f"/a/{people.KEY}/meetings"
RELIEFS, PLANS = f"/a/{people.KEY}/relief", f"/a/{people.KEY}/plans"
REPORTS = f"/a/{people.KEY}/reports"
PULSES = f"/a/{people.KEY}/pulse"
KEY_PEOPLE = f"/a/{people.KEY}/key-people"
FOLDERS = {
    "credit_statement": CREDITS,
    "report": REPORTS,
    "pulse": PULSES,
    "succession": KEY_PEOPLE,
    "relief": RELIEFS,
    "rectification": PLANS,
    "figure": FIGURES,
    "figure_import": IMPORTS,
    "meeting": MEETINGS,
    "change_request": FOLDER,
    "decision": DECISIONS,
    "escalation": LADDER,
    "dispute": DISPUTES,
    "action_item": ITEMS,
}
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_SELECTS: dict[tuple[str, tuple[str, ...]], str] = {}
ON_SQLITE = pytest.mark.parametrize("application", ["sqlite"], indirect=True)  # what asks no database


class Window:
    """One browser; its requests share nothing with the test but the database."""

    def __init__(self, app: Flask, language: str) -> None:
        self.client, self.language, self.token = app.test_client(), language, ""

    def send(
        self, method: str, address: str, *, headers: Mapping[str, str] | None = None, **words: Any
    ) -> TestResponse:
        """Anything at all; `words` are those of werkzeug's client."""

        def asked() -> TestResponse:
            given = {"Accept-Language": self.language, **(headers or {})}
            with clock.at(NOW):
                return self.client.open(address, method=method, headers=given, **words)

        return Context().run(asked)

    def get(self, address: str) -> TestResponse:
        return self.send("GET", address)

    def post(self, address: str, fields: Mapping[str, Any] | None = None) -> TestResponse:
        """A form with this session's token against forgery."""
        return self.send("POST", address, data={"csrf_token": self.token, **(fields or {})})

    def raw(self, address: str, body: str) -> TestResponse:
        """A form whose body, after the token, is already encoded."""
        kind = "application/x-www-form-urlencoded"
        return self.send("POST", address, data=f"csrf_token={self.token}&{body}", content_type=kind)

    def look_for_token(self, address: str) -> None:
        found = TOKEN.search(self.get(address).text)
        assert found, address
        self.token = found[1]

    def sign_in(self, name: str) -> "Window":
        self.look_for_token("/sign-in")
        answer = self.post("/sign-in", {"email": people.email(name), "password": people.PASSWORD})
        assert answer.status_code == 303, answer.text
        self.look_for_token("/forgot")  # the lightest page that has one
        return self


def everything() -> dict[str, tuple[int, str]]:
    """Each table with the number of its rows and a digest of all their values."""
    db.session.commit()
    found = {table.name: stored(table) for table in db.metadata.sorted_tables}
    return {
        name: (len(rows), sha256(repr(rows).encode("utf-8", "surrogatepass")).hexdigest())
        for name, rows in found.items()
    }


def stored(table: Table, apart: Collection[str] = ()) -> list[tuple[Any, ...]]:
    """The rows of a table as the driver gives them, without some columns: what the types of the columns would make of them takes long."""
    key = (f'"{table.name}"', tuple(sorted(apart)))
    if key not in _SELECTS:
        columns = ", ".join(f'"{column.name}"' for column in table.columns if column.name not in apart)
        order = ", ".join(f'"{column.name}"' for column in table.primary_key.columns)
        _SELECTS[key] = f"select {columns} from {key[0]} order by {order}"
    return [tuple(row) for row in connection().exec_driver_sql(_SELECTS[key])]


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is stored inside is taken back at the end."""
    db.session.commit()
    with connection().begin_nested() as point:
        yield
        point.rollback()


def connection() -> Connection:
    """The one connection that the test and every request stand on."""
    found: Any = db.engines[None]
    assert isinstance(found, Connection)
    return found
