"""The ground of all tests: the application on both databases, each test rolled back, the cast, the clock and real parts."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from flask import Flask, g, has_app_context
from flask.testing import FlaskClient
from flask_migrate import upgrade

from bpo_gov.kernel import clock
from bpo_gov.kernel import post as post_office
from bpo_gov.kernel.db import db
from bpo_gov.wiring import create_app
from config import Settings
from tests import cast as people
from tests.cast import Cast
from tests.postgres import drop_database, fresh_database, server_or_skip

# Machines are noisy: a property may be slow, and is never judged by the clock on the wall.
hypothesis.settings.register_profile("house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("house")
NOW = datetime(2026, 6, 3, 9, 0, tzinfo=UTC)  # a Wednesday morning without holidays nearby


def settings_for(url: str, var: Path) -> Settings:
    """Settings of a test application: cheap passwords, own var, no mail server."""
    return Settings.from_env(
        {"BPO_GOV_ENV": "testing", "DATABASE_URL": url, "VAR_DIR": str(var), "SECRET_KEY": "test " * 10}
    )


@pytest.fixture(scope="session")
def houses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Flask]]:
    """Builds the application of each database once: migrated, with the cast in it; all are taken down at the end."""
    built: dict[str, Flask] = {}
    made: list[str] = []

    def house(kind: str) -> Flask:
        if kind not in built:
            var = tmp_path_factory.mktemp(kind)
            if kind == "sqlite":
                url = f"sqlite:///{var}/test.db"
            else:
                url = fresh_database(server_or_skip())
                made.append(url)
            built[kind] = create_app(settings_for(url, var))
            with built[kind].app_context(), clock.at(NOW):
                upgrade()
                people.found()
                db.session.remove()
        return built[kind]

    yield house
    for app in built.values():
        with app.app_context():
            db.engine.dispose()
    for url in made:
        drop_database(url)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def application(request: pytest.FixtureRequest, houses: Callable[[str], Flask]) -> Flask:
    """The application on one of the two databases; letters go to its own folder."""
    app = houses(request.param)
    post_office.configure(app.extensions["settings"])
    return app


@pytest.fixture
def app(application: Flask) -> Iterator[Flask]:
    """The application for one test: whatever is committed is rolled back at the end; the clock stands at NOW."""
    with application.app_context(), clock.at(NOW):
        engines: Any = db.engines
        engine = db.engine
        connection = engine.connect()
        outer = connection.begin()
        engines[None] = connection
        try:
            yield application
        finally:
            engines[None] = engine
            try:
                db.session.remove()
            finally:
                outer.rollback()
                connection.close()


@pytest.fixture
def cast(app: Flask) -> Cast:
    """The people of the tests and their agreement."""
    return Cast.load()


class Browser(FlaskClient):
    """A browser whose requests share nothing with the test's own context but the database."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        forget()
        try:
            return super().open(*args, **kwargs)
        finally:
            forget()


def forget() -> None:
    """Empty the context's bag: the test's application context outlives each request."""
    if has_app_context():
        vars(g._get_current_object()).clear()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that nobody has signed in with."""
    return Browser(app, app.response_class)


@pytest.fixture
def as_(app: Flask) -> Callable[[str], FlaskClient]:
    """A browser that a person of the cast has signed in with: `as_("ana")`."""

    def browser(name: str) -> FlaskClient:
        found = Browser(app, app.response_class)
        answer = post(found, "/sign-in", email=people.email(name), password=people.PASSWORD)
        assert answer.status_code == 302 or answer.status_code == 303, answer.get_data(as_text=True)[:2000]
        return found

    return browser


@pytest.fixture
def post_as(as_: Callable[[str], FlaskClient]) -> Callable[..., Any]:
    """`post_as("ana", "/a/.../approve", field=...)`: read the page's token, post, give the answer."""

    def send(name: str, address: str, **fields: Any) -> Any:
        return post(as_(name), address, **fields)

    return send


def post(browser: FlaskClient, address: str, **fields: Any) -> Any:
    """Post a form as a browser would, with the token of a page it has just seen."""
    return browser.post(address, data={"csrf_token": token_of(browser), **fields})


def token_of(browser: FlaskClient) -> str:
    """A forgery token for this browser's session, made by the application itself."""
    from flask_wtf.csrf import generate_csrf

    with browser.session_transaction() as kept:
        raw = kept.get("csrf_token")
    app = browser.application
    with app.test_request_context():
        from flask import session

        if raw:
            session["csrf_token"] = raw
        token = generate_csrf()
        raw = session["csrf_token"]
    with browser.session_transaction() as kept:
        kept["csrf_token"] = raw
    return str(token)
