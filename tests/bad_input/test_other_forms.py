"""The forms beside change control, with cookies and questions that are none: whatever comes, nothing breaks."""

from collections.abc import Callable

from bpo_gov.kernel import ledger
from tests import cast as people
from tests.bad_input.doors import stand
from tests.bad_input.ground import FOLDER, ON_SQLITE, Window, everything, undone
from tests.bad_input.hostile import VALUES
from tests.cast import Cast

Windows = Callable[..., Window]
PLACE = f"/a/{people.KEY}"
NAMES = ("over-long", "NUL", "bidi override", "lone surrogate", "lines", "emoji", "format", "2^63")
FORMS = {  # where a manager sends what
    "/sign-in": ("email", "password"),
    "/forgot": ("email",),
    "/set-password/x": ("password",),
    "/account/password": ("current", "password"),
    "/preferences": ("theme", "locale", "zone", "next"),
    "/account/sessions/1/end": ("sign_in_id",),
    "/inbox/read": ("newest", "view"),
    "/inbox/1/open": ("next",),
    "/agreements/new": ("text", "file", "exact"),
    f"{PLACE}/people/invite": ("email", "name", "title", "role"),
    f"{PLACE}/people/set_role": ("user_id", "role"),
    f"{PLACE}/people/remove": ("user_id",),
    f"{PLACE}/framework/1/sign": ("authority",),
    f"{PLACE}/framework/1/decline": ("reason",),
}
GOOD = {
    "email": "new@client.example.com",
    "name": "Nia",
    "title": "clerk",
    "role": "2",
    "user_id": "2",
    "password": "x",
}
LOOKED = ("/search?q=", "/inbox?view=", "/inbox?before=", "/agreements/new?playbook=", "/sign-in?next=", "/mail/", "/language/", "/playbooks/",
          "/static/", f"{PLACE}/people/invite?role=", f"{PLACE}/people/set_role?user_id=", f"{PLACE}/framework/")  # fmt: skip


def test_no_form_breaks(cast: Cast, window: Windows) -> None:
    browser = window("ana")
    for address, fields in FORMS.items():
        for name in NAMES:
            typed = VALUES[name].typed
            for one in ({field: typed} for field in fields):
                with undone():
                    answer = browser.post(address, {field: GOOD.get(field, "") for field in fields} | one)
                    assert (address, one, answer.status_code < 500) == (address, one, True)
    assert ledger.verify(cast.agreement.id) is None


@ON_SQLITE
def test_no_question_breaks(cast: Cast, window: Windows) -> None:
    browser = window("ana")
    for address in LOOKED:
        for name in NAMES:
            path, mark, query = address.partition("?")
            typed = VALUES[name].typed[:4000]
            if mark:
                answer = browser.send("GET", path, query_string={query.removesuffix("="): typed})
            else:
                answer = browser.get(path + typed.replace("\0", "%00").replace("\n", "%0a").replace("\r", "%0d"))
            assert (address, name, answer.status_code < 500) == (address, name, True)


@ON_SQLITE
def test_no_cookie_breaks(window: Windows) -> None:
    browser = window()
    for cookie in (
        "",
        "x",
        "=",
        "bpo_gov=",
        "bpo_gov=e30.e30.e30",
        "bpo_gov=.eJw",
        "bpo_gov=" + "x" * 4000,
        "known=x",
        "known=\x80",
        ";;;",
        "a=b; " * 99,
    ):
        answer = browser.send("GET", f"{FOLDER}/", headers={"Cookie": cookie})
        assert (cookie, answer.status_code) == (cookie, 302)
        answer = browser.send("POST", "/sign-in", data={"email": "x", "password": "x"}, headers={"Cookie": cookie})
        assert (cookie, answer.status_code) == (cookie, 409)


def test_looking_at_what_a_request_would_do_stores_nothing(cast: Cast, window: Windows) -> None:
    (at,) = stand(cast, "new")
    browser = window(at.door.by)
    before = everything()
    most = {
        "one_off_cost": "1000000000000000",
        "monthly_cost": "-1000000000000000",
        "months": "1200",
        "term_days": "-36600",
    }
    for figures in ({}, most, dict.fromkeys(most, ""), {"services": ["S-01", "S-02"], "clauses": ["3"]}):
        for extra in ({}, {"submit_now": "1"}, {"token": "x"}):
            answer = browser.post(at.address, at.door.good() | figures | extra | {"check": "1"})
            assert answer.status_code in (200, 422)
    assert everything() == before
