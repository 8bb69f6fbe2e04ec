"""A browser without a screen: cookies, forms as the page has them, and an honest word when no answer came."""

import html
import re
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

from bpo_gov.serving import door

FORM = re.compile(r'<form\b[^>]*?action="([^"]*)"[^>]*>(.*?)</form>', re.DOTALL)
HIDDEN = re.compile(r'<input[^>]*?name="(csrf_token|token|version)"[^>]*?value="([^"]*)"')
TIMEOUT = 60.0  # longer than the house may take for anything
PAUSE = 0.25


class Lost(Exception):  # noqa: N818
    """No answer, or one that says that something broke: the deed may be done or not."""


class GivenUp(Exception):  # noqa: N818
    """The house stayed away, or the run is over."""


class NoForm(Exception):  # noqa: N818
    """A page came without the form it should have."""


@dataclass(frozen=True)
class Form:
    """Where a form goes, and its hidden fields."""

    action: str
    hidden: dict[str, str]


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    location: str
    text: str


@dataclass
class Browser:
    """One person's browser; `broken` counts answers that never came, `errors` those of 500 and more; `slowest` in seconds."""

    port: int
    over: threading.Event
    cookies: dict[str, str] = field(default_factory=dict)
    broken: int = 0
    errors: int = 0
    slowest: float = 0.0

    def sign_in(self, email: str, password: str) -> None:
        """Enter; tried again until the door opens."""
        while True:
            page = self.get("/sign-in")
            if page.status in (302, 303):
                return
            form = form_with('name="password"', page)
            try:
                answer = self.post(form.action, {**form.hidden, "email": email, "password": password})
            except Lost:
                self.pause()
                continue
            if answer.status not in (302, 303):
                raise GivenUp(f"{email} cannot sign in: {answer.status}")
            return

    def get(self, path: str) -> Answer:
        """A page; asked for again until it comes."""
        while True:
            try:
                return self._ask("GET", path)
            except Lost:
                self.pause()

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form once. Raises Lost."""
        return self._ask("POST", path, urlencode(fields))

    def pause(self) -> None:
        """Wait a moment before the next try; raises GivenUp when the run is over."""
        if self.over.wait(PAUSE):
            raise GivenUp("the run is over")

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.monotonic()
        line = HTTPConnection(door.HOST, self.port, timeout=TIMEOUT)
        try:
            line.request(method, path, body, headers)
            came = line.getresponse()
            answer = Answer(came.status, came.getheader("Location", ""), came.read().decode())
        except (OSError, HTTPException) as wrong:
            self.broken += 1
            raise Lost(str(wrong)) from wrong
        finally:
            line.close()
            self.slowest = max(self.slowest, time.monotonic() - began)
        if answer.status >= 500:
            self.errors += 1
            raise Lost(str(answer.status))
        for cookie in came.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer


def form_with(sign: str, page: Answer) -> Form:
    """The form of a page that holds a sign of its own; the tokens and the version that was looked at come with it."""
    for action, inside in FORM.findall(page.text):
        if sign in inside or sign in action:
            return Form(html.unescape(action), {name: html.unescape(value) for name, value in HIDDEN.findall(inside)})
    raise NoForm(f"{sign!r} is on no form of: {' '.join(re.sub('<[^>]+>', ' ', page.text).split())[:200]}")
