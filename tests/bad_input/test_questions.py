"""What stands behind the question mark or in a header: crooked lists, ways out of the house, languages nobody speaks."""

import base64
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

from bpo_gov.kernel.db import unit_of_work
from tests import cast as people
from tests import make
from tests.bad_input.doors import stand
from tests.bad_input.ground import FOLDER, ON_SQLITE, Window, undone
from tests.cast import Cast

Windows = Callable[..., Window]
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


def test_what_a_list_cannot_mean_is_its_first_page(cast: Cast, window: Windows) -> None:
    with unit_of_work():
        number = make.change_request(cast, "draft").number
    browser = window("carl")
    for cursor in _cursors():
        for sort in ("number", "due"):
            answer = browser.get(f"{FOLDER}/?{urlencode({'view': 'all', 'sort': sort, 'after': cursor})}")
            assert (cursor, sort, answer.status_code) == (cursor, sort, 200)
            assert (cursor, sort, f'href="{FOLDER}/{number}"' in answer.text) == (cursor, sort, True)
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
def test_any_language_may_be_asked_for(cast: Cast, window: Windows) -> None:
    (at,) = stand(cast, "approve")
    browser = window(at.door.by)
    for language in LANGUAGES:
        answer = browser.send("GET", at.address, headers={"Accept-Language": language})
        assert (language, answer.status_code) == (language, 200)
        assert ('<html lang="en"' in answer.text) != ('<html lang="id"' in answer.text)


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
