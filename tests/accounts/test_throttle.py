"""Guessing slows down, and those who know their password still get in."""

from datetime import timedelta

import pytest

from bpo_gov.accounts import throttle
from bpo_gov.accounts.models import Attempt
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db
from tests.accounts.browsing import PASSWORD, words


@pytest.mark.parametrize(
    ("failures", "minutes"), [(0, 0), (4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (9, 16), (10, 30), (11, 30), (1000, 30)]
)
def test_waits_double_from_one_minute_to_half_an_hour(failures, minutes):
    assert throttle.waiting_time(failures, 5) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("remote", "key"),
    [
        ("198.51.100.7", "address:198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "address:2001:db8:1:2::/64"),
        ("::ffff:198.51.100.7", "address:198.51.100.7"),
        ("", "address:unknown"),
        (None, "address:unknown"),
    ],
)
def test_one_customer_of_a_network_is_one_address(remote, key):
    assert throttle.address(remote) == key


def test_the_sixth_try_must_wait_and_the_page_says_how_long(browser, nina, hashes):
    ours = browser()
    answers = [ours.sign_in(nina.email, "wrong").status_code for _ in range(5)]
    late = ours.sign_in(nina.email, PASSWORD)
    assert answers == [422] * 5
    assert (late.status_code, late.headers["Retry-After"]) == (429, "60")
    assert "Too many tries. Wait 1 minute." in words(late)
    assert f'value="{nina.email}"' in late.get_data(as_text=True)
    assert len(hashes) == 5


def test_after_the_wait_the_right_password_opens_and_the_count_begins_again(browser, nina):
    ours = browser()
    for _ in range(5):
        ours.sign_in(nina.email, "wrong")
    with clock.at(clock.ahead(seconds=59)):
        assert ours.sign_in(nina.email).status_code == 429
    with clock.at(clock.ahead(seconds=61)):
        assert ours.sign_in(nina.email).status_code == 303
    assert db.session.query(Attempt).filter(Attempt.key.like("account:%")).count() == 0


def test_the_wait_grows_with_every_failure(browser, nina):
    ours, now = browser(), clock.now()
    waits = []
    for _ in range(9):
        with clock.at(now):
            answer = ours.sign_in(nina.email, "wrong")
            if answer.status_code == 429:
                waits.append(int(answer.headers["Retry-After"]))
                now += timedelta(seconds=waits[-1])
                with clock.at(now):
                    assert ours.sign_in(nina.email, "wrong").status_code == 422
    assert waits == [60, 120, 240, 480]


def test_a_forged_forwarding_header_changes_nothing(browser, nina):
    answers = [
        browser().client.post("/sign-in", data={}, headers={"X-Forwarded-For": f"203.0.113.{n}"}).status_code
        for n in range(2)
    ]
    ours = browser()
    for n in range(20):
        ours.post(
            "/sign-in", headers={"X-Forwarded-For": f"203.0.113.{n}"}, email=f"{n}@harbour.example", password="wrong"
        )
    late = ours.post(
        "/sign-in", headers={"X-Forwarded-For": "203.0.113.99"}, email="x@harbour.example", password="wrong"
    )
    assert answers == [409, 409]
    assert late.status_code == 429


def test_many_guesses_cost_few_hashes(browser, nina, hashes):
    ours = browser()
    for n in range(60):
        ours.sign_in(f"{n}@harbour.example", "wrong")
    assert len(hashes) == 20


def test_the_owner_gets_in_from_a_known_browser_while_a_stranger_guesses(browser, nina):
    known, stranger = browser(), browser(address="203.0.113.9")
    known.sign_in(nina.email)
    known.post("/sign-out")
    for _ in range(6):
        stranger.sign_in(nina.email, "wrong")
    assert stranger.sign_in(nina.email).status_code == 429
    assert browser(address="192.0.2.1").sign_in(nina.email).status_code == 429
    assert known.sign_in(nina.email).status_code == 303


def test_a_known_browser_is_known_for_its_own_account_only(browser, nina):
    ours = browser()
    ours.sign_in(nina.email)
    ours.post("/sign-out")
    for _ in range(5):
        ours.sign_in("other@harbour.example", "wrong")
    assert ours.sign_in("other@harbour.example", "wrong").status_code == 429
    assert ours.sign_in(nina.email).status_code == 303


def test_a_known_browser_may_not_guess_for_ever_and_a_forged_one_is_none(browser, nina):
    ours = browser()
    ours.sign_in(nina.email)
    ours.post("/sign-out")
    answers = [ours.sign_in(nina.email, "wrong").status_code for _ in range(6)]
    ours.client.set_cookie("known", "forged.by.hand", path="/sign-in")
    assert answers == [422] * 5 + [429]
    assert ours.sign_in(nina.email).status_code == 303


def test_what_was_typed_is_not_kept_in_the_count(browser, nina):
    browser().sign_in("my secret password in the wrong field", "wrong")
    keys = {row.key for row in db.session.query(Attempt)}
    assert len(keys) == 2
    assert not any("secret" in key for key in keys)


def test_failures_of_yesterday_are_forgotten(browser, nina):
    ours = browser()
    for _ in range(5):
        ours.sign_in(nina.email, "wrong")
    with clock.at(clock.ahead(hours=24, seconds=1)):
        assert [ours.sign_in(nina.email, "wrong").status_code for _ in range(5)] == [422] * 5
