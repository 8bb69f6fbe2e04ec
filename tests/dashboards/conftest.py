"""Browsers that share nothing: each request begins with an empty `g`, as it does outside of the tests."""

from typing import Any

import pytest
from flask import Flask, g
from flask.testing import FlaskClient


class Alone(FlaskClient):
    """A browser whose requests see nothing of those before, though the tests hold one application context open."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        g.__dict__.clear()
        return super().open(*args, **kwargs)

    def session_transaction(self, *args: Any, **kwargs: Any) -> Any:
        g.__dict__.clear()
        return super().session_transaction(*args, **kwargs)


@pytest.fixture(autouse=True)
def alone(application: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every browser of these tests is such a one."""
    monkeypatch.setattr(application, "test_client_class", Alone)
