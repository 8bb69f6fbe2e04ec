"""Letters with a link: who gets one, how often it works, and what it says."""

import re
from datetime import timedelta

import pytest

from bpo_gov.accounts import actions, links, queries
from bpo_gov.accounts.models import Locale, PasswordLink, User
from bpo_gov.kernel import clock, post
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.errors import Refused
from tests.accounts.browsing import words

NEW = "violet anchors hum at noon"


@pytest.fixture
def olaf(harbour):
    """Olaf, whom nobody has invited yet."""
    with unit_of_work():
        return actions.add_person("olaf@harbour.example", "Olaf Berg", harbour)


@pytest.fixture(autouse=True)
def empty_post(app):
    """No letters of other tests."""
    for path in (app.extensions["settings"].var_dir / "mail").glob("*/*.eml"):
        path.unlink()


def link_in(letter):
    (path,) = re.findall(r"http://127\.0\.0\.1:5000(/set-password/\S+)", letter.text)
    return path


def invited(person):
    with unit_of_work():
        actions.invite(person)
    links.send_owed()
    return link_in(post.letters_to(person.email)[0])


def test_an_invitation_is_a_letter_with_a_link_to_set_a_password(browser, olaf):
    path = invited(olaf)
    letter = post.letters_to("olaf@harbour.example")[0]
    assert letter.subject == "Your invitation to bpo_gov"
    assert letter.text.startswith("Good day Olaf Berg,\n\nyou are invited")
    assert "for 72 hours" in letter.text
    ours = browser()
    assert "Olaf Berg, olaf@harbour.example" in words(ours.get(path))
    answer = ours.post(path, password=NEW)
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert ours.sign_in("olaf@harbour.example", NEW).status_code == 303


def test_a_link_is_good_once(browser, olaf):
    path, ours = invited(olaf), browser()
    ours.post(path, password=NEW)
    again = [ours.get(path), ours.post(path, password="other anchors hum at noon")]
    assert [answer.status_code for answer in again] == [404, 404]
    assert "This link has been used, or it is too old. Ask for a new one." in words(again[0])
    assert ours.sign_in("olaf@harbour.example", NEW).status_code == 303


@pytest.mark.parametrize(("hours", "status"), [(71.9, 200), (72, 404)])
def test_a_link_is_good_for_three_days(browser, olaf, hours, status):
    path = invited(olaf)
    with clock.at(clock.ahead(hours=hours)):
        assert browser().get(path).status_code == status


def test_an_easy_password_does_not_use_the_link_up(browser, olaf):
    path, ours = invited(olaf), browser()
    answer = ours.post(path, password="password password")
    assert answer.status_code == 422
    assert "New password: This repeats itself" in words(answer)
    assert ours.post(path, password="").status_code == 422
    assert ours.post(path, password=NEW).status_code == 303


def test_a_new_password_kills_the_other_links_and_ends_all_sign_ins(browser, nina):
    first, second = invited(nina), invited(nina)
    ours = browser()
    ours.sign_in(nina.email)
    browser().post(second, password=NEW)
    assert browser().get(first).status_code == 404
    assert not ours.is_in()


def test_a_closed_account_gets_no_letter_and_its_links_are_dead(browser, nina, olaf):
    path = invited(olaf)
    with unit_of_work():
        actions.invite(nina)
        actions.disable(nina)
        actions.disable(olaf)
    links.send_owed()
    links.send_link(nina.id)
    assert post.letters_to(nina.email) == []
    assert browser().get(path).status_code == 404
    with pytest.raises(Refused, match=r"The account of Nina West is closed\."), unit_of_work():
        actions.invite(nina)


@pytest.mark.parametrize("token", ["x", "x" * 300, "..%2F..", "%00", "%F0%9F%98%80"])
def test_a_guessed_link_is_not_found(browser, app, token):
    assert browser().get(f"/set-password/{token}").status_code == 404


def test_the_database_keeps_only_the_digest_of_a_link(olaf):
    path = invited(olaf)
    row = db.session.query(PasswordLink).filter_by(user_id=olaf.id).one()
    assert len(row.token_digest) == 64
    assert row.token_digest not in path


def test_asking_for_a_link_is_answered_alike_whether_there_is_an_account(browser, nina):
    answers = []
    for email in (nina.email, "nobody@harbour.example"):
        ours = browser()
        answer = ours.post("/forgot", email=email)
        answers.append((answer.status_code, answer.location, words(ours.get("/sign-in"))))
    links.send_owed()
    assert answers[0][:2] == (303, "/sign-in")
    assert answers[0] == answers[1]
    assert "a letter with a link is on its way" in answers[0][2]
    letter = post.letters_to(nina.email)[0]
    assert letter.subject == "New password for bpo_gov"
    assert browser().get(link_in(letter)).status_code == 200


def test_asking_again_and_again_slows_down(browser, nina):
    answers = [
        browser().post("/forgot", email=email).status_code for email in [nina.email] * 6 + ["nobody@x.example"] * 6
    ]
    assert answers == ([303] * 5 + [429]) * 2


def test_a_letter_is_owed_until_it_is_sent_and_only_once(olaf, app, monkeypatch):
    with unit_of_work():
        actions.invite(olaf)
    monkeypatch.setattr(post, "send", _broken)
    links.send_owed()
    assert queries.owed_letters() == [olaf.id]
    monkeypatch.undo()
    links.send_owed()
    links.send_owed()
    links.send_link(olaf.id)
    assert queries.owed_letters() == []
    assert len(post.letters_to(olaf.email)) == 1


def _broken(message):
    raise ConnectionRefusedError


def test_a_letter_that_cannot_be_sent_for_a_day_is_given_up(olaf):
    with unit_of_work():
        actions.invite(olaf)
    with clock.at(clock.now() + timedelta(hours=24)):
        assert queries.owed_letters() == []


@pytest.mark.parametrize(
    ("country", "locale", "language"),
    [("GB", None, "en"), ("ID", None, "id"), ("ID", Locale.ENGLISH, "en"), ("GB", Locale.INDONESIAN, "id")],
)
def test_letters_speak_the_language_of_the_person_else_of_the_country(app, country, locale, language):
    with unit_of_work():
        company = actions.add_organisation(f"Letters {country} {locale}", country)
        person: User = actions.add_person("reader@letters.example", "Reader", company, locale)
        assert links.language_of(person) == language


def test_the_bells_are_rung_after_the_commit_for_known_and_unknown_alike(browser, nina, monkeypatch):
    from bpo_gov.kernel import db as ground

    rung = []
    monkeypatch.setattr(ground, "_nudges", [lambda: rung.append(1)])
    browser().post("/forgot", email=nina.email)
    browser().post("/forgot", email="nobody@harbour.example")
    assert rung == [1, 1]
