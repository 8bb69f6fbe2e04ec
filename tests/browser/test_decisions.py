"""Decisions in a real browser: one in a minute by keyboard alone, reworded by the other side, agreed by both, and replaced."""

import re
from collections.abc import Callable

import pytest

from tests.browser.conftest import Person
from tests.browser.test_main_job import AGREEMENT, told

pytestmark = pytest.mark.browser
Enter = Callable[..., Person]
PLACE = f"{AGREEMENT}/decisions"


def by_keyboard(one: Person, title: str) -> str:
    """Propose a decision without a mouse: n, the line, Enter; the address of its page."""
    page = one.open(f"{PLACE}/")
    page.keyboard.press("n")
    page.wait_for_url(re.compile(r"/decisions/new$"))
    page.locator("[name=title]").focus()
    page.keyboard.type(title)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/decisions/\d+$"))
    return page.url.removeprefix(one.base)


def test_a_decision_is_proposed_by_keyboard_reworded_agreed_and_replaced(person: Enter) -> None:
    amelia, ruth = person("amelia@acme.example"), person("ruth@northgate.example")
    path = by_keyboard(amelia, "Salaries of December are paid on the 19th")
    assert amelia.state == "Proposed"
    told(ruth, "Salaries of December are paid on the 19th")
    page = ruth.open(path)
    assert "Your turn: Vendor" in page.locator(".page-head").inner_text()

    ruth.move("Change the words", title="Salaries of December are paid on the 18th")
    assert "Waiting for: Client" in page.locator(".page-head").inner_text()
    amelia.open(path)
    assert amelia.page.locator("h1").inner_text() == "Salaries of December are paid on the 18th"
    assert amelia.page.locator(".sign.client.waiting").count() == 1
    assert amelia.page.locator(".sign.vendor.waiting").count() == 0
    amelia.move("Note a dissent", text="Finance would rather pay on the 19th.")
    amelia.move("Agree")
    for one in (amelia, ruth):
        one.open(path)
        assert one.state == "Agreed by both"
        assert "Finance would rather pay on the 19th." in one.page.get_by_role("region", name="Dissent").inner_text()

    ruth.page.click("text=Propose another in its place")
    ruth.page.fill("[name=title]", "Salaries of December are paid on the 17th")
    ruth.page.click("text=Send to the other side")
    ruth.page.wait_for_url(re.compile(r"/decisions/\d+$"))
    newer = ruth.page.url.removeprefix(ruth.base)
    amelia.open(newer)
    amelia.move("Agree")
    amelia.open(path)
    assert amelia.state == "Superseded"
    assert "It holds no longer" in amelia.page.locator("main").inner_text()


def test_a_decision_above_the_authority_waits_for_somebody_who_has_it(person: Enter) -> None:
    ruth, amelia = person("ruth@northgate.example"), person("amelia@acme.example")
    page = ruth.open(f"{PLACE}/new")
    page.fill("[name=title]", "Ten more people for the whole of next year")
    page.fill("[name=amount]", "240,000")
    page.click("text=Send to the other side")
    page.wait_for_url(re.compile(r"/decisions/\d+$"))
    amelia.open(page.url.removeprefix(ruth.base))
    quiet = amelia.page.locator(".not-now").inner_text()
    assert "Your authority ends at £60,000" in quiet
    assert "this decision is worth £240,000" in quiet
