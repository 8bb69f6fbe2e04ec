"""Every field of every form of change control meets every hostile value: refused at its field, or stored exactly."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote_plus

import pytest

from bpo_gov.change_requests.forms import FORMS
from tests.bad_input.doors import CODES, DOORS, Standing, stand
from tests.bad_input.ground import ON_SQLITE, Window, everything, undone
from tests.bad_input.hostile import NO, NOTHING, VALUES, Value
from tests.bad_input.page import seen
from tests.cast import Cast

EVERY_DOOR = pytest.mark.parametrize("verb", DOORS)
Windows = Callable[..., Window]


def test_every_form_has_its_door() -> None:
    assert set(FORMS) <= set(DOORS)
    for verb, form in FORMS.items():
        mine = {name for name in vars(form) if hasattr(getattr(form, name), "field_class")} - {"version", "token"}
        assert mine - {"change_class", "volume", *CODES} == set(DOORS[verb].fields)


@ON_SQLITE
@EVERY_DOOR
def test_what_cannot_be_stored_is_refused_at_its_field_and_kept_in_the_page(
    cast: Cast, window: Windows, verb: str
) -> None:
    at = stand(cast, verb)
    browser, before = window(at.door.by), everything()
    for name, value in VALUES.items():
        wrong = {field for field in at.door.fields if _becomes(at, field, value) is NO}
        if not wrong:
            continue
        answer = _send(browser, at, dict.fromkeys(at.door.fields, value.typed))
        page = seen(answer.text)
        assert (name, answer.status_code) == (name, 422)
        assert (name, page.wrong) == (name, wrong)
        assert (name, page.marked) == (name, wrong)
        assert (name, page.summary) == (name, wrong)
        for field in at.door.fields:
            assert (name, page.typed[field]) == (name, _shown(value.typed, page.typed[field]))
    assert everything() == before


@EVERY_DOOR
def test_what_is_accepted_is_stored_exactly(cast: Cast, window: Windows, verb: str) -> None:
    at = stand(cast, verb)
    browser = window(at.door.by)
    for name, value in VALUES.items():
        stored = {field: _becomes(at, field, value) for field in at.door.fields}
        taken = {field: one for field, one in stored.items() if one is not NO}
        if not taken:
            continue
        with undone():
            answer = _send(browser, at, dict.fromkeys(taken, value.typed))
            assert (name, answer.status_code) == (name, 303)
            found = at.stored()
            assert (name, {field: found[field] for field in taken}) == (name, taken)


@ON_SQLITE
@pytest.mark.parametrize("verb", ["new", "edit", "rescope"])
def test_a_code_that_the_framework_does_not_have_is_refused(cast: Cast, window: Windows, verb: str) -> None:
    at = stand(cast, verb)
    browser, before = window(at.door.by), everything()
    typed = [value.typed for value in VALUES.values()]
    unknown = [[one] for one in typed] + [["", "S-99"], ["S-99", ""], typed, [" "], ["S-01", "s-01"], ["normal "]]
    for codes in unknown:
        fields: dict[str, Any] = dict.fromkeys((*CODES, "change_class"), codes)
        answer = browser.post(at.address, at.door.good() | fields)
        page = seen(answer.text)
        assert answer.status_code == 422
        assert page.wrong == {*CODES, "change_class"}
        assert page.summary == {*CODES, "change_class"}
    assert everything() == before


@EVERY_DOOR
def test_what_is_missing_is_named(cast: Cast, window: Windows, verb: str) -> None:
    at = stand(cast, verb)
    browser, before = window(at.door.by), everything()
    for field in at.door.needed:
        sent = {name: text for name, text in at.door.good().items() if name != field}
        answer = browser.post(at.address, sent | {f"{field}[]": "x", f"{field}.0": "x", field.upper(): "x"})
        assert (field, answer.status_code, seen(answer.text).wrong) == (field, 422, {field})
    if at.door.needed:
        assert seen(browser.post(at.address, dict(at.door.more)).text).wrong == set(at.door.needed)
    assert everything() == before


@EVERY_DOOR
def test_of_a_repeated_field_the_first_counts(cast: Cast, window: Windows, verb: str) -> None:
    at = stand(cast, verb)
    good = at.door.good()
    twice = {name: [text, "<second>"] if name in at.door.fields else text for name, text in good.items()}
    with undone():
        assert window(at.door.by).post(at.address, twice).status_code == 303
        found = at.stored()
        texts = {name: text for name, text in good.items() if at.door.fields.get(name) in ("line", "prose")}
        assert {name: found[name] for name in texts} == texts


@EVERY_DOOR
def test_a_form_that_is_no_form_is_refused(cast: Cast, window: Windows, verb: str) -> None:
    at = stand(cast, verb)
    browser, before, good = window(at.door.by), everything(), at.door.good()
    token = {"X-CSRFToken": browser.token}
    bodies: list[dict[str, Any]] = [{"json": shape} for shape in ([good], good, {name: 5 for name in good}, "x", None)]
    bodies += [{"data": b"{", "content_type": "application/json"}, {"data": b"\xff\xfe=\xff", "content_type": "x/y"}]
    bodies += [{"data": b"title=x", "content_type": "text/plain"}]
    for body in bodies:
        answer = browser.send("POST", at.address, headers=token, **body)
        assert answer.status_code in ({400, 422} if at.door.needed and verb != "say" else {303, 400}), body
        if answer.status_code == 303:
            assert verb == "accept"
            return
    assert everything() == before


@EVERY_DOOR
def test_files_in_place_of_words_are_as_if_nothing_was_sent(cast: Cast, window: Windows, verb: str) -> None:
    at = stand(cast, verb)
    browser, before = window(at.door.by), everything()
    files = {name: (_bytes(), "evil.html") for name in at.door.fields}
    answer = browser.post(at.address, dict(at.door.more) | files)
    if at.door.needed:
        assert (answer.status_code, seen(answer.text).wrong) == (422, set(at.door.needed))
        assert everything() == before
    else:
        assert at.stored() == {"remark": ""}


@EVERY_DOOR
def test_ten_megabytes_are_too_much(cast: Cast, window: Windows, verb: str) -> None:
    at = stand(cast, verb)
    browser, before = window(at.door.by), everything()
    name = next(iter(at.door.fields))
    for answer in (
        browser.post(at.address, at.door.good() | {name: "x" * 10_000_000}),
        browser.send("POST", at.address, data={name: (_bytes(10_000_000), "x")}),
        browser.post(at.address, {f"f{i}": (_bytes(), "x") for i in range(1001)}),
    ):
        assert answer.status_code == 413
        assert "This is too large: at most 4 MB." in answer.text
    assert everything() == before


@pytest.mark.parametrize(("field", "most"), [("title", 200), ("reason", 8000), ("data_location", 200)])
def test_a_text_may_be_as_long_as_it_says(cast: Cast, window: Windows, field: str, most: int) -> None:
    at = stand(cast, "new")
    browser = window(at.door.by)
    assert browser.post(at.address, at.door.good() | {field: "😀" * (most + 1)}).status_code == 422
    assert browser.post(at.address, at.door.good() | {field: "😀" * most}).status_code == 303
    assert at.stored()[field] == "😀" * most


@pytest.mark.parametrize("year", ["1989", "2101"])
@ON_SQLITE
def test_a_day_lies_within_two_generations(cast: Cast, window: Windows, year: str) -> None:
    at = stand(cast, "new")
    answer = window(at.door.by).post(at.address, at.door.good() | {"required_by": f"{year}-12-31"})
    assert (answer.status_code, seen(answer.text).wrong) == (422, {"required_by"})


def test_the_largest_figures_together_are_counted_exactly(cast: Cast, window: Windows) -> None:
    at = stand(cast, "rescope")
    most = {"one_off_cost": "1000000000000000", "monthly_cost": "1000000000000000", "months": "1200"}
    answer = window(at.door.by).post(at.address, at.door.good() | most)
    assert answer.status_code == 303
    assert at.stored()["value"] == 1_201_000_000_000_000_000
    assert "£1,201,000,000,000,000,000" in window("vera").get(answer.headers["Location"]).text


def _send(browser: Window, at: Standing, fields: dict[str, str]) -> Any:
    """As a browser would, but with bytes that are no text where the value says so."""
    sent = at.door.good() | fields
    return browser.raw(at.address, "&".join(f"{name}={_encoded(text)}" for name, text in sent.items()))


def _encoded(text: str) -> str:
    return quote_plus(text).replace("%25ED%25A0%2580", "%ED%A0%80")


def _becomes(at: Standing, field: str, value: Value) -> Any:
    """What is stored of a value in a field, or NO."""
    kind = at.door.fields[field]
    found = value.becomes(kind)
    if found is NOTHING:
        return NO if field in at.door.needed else "" if kind in ("line", "prose") else None
    return found


def _bytes(n: int = 10) -> Any:
    from io import BytesIO  # noqa: PLC0415

    return BytesIO(b"x" * n)

