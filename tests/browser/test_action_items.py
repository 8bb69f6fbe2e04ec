"""Action items in a real browser: one is added with the keyboard alone, and the other side reports it as done."""

import re
from collections.abc import Callable

import pytest

from tests.browser.conftest import Person
from tests.browser.test_main_job import AGREEMENT, told

pytestmark = pytest.mark.browser
PLACE = f"{AGREEMENT}/actions"


def test_an_action_is_added_with_the_keyboard_and_done_by_the_other_side(person: Callable[..., Person]) -> None:
    priya, jack = person("priya@acme.example"), person("jack@northgate.example")
    page = priya.open(f"{PLACE}/")
    page.keyboard.press("n")
    page.wait_for_url(re.compile(r"/actions/new$"))
    page.focus("[name=title]")  # as Tab does, past the navigation
    page.keyboard.type("Send the figures of October")
    page.keyboard.press("Tab")
    page.keyboard.type("Vendor: Jack")
    page.keyboard.press("Tab")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/actions/\d+$"))
    path = page.url.removeprefix(priya.base)
    assert priya.state == "Open"
    head = page.locator(".page-head").inner_text()
    assert "Waiting for: Vendor" in head
    assert "Jack Sutton" in head

    told(jack, "Send the figures of October")
    jack.open(path)
    jack.move("Report as done", report="Sent this morning.")
    assert jack.state == "Done"
    priya.open(path)
    priya.move("It is not done", reason="The figures of two shops are missing.")
    assert priya.state == "Open"
    story = jack.open(path).locator(".timeline").inner_text()
    for words in ("added it", "Sent this morning.", "The figures of two shops are missing."):
        assert words in story
    assert "Send the figures of October" in jack.open("/").get_by_role("region", name="My actions").inner_text()
