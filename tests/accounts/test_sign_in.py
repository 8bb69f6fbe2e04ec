"""Through the door, and not past it."""

from urllib.parse import urlencode

import pytest

from bpo_gov.accounts import actions, auth, passwords
from bpo_gov.accounts.models import Locale, SignIn
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.web.app import Number
from tests.accounts.browsing import PASSWORD, words
from tests.accounts.test_paths import ELSEWHERE

SAYS = "That address and password do not open an account here. Check both and try again."


def test_address_and_password_open_the_door(browser, nina):
    ours = browser()
    answer = ours.sign_in(" Nina.West@Harbour.EXAMPLE ")
    assert (answer.status_code, answer.location) == (303, "/")
    assert ours.is_in()


def test_unknown_wrong_closed_and_uninvited_are_answered_in_the_same_words(browser, nina, harbour):
    with unit_of_work():
        closed = actions.add_person("closed@harbour.example", "Closed", harbour)
        actions.set_password(closed, PASSWORD)
        actions.disable(closed)
        actions.add_person("uninvited@harbour.example", "Uninvited", harbour)
    answers = [
        browser(address=f"198.51.100.{n}").sign_in(email, password)
        for n, (email, password) in enumerate(
            [
                ("nobody@harbour.example", PASSWORD),
                ("nina.west@harbour.example", "wrong"),
                ("closed@harbour.example", PASSWORD),
                ("uninvited@harbour.example", ""),
                ("uninvited@harbour.example", "anything at all"),
            ]
        )
    ]
    assert [answer.status_code for answer in answers] == [422] * 5
    assert [SAYS in words(answer) for answer in answers] == [True, True, True, False, True]
    assert "Fill this in." in words(answers[3])


def test_every_failing_branch_computes_one_hash(browser, nina, harbour, hashes):
    with unit_of_work():
        actions.disable(actions.add_person("closed@harbour.example", "Closed", harbour))
    for email in ("nobody@harbour.example", "nina.west@harbour.example", "closed@harbour.example", "not an address"):
        browser().sign_in(email, "wrong")
    assert len(hashes) == 4


def test_the_typed_address_is_kept_and_the_password_is_not(browser, nina):
    page = browser().sign_in("nina.west@harbour.example", "secret & wrong").get_data(as_text=True)
    assert 'value="nina.west@harbour.example"' in page
    assert "secret &" not in page


@pytest.mark.parametrize("email", ["a\x00b@harbour.example", "a\u202eb@harbour.example", "x" * 300])
def test_an_address_that_cannot_be_one_is_refused_in_the_form(browser, email, app):
    assert browser().sign_in(email).status_code == 422


def test_a_sign_in_gives_a_new_token_and_an_empty_session(browser, nina):
    ours = browser()
    ours.get("/language/id")
    ours.get("/sign-in")
    with ours.client.session_transaction() as kept:
        kept["planted"] = "by somebody else"
        forged = kept["csrf_token"]
    ours.sign_in(nina.email)
    with ours.client.session_transaction() as kept:
        first, after = kept["_user_id"], dict(kept)
    ours.sign_in(nina.email)
    with ours.client.session_transaction() as kept:
        second = kept["_user_id"]
    assert "planted" not in after
    assert after.get("csrf_token") != forged
    assert after["language"] == "id"
    assert first != second
    assert len(first) >= 43
    assert str(nina.id) != first


def test_signing_in_again_ends_the_sign_in_before(browser, nina):
    ours = browser()
    ours.sign_in(nina.email)
    old = ours.cookie()
    ours.sign_in(nina.email)
    other = browser()
    other.client.set_cookie("bpo_gov", old)
    assert not other.is_in()


def test_a_cookie_copied_before_sign_out_opens_nothing_after_it(browser, nina):
    ours, thief = browser(), browser()
    ours.sign_in(nina.email)
    thief.client.set_cookie("bpo_gov", ours.cookie())
    assert thief.is_in()
    answer = ours.post("/sign-out")
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert not thief.is_in()
    assert not ours.is_in()


def test_the_database_keeps_only_the_digest_of_a_token(browser, nina):
    ours = browser()
    ours.sign_in(nina.email)
    with ours.client.session_transaction() as kept:
        token = kept["_user_id"]
    row = db.session.query(SignIn).filter_by(user_id=nina.id).one()
    assert row.token_digest != token
    assert len(row.token_digest) == 64
    assert row.agent.endswith("Firefox/140.0")


def test_the_cookies_are_for_this_site_and_not_for_scripts(browser, nina):
    cookies = browser().sign_in(nina.email).headers.getlist("Set-Cookie")
    assert len(cookies) == 2
    assert all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in cookies)


def test_after_signing_in_one_stands_where_one_wanted_to_go(browser, nina):
    ours = browser()
    answer = ours.get("/account?x=1")
    assert (answer.status_code, answer.location) == (302, "/sign-in?next=/account?x%3D1")
    page = ours.get(answer.location).get_data(as_text=True)
    assert 'action="/sign-in?next=/account?x%3D1"' in page
    assert ours.sign_in(nina.email, next="/account?x%3D1").location == "/account?x=1"
    assert ours.get("/sign-in?next=/account").location == "/account"


@pytest.mark.parametrize("path", [path for path in ELSEWHERE if path])
def test_a_forged_next_leads_home(browser, nina, path):
    ours = browser()
    answer = ours.post("/sign-in?" + urlencode({"next": path}), email=nina.email, password=PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/")


def test_a_signed_out_post_is_sent_to_the_door_and_back_to_the_page_it_came_from(browser, app):
    ours = browser()
    answer = ours.post("/account/password", headers={"Referer": "http://localhost/account"})
    assert (answer.status_code, answer.location) == (302, "/sign-in?next=/account")
    assert "nothing was stored" in words(ours.get("/sign-in"))


def test_a_post_without_the_token_of_a_page_changes_nothing(browser, nina, app):
    ours = browser()
    answer = ours.client.post("/sign-in", data={"email": nina.email, "password": PASSWORD})
    assert answer.status_code == 409
    assert not ours.is_in()


GIVEN = {"verb": "invite", "kind": "csv"}  # where only some words are an address


def test_only_the_pages_of_the_list_are_open_to_everyone(app, browser):
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or auth.is_public(rule.endpoint):
            continue
        path = app.url_map.bind("localhost").build(
            rule.endpoint,
            {name: GIVEN.get(name, 1 if isinstance(kind, Number) else "x") for name, kind in rule._converters.items()},
        )
        answer = browser().get(path)
        assert (answer.status_code, answer.location.startswith("/sign-in")) == (302, True), rule


def test_a_page_that_does_not_exist_is_not_found_for_everyone(browser, nina):
    ours = browser()
    assert ours.get("/no/such/page").status_code == 404
    ours.sign_in(nina.email)
    assert ours.get("/no/such/page").status_code == 404


def test_a_hash_of_another_cost_is_made_anew_at_sign_in(browser, nina, monkeypatch):
    old, hasher = nina.password_hash, passwords._hasher[0]
    monkeypatch.setattr(passwords, "_hasher", [type(hasher)(time_cost=1, memory_cost=16, parallelism=1)])
    browser().sign_in(nina.email)
    db.session.refresh(nina)
    assert old.startswith("$argon2id$v=19$m=8,")
    assert nina.password_hash.startswith("$argon2id$v=19$m=16,")


def test_the_page_speaks_the_language_of_the_link(browser, app):
    ours = browser()
    answer = ours.get("/language/id?next=/forgot")
    assert (answer.status_code, answer.location) == (302, "/forgot")
    assert '<html lang="id"' in ours.get("/sign-in").get_data(as_text=True)
    assert ours.get("/language/de").status_code == 404


def test_a_locale_stored_for_the_person_holds_after_signing_in(browser, nina):
    with unit_of_work():
        actions.prefer(nina, locale=Locale.INDONESIAN)
    ours = browser()
    ours.sign_in(nina.email)
    assert '<html lang="id"' in ours.get("/account").get_data(as_text=True)
