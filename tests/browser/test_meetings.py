"""A monthly board in two real browsers at once: planned, held, minuted by both as they type, corrected, agreed and locked."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from bpo_gov.kernel import clock
from tests.browser.conftest import Person
from tests.browser.test_main_job import AGREEMENT, told

pytestmark = pytest.mark.browser
Enter = Callable[..., Person]
PLACE = f"{AGREEMENT}/meetings"


def plan(one: Person) -> str:
    """Plan a management board that begins in half an hour; the address of its page."""
    begins = clock.now() + timedelta(minutes=30)
    page = one.open(f"{PLACE}/new")
    page.select_option("[name=forum]", "MGT")
    local = page.evaluate(
        "(at) => new Date(at).toLocaleString('sv-SE', {timeZone: 'Europe/London'})", begins.isoformat()
    )
    page.fill("[name=day]", local[:10])
    page.fill("[name=at]", local[11:16])
    page.fill("[name=place]", "Room 4")
    page.click("text=Plan it and invite")
    page.wait_for_url(re.compile(r"/meetings/\d+$"))
    assert one.state == "Scheduled"
    return page.url.removeprefix(one.base)


def test_a_board_is_held_by_two_browsers_at_once_minuted_corrected_and_agreed(person: Enter) -> None:
    amelia, ruth = person("amelia@acme.example"), person("ruth@northgate.example")
    path = plan(amelia)
    told(ruth, "Management board")
    ruth.open(path)
    ruth.move("Add to the agenda", title="December run")
    ruth.move("Start the meeting")
    amelia.open(path)
    assert amelia.state == "In progress"
    amelia.page.locator(".moves .can").get_by_text("Say who is here", exact=True).click()
    amelia.page.click("main form[method=post] .form-end button[type=submit] >> nth=0")
    amelia.page.wait_for_selector(".flash.ok")
    expect(amelia.page.locator("#hr + .meta")).to_contain_text("of 2 needed")

    mine, theirs = (one.page.locator("form[data-minutes] textarea").last for one in (amelia, ruth))
    ruth.open(path)
    mine.fill("The run is on the 17th.")  # saved as it is typed, and the other one sees it without doing anything
    expect(theirs).to_have_value("The run is on the 17th.", timeout=15_000)
    expect(amelia.page.locator("[data-said]").last).to_contain_text("Saved")

    ruth.page.context.set_offline(True)  # what is typed meanwhile on both sides
    theirs.fill("The run is on the 18th.")
    mine.fill("The run is on the 16th.")
    expect(amelia.page.locator("[data-said]").last).to_contain_text("Saved", timeout=10_000)
    ruth.page.wait_for_timeout(2000)
    ruth.page.context.set_offline(False)
    theirs.press("End")
    theirs.type(" Not the 17th.")
    other = ruth.page.locator("[data-other]").last
    expect(other).to_be_visible(timeout=15_000)
    expect(other).to_contain_text("The run is on the 16th.")
    ruth.page.locator("[data-keep]").last.click()
    expect(mine).to_have_value(re.compile(r"16th\.\s+The run is on the 18th\. Not the 17th\."), timeout=15_000)
    ruth.faults[:] = [fault for fault in ruth.faults if "409" not in fault and "ERR_INTERNET_DISCONNECTED" not in fault]

    amelia.open(path)
    amelia.page.locator(".moves .can").get_by_text("End it and send the minutes", exact=True).click()
    amelia.page.locator("dialog[open] [type=submit]").click()  # it asks once more
    amelia.page.wait_for_selector(".flash.ok")
    ruth.open(path)
    assert ruth.state == "Minutes sent"
    assert "Your turn: Vendor" in ruth.page.locator(".page-head").inner_text()
    ruth.page.locator(".moves .can").get_by_text("Correct the minutes", exact=True).click()
    ruth.page.select_option("[name=item]", index=ruth.page.locator("[name=item] option").count() - 1)
    ruth.page.fill("[name=text]", "The run is on the 18th.")
    ruth.page.fill("[name=reason]", "We agreed on the 18th.")
    ruth.page.click("main form[method=post] .form-end button[type=submit] >> nth=0")
    ruth.page.wait_for_selector(".flash.ok")
    amelia.open(path)
    amelia.move("Agree to the minutes")
    for one in (amelia, ruth):
        one.open(path)
        assert one.state == "Minutes agreed"
        versions = one.page.get_by_role("region", name="Versions of the minutes")
        assert versions.locator("tbody tr").count() == 2
        assert versions.get_by_text("not agreed").count() == 1
