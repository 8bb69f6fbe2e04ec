"""A call log handed over in a browser, and what feeds one KPI of it alone."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

SEND = "main form[method=post] .form-end button[type=submit] >> nth=0"


def handed_over(page: Page, log: Path) -> None:
    """Hand a log over on the page of a new import, and wait until it has been read."""
    page.select_option("[name=sort]", "calls")
    page.set_input_files("[name=file]", log)
    page.click("main .form-end button[type=submit]")
    page.wait_for_url(re.compile(r"/imports/\d+$"))
    expect(page.locator(".page-head .state")).not_to_contain_text(
        "Being read", timeout=30_000
    )  # it asks again by itself


def feed(page: Page, code: str) -> None:
    """Have it read again for one KPI alone: what the last file fed is remembered, and is not what this one is for."""
    page.locator(".moves .can").get_by_text("Read it another way", exact=True).click()
    page.wait_for_selector(f"[name=feeds-{code}]")
    for choice in page.locator("select[name^=feeds-]").all():
        choice.select_option("answer_rate" if choice.get_attribute("name") == f"feeds-{code}" else "")
    page.click(SEND)
    expect(page.locator(".page-head .state")).to_contain_text("Ready to import", timeout=30_000)


def bring_in(page: Page) -> None:
    """Import what was read."""
    page.locator(".moves .can").get_by_text("Import the figures", exact=True).click()
    page.click(SEND)
    page.wait_for_selector(".flash.ok")
