"""Addresses nobody links to: verbs and numbers that are none, other methods, forms without their token."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask

from bpo_gov.accounts import actions as accounts
from bpo_gov.action_items.workflow import ACTION_ITEM
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.disputes.workflow import DISPUTE
from bpo_gov.escalations.workflow import ESCALATION
from bpo_gov.kernel.db import unit_of_work
from bpo_gov.kernel.parties import CLOCK, IMPORT
from bpo_gov.notifications import delivery, relay
from tests import cast as people
from tests import make
from tests.bad_input.doors import stand
from tests.bad_input.ground import DISPUTES, FOLDER, ITEMS, LADDER, ON_SQLITE, Window, everything
from tests.cast import Cast
from tests.house import climbing, disputing, owing

Windows = Callable[..., Window]
NAMES = [name for name, *_rest in people.PEOPLE]
OF_THE_CLOCK = [verb for verb, move in CHANGE_REQUEST.table.items() if move.who is CLOCK]
OF_NOBODY = [verb for verb, move in ESCALATION.table.items() if move.who in (CLOCK, IMPORT)]
OF_THE_TIMETABLE = [verb for verb, move in DISPUTE.table.items() if move.who in (CLOCK, IMPORT)]
OF_ITEMS = [verb for verb, move in ACTION_ITEM.table.items() if move.who in (CLOCK, IMPORT)]
MEDIATOR = "Ms Wren"
NO_VERB = [
    "open", "nope", "APPROVE", "approve ", "approve;x", "approve%00", "approve%0a", "%61pprove%2f", "__class__", "..",
    "%2e%2e%2fnew", "%ED%A0%80", "%E2%80%AEevorppa", "say%20", "1", "-", "a" * 5000,
]  # fmt: skip
NO_NUMBER = [
    "0", "-1", "+1", "01", "1.0", "1e1", "0x1", "1_0", "%20" + "1", "1%00", "%D9%A1", "%EF%BC%91", "2147483648", str(2**63),
    str(10**30), "9" * 4000, "None", "nan", "%ED%A0%80",
]  # fmt: skip


@pytest.fixture
def number(cast: Cast) -> int:
    """A change that the client may decide on."""
    with unit_of_work():
        return make.change_request(cast, "assessed").number


def test_a_verb_that_does_not_exist_is_not_found(window: Windows, number: int) -> None:
    browser = window("ana")
    before = everything()
    for verb in NO_VERB:
        for method in ("GET", "POST"):
            answer = browser.send(method, f"{FOLDER}/{number}/{verb}", data={"csrf_token": browser.token})
            assert (verb, method, answer.status_code) == (verb, method, 404)
    assert everything() == before


def test_a_verb_of_the_clock_is_for_nobody_else(cast: Cast, window: Windows, number: int) -> None:
    assert set(OF_THE_CLOCK) == {
        "warn", "overdue", "lapse", "lapse_unsigned", "lapse_unratified", "remind", "recount", "escalate", "stand", "open_dispute",
    }  # fmt: skip
    browsers = [window(name) for name in (*NAMES, people.OUTSIDER)]
    before = everything()
    for verb in OF_THE_CLOCK:
        for browser in browsers:
            answers = (browser.get(f"{FOLDER}/{number}/{verb}"), browser.post(f"{FOLDER}/{number}/{verb}"))
            assert {answer.status_code for answer in answers} <= {403, 404}
    assert everything() == before


@ON_SQLITE
def test_a_verb_of_the_clock_or_the_import_of_an_escalation_is_for_nobody_else(cast: Cast, window: Windows) -> None:
    assert set(OF_NOBODY) == {
        "warn", "overdue", "climb_late", "spend", "review", "recount", "raise_late", "replay", "replay_open",
    }  # fmt: skip
    with unit_of_work():
        made = [situation(cast, "client").number for situation in climbing.SITUATIONS.values()]
    browsers = [window(name) for name in (*NAMES, people.OUTSIDER)]
    before = everything()
    for verb in OF_NOBODY:
        for browser in browsers:
            for number in made:
                address = f"{LADDER}/{number}/{verb}"
                answers = browser.get(address), browser.post(address, {"line": "x", "ref": "x", "title": "x"})
                assert {answer.status_code for answer in answers} <= {403, 404}
    assert everything() == before


@ON_SQLITE
def test_a_verb_of_the_clock_of_a_dispute_is_for_nobody_else(cast: Cast, window: Windows) -> None:
    assert set(OF_THE_TIMETABLE) == {
        "warn", "overdue", "deem", "talks_over", "open_final", "to_body", "recount", "promise_late",
    }  # fmt: skip
    with unit_of_work():
        made = [situation(cast, "client").number for situation in disputing.SITUATIONS.values()]
    browsers = [window(name) for name in (*NAMES, people.OUTSIDER)]
    before = everything()
    for verb in OF_THE_TIMETABLE:
        for browser in browsers:
            for number in made:
                address = f"{DISPUTES}/{number}/{verb}"
                assert {browser.get(address).status_code, browser.post(address).status_code} <= {403, 404}
    assert everything() == before


def test_a_verb_of_the_clock_of_an_action_is_for_nobody_else(cast: Cast, window: Windows) -> None:
    assert set(OF_ITEMS) == {"warn", "late", "recount"}
    with unit_of_work():
        made = [situation(cast, "client").number for situation in owing.SITUATIONS.values()]
    browsers = [window(name) for name in (*NAMES, people.OUTSIDER)]
    before = everything()
    for verb in OF_ITEMS:
        for browser in browsers:
            for number in made:
                address = f"{ITEMS}/{number}/{verb}"
                assert {browser.get(address).status_code, browser.post(address).status_code} <= {403, 404}
    assert everything() == before


@ON_SQLITE
def test_a_mediator_or_another_outsider_finds_no_dispute(cast: Cast, window: Windows) -> None:
    """Who mediates is a name on a page: with an account of that name, but no place in the agreement, nothing is found."""
    wren = "wren@mediation.example.com"
    with unit_of_work():
        mediated, other = disputing.dispute(cast, "meeting"), disputing.settling(cast)
        assert mediated.mediator == MEDIATOR
        numbers = (mediated.number, other.number, 999)
        accounts.set_password(accounts.add_person(wren, MEDIATOR, None), people.PASSWORD)
    browser = window()
    browser.look_for_token("/sign-in")
    assert browser.post("/sign-in", {"email": wren, "password": people.PASSWORD}).status_code == 303
    browser.look_for_token("/account")
    before = everything()
    for stranger in (browser, window(people.OUTSIDER)):
        for address in (
            f"{DISPUTES}/",
            f"{DISPUTES}/new",
            f"{DISPUTES}/list.csv",
            *(f"{DISPUTES}/{n}" for n in numbers),
        ):
            assert (address, stranger.get(address).status_code) == (address, 404)
        for number in numbers:
            for verb in (*DISPUTE.table, "say"):
                address = f"{DISPUTES}/{number}/{verb}"
                assert (address, stranger.get(address).status_code) == (address, 404)
                assert (address, stranger.post(address, {"text": "x", "reach": "both"}).status_code) == (address, 404)
        assert stranger.post(f"{DISPUTES}/", {"title": "x"}).status_code == 404
        found = stranger.send("GET", "/search", query_string={"q": mediated.title}).text
        assert f'href="{DISPUTES}' not in found
    now = everything()
    assert {name for name in before if before[name] != now[name]} <= {"sign_ins", "users"}


def test_a_number_that_is_none_is_not_found(window: Windows, number: int) -> None:
    browser = window("ana")
    before = everything()
    for text in NO_NUMBER:
        for end in ("", "/approve", "/say", "/note"):
            if end != "/say":
                assert (text, end, browser.get(f"{FOLDER}/{text}{end}").status_code) == (text, end, 404)
            if end:
                answer = browser.post(f"{FOLDER}/{text}{end}", {"text": "x", "reach": "own"})
                assert (text, end, answer.status_code) == (text, end, 404)
    assert browser.get(f"{FOLDER}/{2**31 - 1}").status_code == 404
    assert everything() == before


@ON_SQLITE
@pytest.mark.parametrize(
    ("form", "folder"), [("escalation.climb", LADDER), ("dispute.step_up", DISPUTES), ("action_item.drop", ITEMS)]
)
def test_a_verb_or_number_of_another_kind_that_is_none_is_not_found(
    cast: Cast, window: Windows, form: str, folder: str
) -> None:
    (at,) = stand(cast, form)
    verb = form.rpartition(".")[2]
    browser, before = window("ana"), everything()
    for address in (*(f"{at.place}/{verb}" for verb in NO_VERB), *(f"{folder}/{text}/{verb}" for text in NO_NUMBER)):
        for method in ("GET", "POST"):
            answer = browser.send(method, address, data={"csrf_token": browser.token, "reason": "x"})
            assert (address, method, answer.status_code) == (address, method, 404)
    assert everything() == before


def test_an_agreement_that_is_none_is_not_found(window: Windows) -> None:
    browser = window("ana")
    for key in (
        "%00",
        "a%00b",
        "%ED%A0%80",
        "%E2%80%AE",
        "..%2facme-payroll",
        "ACME-PAYROLL",
        "acme-payroll%20",
        "x" * 5000,
    ):
        assert (key, browser.get(f"/a/{key}/changes/").status_code) == (key, 404)
        assert (key, browser.post(f"/a/{key}/changes/").status_code) == (key, 404)


@ON_SQLITE
def test_other_methods_do_nothing(app: Flask, window: Windows, number: int) -> None:
    browser = window("edda")
    good = {"csrf_token": browser.token, "description": "x", "effective_on": "2026-12-01", "text": "x", "reach": "own"}
    looked, both = {"GET", "HEAD", "OPTIONS"}, {"GET", "HEAD", "OPTIONS", "POST"}
    addresses = {"/": both, "/new": looked, f"/{number}": looked, f"/{number}/approve": both, f"/{number}/say": both}
    before = everything()
    for address, allowed in addresses.items():
        for method in ("PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"):
            answer = browser.send(method, FOLDER + address, data=good)
            assert (address, method, answer.status_code) == (address, method, 405)
            assert (address, set(answer.headers["Allow"].split(", "))) == (address, allowed)
        options = browser.send("OPTIONS", FOLDER + address, data=good)
        assert (options.status_code, options.data, set(options.headers["Allow"].split(", "))) == (200, b"", allowed)
        head = browser.send("HEAD", FOLDER + address, data=good)
        assert (address, head.status_code, head.data) == (address, 404 if address.endswith("/say") else 200, b"")
    assert browser.send("POST", f"{FOLDER}/new", data=good).status_code == 405
    assert browser.send("POST", f"{FOLDER}/{number}", data=good).status_code == 405
    for method in ("POST", "PUT", "DELETE"):  # no header turns one method into another
        tricks = {"X-HTTP-Method-Override": method, "X-HTTP-Method": method, "X-Method-Override": method}
        query = urlencode(good | {"_method": method})
        assert browser.send("GET", f"{FOLDER}/{number}/approve?{query}", headers=tricks).status_code == 200
    assert everything() == before


@ON_SQLITE
def test_looking_changes_nothing(app: Flask, cast: Cast, window: Windows) -> None:
    decided, *others = stand(
        cast, "approve", "edit", "accept", "decline_amendment", "dispute.change_terms", "escalation.propose"
    )
    relay.tell()
    delivery.send_due()
    browsers = {name: window(name) for name in (*NAMES, people.OUTSIDER)}
    before = everything()
    pages = {at.place for at in (decided, *others)} | _addresses(app)
    moves = {f"{FOLDER}/{decided.number}/{verb}" for verb in CHANGE_REQUEST.table}
    moves |= {f"{others[-1].place}/{verb}" for verb in ESCALATION.table}
    moves |= {f"{others[-2].place}/{verb}" for verb in DISPUTE.table}
    for name, browser in browsers.items():
        for address in pages | moves if name in ("ana", "victor", "cora") else pages:
            assert (name, address, browser.get(address).status_code < 500) == (name, address, True)
    assert everything() == before


@ON_SQLITE
def test_a_form_without_this_sessions_token_stores_nothing(cast: Cast, window: Windows) -> None:
    carl, ana = window("carl"), window("ana")
    standing = stand(
        cast, "new", "note", "escalation.raise", "escalation.withdraw", "dispute.notify", "dispute.write_terms"
    )
    before = everything()
    for token in (
        "",
        "x",
        ana.token,
        carl.token + "x",
        carl.token[:-1],
        carl.token.swapcase(),
        "\0",
        "é",
        "x" * 100_000,
    ):
        for address, fields in ((at.address, at.door.good()) for at in standing):
            answer = carl.post(address, fields | {"csrf_token": token})
            assert (token[:20], answer.status_code) == (token[:20], 409)
            assert "This page is too old to send." in answer.text
            query = urlencode({"csrf_token": carl.token})
            assert carl.send("POST", f"{address}?{query}", data=fields).status_code == 409
            assert carl.send("POST", address, data=fields, headers={"Cookie": "bpo_gov=x"}).status_code in (303, 409)
    assert everything() == before


def _addresses(app: Flask) -> set[str]:
    """Every page of the application that can be looked at."""
    given: dict[str, Any] = {
        "key": people.KEY, "number": 1, "verb": "sign", "digest": "0", "name": "app.css", "code": "id", "token": "x",
        "sign_in_id": 1, "notification_id": 1, "user_id": 1, "timer_id": 1, "file_id": 1, "view_id": 1, "run_id": 1, "kind": "csv", "before": 1,
        "after": 1,
    }  # fmt: skip
    with app.test_request_context():
        own = {"framework.place": {"verb": "invite"}, "agreements.playbook": {"name": "uk-services"}}
        rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
        rules = [rule for rule in rules if not rule.endpoint.startswith(("assets.", "health."))]
        built = [rule.build(given | own.get(rule.endpoint, {})) for rule in rules]
    return {one[1] for one in built if one}
