"""How long a sign-in lasts, and what ends it."""

from datetime import timedelta

import pytest

from bpo_gov.accounts import actions, queries
from bpo_gov.accounts.models import Attempt, PasswordLink, SignIn
from bpo_gov.accounts.tidy import forget
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.web import here
from tests.accounts.browsing import FIREFOX, PASSWORD, words

NEW = "violet anchors hum at noon"


def only_row(nina):
    db.session.expire_all()
    return db.session.query(SignIn).filter_by(user_id=nina.id, ended_at=None).one()


@pytest.mark.parametrize(("minutes", "is_in"), [(29, True), (30, False), (31, False)])
def test_a_browser_that_is_not_used_is_signed_out_after_half_an_hour(browser, nina, minutes, is_in):
    ours = browser()
    ours.sign_in(nina.email)
    with clock.at(clock.ahead(minutes=minutes)):
        assert ours.is_in() is is_in


def test_a_browser_in_use_is_signed_out_after_twelve_hours(browser, nina):
    ours, start = browser(), clock.now()
    ours.sign_in(nina.email)
    for minutes in range(29, 12 * 60, 29):
        with clock.at(start + timedelta(minutes=minutes)):
            assert ours.is_in()
    with clock.at(start + timedelta(hours=12)):
        assert not ours.is_in()


def test_a_browser_in_use_is_written_to_every_five_minutes_at_most(browser, nina):
    ours, start = browser(), clock.now()
    ours.sign_in(nina.email)
    seen = []
    for seconds in (10, 299, 300, 301, 599, 600):
        with clock.at(start + timedelta(seconds=seconds)):
            ours.get("/account")
        seen.append((only_row(nina).seen_at - start).total_seconds())
    assert seen == [0, 0, 300, 300, 300, 600]


def test_posting_counts_as_use_too(browser, nina):
    ours, start = browser(), clock.now()
    ours.sign_in(nina.email)
    with clock.at(start + timedelta(minutes=10)):
        ours.post("/preferences", theme="dark")
    assert only_row(nina).seen_at == start + timedelta(minutes=10)


def test_pages_that_never_ask_who_reads_do_not_count_as_use(browser, nina):
    ours, start = browser(), clock.now()
    ours.sign_in(nina.email)
    with clock.at(start + timedelta(minutes=10)):
        assert ours.get("/livez").status_code == 200
    assert only_row(nina).seen_at == start


def test_a_new_password_keeps_this_browser_with_a_new_token_and_ends_the_others(browser, nina):
    ours, other = browser(), browser()
    ours.sign_in(nina.email)
    other.sign_in(nina.email)
    old = ours.cookie()
    answer = ours.post("/account/password", current=PASSWORD, password=NEW)
    assert (answer.status_code, answer.location) == (303, "/account")
    assert "Every other browser is signed out." in words(ours.get("/account"))
    assert not other.is_in()
    other.client.set_cookie("bpo_gov", old)
    assert not other.is_in()
    assert browser().sign_in(nina.email).status_code == 422
    assert browser().sign_in(nina.email, NEW).status_code == 303


def test_the_present_password_is_asked_and_guessing_it_slows_down(browser, nina):
    ours = browser()
    ours.sign_in(nina.email)
    answers = [ours.post("/account/password", current="wrong", password=NEW) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert "This is not your present password." in words(answers[0])
    assert ours.is_in()


def test_an_easy_new_password_is_refused_at_its_field(browser, nina):
    ours = browser()
    ours.sign_in(nina.email)
    answer = ours.post("/account/password", current=PASSWORD, password="Harbour Payroll rocks")
    assert answer.status_code == 422
    assert "New password: Leave your own name and your organisation" in words(answer)
    assert browser().sign_in(nina.email).status_code == 303


def test_closing_an_account_ends_all_its_sign_ins(browser, nina):
    ours = browser()
    ours.sign_in(nina.email)
    with unit_of_work():
        actions.disable(nina)
    assert not ours.is_in()
    with unit_of_work():
        actions.enable(nina)
    assert not ours.is_in()
    assert ours.sign_in(nina.email).status_code == 303


def test_other_browsers_are_listed_and_signed_out_from_here(browser, nina):
    ours, other = browser(), browser(agent=FIREFOX.replace("X11; Linux x86_64", "Windows NT 10.0"))
    other.sign_in(nina.email)
    with clock.at(clock.ahead(minutes=1)):
        ours.sign_in(nina.email)
        page = words(ours.get("/account"))
        there = queries.sign_ins_of(nina)[1].id
        answer = ours.post(f"/account/sessions/{there}/end")
        assert (answer.status_code, answer.location) == (303, "/account")
        assert not other.is_in()
        assert ours.is_in()
        assert ours.post(f"/account/sessions/{there}/end").status_code == 404
    assert "Firefox on Linux" in page
    assert "Firefox on Windows" in page


def test_nobody_ends_the_sign_in_of_somebody_else(browser, nina, harbour):
    with unit_of_work():
        olaf = actions.add_person("olaf@harbour.example", "Olaf", harbour)
        actions.set_password(olaf, PASSWORD)
    ours, his = browser(), browser()
    ours.sign_in(nina.email)
    his.sign_in("olaf@harbour.example")
    answer = ours.post(f"/account/sessions/{queries.sign_ins_of(olaf)[0].id}/end")
    assert answer.status_code == 404
    assert his.is_in()


def test_after_a_refusal_the_reader_and_the_organisation_are_still_at_hand(browser, nina):
    ours = browser()
    ours.sign_in(nina.email)
    db.session.expunge_all()
    assert ours.post("/account/sessions/999999/end").status_code == 404
    assert here.reader().organisation.name == "Harbour Payroll"


def test_what_decides_nothing_any_more_is_thrown_away(browser, nina):
    ours, start = browser(), clock.now()
    ours.sign_in(nina.email, "wrong")
    ours.sign_in(nina.email)
    with unit_of_work():
        actions.make_link(nina)
    counts = []
    for days in (0, 2, 40):
        with clock.at(start + timedelta(days=days)):
            forget()
        counts.append([db.session.query(model).count() for model in (Attempt, PasswordLink)])
        counts[-1].append(db.session.query(SignIn).filter_by(user_id=nina.id).count())
    assert counts == [[1, 1, 1], [0, 1, 1], [0, 0, 0]]
