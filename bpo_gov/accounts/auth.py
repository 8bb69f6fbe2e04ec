"""The door of the house: which signed-in browser asks, who reads, and which pages are open to everyone."""

import logging
from datetime import timedelta
from fnmatch import fnmatchcase
from typing import Any

from flask import Flask, flash, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from bpo_gov.accounts import actions, passwords, paths, queries
from bpo_gov.accounts.models import User
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db, unit_of_work, writes
from bpo_gov.web import here

log = logging.getLogger(__name__)
NOBODYS = ("assets.*", "health.*", "calendars.feed")  # these never ask who reads
PUBLIC = (
    *NOBODYS, "accounts.sign_in", "accounts.set_password", "accounts.forgot", "accounts.language", "agreements.schema",
)  # fmt: skip
TOUCHED = timedelta(minutes=5)  # how often a sign-in in use is written to


class Seat(UserMixin):  # type: ignore[misc]  # flask-login has no types
    """A signed-in browser, as flask-login knows it: its id is the random token, so the cookie names no person."""

    def __init__(self, user: User, token: str, sign_in_id: int) -> None:
        self.user, self.token, self.sign_in_id = user, token, sign_in_id
        self.organisation = user.organisation  # held, so that it is still at hand after a rollback

    def get_id(self) -> str:
        return self.token


def install(app: Flask) -> None:
    """Find out who reads before every request, and let only signed-in people in."""
    passwords.configure(app.extensions["settings"])
    manager = LoginManager(app)
    manager.session_protection = None  # it would judge by address and browser name; our row decides
    manager.login_view = "accounts.sign_in"
    manager.user_loader(_load)
    manager.unauthorized_handler(_to_the_door)
    app.before_request(_admit)


def seat() -> Seat | None:
    """The signed-in browser of this request."""
    return current_user._get_current_object() if current_user.is_authenticated else None


def enter(person: User) -> None:
    """Sign this browser in: a new token, and nothing of the session before but its language."""
    _forget_session()
    token = actions.start_sign_in(person, request.user_agent.string)
    login_user(_load(token))
    here.welcome(person)
    log.info("person %s signed in from %s", person.id, request.remote_addr)


def leave() -> None:
    """Sign this browser out."""
    if found := seat():
        log.info("person %s signed out", found.user.id)
    _forget_session()
    logout_user()
    here.welcome(None)


def is_public(endpoint: str) -> bool:
    """Whether a page is open to people who are not signed in."""
    return any(fnmatchcase(endpoint, pattern) for pattern in PUBLIC)


def _admit() -> Any:
    endpoint = request.endpoint or ""
    here.welcome(None)
    if any(fnmatchcase(endpoint, pattern) for pattern in NOBODYS):
        return None
    found = seat()
    here.welcome(found.user if found else None)
    if found is None and endpoint and not is_public(endpoint):
        return _to_the_door()
    return None


def _load(token: str) -> Seat | None:
    found = queries.open_sign_in(token)
    if found is not None and clock.now() - found.seen_at >= TOUCHED:
        _touch(found.id)
        found = queries.open_sign_in(token)
    return Seat(found.user, token, found.id) if found is not None else None


def _touch(sign_in_id: int) -> None:
    if writes.get():
        actions.touch(sign_in_id)
        return
    db.session.rollback()  # nothing but this sign-in was read yet; its own unit begins afresh
    with unit_of_work():
        actions.touch(sign_in_id)


def _to_the_door() -> Any:
    """To the sign-in, and afterwards back to the page; what was posted is not kept."""
    if request.method in {"GET", "HEAD"}:
        back = paths.own(request.full_path.removesuffix("?"))
    else:
        back = paths.of_referrer(request.referrer, request.host)
        flash(_("You are not signed in any more, and nothing was stored. Sign in and send it again."), "near")
    return redirect(url_for("accounts.sign_in", next=None if back == "/" else back))


def _forget_session() -> None:
    token, language = session.get("_user_id"), session.get("language")
    if isinstance(token, str):
        actions.end_sign_in(token)
    session.clear()
    if language:
        session["language"] = language
