"""What both sides decide with a change or a dispute stands in the register, with both keys as they were carried there."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from bpo_gov.change_requests import actions as changes
from bpo_gov.change_requests.models import ChangeRequest
from bpo_gov.decisions import actions, queries
from bpo_gov.decisions.models import Decision, Source
from bpo_gov.disputes import actions as disputes
from bpo_gov.kernel import clock, ledger, signatures
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.ledger import Event, Outbox
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Party
from bpo_gov.notifications import sweep
from tests import make
from tests.cast import KEY, Cast, request
from tests.conftest import NOW
from tests.house.deciding import decision
from tests.house.disputing import SITUATIONS as DISPUTES
from tests.house.disputing import settled, settling
from tests.house.situations import SITUATIONS as CHANGES

PLACE = f"/a/{KEY}/decisions"
As = Callable[[str], FlaskClient]
ON_SQLITE = pytest.mark.parametrize("application", ["sqlite"], indirect=True)  # what a page says asks no database


def about(matter: Matter) -> list[Decision]:
    """Every decision about a matter, the oldest first."""
    query = select(Decision).where(Matter.about_id == matter.id).order_by(Matter.number)
    return list(db.session.scalars(query.options(*queries.PARTS)))


def keys(one: Decision) -> dict[Party, tuple[str, str | None]]:
    """Who carried the key of each side, and by which clause."""
    return {side: (key.name, key.clause) for side, key in signatures.under(one, one.digest).items()}


def test_a_note_that_both_have_signed_is_one_decision_with_its_words_and_both_signatures(cast: Cast) -> None:
    cr = make.change_request(cast, "assessed")
    changes.approve(
        cr,
        cast.actor("edda"),
        description="Open on Saturday.",
        adjustments="Only in June.",
        effective_on=date(2026, 9, 1),
    )
    changes.sign(cr, cast.actor("edda"))
    assert about(cr) == []
    with clock.at(NOW + timedelta(days=1)):
        changes.sign(cr, cast.actor("vera"))
    (one,) = about(cr)
    assert (one.label, one.state, one.ball, one.due_at, one.source) == ("D-1", "agreed", None, None, Source.NOTE)
    assert (one.title, one.text) == ("Saturday helpdesk", "Open on Saturday.\n\nOnly in June.")
    assert (one.amount, one.effective_on, one.framework_id) == (Decimal(17_000), date(2026, 9, 1), cr.framework_id)
    assert keys(one) == {Party.CLIENT: ("Edda", "3.2"), Party.VENDOR: ("Vera", "3.3")}
    assert [key.at for key in one.signatures] == [NOW, NOW + timedelta(days=1)]


def test_nobody_is_told_of_what_both_have_just_signed_and_the_record_holds(cast: Cast) -> None:
    cr = make.change_request(cast, "authorised")
    (one,) = about(cr)
    entry = db.session.scalars(select(Event).where(Event.matter_id == one.id)).one()
    assert entry.name == "decision.recorded"
    assert db.session.get(Outbox, entry.id) is None
    assert ledger.verify(cast.agreement.id) is None
    db.session.commit()
    with clock.at(NOW + timedelta(days=400)):
        sweep.fire_due()
    assert list(db.session.scalars(select(Event.name).where(Event.matter_id == one.id))) == [entry.name]


@ON_SQLITE
@pytest.mark.parametrize(
    "name", ["approved, half signed", "withdrawn", "rejected", "lapsed", "submitted, with a statement"]
)
def test_what_only_one_side_wants_is_no_decision(cast: Cast, name: str) -> None:
    assert about(CHANGES[name](cast, "client")) == []


def test_a_change_withdrawn_before_the_second_signature_leaves_none(cast: Cast) -> None:
    cr = CHANGES["approved, half signed"](cast, "client")
    changes.withdraw(cr, cast.actor("carl"), reason="No longer needed.")
    assert about(cr) == []


def test_a_joint_statement_names_who_proposed_and_who_agreed(cast: Cast) -> None:
    cr = CHANGES["submitted, with a statement"](cast, "client")
    changes.decline_amendment(cr, cast.actor("vera"), reason="Not like that.")
    changes.propose_amendment(cr, cast.actor("vera"), statement="The volume has tripled.")
    with clock.at(NOW + timedelta(days=2)):
        changes.agree_amendment(cr, cast.actor("edda"))
    (one,) = about(cr)
    assert (one.source, one.text, one.amount) == (Source.STATEMENT, "The volume has tripled.", None)
    assert one.effective_on == (NOW + timedelta(days=2)).date()
    assert keys(one) == {Party.CLIENT: ("Edda", None), Party.VENDOR: ("Vera", None)}
    assert {key.party: key.at for key in one.signatures} == {Party.CLIENT: NOW + timedelta(days=2), Party.VENDOR: NOW}


def test_a_scope_that_is_open_again_takes_the_place_of_the_note_and_the_next_note_of_that(cast: Cast) -> None:
    cr = CHANGES["authorised, to be reopened"](cast, "client")
    changes.agree_reopening(cr, cast.actor("ana"))
    assert [(one.source, one.state) for one in about(cr)] == [(Source.NOTE, "superseded"), (Source.REOPENING, "agreed")]
    _sign_again(cast, cr)
    first, second, third = about(cr)
    assert [one.state for one in (first, second, third)] == ["superseded", "superseded", "agreed"]
    assert (first.superseded_by_id, second.superseded_by_id, third.source) == (second.id, third.id, Source.NOTE)
    assert len({first.digest, second.digest, third.digest}) == 3


def _sign_again(cast: Cast, cr: ChangeRequest) -> None:
    words: dict[str, Any] = {"one_off_cost": Decimal(2000), "monthly_cost": Decimal(0)}
    changes.rescope(cr, cast.actor("carl"), **request(**words))
    changes.assess(cr, cast.actor("victor"), **make.assessment(**words))
    changes.approve(cr, cast.actor("edda"), description="Open on Sunday.", adjustments="", effective_on=NOW.date())
    for name in ("edda", "vera"):
        changes.sign(cr, cast.actor(name))


@ON_SQLITE
def test_a_scope_that_is_open_again_before_both_have_signed_is_none(cast: Cast) -> None:
    cr = CHANGES["approved, half signed"](cast, "client")
    changes.propose_reopening(cr, cast.actor("vera"), reason="The volume has doubled.")
    changes.agree_reopening(cr, cast.actor("ana"))
    assert about(cr) == []


def test_a_settlement_is_a_decision_from_the_second_signature_on(cast: Cast) -> None:
    one = settling(cast)
    disputes.sign(one, cast.actor("vera"))
    assert about(one) == []
    disputes.sign(one, cast.actor("ana"))
    (found,) = about(one)
    assert (found.source, found.amount, found.title) == (Source.SETTLEMENT, Decimal(4000), one.title)
    assert found.text == "The vendor bears half of it.\n\n- A credit on the next invoice."
    assert keys(found) == {Party.CLIENT: ("Ana", "3.1"), Party.VENDOR: ("Vera", "3.3")}


@ON_SQLITE
def test_a_settlement_without_sums_is_worth_nothing_that_anybody_said(cast: Cast) -> None:
    (found,) = about(settled(cast, amount=None))
    assert found.amount is None


def test_what_an_expert_decided_names_who_agreed_to_be_bound(cast: Cast) -> None:
    (found,) = about(DISPUTES["determined"](cast, "client"))
    assert (found.source, found.text, found.state) == (Source.EXPERT, "Both did.", "agreed")
    assert keys(found) == {Party.CLIENT: ("Ana", None), Party.VENDOR: ("Vera", None)}


@ON_SQLITE
def test_nothing_is_recorded_with_the_key_of_one_side(cast: Cast) -> None:
    cr, ana = make.change_request(cast, "approved"), cast.actor("ana")
    for given in ((), (ana,), (ana, cast.actor("edda"))):
        with pytest.raises(ValueError, match="both sides decide"):
            actions.record(
                ana, about=cr, title=cr.title, text="", amount=None, effective_on=NOW.date(), source=Source.NOTE,
                signatures=[signatures.made(actor, "", None) for actor in given],
            )  # fmt: skip
    assert about(cr) == []


@ON_SQLITE
def test_its_page_says_where_it_was_made_and_who_signed_by_which_clause(cast: Cast, as_: As) -> None:
    with unit_of_work():
        make.change_request(cast, "authorised")
    page = as_("cora").get(f"{PLACE}/1").text
    for there in (
        "Both signed the authorisation note.",
        f'href="/a/{KEY}/changes/1"',
        "Edda",
        "clause 3.2",
        "Vera",
        "clause 3.3",
        "£17,000",
    ):
        assert there in page, there
    for gone in ("Proposed by", "both sides sign the same digest", "waits for a signature"):
        assert gone not in page, gone
    assert f'{PLACE}/1"' in as_("victor").get(f"/a/{KEY}/changes/1").text


@ON_SQLITE
@pytest.mark.parametrize(
    ("make_", "says", "given"),
    [
        (lambda cast: CHANGES["needs_amendment"](cast, "client"), "Nobody signs such a statement.", "agreed"),
        (lambda cast: DISPUTES["determined"](cast, "client"), "both are bound by the decision", "agreed to be bound"),
    ],
)
def test_who_did_not_sign_is_not_said_to_have_signed(
    cast: Cast, as_: As, make_: Callable[[Cast], Matter], says: str, given: str
) -> None:
    with unit_of_work():
        make_(cast)
    page = as_("carl").get(f"{PLACE}/1").text
    assert says in page
    assert page.count(f">{given} <time") == 2
    assert ">signed <time" not in page


def test_the_register_tells_recorded_from_proposed_and_is_narrowed_by_what_they_are_about(cast: Cast, as_: As) -> None:
    with unit_of_work():
        cr = make.change_request(cast, "authorised")
        settled(cast)
        decision(cast, about=cr)
        decision(cast, title="December is paid on the 19th")
    browser = as_("ana")
    page = browser.get(f"{PLACE}/").text
    for there in ("CR-1, authorisation note", "DSP-1, settlement", "about CR-1"):
        assert page.count(f"<small>{there}</small>") == 1
    assert page.count("</svg>Recorded</span>") == 2
    for asked, numbers in (
        ("about=change_request", {1, 3}), ("about=dispute", {2}), ("about=escalation", set()), ("about=none", {4}),
        ("about=none&about=dispute", {2, 4}),
    ):  # fmt: skip
        text = browser.get(f"{PLACE}/?{asked}").text
        assert {n for n in range(1, 5) if f'<td class="no">D-{n}</td>' in text} == numbers, asked
    lines = browser.get(f"{PLACE}/list.csv?about=change_request&sort=number").get_data(as_text=True)
    assert "authorisation note" in lines
