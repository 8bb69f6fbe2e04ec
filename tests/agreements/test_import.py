"""An agreement begins from a text: whole, once, or not at all."""

import pytest
from sqlalchemy import select

from bpo_gov.accounts import actions as accounts
from bpo_gov.accounts.models import Organisation, User
from bpo_gov.agreements import actions, queries
from bpo_gov.agreements.framework import BadFramework
from bpo_gov.agreements.models import Membership
from bpo_gov.kernel import ledger
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Denied, Refused
from bpo_gov.kernel.ledger import Event
from bpo_gov.kernel.words import say
from tests.agreements.texts import rows, text


def test_an_import_finds_the_companies_and_people_it_knows_and_adds_the_others(cast):
    def newcomer(data):
        data["people"].append(
            {"name": "Nia", "email": "nia@client.example.com", "side": "client", "title": "analyst", "role": "viewer"}
        )

    before = rows()
    made = actions.import_agreement(text(newcomer, vendor={"name": "northgate  SERVICES", "country": "GB"}))
    after = rows()
    assert (made.key, made.client_name, made.vendor_name) == ("second", "Acme Retail", "Northgate Services")
    assert after["organisations"] == before["organisations"]
    assert after["users"] == before["users"] + 1
    places = {one.user.email.partition("@")[0]: one for one in queries.members(made.id)}
    assert set(places) == {"ana", "carl", "edda", "cora", "vera", "victor", "nia"}
    nia = places["nia"]
    assert (nia.title, nia.rank.name, nia.user.password_hash) == ("analyst", "VIEWER", None)


def test_the_import_is_the_first_entry_of_the_record(cast):
    made = actions.import_agreement(text())
    entries = db.session.scalars(select(Event).where(Event.agreement_id == made.id)).all()
    assert [(entry.seq, entry.name, entry.party.value) for entry in entries] == [(1, "framework.proposed", "system")]
    assert ledger.verify(made.id) is None


def test_export_gives_back_every_byte(cast):
    source = b"\xef\xbb\xbf# caf\xc3\xa9\r\n" + text().encode().replace(b"\n", b"\r\n") + b"\r\n# the end\n\n"
    actions.import_agreement(source)
    db.session.expire_all()
    found = queries.export("second")
    assert found is not None
    assert found.encode() == source


def test_the_same_text_twice_is_said_to_be_there_already(cast):
    actions.import_agreement(text())
    before = rows()
    with pytest.raises(Refused, match="there already, unchanged: second"):
        actions.import_agreement(text())
    assert rows() == before


def test_another_text_under_a_taken_reference_is_refused(cast):
    before = rows()
    with pytest.raises(Refused, match="already an agreement with the reference acme-payroll"):
        actions.import_agreement(text(reference="acme-payroll", title="Another"))
    assert rows() == before


@pytest.mark.parametrize(
    ("change", "path", "says"),
    [
        (lambda d: d["header"].update(end="2020-01-01"), "header.end", "The end must come after the start"),
        (lambda d: d["people"][1].update(email="olga@other.example.com"), "people[1].email", "another organisation"),
        (lambda d: d["header"]["vendor"].update(country="ID"), "header.vendor.country", "a company of GB"),
        (lambda d: d["header"]["client"].update(name="Acme Two"), "people[0].email", "another organisation"),
        (
            lambda d: d["authority"][0].update(clause="3.1" + "(a)" * 90),
            "authority[0].clause",
            "at most 200 are allowed",
        ),
    ],
)
def test_an_error_names_its_line_and_stores_nothing(cast, change, path, says):
    before = rows()
    with pytest.raises(BadFramework) as caught:
        actions.import_agreement(text(change))
    found = {problem.path: problem for problem in caught.value.problems}
    assert says in str(found[path].message)
    assert found[path].line is not None
    assert rows() == before


def test_what_breaks_halfway_leaves_nothing_behind(cast, monkeypatch):
    def breaks(*args, **words):
        raise Refused(say("The pen broke."))

    before = rows()
    monkeypatch.setattr(actions, "propose", breaks)
    new = text(client={"name": "Brand New", "country": "GB"}, vendor={"name": "Newer", "country": "GB"})
    with pytest.raises(Refused, match="The pen broke"):
        actions.import_agreement(new.replace("@", "@new."))
    assert rows() == before


def test_bytes_that_are_no_text_are_refused(cast):
    before = rows()
    with pytest.raises(BadFramework, match="not text in UTF-8"):
        actions.import_agreement(b"header: \xff\xfe")
    assert rows() == before


def test_a_person_who_begins_it_must_be_named_as_manager(cast):
    for name, path, says in (
        ("carl", None, "Only a manager of one of the two companies begins an agreement."),
        ("olga", "people", "You are not among the people of this framework: olga@other.example.com."),
    ):
        error = Denied if path is None else BadFramework
        with pytest.raises(error) as caught:
            actions.import_agreement(text(), cast.users[name])
        assert says in str(caught.value)

    def lower(data):
        data["people"][0]["role"] = "member"

    with pytest.raises(BadFramework) as caught:
        actions.import_agreement(text(lower), cast.users["ana"])
    assert [problem.path for problem in caught.value.problems] == ["people[0].role"]


def test_who_begins_it_proposes_it_and_newcomers_are_owed_a_letter(cast):
    def newcomer(data):
        data["people"].append(
            {"name": "Nia", "email": "nia@vendor.example.com", "side": "vendor", "title": "analyst", "role": "viewer"}
        )

    made = actions.import_agreement(text(newcomer), cast.users["vera"])
    entry = db.session.scalars(select(Event).where(Event.agreement_id == made.id)).one()
    assert (entry.party.value, entry.actor_id) == ("vendor", cast.users["vera"].id)
    owed = db.session.scalars(select(User.email).where(User.link_asked_at.is_not(None))).all()
    assert owed == ["nia@vendor.example.com"]


def test_managers_and_first_people_of_a_company_may_begin_and_nobody_else(cast):
    company = db.session.scalars(select(Organisation).where(Organisation.name == "Elsewhere")).one()
    first = accounts.add_person("first@other.example.com", "First", company)
    neutral = accounts.add_person("mia@example.com", "Mia", None)
    may = {name: queries.may_found(cast.users[name].id) for name in ("ana", "edda", "vera", "carl", "cora", "victor")}
    assert may == {"ana": True, "edda": True, "vera": True, "carl": False, "cora": False, "victor": False}
    assert queries.may_found(first.id)
    assert not queries.may_found(neutral.id)
    ana = db.session.scalars(select(Membership).where(Membership.user_id == cast.users["ana"].id)).one()
    ana.ended_at = cast.agreement.created_at
    assert not queries.may_found(cast.users["ana"].id)
