"""What a person prefers, and that choosing it leads back to where it was chosen."""

import pytest

from bpo_gov.accounts import actions
from bpo_gov.accounts.models import Locale, Theme, User
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.web import catalogues
from tests.accounts.browsing import words


@pytest.fixture
def ours(browser, nina):
    """A browser in which Nina is signed in."""
    made = browser()
    made.sign_in(nina.email)
    return made


def kept(person):
    found = db.session.get_one(User, person.id, populate_existing=True)
    return found.theme, found.locale, found.zone


def test_each_preference_may_be_sent_alone(ours, nina):
    steps = []
    for choice in ({"theme": "dark"}, {"locale": "id"}, {"zone": "Asia/Jakarta"}, {"locale": ""}, {}):
        ours.post("/preferences", **choice)
        steps.append(kept(nina))
    assert steps == [
        (Theme.DARK, None, None),
        (Theme.DARK, Locale.INDONESIAN, None),
        (Theme.DARK, Locale.INDONESIAN, "Asia/Jakarta"),
        (Theme.DARK, None, "Asia/Jakarta"),
        (Theme.DARK, None, "Asia/Jakarta"),
    ]


@pytest.mark.parametrize(
    "choice", [{"theme": "purple"}, {"locale": "de"}, {"zone": "Mars/Olympus"}, {"zone": "../etc/passwd"}]
)
def test_what_is_not_offered_is_refused(ours, nina, choice):
    assert ours.post("/preferences", **choice).status_code == 400 or kept(nina) == (Theme.AUTO, None, None)
    assert kept(nina) == (Theme.AUTO, None, None)


@pytest.mark.parametrize(
    ("next_", "referrer", "to"),
    [
        ("/account?x=1", "", "/account?x=1"),
        ("//evil.example", "http://localhost/forgot", "/forgot"),
        ("", "http://evil.example/x", "/account"),
    ],
)
def test_choosing_leads_back_to_an_own_page(ours, next_, referrer, to):
    answer = ours.post("/preferences", theme="dark", next=next_, headers={"Referer": referrer})
    assert (answer.status_code, answer.location) == (303, to)


def test_the_theme_shows_on_the_next_page(ours):
    ours.post("/preferences", theme="dark")
    assert 'data-bs-theme="dark"' in ours.get("/account").get_data(as_text=True)


def test_preferences_stand_on_the_account_page(ours):
    assert ours.get("/preferences").location == "/account#preferences"
    page = words(ours.get("/account"))
    assert "Nina West" in page
    assert "nina.west@harbour.example" in page
    assert "Harbour Payroll" in page


def test_the_language_link_changes_the_page_and_not_the_database(ours, nina):
    answer = ours.get("/language/id?next=/account")
    assert (answer.status_code, answer.location) == (302, "/account")
    assert '<html lang="id"' in ours.get("/account").get_data(as_text=True)
    assert kept(nina) == (Theme.AUTO, None, None)


def test_a_language_link_against_ones_own_choice_takes_effect(ours, nina):
    with unit_of_work():
        actions.prefer(nina, locale=Locale.ENGLISH)
    answer = ours.get("/language/id?next=/forgot")
    if answer.status_code == 200:  # the stored choice rules: the page asks to change it
        assert 'name="locale" value="id"' in answer.get_data(as_text=True)
        answer = ours.post("/preferences", locale="id", next="/forgot")
    assert answer.location == "/forgot"
    assert '<html lang="id"' in ours.get("/account").get_data(as_text=True)


def test_languages_are_those_of_the_catalogues():
    assert tuple(locale.value for locale in Locale) == catalogues.LANGUAGES
