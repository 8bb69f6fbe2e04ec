"""Page, engine and answer agree: for each situation x verb x person, one refusal, one button, one status."""

import re
from collections.abc import Callable
from typing import cast as cast_to

import html5lib
import pytest
from flask import Flask
from sqlalchemy import Connection

from bpo_gov.change_requests import queries
from bpo_gov.change_requests.forms import FORMS
from bpo_gov.change_requests.models import ChangeRequest, State
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.errors import Denied, NotFound
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.workflow import NEW
from tests import cast as people
from tests.cast import Cast
from tests.house.conftest import Browser
from tests.house.pages import EMPTY_IS_RIGHT
from tests.house.situations import SITUATIONS

FOLDER = f"/a/{people.KEY}/changes"
MISSING = 99_999
NAMES = [name for name, *_ in people.PEOPLE]
ON_SQLITE = pytest.mark.parametrize("application", ["sqlite"], indirect=True)  # who may what asks no database


def test_every_state_is_among_the_situations() -> None:
    assert {state.value for state in State} <= set(SITUATIONS)


@ON_SQLITE
@pytest.mark.parametrize("situation", SITUATIONS)
def test_engine_buttons_and_status_agree(
    app: Flask, cast: Cast, browser: Callable[..., Browser], situation: str
) -> None:
    with unit_of_work():
        number = SITUATIONS[situation](cast, "client").number
    for name in NAMES:
        _agree(browser(name), cast.actor(name), number, list(CHANGE_REQUEST.table))
    stranger = browser(people.OUTSIDER)
    assert {_tried(stranger, number, verb) for verb in CHANGE_REQUEST.table} == {404}


@ON_SQLITE
@pytest.mark.parametrize("situation", ["draft", "submitted", "assessed", "returned", "approved, half signed"])
def test_they_agree_too_where_the_vendor_raised_it(
    app: Flask, cast: Cast, browser: Callable[..., Browser], situation: str
) -> None:
    with unit_of_work():
        cr = SITUATIONS[situation](cast, "vendor")
    verbs = [verb for verb, move in CHANGE_REQUEST.table.items() if move.starts_in(cr.state)]
    for name in NAMES:
        _agree(browser(name), cast.actor(name), cr.number, verbs)


@pytest.mark.parametrize("name", ["victor", people.OUTSIDER])
def test_a_draft_of_the_other_side_looks_as_if_it_were_not_there(
    app: Flask, cast: Cast, browser: Callable[..., Browser], name: str
) -> None:
    with unit_of_work():
        number = SITUATIONS["draft"](cast, "client").number
    window = browser(name)
    for end in ("", "/edit", "/submit", "/approve", "/say", "/no-such-verb"):
        assert _told(window, "get", number, end) == _told(window, "get", MISSING, end)
        assert _told(window, "post", number, end) == _told(window, "post", MISSING, end)
    assert _told(window, "get", number, "")[0] == 404
    assert f"CR-{number}" not in window.get(f"{FOLDER}/?view=all").get_data(as_text=True)


def test_the_list_shows_a_viewer_no_button(cast: Cast, browser: Callable[..., Browser]) -> None:
    assert f'href="{FOLDER}/new"' in browser("carl").get(f"{FOLDER}/").get_data(as_text=True)
    assert f'href="{FOLDER}/new"' not in browser("cora").get(f"{FOLDER}/").get_data(as_text=True)


def _agree(window: Browser, actor: Actor, number: int, verbs: list[str]) -> None:
    assert _drawn(window, number) == _expected(actor, number), actor.name
    expected = {verb: _status(actor, number, verb) for verb in verbs}
    assert {verb: _tried(window, number, verb) for verb in verbs} == expected, actor.name


def _found(actor: Actor, number: int) -> ChangeRequest | None:
    try:
        return queries.load(number, actor)
    except NotFound:
        return None


def _expected(actor: Actor, number: int) -> tuple[int, set[str], set[str], bool]:
    """Status of the page, verbs to be offered, labels to be quiet, and whether a note may be written."""
    cr = _found(actor, number)
    if cr is None:
        return 404, set(), set(), False
    can, not_now = set(), set()
    for verb, move in CHANGE_REQUEST.table.items():
        refusal = CHANGE_REQUEST.refusal(verb, cr, actor)
        if move.quiet or move.from_ is NEW:
            continue
        if refusal is None:
            can.add(verb)
        elif not isinstance(refusal, Denied) and move.starts_in(cr.state) and not move.shy:
            not_now.add(move.label)
    return 200, can, not_now, CHANGE_REQUEST.refusal("note", cr, actor) is None


def _drawn(window: Browser, number: int) -> tuple[int, set[str], set[str], bool]:
    answer = window.get(f"{FOLDER}/{number}")
    page = html5lib.parse(answer.get_data(as_text=True), namespaceHTMLElements=False)
    can = {element.get("data-verb", "") for element in page.iter() if element.get("data-verb")}
    quiet = {mark.text or "" for mark in page.findall(".//ul[@class='not-now']/li/div/strong")}
    composer = any((form.get("action") or "").endswith("/say") for form in page.iter("form"))
    return answer.status_code, can, quiet, composer


def _status(actor: Actor, number: int, verb: str) -> int:
    """What the answer to a post must be, by what the engine says; whoever may is stopped by the empty form at most."""
    cr = _found(actor, number)
    if cr is None or CHANGE_REQUEST.table[verb].from_ is NEW:
        return 404
    refusal = CHANGE_REQUEST.refusal(verb, cr, actor)
    if refusal is not None:
        return 403 if isinstance(refusal, Denied) else 409
    return 422 if verb in FORMS and verb not in EMPTY_IS_RIGHT else 303


def _tried(window: Browser, number: int, verb: str) -> int:
    """The status of an empty form sent for a verb; whatever it did is undone."""
    connection = cast_to(Connection, db.engines[None])
    with connection.begin_nested() as undone:
        status = window.post(f"{FOLDER}/{number}/{verb}").status_code
        undone.rollback()
    return status


def _told(window: Browser, method: str, number: int, end: str) -> tuple[int, str]:
    """Status and body of an answer, without what differs from one answer to the next and without the number asked for."""
    answer = getattr(window, method)(f"{FOLDER}/{number}{end}")
    body = re.sub(r'(nonce|name="csrf_token" value)="[^"]*"', "", answer.get_data(as_text=True))
    return answer.status_code, body.replace(f"changes/{number}", "changes/N").replace(
        f"changes%2F{number}", "changes%2FN"
    )
