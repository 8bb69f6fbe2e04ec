"""A person with a password, and a browser."""

from collections.abc import Callable

import pytest
from flask import Flask

from bpo_gov.accounts import actions, passwords
from bpo_gov.accounts.models import Organisation, User
from bpo_gov.kernel.db import unit_of_work
from tests.accounts.browsing import PASSWORD, Browser


@pytest.fixture
def harbour(app: Flask) -> Organisation:
    """A company."""
    with unit_of_work():
        return actions.add_organisation("Harbour Payroll", "GB")


@pytest.fixture
def nina(harbour: Organisation) -> User:
    """Nina of Harbour Payroll, who may sign in."""
    with unit_of_work():
        person = actions.add_person("nina.west@harbour.example", "Nina West", harbour)
        actions.set_password(person, PASSWORD)
    return person


@pytest.fixture
def browser(app: Flask) -> Callable[..., Browser]:
    """A new browser, each time it is called."""
    return lambda **words: Browser(app, **words)


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows by one with every password that is compared."""
    done: list[str] = []
    hasher = type(passwords._hasher[0])
    verify = hasher.verify

    def counted(self, kept, word):
        done.append(kept)
        return verify(self, kept, word)

    monkeypatch.setattr(hasher, "verify", counted)
    return done
