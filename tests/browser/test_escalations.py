"""Escalations in a real browser: both sides take one from raised to closed, and another up the ladder by hand."""

import re
from collections.abc import Callable

import pytest

from tests.browser.conftest import Person
from tests.browser.test_main_job import AGREEMENT, told

pytestmark = pytest.mark.browser
Enter = Callable[..., Person]
PLACE = f"{AGREEMENT}/escalations"


def escalate(one: Person, title: str) -> str:
    """Raise an escalation about nothing in particular; the address of its page."""
    page = one.open(f"{PLACE}/new")
    page.fill("[name=title]", title)
    page.check("[name=severity][value=high]")
    page.fill("[name=impact]", "One in five callers hangs up.")
    page.fill("[name=wanted]", "Two minutes at most.")
    page.click("text=Send to the other side")
    page.wait_for_url(re.compile(r"/escalations/\d+$"))
    assert one.state == "Raised"
    return page.url.removeprefix(one.base)


def head(one: Person, path: str) -> str:
    """The head of the page as it stands now: state, turn, deadlines, level."""
    return one.open(path).locator(".page-head").inner_text()


def turn(path: str, mine: Person, theirs: Person, side: str) -> None:
    """Each side reads on its own page whose turn it is."""
    assert f"Your turn: {side}" in head(mine, path)
    assert f"Waiting for: {side}" in head(theirs, path)


def may(one: Person) -> list[str]:
    """The moves that the page offers."""
    return [text.strip() for text in one.page.locator(".moves .can button, .moves .can a").all_inner_texts()]


def test_an_escalation_goes_from_raised_to_closed_between_two_browsers(person: Enter) -> None:
    priya, jack = person("priya@acme.example"), person("jack@northgate.example")
    path = escalate(priya, "Calls wait nine minutes")
    told(jack, "Calls wait nine minutes")
    turn(path, jack, priya, "Vendor")
    assert "Withdraw" in may(priya)
    assert "Acknowledge" not in may(priya)

    jack.move("Acknowledge")
    jack.move("Take it in hand")
    assert jack.state == "In hand"
    jack.move("Wait for the other side", need="The list of callers of Monday.")
    turn(path, priya, jack, "Client")
    assert "the clock stands still" in jack.page.locator(".page-head").inner_text()
    asked = priya.page.get_by_role("region", name="What is waited for")
    assert "The list of callers of Monday." in asked.inner_text()
    priya.move("Answer", answer="Sent by post on Tuesday.")
    turn(path, jack, priya, "Vendor")
    assert jack.page.get_by_role("region", name="What is waited for").count() == 0
    assert "Sent by post on Tuesday." in jack.page.locator(".timeline").inner_text()

    jack.move("Propose a resolution", resolution="Two more people from Monday.")
    turn(path, priya, jack, "Client")
    assert priya.state == "Resolution proposed"
    priya.move("Refuse the resolution", reason="Two will not do.")
    assert priya.state == "In hand"
    turn(path, jack, priya, "Vendor")
    jack.move("Propose a resolution", resolution="Ten more people from Monday.")
    told(priya, "Calls wait nine minutes")
    priya.open(path)
    priya.move("Confirm the resolution")
    assert priya.state == "Resolved"
    priya.move("Close")
    for one in (priya, jack):
        assert "turn" not in head(one, path)
        assert one.state == "Closed"
        story = one.page.locator(".timeline").inner_text()
        told_of = (
            "escalated it", "acknowledged it", "took it in hand", "The list of callers of Monday.", "Sent by post on Tuesday.",
            "Two more people from Monday.", "Two will not do.", "Ten more people from Monday.", "confirmed the resolution", "closed it: it is settled",
        )  # fmt: skip
        places = [story.find(words) for words in told_of]
        assert min(places) >= 0, dict(zip(told_of, places, strict=True))
        assert places == sorted(places)
        held = one.page.get_by_role("region", name="Time with each side", exact=True).inner_text()
        assert "Client" in held
        assert "Vendor" in held


def test_a_manager_takes_one_to_the_next_level_and_both_sides_see_it_there(person: Enter) -> None:
    priya, ruth = person("priya@acme.example"), person("ruth@northgate.example")
    path = escalate(priya, "The payslips were wrong twice")
    assert "Take it to the next level" not in may(priya)
    for one in (priya, ruth):
        assert "Level 1" in head(one, path)
    ruth.move("Take it to the next level", reason="Our director must hear of it.")
    assert ruth.state == "Raised"
    turn(path, ruth, priya, "Vendor")
    for one in (priya, ruth):
        assert "Level 2" in head(one, path)
        here = one.page.locator(".ladder [aria-current=step]").inner_text()
        assert here.startswith("Level 2")
        assert "Our director must hear of it." in one.page.locator(".timeline").inner_text()
    listed = priya.open(f"{PLACE}/?level=2").get_by_role("row").filter(has_text="The payslips were wrong twice")
    assert "Level 2" in listed.inner_text()


def test_going_back_and_sending_again_raises_one(person: Enter) -> None:
    priya = person("priya@acme.example", java_script_enabled=False)
    page = priya.open(f"{PLACE}/new")
    for name in ("title", "impact", "wanted"):
        page.fill(f"[name={name}]", "Once only")
    page.click("text=Send to the other side")
    first = page.url
    page.go_back()
    page.click("text=Send to the other side")
    assert page.url == first
