"""The moves on a framework and on the places in it: who may, when, and what the record keeps."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from bpo_gov.accounts import actions as accounts
from bpo_gov.accounts.queries import owed_letters
from bpo_gov.agreements import actions, belonging, queries
from bpo_gov.agreements.workflow import FRAMEWORK
from bpo_gov.kernel import clock, ledger
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Denied, NotFound, Refused
from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.parties import Party, Role, clock_of
from bpo_gov.kernel.signatures import Signature
from tests.agreements.texts import text
from tests.cast import Cast

INVITED: dict[str, Any] = {"email": "nia@client.example.com", "name": "Nia", "title": "analyst", "role": Role.MEMBER}


@pytest.fixture
def proposed(cast):
    """A second agreement between the same companies, and its cast; nobody has signed."""
    actions.import_agreement(text())
    second = Cast.load("second")
    return queries.load(1, second.actor("ana"), lock=True), second


def told(framework):
    """Verb and particulars of everything on the record of a version after the proposal."""
    query = select(Event, EventContent).join(EventContent).where(Event.matter_id == framework.id).order_by(Event.seq)
    return [(event.name.partition(".")[2], content.particulars) for event, content in db.session.execute(query)][1:]


def test_it_is_in_force_when_both_sides_have_signed(proposed):
    framework, cast = proposed
    assert (framework.state, framework.ball) == ("proposed", "both")
    actions.sign(framework, cast.actor("edda"))
    assert (framework.state, framework.ball) == ("proposed", "vendor")
    assert queries.active_framework(cast.agreement.id) is None
    actions.sign(framework, cast.actor("vera"))
    assert (framework.state, framework.ball) == ("active", None)
    assert [queries.active_framework(cast.agreement.id)] == [framework]
    assert ledger.verify(cast.agreement.id) is None
    digest = framework.digest
    assert told(framework) == [
        (
            "signed",
            {
                "digest": digest,
                "clause": "3.2",
                "waits_for": ["vendor"],
                "proposed_from": "2025-02-01",
                "ball": "vendor",
            },
        ),
        ("signed", {"digest": digest, "clause": "3.3", "waits_for": [], "effective_from": "2026-06-03", "ball": None}),
    ]
    under = select(Signature).where(Signature.matter_id == framework.id).order_by(Signature.id)
    signed = db.session.scalars(under).all()
    assert [(one.name, one.title, one.digest) for one in signed] == [
        ("Edda", "operations director", digest),
        ("Vera", "account director", digest),
    ]


@pytest.mark.parametrize(
    ("start", "signed", "in_force"),
    [
        ("2025-02-01", datetime(2026, 6, 3, 9, tzinfo=UTC), date(2026, 6, 3)),
        ("2026-07-01", datetime(2026, 6, 3, 9, tzinfo=UTC), date(2026, 7, 1)),
        ("2025-02-01", datetime(2026, 6, 3, 23, 30, tzinfo=UTC), date(2026, 6, 4)),  # past midnight in London
    ],
)
def test_it_is_in_force_from_its_start_or_the_second_signature_whichever_is_later(cast, start, signed, in_force):
    actions.import_agreement(text(start=start))
    second = Cast.load("second")
    framework = queries.load(1, second.actor("ana"), lock=True)
    with clock.at(signed):
        actions.sign(framework, second.actor("ana"))
        actions.sign(framework, second.actor("vera"))
    assert framework.effective_from == in_force


def test_a_version_signed_for_a_later_day_is_not_in_force_before(cast):
    actions.import_agreement(text(start="2026-07-01"))
    second = Cast.load("second")
    framework = queries.load(1, second.actor("ana"), lock=True)
    actions.sign(framework, second.actor("ana"))
    actions.sign(framework, second.actor("vera"))
    assert queries.active_framework(second.agreement.id) is None
    assert queries.current(second.agreement.id) is framework
    with clock.at(datetime(2026, 6, 30, 22, 59, tzinfo=UTC)):
        assert queries.active_framework(second.agreement.id) is None
    with clock.at(datetime(2026, 6, 30, 23, 0, tzinfo=UTC)):
        assert queries.active_framework(second.agreement.id) is framework


@pytest.mark.parametrize(("name", "clauses"), [("carl", "3.1, 3.2"), ("victor", "3.3")])
def test_only_a_person_in_the_authority_list_signs(proposed, name, clauses):
    framework, cast = proposed
    with pytest.raises(Refused) as caught:
        actions.sign(framework, cast.actor(name))
    assert str(caught.value) == f"Only a person in the authority list may sign (clause {clauses})."
    assert framework.version == 1


def test_a_viewer_never_signs_and_a_side_signs_once(proposed):
    framework, cast = proposed
    with pytest.raises(Denied):
        actions.sign(framework, cast.actor("cora"))
    actions.sign(framework, cast.actor("ana"))
    with pytest.raises(Refused, match="Your side has signed"):
        actions.sign(framework, cast.actor("edda"))


def test_a_declined_version_is_over(proposed):
    framework, cast = proposed
    with pytest.raises(Denied):
        actions.decline(framework, cast.actor("victor"), reason="No.")
    actions.decline(framework, cast.actor("vera"), reason="Clause 9 says twice as much.")
    assert (framework.state, framework.ball) == ("declined", None)
    assert told(framework) == [("declined", {"reason": "Clause 9 says twice as much.", "ball": None})]
    for verb, words in (("sign", {}), ("decline", {"reason": "x"}), ("invite", INVITED)):
        with pytest.raises(Refused, match="Not while it is: Declined"):
            FRAMEWORK.effects[verb](framework, cast.actor("ana"), **words)


def test_a_framework_in_force_is_neither_signed_nor_declined(cast):
    framework = queries.load(1, cast.actor("edda"), lock=True)
    for verb, words in (("sign", {}), ("decline", {"reason": "x"})):
        with pytest.raises(Refused, match="Not while it is: In force"):
            FRAMEWORK.effects[verb](framework, cast.actor("edda"), **words)


def test_the_clock_only_proposes(proposed):
    framework, cast = proposed
    for verb, words in (("sign", {}), ("decline", {"reason": "x"}), ("invite", INVITED), ("remove", {"user_id": 1})):
        with pytest.raises(Denied):
            FRAMEWORK.effects[verb](framework, clock_of(cast.agreement.id), **words)


def test_a_framework_of_another_agreement_is_not_found(cast, proposed):
    with pytest.raises(NotFound):
        queries.load(2, cast.actor("ana"))
    framework, _ = proposed
    with pytest.raises(Denied):
        actions.sign(framework, cast.actor("ana"))


def test_a_manager_invites_to_the_own_side(cast):
    framework = queries.load(1, cast.actor("ana"), lock=True)
    actions.invite(framework, cast.actor("ana"), **INVITED)
    place = {one.user.email: one for one in queries.members(cast.agreement.id)}["nia@client.example.com"]
    assert (place.party, place.rank, place.title) == (Party.CLIENT, Role.MEMBER, "analyst")
    assert place.user.organisation_id == cast.agreement.client_id
    assert place.user.link_asked_at == clock.now()
    assert told(framework)[-1] == ("invited", {"person": "Nia", "title": "analyst", "role": "member"})
    assert framework.state == "active"


def test_an_invitation_is_refused_for_people_of_others_and_for_roles_above(cast):
    framework, ana = queries.load(1, cast.actor("ana"), lock=True), cast.actor("ana")
    for words, says in (
        ({"email": "victor@vendor.example.com"}, "belongs to another organisation"),
        ({"email": "olga@other.example.com"}, "belongs to another organisation"),
        ({"email": "carl@client.example.com"}, "Carl belongs to this agreement already"),
        ({"role": Role.EXECUTIVE}, "Nobody gives a higher role than their own"),
        ({"email": "nobody"}, "is not an e-mail address"),
    ):
        with pytest.raises(Refused, match=says):
            actions.invite(framework, ana, **{**INVITED, **words})
    for name in ("carl", "cora"):
        with pytest.raises(Denied):
            actions.invite(framework, cast.actor(name), **INVITED)


def test_who_has_no_password_yet_gets_the_letter_again(cast):
    framework, ana = queries.load(1, cast.actor("ana"), lock=True), cast.actor("ana")
    actions.invite(framework, ana, **INVITED)
    nia = {one.user.name: one.user for one in queries.members(cast.agreement.id)}["Nia"]
    accounts.make_link(nia)
    assert owed_letters() == []
    actions.invite(framework, ana, **{**INVITED, "role": Role.VIEWER})
    assert owed_letters() == [nia.id]
    place = belonging.membership_of(nia.id, "acme-payroll")
    assert place is not None
    assert place.rank is Role.MEMBER


def test_a_person_who_left_may_return(cast):
    framework, ana = queries.load(1, cast.actor("ana"), lock=True), cast.actor("ana")
    carl = cast.users["carl"]
    actions.remove(framework, ana, user_id=carl.id)
    assert belonging.membership_of(carl.id, "acme-payroll") is None
    back = {"email": carl.email, "name": "Carl", "title": "service lead", "role": Role.VIEWER}
    actions.invite(framework, ana, **back)
    place = belonging.membership_of(carl.id, "acme-payroll")
    assert place is not None
    assert (place.title, place.rank) == ("service lead", Role.VIEWER)
    assert [verb for verb, _ in told(framework)][-2:] == ["removed", "invited"]


def test_a_role_is_changed_by_the_own_side(cast):
    framework = queries.load(1, cast.actor("ana"), lock=True)
    actions.set_role(framework, cast.actor("ana"), user_id=cast.users["carl"].id, role=Role.MANAGER)
    place = belonging.membership_of(cast.users["carl"].id, "acme-payroll")
    assert place is not None
    assert place.rank is Role.MANAGER
    kept = {"person": "Carl", "title": "service owner", "before": "member", "role": "manager"}
    assert told(framework)[-1] == ("role_set", kept)


@pytest.mark.parametrize("verb", ["set_role", "remove"])
@pytest.mark.parametrize(
    ("by", "whom", "says"),
    [
        ("ana", "victor", "There is no such person on your side."),
        ("ana", "olga", "There is no such person on your side."),
        ("ana", "ana", "Nobody changes their own place: ask another manager of your side."),
        ("ana", "edda", "Only an executive of your side changes an executive's place."),
        ("vera", "vera", "You are the last manager of your side: name another one first."),
    ],
)
def test_places_that_may_not_be_touched(cast, verb, by, whom, says):
    framework = queries.load(1, cast.actor(by), lock=True)
    words = {"user_id": cast.users[whom].id, **({"role": Role.VIEWER} if verb == "set_role" else {})}
    with pytest.raises(Refused) as caught:
        FRAMEWORK.effects[verb](framework, cast.actor(by), **words)
    assert str(caught.value) == says
    assert framework.version == 3  # proposed and signed twice, nothing since


def test_a_manager_who_was_removed_meanwhile_changes_nothing_more(cast):
    framework, ana = queries.load(1, cast.actor("edda"), lock=True), cast.actor("ana")
    actions.remove(framework, cast.actor("edda"), user_id=cast.users["ana"].id)
    for verb, words in (("remove", {"user_id": cast.users["edda"].id}), ("invite", INVITED)):
        with pytest.raises(Denied, match="Only a manager of your side"):
            FRAMEWORK.effects[verb](framework, ana, **words)


def test_each_row_has_its_effect():
    assert set(FRAMEWORK.effects) == set(FRAMEWORK.table)
