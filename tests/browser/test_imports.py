"""A call log in a real browser with a real worker: handed over, read, looked at, brought in, and seen by the other side."""

import csv
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bpo_gov.demo.english import JACK, PRIYA
from tests.browser.conftest import Person
from tests.browser.imports import bring_in, feed, handed_over
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
    handed_over(page, written(tmp_path / "calls.csv", date.today()))  # noqa: TID251, DTZ011 - the demo ends today
    path = page.url.removeprefix(jack.base)
    assert priya.page.request.get(f"{priya.base}{path}").status == 404

    feed(page, "KPI-08")
    expect(page.locator("table.data", has_text="KPI-08")).to_contain_text("90%")
    bring_in(page)
    assert jack.state == "Imported"

    told(priya, "figures imported")
    assert "calls.csv" in priya.open(path).content()
    shown = priya.open(f"{AGREEMENT}/kpis/KPI-08")
    expect(shown.locator("main")).to_contain_text("90%")
