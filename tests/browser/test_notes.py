"""A note in a real browser: what it says aloud before it is sent, and that nothing in it runs."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import Person
from tests.notes.test_markup import HTML, MARKED

pytestmark = pytest.mark.browser
CHANGE = "/a/acme-payroll/changes/12"


def test_a_note_says_who_is_mentioned_and_what_goes_along(person: Callable[[str], Person]) -> None:
    page = person("priya@acme.example").open(CHANGE)
    page.fill("#note-text", "See the **list**.")
    for summary in page.locator(".composer summary").all():
        summary.click()
    page.get_by_label("Ruth Adeyemi").check()
    page.set_input_files("#note-files", {"name": "prices.csv", "mimeType": "text/csv", "buffer": b"a;b\n1;2\n"})
    assert page.locator("[data-along]").inner_text() == "Mentioned: Ruth Adeyemi. Files that go along: prices.csv."
    page.locator(".aud-only").check(force=True)
    assert page.locator("[data-along]").inner_text() == "Files that go along: prices.csv."  # Ruth will not read it
    page.click(".composer button[type=submit]")
    page.wait_for_selector(".flash.ok")
    assert page.locator(".note.only .files a").inner_text() == "prices.csv"


def test_nothing_that_is_written_runs(person: Callable[[str], Person]) -> None:
    someone = person("jack@northgate.example")
    page = someone.open(CHANGE)
    shown: list[str] = []
    page.on("dialog", lambda dialog: shown.append(dialog.message))
    page.fill("#note-text", "\n\n".join([*HTML, *MARKED]))
    page.click(".composer button[type=submit]")
    page.wait_for_selector(".flash.ok")
    note = page.locator(".note").last
    for link in note.locator("a").all():
        assert (link.get_attribute("href") or "").startswith(("https://", "http://", "mailto:"))
    assert note.locator("script, img, svg:not(.icon), iframe, style, form, input, object, embed").count() == 0
    assert shown == []
