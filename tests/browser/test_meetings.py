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


def a_decision_that_holds(amelia: Person, ruth: Person, title: str = "The December run is on the 19th") -> str:
    """A decision that both agreed to; its number. Whoever asks for a second one soon gives it another title."""
    page = amelia.open(f"{AGREEMENT}/decisions/new")
    page.fill("[name=title]", title)
    page.click("text=Send to the other side")
    page.wait_for_url(re.compile(r"/decisions/\d+$"))
    ruth.open(page.url.removeprefix(amelia.base))
    ruth.move("Agree")
    return "D-" + page.url.rpartition("/")[2]


def test_a_board_is_prepared_held_by_two_browsers_at_once_minuted_corrected_and_agreed(person: Enter) -> None:
    amelia, ruth = person("amelia@acme.example"), person("ruth@northgate.example")
    older, path = a_decision_that_holds(amelia, ruth), plan(amelia)
    told(ruth, "Management board")
    ruth.open(path)
    ruth.move("Add to the agenda", title="December run")

    _prepare(amelia, path)
    assert "We could live with the 18th." not in ruth.open(path).content()
    _to_the_top(ruth, "December run")
    amelia.open(path)
    assert "December run" in amelia.page.locator(".items h3").first.inner_text()

    ruth.move("Start the meeting")
    amelia.open(path)
    assert amelia.state == "In progress"
    amelia.page.locator(".moves .can").get_by_text("Say who is here", exact=True).click()
    amelia.page.click("main form[method=post] .form-end button[type=submit] >> nth=0")
    amelia.page.wait_for_selector(".flash.ok")
    expect(amelia.page.locator(".page-head")).to_contain_text("of 2 needed")
    ruth.open(path)
    expect(ruth.page.locator("#it")).to_contain_text("December run")
    _both_write(amelia, ruth)
    decided = _falls_out(amelia, ruth, older)

    amelia.open(path)
    amelia.page.locator(".page-head").get_by_text("End the meeting", exact=True).click()
    amelia.page.locator("dialog[open] [type=submit]").click()  # it asks once more
    amelia.page.wait_for_selector(".flash.ok")
    _corrected_and_agreed(amelia, ruth, path)
    for one in (amelia, ruth):
        assert "In its place" in one.open(f"{AGREEMENT}/decisions/{older[2:]}").content() or one.state == "Superseded"
        assert decided in one.open(path).content()
    mine = {one: one.open("/").content() for one in (amelia, ruth)}
    assert "Tell the shops the new day" in mine[ruth]
    assert "Tell finance the new day" in mine[amelia]


def _prepare(one: Person, path: str) -> None:
    """A side notes for itself what it could live with."""
    page = one.open(path)
    last = page.locator(".items > li").last
    last.locator("summary", has_text="Prepare on your side").click()
    last.locator("textarea").fill("We could live with the 18th.")
    last.get_by_role("button", name="Save", exact=True).first.click()
    page.wait_for_selector(".flash.ok")
    assert "We could live with the 18th." in page.content()


def _to_the_top(one: Person, title: str) -> None:
    """The item goes up, step by step, until it is the first."""
    for _ in range(20):
        item = one.page.locator(".items > li", has_text=title)
        button = item.get_by_role("button", name=f"Earlier: {title}")
        if not button.is_visible():
            return
        with one.page.expect_navigation():
            button.click()
    raise AssertionError("it never came to the top")


def _both_write(amelia: Person, ruth: Person) -> None:
    """What one types the other sees; of two who write at once both texts stand there until one chooses."""
    mine, theirs = (one.page.locator("form[data-minutes] textarea") for one in (amelia, ruth))
    amelia.page.reload()
    mine.fill("The run is on the 17th.")  # saved as it is typed, and the other one sees it without doing anything
    expect(theirs).to_have_value("The run is on the 17th.", timeout=15_000)
    expect(amelia.page.locator("[data-said]")).to_contain_text("Saved")

    ruth.page.context.set_offline(True)  # what is typed meanwhile on both sides
    theirs.fill("The run is on the 18th.")
    mine.fill("The run is on the 16th.")
    expect(amelia.page.locator("[data-said]")).to_contain_text("Saved", timeout=10_000)
    ruth.page.wait_for_timeout(2000)
    ruth.page.context.set_offline(False)
    theirs.press("End")
    theirs.type(" Not the 17th.")
    other = ruth.page.locator("[data-other]")
    expect(other).to_be_visible(timeout=15_000)
    expect(other).to_contain_text("The run is on the 16th.")
    ruth.page.locator("[data-keep]").click()
    expect(mine).to_have_value(re.compile(r"16th\.\s+The run is on the 18th\. Not the 17th\."), timeout=15_000)
    ruth.faults[:] = [fault for fault in ruth.faults if "409" not in fault and "ERR_INTERNET_DISCONNECTED" not in fault]


def _falls_out(amelia: Person, ruth: Person, older: str) -> str:
    """A decision and two actions are written without leaving the room, and the other side sees them come."""
    spot = amelia.page.locator("details", has_text="Add an action")
    for title, owner in (("Tell the shops the new day", "Ruth"), ("Tell finance the new day", "Amelia")):
        spot.locator("summary").click()
        spot.locator("[name=title]").fill(title)
        choice = spot.locator("[name=owner] option", has_text=owner).get_attribute("value")
        spot.locator("[name=owner]").select_option(choice)
        spot.get_by_role("button", name="Add it").click()
        expect(ruth.page.locator("[data-part=falls]")).to_contain_text(title, timeout=15_000)
    with amelia.page.expect_navigation():
        amelia.page.locator("details", has_text="Record a decision").locator("summary").click()
        amelia.page.click("text=With exact words, sums or a review")
    amelia.page.fill("[name=title]", "The December run is on the 18th")
    amelia.page.click("details summary >> text=More")
    amelia.page.fill("[name=supersedes]", older)
    amelia.page.click("text=Send to the other side")
    amelia.page.wait_for_url(re.compile(r"/decisions/\d+$"))
    expect(ruth.page.locator("[data-part=falls]")).to_contain_text("the vendor has not agreed yet", timeout=15_000)
    newer = amelia.page.url.removeprefix(amelia.base)
    back = ruth.page.url.removeprefix(ruth.base)
    ruth.open(newer)
    ruth.move("Agree")
    ruth.open(back)
    return "The December run is on the 18th"


def _corrected_and_agreed(amelia: Person, ruth: Person, path: str) -> None:
    ruth.open(path)
    assert ruth.state == "Minutes sent"
    assert "Your turn: Vendor" in ruth.page.locator(".page-head").inner_text()
    ruth.page.locator(".moves .can").get_by_text("Correct the minutes", exact=True).click()
    ruth.page.select_option("[name=item]", index=0)
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


@pytest.mark.parametrize("locale", ["en-GB", "id"])
def test_the_board_pack_prints_on_paper_with_its_charts(person: Enter, locale: str) -> None:
    amelia = person("amelia@acme.example", locale=locale)
    page = amelia.open(f"{PLACE}/9/pack")
    page.wait_for_selector(".plot svg.main-svg")
    paper = page.pdf(format="A4")
    assert paper.startswith(b"%PDF-")
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) <= 8
    page.emulate_media(media="print")
    assert not page.locator(".topbar").is_visible()
    assert page.locator(".plot svg.main-svg").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1")


def test_a_series_is_planned_by_one_side_and_seen_by_the_other(person: Enter) -> None:
    amelia, ruth = person("amelia@acme.example"), person("ruth@northgate.example")
    page = amelia.open(f"{PLACE}/")
    page.get_by_role("link", name="Plan its series").first.click()
    page.fill("[name=first]", (clock.now() + timedelta(days=40)).date().isoformat())
    page.fill("[name=at]", "10:00")
    page.click("main .form-end button[type=submit] >> nth=0")
    page.wait_for_url(re.compile(r"/meetings/\d+$"))
    assert amelia.state == "Planned"
    ruth.open(f"{PLACE}/")
    assert ruth.page.get_by_text("Plan its series").count() == 0
    ruth.page.get_by_text("more planned").last.click()
    assert ruth.page.locator("tbody tr").count() > 3
