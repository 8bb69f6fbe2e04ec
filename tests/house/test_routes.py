"""Every route is known, lets in only whom it should, and takes nothing that another site made a browser send."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from bpo_gov.kernel.db import unit_of_work
from tests import make
from tests.cast import OUTSIDER, Cast
from tests.house.conftest import Browser
from tests.house.doors import Door, doors, everything

STORED = Path(__file__).with_name("routes.txt")
PUBLIC = {
    "accounts.forgot",
    "accounts.language",
    "accounts.set_password",
    "accounts.sign_in",
    "agreements.schema",
    "assets.static_file",
    "calendars.feed",
    "health.alive",
    "health.ready",
}
TOKENLESS = pytest.mark.parametrize("token", [None, "", "made up"])


@pytest.fixture
def change(app: Flask, cast: Cast) -> None:
    """CR-1, a change request that is submitted, so that addresses with a number lead somewhere."""
    with unit_of_work():
        make.change_request(cast, "submitted")


def test_no_route_appears_or_vanishes_unnoticed(app: Flask) -> None:
    assert [str(door) for door in doors(app)] == STORED.read_text(encoding="utf-8").splitlines()


def test_what_is_open_to_everyone_is_named_here(app: Flask) -> None:
    assert {door.endpoint for door in doors(app) if door.access == "public"} == PUBLIC


def test_everything_else_asks_who_is_there(app: Flask, change: None, browser: Callable[..., Browser]) -> None:
    nobody = browser()
    nobody.look_for_token("/sign-in")
    answers = {(str(door), method): _status(nobody, door, method) for door in doors(app) for method in door.methods}
    asked = {(str(door), method) for door in doors(app) if door.access != "public" for method in door.methods}
    assert {at for at, (_status, where) in answers.items() if where == "/sign-in"} == asked


def test_an_agreement_is_not_there_for_an_outsider(app: Flask, change: None, browser: Callable[..., Browser]) -> None:
    olga = browser(OUTSIDER)
    inside = [door for door in doors(app) if door.access == "agreement"]
    assert inside
    assert {_status(olga, door, method)[0] for door in inside for method in door.methods} == {404}


@TOKENLESS
def test_without_the_token_of_a_page_nothing_is_done(
    app: Flask, change: None, browser: Callable[..., Browser], token: str | None
) -> None:
    ana = browser("ana")
    before = everything()
    words = {} if token is None else {"csrf_token": token}
    unsafe = [door for door in doors(app) if door.is_unsafe]
    assert {str(door): ana.bare_post(door.address, **words).status_code for door in unsafe} == {
        str(door): 409 for door in unsafe
    }
    assert everything() == before


def test_a_page_of_another_person_has_no_token_for_this_one(
    app: Flask, change: None, browser: Callable[..., Browser]
) -> None:
    ana, vera = browser("ana"), browser("vera")
    ana.token = vera.token
    before = everything()
    assert ana.post("/preferences", theme="dark").status_code == 409
    assert everything() == before


def _status(window: Browser, door: Door, method: str) -> tuple[int, str]:
    answer = window.get(door.address) if method == "GET" else window.post(door.address)
    return answer.status_code, (answer.location or "").partition("?")[0]
