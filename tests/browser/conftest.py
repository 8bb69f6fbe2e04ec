"""A real browser against the real stack: web, workers, clock and Valkey under the supervisor, with the demo in it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bpo_gov.demo.people import PASSWORD

ROOT = Path(__file__).parent.parent.parent
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A Chromium of this machine; without one the tests skip with the reason, and fail in CI."""
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium on PATH")
        pytest.skip("no Chromium on PATH")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running bpo_gov with the demo in it, as `make run` starts it."""
    var = tmp_path_factory.mktemp("stack")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    env |= {"VAR_DIR": str(var), "PORT": str(port), "ARGON2_TIME_COST": "1", "ARGON2_MEMORY_KIB": "64"}
    flask = [sys.executable, "-m", "flask", "--app", "app"]
    subprocess.run([*flask, "setup"], cwd=ROOT, env=env, check=True, capture_output=True)
    log = (var / "serve.log").open("wb")
    serve = subprocess.Popen([*flask, "serve"], cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT)
    base = f"http://127.0.0.1:{port}"
    try:
        _wait(base, serve, var / "serve.log")
        yield base
    finally:
        serve.send_signal(signal.SIGTERM)
        assert serve.wait(40) == 0
        log.close()


def _wait(base: str, serve: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if serve.poll() is not None:
            raise AssertionError(log.read_text())
        try:
            with urllib.request.urlopen(f"{base}/healthz", timeout=2) as answer:  # noqa: S310 - our own loopback address
                if answer.status == 200:
                    return
        except (URLError, OSError):
            pass
    raise AssertionError(f"not ready: {log.read_text()}")


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
