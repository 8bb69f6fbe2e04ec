"""A real browser against the real stack: web, workers, clock and Valkey under the supervisor, with the demo in it."""

import os
from collections.abc import Callable, Iterator
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from bpo_gov.demo.people import PASSWORD
from tests.browser import stacks


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A Chromium of this machine; without one the tests skip with the reason, and fail in CI."""
    path = stacks.chromium_path()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium on PATH")
        pytest.skip("no Chromium on PATH")
    with stacks.chromium(path) as browser:
        yield browser


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    """The address of a running bpo_gov with the demo in it, as `make run` starts it; the demo is told once for all workers."""
    base_temp = tmp_path_factory.getbasetemp()
    shared = base_temp if worker_id == "master" else base_temp.parent
    with stacks.running(tmp_path_factory.mktemp("stack"), shared / "told") as base:
        yield base


class Person:
    """Somebody signed in, in a browser of their own; whatever their console complains of is kept."""

    def __init__(self, context: BrowserContext, base: str, email: str) -> None:
        self.base, self.page, self.faults = base, context.new_page(), list[str]()
        host = urlparse(base).netloc
        self.page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))
        self.page.on("console", lambda line: self.faults.append(line.text) if line.type == "error" else None)
        self.page.on(
            "request",
            lambda asked: self.faults.append(asked.url) if urlparse(asked.url).netloc not in (host, "") else None,
        )
        self.page.goto(f"{base}/sign-in")
        self.page.fill("input[name=email]", email)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("main form button[type=submit]")
        self.page.wait_for_url(lambda url: "sign-in" not in url)

    def open(self, path: str) -> Page:
        """Go to an address of the application."""
        self.page.goto(f"{self.base}{path}")
        return self.page

    def move(self, label: str, **words: str) -> None:
        """Make a move by its button: fill in what its page asks, and send."""
        button = self.page.locator(".moves .can").get_by_text(label, exact=True)
        with self.page.expect_navigation():  # the page may still say what the move before has done
            button.click()
        if words:
            self.page.wait_for_selector("main .form-end")
            for name, text in words.items():
                self.page.fill(f"main [name={name}]", text)
            self.page.click("main form[method=post] .form-end button[type=submit] >> nth=0")
        self.page.wait_for_selector(".flash.ok")

    @property
    def state(self) -> str:
        """The state chip of the matter on the page."""
        return self.page.locator(".page-head .state").inner_text().strip()


@pytest.fixture
def person(chromium: Browser, stack: str) -> Iterator[Callable[[str], Person]]:
    """`person("priya@acme.example")`: somebody of the demo, signed in; at the end nobody's console has complained."""
    contexts, people = list[BrowserContext](), list[Person]()

    def enter(email: str, **options: object) -> Person:
        context = chromium.new_context(**{"viewport": {"width": 1440, "height": 900}, "locale": "en-GB", **options})  # type: ignore[arg-type]
        contexts.append(context)
        people.append(Person(context, stack, email))
        return people[-1]

    yield enter
    faults = [fault for one in people for fault in one.faults]
    for context in contexts:
        context.close()
    assert faults == []
