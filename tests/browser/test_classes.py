"""Each class of change in a real browser, taken through by both sides; and the side roads: a question, a fifth fast track."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Person
from tests.browser.test_main_job import AGREEMENT

pytestmark = pytest.mark.browser
Enter = Callable[..., Person]


@pytest.fixture
def sides(person: Enter) -> dict[str, Person]:
    """A member and a manager of each side."""
    names = ("priya@acme", "amelia@acme", "jack@northgate", "ruth@northgate")
    return {name.partition("@")[0]: person(f"{name}.example") for name in names}


def begin(one: Person, class_: str, title: str) -> Page:
    """The form of a new request, with a class chosen."""
    page = one.open(f"{AGREEMENT}/changes/new")
    page.check(f"[name=change_class][value={class_}]")
    page.fill("[name=title]", title)
    page.fill("[name=reason]", "It is needed.")
    page.fill("[name=description]", "It becomes better.")
    return page


def submit(one: Person) -> str:
    """Send the request to the other side; the address of its page."""
    one.page.click("text=Submit to the other side")
    one.page.wait_for_url(re.compile(r"/changes/\d+$"))
    return one.page.url.removeprefix(one.base)


def sign(sides: dict[str, Person], path: str) -> None:
    """Both managers sign the note."""
    for name in ("amelia", "ruth"):
        sides[name].open(path)
        sides[name].move("Sign the authorisation note")


def to_the_end(sides: dict[str, Person], path: str) -> None:
    """From authorised to closed."""
    sides["jack"].open(path)
    sides["jack"].move("Start implementing")
    sides["jack"].move("Deliver", report="Done.")
    sides["amelia"].open(path)
    sides["amelia"].move("Accept", remark="Seen.")
    assert sides["amelia"].state == "Closed"


def test_an_operational_change_passes_without_assessment_and_note(sides: dict[str, Person]) -> None:
    page = begin(sides["jack"], "operational", "Shifts begin at seven")
    assert not page.is_visible("[name=one_off_cost]")
    path = submit(sides["jack"])
    assert sides["jack"].state == "Submitted"
    sides["priya"].open(path)
    sides["priya"].move("No objection")
    assert sides["priya"].state == "Authorised"
    to_the_end(sides, path)


def test_an_order_has_its_price_from_the_catalogue(sides: dict[str, Person]) -> None:
    page = begin(sides["priya"], "catalogue", "Two more seats")
    assert not page.is_visible("[name=one_off_cost]")
    page.fill("[name='lines-C-01']", "2")
    page.fill("[name=months]", "6")
    path = submit(sides["priya"])
    assert "£3,420" in sides["priya"].page.locator("main").inner_text()
    sides["amelia"].open(path)
    sides["amelia"].move("Approve", description="Two more seats for six months.", effective_on="2027-03-01")
    sign(sides, path)
    assert sides["ruth"].state == "Authorised"
    to_the_end(sides, path)


def test_an_emergency_is_made_first_and_ratified_after(sides: dict[str, Person]) -> None:
    page = begin(sides["jack"], "emergency", "Files restored")
    page.fill("[name=urgency]", "Loss of data; nobody could be reached.")
    page.fill("[name=one_off_cost]", "3000")
    page.fill("[name=monthly_cost]", "0")
    page.fill("[name=months]", "0")
    page.fill("[name=effort_days]", "1")
    page.fill("[name=term_days]", "0")
    path = submit(sides["jack"])
    assert sides["jack"].state == "Implementing"
    sides["jack"].move("Deliver", report="Restored by noon.")
    sides["amelia"].open(path)
    sides["amelia"].move("Ratify", description="The files were restored.", effective_on="2027-03-01")
    sign(sides, path)
    sides["amelia"].open(path)
    sides["amelia"].move("Accept", remark="Thank you.")
    assert sides["amelia"].state == "Closed"


def test_the_fifth_fast_track_change_is_refused_and_goes_the_normal_way(sides: dict[str, Person]) -> None:
    page = begin(sides["priya"], "fast_track", "A new logo on letters")
    for name, value in {
        "one_off_cost": "500",
        "monthly_cost": "0",
        "months": "0",
        "effort_days": "1",
        "term_days": "0",
    }.items():
        page.fill(f"[name={name}]", value)
    path = submit(sides["priya"])
    assert sides["priya"].state == "Draft"
    assert "Not as a fast-track change (clause 9.2(c))" in sides["priya"].page.locator(".flash").inner_text()
    sides["priya"].open(path)
    sides["priya"].move("Raise as a normal change")
    sides["priya"].move("Submit")
    assert sides["priya"].state == "Submitted"


def test_a_question_passes_the_turn_and_the_answer_gives_it_back(sides: dict[str, Person]) -> None:
    begin(sides["priya"], "normal", "A line for suppliers")
    path = submit(sides["priya"])
    sides["jack"].open(path)
    sides["jack"].move("Ask for further information", question="For which suppliers?")
    assert "the clock stands still" in sides["jack"].page.locator(".page-head").inner_text()
    sides["priya"].open(path)
    assert "For which suppliers?" in sides["priya"].page.locator(".callout").inner_text()
    sides["priya"].move("Answer the question", answer="For the hundred largest.")
    sides["jack"].open(path)
    assert "Your turn" in sides["jack"].page.locator(".page-head").inner_text()
    assert "For the hundred largest." in sides["jack"].page.locator(".timeline").inner_text()
