"""From calls to money in real browsers: a log imported by the vendor, one month contested, determined, credited, cured by the next and earned back."""

import csv
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bpo_gov.demo.english import AMELIA, JACK, PRIYA, RUTH
from bpo_gov.kernel import clock
from tests.browser.conftest import Person
from tests.browser.imports import bring_in, feed, handed_over
from tests.browser.test_main_job import AGREEMENT, told
from tests.browser.test_meetings import a_decision_that_holds

pytestmark = pytest.mark.browser
Enter = Callable[..., Person]
CODE = "KPI-04"  # it must beat 99.9 % for a credit to come back
CREDITS = f"{AGREEMENT}/credits"


def months() -> tuple[date, date]:
    """The first days of the last two months that are over."""
    last = (clock.now().date().replace(day=1) - timedelta(days=1)).replace(day=1)
    return (last - timedelta(days=1)).replace(day=1), last


def written(path: Path) -> Path:
    """A log in which 97 of 100 calls were answered in the one month, and all in the next."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(("Call Id", "Date", "Answered"))
        for place, first in enumerate(months()):
            for n in range(200):
                there = place == 1 or n % 100 >= 3
                writer.writerow([f"ID{place}-{n}", first + timedelta(days=n % 28), "Y" if there else "N"])
    return path


def test_a_contested_month_is_determined_credited_and_earned_back(person: Enter, tmp_path: Path) -> None:
    jack, priya, amelia, ruth = person(JACK), person(PRIYA), person(AMELIA), person(RUTH)
    _imported(jack, written(tmp_path / "payslips.csv"))
    bad, good = (_figure(priya.open(f"{AGREEMENT}/kpis/{CODE}"), first) for first in months())
    priya.open(good)
    priya.page.locator(".moves .can").get_by_text("Accept it", exact=True).click()
    priya.page.wait_for_selector(".flash.ok")
    priya.open(bad)
    priya.move("Contest it", value="96", reason="The second run is left out.")
    decision = a_decision_that_holds(amelia, ruth, "The second run of payslips counts")
    amelia.open(bad)
    amelia.move("Determine by a decision", value="97.5", decision=decision)
    assert amelia.state == "Determined"

    credit = _drawn(amelia, months()[0])
    expect(amelia.page.locator("main")).to_contain_text("4 × 0.5% of £250,000.")
    _claimed(amelia, ruth, credit)
    told(ruth, "is claimed")
    jack.open(credit)
    jack.move("Say where it was applied", document="CN-99", applied_on=clock.now().date().isoformat())
    assert jack.state == "Applied"

    back = _drawn(jack, months()[1])
    for one in (jack, amelia):
        expect(one.open(back).locator("main")).to_contain_text("goes back")
        expect(one.page.locator("main")).to_contain_text("£5,000")
        expect(one.page.locator("main")).to_contain_text("and beat 99.9")
    _claimed(ruth, amelia, back)
    amelia.open(back)
    assert amelia.state == "Confirmed"


def _imported(jack: Person, log: Path) -> None:
    page = jack.open(f"{AGREEMENT}/kpis/imports/new")
    handed_over(page, log)
    feed(page, CODE)
    bring_in(page)


def _figure(page: Page, first: date) -> str:
    """The address of the figure of a month, from the ledger of its KPI."""
    row = page.locator("#ledger + table tr, section[aria-labelledby=ledger] tr", has_text=f"{first:%b %Y}").first
    return str(row.locator("a").last.get_attribute("href"))


def _drawn(one: Person, first: date) -> str:
    """A statement drawn up by hand; its address."""
    page = one.open(f"{CREDITS}/new?period={first:%Y-%m}&owed_by=vendor")
    page.click("text=Draw it up")
    page.wait_for_url(re.compile(r"/credits/\d+$"))
    assert one.state == "To be claimed"
    return page.url.removeprefix(one.base)


def _claimed(creditor: Person, debtor: Person, path: str) -> None:
    creditor.open(path)
    creditor.move("Claim it", reason="As agreed.")
    debtor.open(path)
    debtor.page.locator(".moves .can").get_by_text("Confirm it", exact=True).click()
    debtor.page.wait_for_selector(".flash.ok")
