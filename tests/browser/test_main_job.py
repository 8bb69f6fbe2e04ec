"""The main job in a real browser: both sides take a change from draft to closed, and one beyond the framework to its owners."""

import re
from collections.abc import Callable

import pytest

from tests.browser.conftest import Person

pytestmark = pytest.mark.browser
Enter = Callable[..., Person]
AGREEMENT = "/a/acme-payroll"


def ask(person: Person, title: str, once: str) -> str:
    """Write and submit a request; the address of its page."""
    page = person.open(f"{AGREEMENT}/changes/new")
    page.fill("[name=title]", title)
    page.fill("[name=reason]", "Questions come in the evening.")
    page.fill("[name=description]", "Answer them until eight.")
    page.fill("[name=one_off_cost]", once)
    page.fill("[name=monthly_cost]", "100")
    page.fill("[name=months]", "10")
    page.fill("[name=effort_days]", "3")
    page.fill("[name=term_days]", "0")
    page.click("text=Submit to the other side")
    page.wait_for_url(re.compile(r"/changes/\d+$"))
    assert person.state == "Submitted"
    return page.url.removeprefix(person.base)


def assess(person: Person, path: str, once: str) -> None:
    """Begin and give the assessment."""
    page = person.open(path)
    person.move("Begin the assessment")
    assert person.state == "Assessing"
    page.locator(".moves .can").get_by_text("Give the assessment").click()
    page.fill("[name=recommendation]", "Do it.")
    page.fill("[name=one_off_cost]", once)
    page.click("main .form-end button[type=submit] >> nth=0")
    page.wait_for_selector(".flash.ok")
    assert person.state == "Assessed"


def told(person: Person, words: str) -> None:
    """The person's inbox says it within seconds, without anybody's doing."""
    for _ in range(40):
        page = person.open("/inbox?view=all")
        if page.get_by_text(words).count():
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"{words!r} never came")


def test_a_change_goes_from_draft_to_closed_between_two_browsers(person: Enter) -> None:
    priya, jack, amelia, ruth = (
        person(f"{name}.example") for name in ("priya@acme", "jack@northgate", "amelia@acme", "ruth@northgate")
    )
    path = ask(priya, "Evening questions", "4,000.50")
    told(jack, "Evening questions")
    assess(jack, path, "4,200")
    told(priya, "Evening questions")

    amelia.open(path)
    assert amelia.page.locator(".verdict").inner_text().startswith("Inside")
    amelia.move("Approve", description="Questions are answered until eight.", effective_on="2027-03-01")
    assert amelia.state == "Approved"
    amelia.move("Sign the authorisation note")
    assert amelia.state == "Approved"
    ruth.open(path)
    ruth.move("Sign the authorisation note")
    assert ruth.state == "Authorised"

    jack.open(path)
    jack.move("Start implementing")
    jack.move("Deliver", report="Open until eight since Monday.")
    amelia.open(path)
    amelia.move("Accept", remark="Seen.")
    assert amelia.state == "Closed"
    told(jack, "Evening questions")
    assert "Seen." in amelia.page.locator(".timeline").inner_text()


def test_a_change_beyond_the_framework_goes_to_the_contract_owners_by_both(person: Enter) -> None:
    priya, jack, amelia, ruth = (
        person(f"{name}.example") for name in ("priya@acme", "jack@northgate", "amelia@acme", "ruth@northgate")
    )
    path = ask(priya, "A second payroll centre", "2,500,000")
    assert "utside" in priya.page.locator(".verdict").inner_text()
    assess(jack, path, "2,600,000")
    amelia.open(path)
    assert amelia.page.locator(".moves .can").get_by_text("Approve", exact=True).count() == 0
    amelia.move("Propose a joint statement", statement="The contract should allow a second centre.")
    ruth.open(path)
    ruth.move("Agree to the joint statement")
    assert ruth.state == "Needs an amendment"
    told(amelia, "A second payroll centre")


def test_the_double_click_opens_one_change(person: Enter) -> None:
    priya = person("priya@acme.example", java_script_enabled=False)
    page = priya.open(f"{AGREEMENT}/changes/new")
    for name in ("title", "reason", "description"):
        page.fill(f"[name={name}]", "Once only")
    page.click("text=Keep as draft")
    first = page.url
    page.go_back()
    page.click("text=Keep as draft")
    assert page.url == first


def test_a_page_that_went_stale_keeps_what_was_typed_and_says_why(person: Enter) -> None:
    priya, jack = person("priya@acme.example"), person("jack@northgate.example")
    path = ask(priya, "Stale page", "1,000")
    priya.open(path)
    jack.open(path)
    jack.page.locator(".moves .can").get_by_text("Return", exact=True).click()
    priya.page.locator(".moves .can").get_by_text("Withdraw", exact=True).click()
    jack.page.fill("[name=reason]", "Say for whom.")
    priya.page.fill("[name=reason]", "No longer needed.")
    priya.page.click("main .form-end button[type=submit] >> nth=0")
    priya.page.wait_for_selector(".flash.ok")
    with jack.page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        jack.page.click("main .form-end button[type=submit] >> nth=0")
    assert answered.value.status == 409
    jack.page.wait_for_selector(".flash.bad")
    assert jack.page.input_value("[name=reason]") == "Say for whom."
    jack.faults.clear()  # the console names the 409 itself


def test_an_outsider_and_the_other_agreement_find_nothing(person: Enter) -> None:
    sari = person("sari@samudra.example")
    for path in (AGREEMENT, f"{AGREEMENT}/changes/1", f"{AGREEMENT}/changes/999"):
        answer = sari.page.goto(f"{sari.base}{path}")
        assert answer is not None
        assert answer.status == 404
    sari.faults.clear()  # the console names each 404 itself
