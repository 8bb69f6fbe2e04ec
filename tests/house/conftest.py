"""What the tests of the house share: browsers that stand in a context of their own, as real requests do."""

import re
from collections.abc import Callable
from contextvars import Context
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from bpo_gov.kernel import clock
from tests import cast as people
from tests.conftest import NOW

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Browser:
    """One browser; no request sees the session or the `g` of another, or of the test."""

    def __init__(self, app: Flask, language: str = "en") -> None:
        self.client = app.test_client()
        self.headers = {"Accept-Language": language}
        self.token = ""

    def get(self, address: str) -> TestResponse:
        return self._open("GET", address)

    def post(self, address: str, **fields: Any) -> TestResponse:
        return self._open("POST", address, data={"csrf_token": self.token, **fields})

    def bare_post(self, address: str, **fields: Any) -> TestResponse:
        """A post without a token."""
        return self._open("POST", address, data=fields)

    def look_for_token(self, address: str) -> None:
        """Take the token against forgery of this session from a page."""
        found = TOKEN.search(self.get(address).get_data(as_text=True))
        assert found, f"{address} has no form with a token"
        self.token = found[1]

    def sign_in(self, name: str) -> "Browser":
        self.look_for_token("/sign-in")
        answer = self.post("/sign-in", email=people.email(name), password=people.PASSWORD)
        assert answer.status_code == 303, answer.get_data(as_text=True)
        self.look_for_token("/forgot")
        return self

    def _open(self, method: str, address: str, **words: Any) -> TestResponse:
        return Context().run(self._at_now, method, address, **words)

    def _at_now(self, method: str, address: str, **words: Any) -> TestResponse:
        with clock.at(NOW):
            return self.client.open(address, method=method, headers=self.headers, buffered=True, **words)


@pytest.fixture
def browser(app: Flask) -> Callable[..., Browser]:
    """A browser in which a person of the cast is signed in, or nobody: `browser("ana", language="id")`."""

    def begin(name: str | None = None, language: str = "en") -> Browser:
        fresh = Browser(app, language)
        return fresh.sign_in(name) if name else fresh

    return begin
