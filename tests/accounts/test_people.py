"""People and organisations are added once, under one spelling, from the command line too."""

import pytest

from bpo_gov.accounts import actions, passwords, queries
from bpo_gov.kernel import post
from bpo_gov.kernel.db import unit_of_work
from bpo_gov.kernel.errors import Refused
from tests.accounts.browsing import PASSWORD


@pytest.mark.parametrize(
    "name", ["Harbour Payroll", "  HARBOUR   payroll ", "Harbour\u00a0Payroll", "HARBOUR PAYROLL\n"]
)
def test_an_organisation_is_found_and_refused_under_every_spelling(harbour, name):
    assert queries.organisation_by_name(name) is harbour
    with pytest.raises(Refused, match="There is already an organisation called"):
        actions.add_organisation(name, "GB")


def test_letters_with_marks_are_one_name_however_they_are_typed(app):
    with unit_of_work():
        made = actions.add_organisation("Caf\u00e9 Straße", " id ")
    assert queries.organisation_by_name("CAFE\u0301 STRASSE") is made
    assert made.country == "ID"


@pytest.mark.parametrize(
    ("name", "country", "says"),
    [("  ", "GB", "An organisation needs a name."), ("Acme", "GBR", "Give the country as two letters, like ID or GB.")],
)
def test_an_organisation_needs_a_name_and_a_country(app, name, country, says):
    with pytest.raises(Refused) as refused:
        actions.add_organisation(name, country)
    assert str(refused.value) == says


@pytest.mark.parametrize(
    ("email", "name", "says"),
    [
        ("nobody", "No Body", "nobody is not an e-mail address."),
        ("a b@harbour.example", "No Body", "a b@harbour.example is not an e-mail address."),
        ("a@b@harbour.example", "No Body", "a@b@harbour.example is not an e-mail address."),
        ("new@harbour.example", " ", "A person needs a name."),
        ("NINA.WEST@harbour.example ", "Nina", "There is already a person with the address nina.west@harbour.example."),
    ],
)
def test_a_person_needs_a_name_and_an_address_of_their_own(nina, harbour, email, name, says):
    with pytest.raises(Refused) as refused:
        actions.add_person(email, name, harbour)
    assert str(refused.value) == says


def test_the_people_of_an_organisation_are_listed_by_name_without_closed_accounts(nina, harbour):
    with unit_of_work():
        actions.add_person("abe@harbour.example", "Abe", harbour)
        actions.disable(actions.add_person("zoe@harbour.example", "Zoe", harbour))
    assert [person.name for person in queries.people_of(harbour.id)] == ["Abe", "Nina West"]


@pytest.fixture
def flask(app):
    """Run a command: `flask("person", "add", ...)`."""
    return lambda *words, **more: app.test_cli_runner().invoke(args=words, **more)


def test_a_person_is_added_with_a_password_from_the_command_line(flask, app):
    words = ("--name", "Ida Moor", "--organisation", "Moor Works", "--country", "ID")
    done = flask("person", "add", "Ida@moor.example", *words, "--password-stdin", input=f"{PASSWORD}\n")
    assert (done.exit_code, done.output) == (0, "Ida Moor <ida@moor.example> of Moor Works: added\n")
    ida = queries.user_by_email("ida@moor.example")
    assert ida is not None
    assert ida.organisation is not None
    assert ida.organisation.country == "ID"
    assert passwords.fits(ida.password_hash, PASSWORD)


@pytest.mark.parametrize(
    ("email", "typed", "says"),
    [
        (
            "ida@moor.example",
            "short",
            "Error: Use at least 15 characters. Four or five words in a row are easy to remember.\n",
        ),
        ("no address", PASSWORD, "Error: no address is not an e-mail address.\n"),
    ],
)
def test_what_is_refused_is_said_and_nothing_is_kept(flask, app, email, typed, says):
    words = ("--name", "Ida Moor", "--organisation", "Moor Works", "--country", "ID")
    done = flask("person", "add", email, *words, "--password-stdin", input=typed)
    assert (done.exit_code, done.output) == (1, says)
    assert queries.organisation_by_name("Moor Works") is None


def test_an_invitation_prints_the_link_and_sends_it(flask, app, nina, browser):
    done = flask("person", "invite", "nina.west@harbour.example")
    assert done.exit_code == 0
    assert done.output.startswith("http://127.0.0.1:5000/set-password/")
    assert any(done.output.strip() in letter.text for letter in post.letters_to("nina.west@harbour.example"))
    assert browser().get(done.output.strip().removeprefix("http://127.0.0.1:5000")).status_code == 200
    assert queries.owed_letters() == []


def test_nobody_unknown_is_invited(flask, app):
    done = flask("person", "invite", "nobody@harbour.example")
    assert (done.exit_code, done.output) == (1, "Error: there is nobody with the address nobody@harbour.example\n")
