"""Browsers of the cast for the tests of bad input."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.bad_input.ground import Window


@pytest.fixture
def window(app: Flask) -> Callable[..., Window]:
    """A browser of a person of the cast who is signed in, or of nobody: `window("ana", language="id")`."""

    def begin(name: str | None = None, language: str = "en") -> Window:
        fresh = Window(app, language)
        return fresh.sign_in(name) if name else fresh

    return begin
