"""The Flask class of the house: one request, one unit of work; errors become pages once."""

import logging
import secrets
from typing import Any

from flask import Flask, Request, Response, abort, current_app, g, render_template, request
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter, Map

from bpo_gov.kernel.db import MARK, db, unit_of_work
from bpo_gov.kernel.errors import BpoError, Denied, NotFound, Refused, Stale
from bpo_gov.web import words

log = logging.getLogger(__name__)
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
STATUS: dict[type[BpoError], int] = {NotFound: 404, Denied: 403, Refused: 409, Stale: 409}
SENTENCES = {
    400: _l("The page sent something that cannot be understood. Go back, reload and try again."),
    403: _l("You may not do this."),
    404: _l("There is nothing here, or you may not see it."),
    405: _l("This address does not do that."),
    409: _l("It has been moved meanwhile. Look again before you go on."),
    413: _l("This is too large: at most 4 MB, with files 16 MB."),
    429: _l("Too many tries. Wait a little and try again."),
    500: _l("Something broke on our side. Nothing was stored; what you typed is still in your browser if you go back."),
    503: _l("The database does not answer. Nothing was stored; try again in a minute."),
}


class Number(IntegerConverter):
    """A number of an address: ASCII digits, and no more than a key of the database holds; else there is no such page."""

    regex = "[1-9][0-9]{0,9}"

    def __init__(self, map: Map, *, max: int = 2**31 - 1) -> None:
        super().__init__(map, max=max)


class App(Flask):
    """Unsafe requests run in one unit of work; what is raised rolls it back before the error page is drawn."""

    jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.url_map.converters["int"] = Number

    def full_dispatch_request(self, *args: Any, **kwargs: Any) -> Response:
        if request.method in SAFE:
            answer = super().full_dispatch_request(*args, **kwargs)
            if self.testing and (db.session.new or db.session.dirty or db.session.deleted):
                raise AssertionError(f"GET {request.path} would write")
            return answer
        with unit_of_work():
            return super().full_dispatch_request(*args, **kwargs)

    def handle_user_exception(self, error: Exception, *args: Any) -> Any:
        db.session.rollback()
        db.session.info.pop(MARK, None)
        return super().handle_user_exception(error, *args)

    def select_jinja_autoescape(self, filename: str | None) -> bool:
        return not (filename or "").endswith(".txt")


TAKE_FILES: set[tuple[str, str]] = set()  # (endpoint, verb): the doors through which files come; features fill it


class BoundedRequest(Request):
    """Limits of what a browser may send: 4 MB, and 16 MB where files are taken."""

    @property  # type: ignore[misc]  # a view of Flask could change it; here it is fixed
    def max_content_length(self) -> int:  # type: ignore[override]
        verb = str((self.view_args or {}).get("verb", ""))
        brings_files = self.mimetype == "multipart/form-data" and (self.endpoint or "", verb) in TAKE_FILES
        return (16 if brings_files else 4) * 1024 * 1024

    max_form_memory_size = 4 * 1024 * 1024
    max_form_parts = 1000


def error_page(status: int, sentence: Any) -> tuple[str, int]:
    """The page of an error: what happened, in words, and where to go."""
    name = (
        status if status in {403, 404, 409, 429, 500, 503} else 500 if status >= 500 else 404 if status == 404 else 409
    )
    return render_template(
        f"errors/{name}.html", status=status, sentence=sentence, request_id=g.get("request_id", "")
    ), status


def install_errors(app: Flask) -> None:
    """Map the house's errors, HTTP's own and the unforeseen to pages, once."""

    @app.before_request
    def name_request() -> None:
        g.request_id = secrets.token_hex(6)
        if "\x00" in request.path:
            abort(404)  # no address of ours holds one, and no text of PostgreSQL can

    @app.errorhandler(BpoError)
    def told(error: BpoError) -> tuple[str, int]:
        return error_page(STATUS[type(error)], words.tell(error.says))

    @app.errorhandler(CSRFError)
    def forged(error: CSRFError) -> tuple[str, int]:
        return error_page(
            409, _l("This page is too old to send. Reload it and send again; you may have signed in or out meanwhile.")
        )

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Any:
        if error.code is None or error.code < 400:
            return error
        answer = error_page(error.code, SENTENCES.get(error.code, error.description))
        return (*answer, {"Allow": ", ".join(sorted(error.valid_methods or ()))}) if error.code == 405 else answer  # type: ignore[attr-defined]

    app.register_error_handler(Exception, broke)


def broke(error: Exception) -> tuple[str, int]:
    """The unforeseen: written down with the request's name, told without its particulars."""
    if current_app.testing:
        raise error
    log.error("request %s failed at %s", g.get("request_id"), request.endpoint, exc_info=error)
    try:
        return error_page(500, SENTENCES[500])
    except Exception:  # the last page must not depend on the database
        log.exception("the error page failed too")
        return f"<!doctype html><title>500</title><h1>500</h1><p>{SENTENCES[500]}</p>", 500
