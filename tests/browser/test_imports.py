"""A call log in a real browser with a real worker: handed over, read, looked at, brought in, and seen by the other side."""

import csv
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bpo_gov.demo.english import JACK, PRIYA
from tests.browser.conftest import Person
from tests.browser.test_main_job import AGREEMENT, told

pytestmark = pytest.mark.browser
Enter = Callable[..., Person]
PLACE = f"{AGREEMENT}/kpis/imports"
HEAD = ("Call Id", "Date", "Answered", "Resolved", "Talk time", "Rating")


def written(path: Path, end: date) -> Path:
    """A log of the last whole month but the one before, with nine calls of ten answered, nine of ten of these at once."""
    first = (end.replace(day=1) - timedelta(days=1)).replace(day=1)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEAD)
        for n in range(1000):
            there = n % 10 != 0
            rest = ("Y", "N" if n % 9 == 0 else "Y", "00:02:30", 4) if there else ("N", "N", "", "")
            writer.writerow([f"ID{n}", first + timedelta(days=n % 28), *rest])
    return path


def test_the_vendor_imports_a_call_log_and_the_client_sees_its_figures(person: Enter, tmp_path: Path) -> None:
    jack, priya = person(JACK), person(PRIYA)
    page = jack.open(f"{AGREEMENT}/kpis/")
    page.click("text=Import a file")
    page.select_option("[name=sort]", "calls")
    page.set_input_files("[name=file]", written(tmp_path / "calls.csv", date.today()))  # noqa: TID251, DTZ011 - the demo ends today
    page.click("main .form-end button[type=submit]")
    page.wait_for_url(re.compile(r"/imports/\d+$"))
    path = page.url.removeprefix(jack.base)
    state = page.locator(".page-head .state")
    expect(state).not_to_contain_text("Being read", timeout=30_000)  # the page asks again by itself
    assert priya.page.request.get(f"{priya.base}{path}").status == 404

    page.locator(".moves .can").get_by_text("Read it another way", exact=True).click()
    page.select_option("[name=feeds-KPI-08]", "answer_rate")
    for code in ("KPI-01", "KPI-02", "KPI-03"):
        page.select_option(f"[name=feeds-{code}]", "")
    page.click("main form[method=post] .form-end button[type=submit] >> nth=0")
    expect(state).to_contain_text("Ready to import", timeout=30_000)
    expect(page.locator("table.data", has_text="KPI-08")).to_contain_text("90%")
    page.locator(".moves .can").get_by_text("Import the figures", exact=True).click()
    page.click("main form[method=post] .form-end button[type=submit] >> nth=0")
    page.wait_for_selector(".flash.ok")
    assert jack.state == "Imported"

    told(priya, "figures imported")
    assert "calls.csv" in priya.open(path).content()
    shown = priya.open(f"{AGREEMENT}/kpis/KPI-08")
    expect(shown.locator("main")).to_contain_text("90%")
