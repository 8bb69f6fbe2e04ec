"""Addresses nobody links to: verbs and numbers that are none, other methods, crooked lists, ways out of the house."""

import base64
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from flask import Flask

from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.kernel.db import unit_of_work
from bpo_gov.kernel.parties import CLOCK
from bpo_gov.notifications import delivery, relay
from tests import cast as people
from tests import make
from tests.bad_input.doors import stand
from tests.bad_input.ground import FOLDER, ON_SQLITE, Window, everything, undone
from tests.cast import Cast

Windows = Callable[..., Window]
NAMES = [name for name, *_rest in people.PEOPLE]
OF_THE_CLOCK = [verb for verb, move in CHANGE_REQUEST.table.items() if move.who is CLOCK]
NO_VERB = [
    "open", "nope", "APPROVE", "approve ", "approve;x", "approve%00", "approve%0a", "%61pprove%2f", "__class__", "..",
    "%2e%2e%2fnew", "%ED%A0%80", "%E2%80%AEevorppa", "say%20", "1", "-", "a" * 5000,
]  # fmt: skip
NO_NUMBER = [
    "0", "-1", "+1", "01", "1.0", "1e1", "0x1", "1_0", "%20" + "1", "1%00", "%D9%A1", "%EF%BC%91", "2147483648", str(2**63),
    str(10**30), "9" * 4000, "None", "nan", "%ED%A0%80",
]  # fmt: skip
PAYLOADS = [
    "//evil.example", "///evil.example", "////evil.example/%2e%2e", "/\\evil.example", "\\\\evil.example", "/\\/evil.example",
    "/\t/evil.example", "/\n/evil.example", "/\r\nLocation: https://evil.example", " //evil.example", "https://evil.example",
    "https:evil.example", "http:///evil.example", "HTTPS:/\\evil.example", "javascript:alert(1)", "data:text/html,x",
    "//localhost@evil.example", "@evil.example", "/a//evil.example", "/%09/evil.example\x00", "/\u2028/evil.example",
    "/\u202e/evil.example", "?next=//evil.example", "", "/" + "a" * 5000,
]  # fmt: skip
LANGUAGES = [
    "", "*", "id", "xx-YY", "en;q=nan", "en;q=1e400", "en;q=-1,id;q=99", ",,,;;;", "en-" + "x" * 5000, "../../etc/passwd",
    "id\x7f", "\u202e".encode().decode("latin-1"), ",".join(f"l{i};q=0.{i}" for i in range(500)), "en_GB.UTF-8", "q=1",
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
    assert set(OF_THE_CLOCK) == {"warn", "overdue", "lapse", "remind"}
    browsers = [window(name) for name in (*NAMES, people.OUTSIDER)]
    before = everything()
    for verb in OF_THE_CLOCK:
        for browser in browsers:
            answers = (browser.get(f"{FOLDER}/{number}/{verb}"), browser.post(f"{FOLDER}/{number}/{verb}"))
            assert {answer.status_code for answer in answers} <= {403, 404}
    assert everything() == before


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
    decided, *others = stand(cast, "approve", "edit", "accept", "decline_amendment")
    relay.tell()
    delivery.send_due()
    browsers = [window(name) for name in (*NAMES, people.OUTSIDER)]
    before = everything()
    pages = {f"{FOLDER}/{decided.number}/{verb}" for verb in CHANGE_REQUEST.table}
    pages |= {f"{FOLDER}/{at.number}" for at in (decided, *others)} | _addresses(app)
    for browser in browsers:
        for address in pages:
            assert (address, browser.get(address).status_code < 500) == (address, True)
    assert everything() == before


def test_what_a_list_cannot_mean_is_its_first_page(cast: Cast, window: Windows) -> None:
    with unit_of_work():
        for _ in range(27):
            make.change_request(cast, "draft")
    browser = window("carl")
    whole = browser.get(f"{FOLDER}/?view=all&sort=number").text
    assert f'href="{FOLDER}/27"' in whole
    for cursor in _cursors():
        for sort in ("number", "due"):
            answer = browser.get(f"{FOLDER}/?{urlencode({'view': 'all', 'sort': sort, 'after': cursor})}")
            assert (cursor, sort, answer.status_code) == (cursor, sort, 200)
            assert (cursor, sort, f'href="{FOLDER}/2"' in answer.text or f'href="{FOLDER}/27"' in answer.text) == (
                cursor, sort, True,
            )  # fmt: skip
    for query in (
        "view=%00",
        "view=all&view=x",
        "view[]=all",
        "sort=__class__",
        "after",
        "after=&after=",
        "%ED%A0%80=1",
        "&" * 999,
    ):
        assert (query, browser.get(f"{FOLDER}/?{query}").status_code) == (query, 200)


def test_a_list_goes_on_where_it_ended(cast: Cast, window: Windows) -> None:
    with unit_of_work():
        for _ in range(27):
            make.change_request(cast, "draft")
    browser = window("carl")
    for sort in ("number", "due", "moved"):
        first = browser.get(f"{FOLDER}/?view=all&sort={sort}").text
        after = first.split("after=")[1].split('"')[0]
        second = browser.get(f"{FOLDER}/?view=all&sort={sort}&after={after}").text
        numbers = [n for n in range(1, 28) if (f'href="{FOLDER}/{n}"' in first) != (f'href="{FOLDER}/{n}"' in second)]
        assert (sort, numbers) == (sort, list(range(1, 28)))


@ON_SQLITE
def test_nobody_is_sent_to_another_site(window: Windows) -> None:
    for payload in PAYLOADS:
        browser = window()
        browser.look_for_token("/sign-in")
        query = f"?{urlencode({'next': payload})}"
        with undone():
            answer = browser.post(f"/sign-in{query}", {"email": people.email("ana"), "password": people.PASSWORD})
            assert (payload, answer.status_code, answer.location) == (payload, 303, "/")
            assert (payload, browser.get(f"/sign-in{query}").location) == (payload, "/")
            assert (payload, browser.get(f"/language/en{query}").location) == (payload, "/")
            browser.look_for_token("/account")
            after = browser.post("/preferences", {"theme": "dark", "next": payload})
            assert (payload, after.location) == (payload, "/account")
    stranger = window().send("GET", "//evil.example/account", headers={"Host": "localhost"})
    assert "evil" not in (stranger.location or "")


@ON_SQLITE
def test_any_language_may_be_asked_for(window: Windows, number: int) -> None:
    browser = window("ana")
    for language in LANGUAGES:
        answer = browser.send("GET", f"{FOLDER}/{number}/approve", headers={"Accept-Language": language})
        assert (language, answer.status_code) == (language, 200)
        assert ('<html lang="en"' in answer.text) != ('<html lang="id"' in answer.text)


@ON_SQLITE
def test_a_form_without_this_sessions_token_stores_nothing(cast: Cast, window: Windows) -> None:
    carl, ana = window("carl"), window("ana")
    at, note = stand(cast, "new", "note")
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
        for address, fields in ((at.address, at.door.good()), (note.address, note.door.good())):
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
        "sign_in_id": 1, "notification_id": 1, "user_id": 1,
    }  # fmt: skip
    with app.test_request_context():
        own = {"framework.place": {"verb": "invite"}, "agreements.playbook": {"name": "uk-services"}}
        rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
        rules = [rule for rule in rules if not rule.endpoint.startswith(("assets.", "health."))]
        built = [rule.build(given | own.get(rule.endpoint, {})) for rule in rules]
    return {one[1] for one in built if one}


def _cursors() -> list[str]:
    def written(value: Any) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    when = "2026-06-03T09:00:00+00:00"
    values: list[Any] = [
        None, 0, [], {}, "x", [1], [1, 2, 3], [when], ["12", 0], ["12", -1], ["12", True], ["12", 1.5], ["12", 2**31],
        ["12", "12"], ["-5", 12], ["9" * 30, 12], ["9" * 100, 12], ["١٢", 12], ["1_2", 12], [" 12", 12], [True, 12],
        [when, 2**70], [when, True], [when, None], ["2026-06-03T09:00:00", 12], ["0001-01-01T00:00:00+23:59", 12],
        ["9999-12-31T23:59:59-23:59", 12], ["2026-13-45T00:00:00+00:00", 12], ["20260603", 12], [[when], 12], [{}, 12],
        [float("nan"), 12], [float("inf"), 12], [1e400, 12], [12.5, 12],
    ]  # fmt: skip
    deep = base64.urlsafe_b64encode(b"[" * 3000).decode()
    return [written(value) for value in values] + [
        "",
        "x",
        "=",
        "%00",
        "é",
        "\0",
        "-_-_",
        "A" * 5000,
        deep,
        deep * 20,
        quote(deep),
    ]
