"""How soon the first chart of a page is drawn, in a real Chromium against the real stack with the demo in it."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser

from bench import figures
from bench.figures import Figure
from bpo_gov.demo.english import AMELIA
from bpo_gov.demo.people import PASSWORD
from tests.browser import stacks

PAGES = {
    "executive page": "/executive",
    "agreement page": "/a/acme-payroll/",
    "KPI page": "/a/acme-payroll/kpis/KPI-01",
}
ROUNDS = 7
MOST_SECONDS = 1.5
DRAWN = "figure.chart .main-svg"


def run() -> Iterator[Figure]:
    """The median of some visits; nothing is in the browser's cache at any of them, so that Plotly is fetched and read each time."""
    path = stacks.chromium_path()
    if path is None:
        raise RuntimeError("no Chromium on PATH")
    with tempfile.TemporaryDirectory(prefix="bpobench") as var, stacks.running(Path(var)) as base:
        for name, place in PAGES.items():
            with stacks.chromium(path) as browser:
                took = [_visit(browser, base, place) for _round in range(ROUNDS)]
            seconds = round(statistics.median(took), 2)
            yield figures.at_most("drawn", f"{name}: seconds to the first chart", ROUNDS, seconds, MOST_SECONDS)


def _visit(browser: Browser, base: str, place: str) -> float:
    """Seconds from asking for the page to its first chart standing there."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{base}/sign-in")
    page.fill("input[name=email]", AMELIA)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto("about:blank")
    began = time.perf_counter()
    page.goto(f"{base}{place}", wait_until="commit")
    page.wait_for_selector(DRAWN)
    took = time.perf_counter() - began
    context.close()
    return took
