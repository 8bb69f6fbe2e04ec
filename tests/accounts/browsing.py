"""A browser of the tests: it reads the token of the form it sends, and remembers nothing but its cookies."""

import re

from flask import Flask, g
from werkzeug.test import TestResponse

PASSWORD = "lemon quarry drifts softly"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


class Browser:
    """One browser; `address` is the network address it comes from."""

    def __init__(self, app: Flask, address: str = "198.51.100.7", agent: str = FIREFOX) -> None:
        self.client = app.test_client()
        self.ground = {"REMOTE_ADDR": address, "HTTP_USER_AGENT": agent}

    def get(self, path: str, **headers: str) -> TestResponse:
        _forget()
        return self.client.get(path, environ_base=self.ground, headers=headers)

    def post(self, path: str, *, headers: dict[str, str] | None = None, **fields: str) -> TestResponse:
        page = self.get("/forgot").get_data(as_text=True)
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        assert token, page
        _forget()
        return self.client.post(
            path, data={"csrf_token": token[1], **fields}, environ_base=self.ground, headers=headers
        )

    def sign_in(self, email: str, password: str = PASSWORD, next: str = "") -> TestResponse:
        return self.post(f"/sign-in?next={next}" if next else "/sign-in", email=email, password=password)

    def is_in(self) -> bool:
        """Whether this browser is signed in."""
        return self.get("/account").status_code == 200

    def cookie(self, name: str = "bpo_gov") -> str | None:
        found = self.client.get_cookie(name, path="/sign-in" if name == "known" else "/")
        return found.value if found else None


def _forget() -> None:
    """Tests hold one application context open; a request must not see the `g` of the one before."""
    vars(g._get_current_object()).clear()


def words(answer: TestResponse) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))
