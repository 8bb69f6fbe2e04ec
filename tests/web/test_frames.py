"""The frames, the pages of errors and of moves: whole documents, for people with and without a side."""

from types import SimpleNamespace as Thing
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest

from tests.web.drawing import ENV, every
from tests.web.given import ACTOR, HOSTILE, sheet

READER = Thing(name="Ana <b>", email="ana@client.example", locale="en", theme="dark")
AGREEMENT = Thing(key="payroll", title="Payroll & more", client_name="Client Ltd", vendor_name="Vendor Ltd")
RAIL = [
    ("overview", "house", "Overview", "/a/payroll", None),
    ("changes", "arrow-left-right", "Changes", "/a/payroll/changes", 6),
]
FRAME: dict[str, Any] = {
    "reader": READER,
    "agreement": AGREEMENT,
    "actor": ACTOR,
    "theme": "dark",
    "rail": RAIL,
    "agreements": [("Payroll & more", "/a/payroll")],
    "unread": 4,
}
MOVE: dict[str, Any] = {
    "title": f"Withdraw: {HOSTILE}",
    "action": "/m",
    "submit": "Withdraw",
    "back": "/b",
    "lede": "A matter",
    "version": 7,
    "hurts": True,
}
ERROR: dict[str, Any] = {"reader": None, "actor": None, "agreement": None, "sentence": HOSTILE, "request_id": "7f3a"}
PAGE = (
    "{% extends 'layouts/NAME.html' %}{% set active = 'changes' %}"
    "{% block title %}A page{% endblock %}{% block page %}<h1>A page</h1>{% endblock %}"
)


def document(source: str, **context: Any) -> Element:
    """The page as a strict parser reads it; `source` is a template's name or a template."""
    template = ENV.from_string(source) if "{%" in source else ENV.get_template(source)
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(template.render(**context))


PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "agreement": (PAGE.replace("NAME", "agreement"), FRAME),
    "person": (PAGE.replace("NAME", "person"), {**FRAME, "actor": None, "agreement": None}),
    "plain": (PAGE.replace("NAME", "plain"), {"reader": None}),
    "move": ("moves/form.html", {**FRAME, **MOVE, "form": sheet()}),
    "confirm": ("moves/confirm.html", {**FRAME, **MOVE}),
    **{
        str(status): (f"errors/{status}.html", {**ERROR, "status": status})
        for status in (403, 404, 409, 422, 429, 500, 503)
    },
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_a_sound_document_with_one_title_one_head_and_one_main(name: str) -> None:
    source, context = PAGES[name]
    page = document(source, **context)
    elements = list(every(page))
    assert [element.tag for element in elements].count("h1") == 1
    assert [element.get("id") for element in elements if element.tag == "main"] == ["main"]
    assert (page.findtext(".//title") or "").endswith(" · bpo_gov")
    ids = [element.get("id") for element in elements if element.get("id")]
    assert len(ids) == len(set(ids))
    for element in elements:
        assert not [key for key in element.attrib if key == "style" or key.startswith("on")]
        assert set((element.get("aria-labelledby") or "").split()) <= set(ids)
        assert element.tag != "script" or element.get("src")
        if element.tag == "form" and element.get("method") == "post":
            assert element.find(".//input[@name='csrf_token']") is not None


def test_the_frame_says_for_whom_one_acts_and_where_one_is() -> None:
    page = document(PAGES["agreement"][0], **FRAME)
    assert "You act for Client Ltd" in "".join(page.itertext())
    here = [link.get("href") for link in page.iter("a") if link.get("aria-current") == "page"]
    assert here == ["/a/payroll/changes"]
    assert (page.get("lang"), page.get("data-bs-theme")) == ("en", "dark")


def test_the_account_menu_changes_theme_and_language_and_signs_out_without_script() -> None:
    page = document(PAGES["person"][0], **PAGES["person"][1])
    forms = {form.get("action"): form for form in page.iter("form") if form.get("method") == "post"}
    choices = [(button.get("name"), button.get("value")) for button in forms["/preferences"].iter("button")]
    assert choices == [("theme", "light"), ("theme", "dark"), ("theme", "auto"), ("locale", "en"), ("locale", "id")]
    pressed = [button.get("value") for button in page.iter("button") if button.get("aria-pressed") == "true"]
    assert pressed == ["dark"]
    assert "/sign-out" in forms
    assert {link.get("href") for link in page.iter("a") if link.get("hreflang")} == {"/language/en", "/language/id"}


def test_a_page_with_wrong_answers_says_so_in_its_title() -> None:
    assert (document("moves/form.html", **FRAME, **MOVE, form=sheet()).findtext(".//title") or "").startswith("Error: ")


def test_what_hurts_is_asked_once_more_and_can_be_left() -> None:
    page = document("moves/confirm.html", **FRAME, **MOVE)
    main = page.find(".//main")
    assert main is not None
    assert "This cannot be undone by you alone." in "".join(main.itertext())
    assert [link.get("href") for link in main.iter("a")] == ["/b"]


def test_an_error_page_needs_nobody_signed_in_and_names_the_request_only_when_it_was_our_fault() -> None:
    texts = {
        status: "".join(document(PAGES[status][0], **PAGES[status][1]).itertext()) for status in ("403", "404", "500")
    }
    assert HOSTILE in texts["403"]
    assert "7f3a" not in texts["404"]
    assert "7f3a" in texts["500"]
