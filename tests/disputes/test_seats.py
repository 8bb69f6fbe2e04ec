"""A mediator's seat: this one dispute, what is shared there, and nothing else; confidences reach nobody else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from bpo_gov.accounts import actions as accounts
from bpo_gov.accounts.models import User
from bpo_gov.disputes import actions, queries, seats
from bpo_gov.disputes.models import Dispute
from bpo_gov.kernel import clock, queue
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.errors import Denied, Refused
from bpo_gov.kernel.parties import Actor, Party, clock_of
from bpo_gov.notifications import relay
from tests import cast as people
from tests import make
from tests.cast import KEY, Cast
from tests.conftest import NOW, Browser, post
from tests.house.disputing import WREN, dispute
from tests.house.doors import doors

PLACE = f"/a/{KEY}"
As = Callable[[str], FlaskClient]


@pytest.fixture
def one(cast: Cast) -> Dispute:
    """A dispute in mediation: something was offered before the mediator came, and confided after."""
    with queue.silence(), unit_of_work():
        made = dispute(cast, "choosing")
        actions.note_own(made, cast.actor("carl"), text="own-side-words")
        actions.offer(made, cast.actor("vera"), text="offered-before-the-mediator")
    with queue.silence(), clock.at(NOW + timedelta(hours=1)), unit_of_work():
        actions.name_mediator(made, cast.actor("ana"), name="Ms Wren", email=WREN, reason="Known.")
        actions.agree_mediator(made, cast.actor("vera"))
        actions.share_summary(made, cast.actor("ana"), text="shared-summary")
        actions.confide(made, cast.actor("ana"), text="confided-by-the-client")
        actions.confide(made, cast.actor("vera"), text="confided-by-the-vendor")
        accounts.set_password(wren(), people.PASSWORD)
    return made


@pytest.fixture
def window(app: Flask, one: Dispute) -> Browser:
    """The mediator's browser."""
    return signed_in(app, WREN)


def signed_in(app: Flask, email: str) -> Browser:
    """A browser of a person who is not of the cast."""
    found = Browser(app, app.response_class)
    assert post(found, "/sign-in", email=email, password=people.PASSWORD).status_code == 303
    return found


def wren(email: str = WREN) -> User:
    """The mediator's account."""
    return db.session.scalars(select(User).where(User.email == email)).one()


def test_the_mediator_reads_what_is_shared_and_what_each_side_confides_and_nothing_else(
    window: Browser, one: Dispute
) -> None:
    text = window.get(f"{PLACE}/disputes/{one.number}").text
    for word in ("shared-summary", "confided-by-the-client", "confided-by-the-vendor", "It was", "Who pays"):
        assert (word in text) == (word != "It was"), word
    for word in ("own-side-words", "offered-before-the-mediator"):
        assert word not in text


@pytest.mark.parametrize(
    ("name", "reads"),
    [("ana", "client"), ("edda", "client"), ("vera", "vendor"), ("carl", ""), ("victor", ""), ("cora", "")],
)
def test_a_confidence_is_read_by_who_may_bind_the_own_side_only(one: Dispute, as_: As, name: str, reads: str) -> None:
    text = as_(name).get(f"{PLACE}/disputes/{one.number}").text
    assert [side for side in ("client", "vendor") if f"confided-by-the-{side}" in text] == ([reads] if reads else [])


def test_every_other_page_of_the_agreement_is_not_found(app: Flask, cast: Cast, window: Browser, one: Dispute) -> None:
    with unit_of_work():
        other, cr = dispute(cast, "negotiating"), make.change_request(cast, "submitted")
    own = {f"{PLACE}/disputes/{one.number}"}
    inside = [door.address for door in doors(app) if door.access == "agreement" and "GET" in door.methods]
    inside += [
        f"{PLACE}/disputes/{other.number}",
        f"{PLACE}/changes/{cr.number}",
        f"{PLACE}/disputes/{other.number}/hold",
    ]
    found = {address: window.get(address).status_code for address in inside if address not in own}
    may = {f"{PLACE}/deadlines/1", f"{PLACE}/deadlines/1.csv", f"{PLACE}/disputes/{one.number}/note"}
    assert {address for address, status in found.items() if status != 404} <= may
    assert found[f"{PLACE}/disputes/{one.number}/note"] == 403
    assert f"{PLACE}/disputes/{one.number}" in window.get("/").text
    assert other.title in window.get(f"{PLACE}/disputes/{one.number}").text  # the same words, of the own one
    assert window.get("/search?q=CR-1").text.count(f"{PLACE}/changes") == 0


def test_the_mediator_enters_a_session_and_ends_the_mediation_and_reads_on_for_a_month(
    app: Flask, window: Browser, one: Dispute
) -> None:
    own = f"{PLACE}/disputes/{one.number}"
    page = window.get(own).text
    assert 'data-verb="hold"' in page
    assert 'data-verb="offer"' not in page
    session = {
        "held_on": "2026-06-03", "client_people": "Ana", "vendor_people": "Vera", "client_authority": "y", "result": "Adjourned.",
    }  # fmt: skip
    assert post(window, f"{own}/hold", **session).status_code == 303
    assert post(window, f"{own}/end_mediation", reason="Too far apart.").status_code == 303
    assert "Mediation without result" in window.get(own).text
    assert 'data-verb="hold"' not in window.get(own).text
    for days, status in ((29, 200), (31, 404)):
        with clock.at(NOW + timedelta(days=days)):
            later = signed_in(app, WREN)
            assert later.get(own).status_code == status
            assert (own in later.get("/").text) == (status == 200)


def test_what_the_mediator_may_not_is_refused(cast: Cast, one: Dispute) -> None:
    seat = Actor(
        wren().id, cast.agreement.id, party=Party.NEUTRAL, role=cast.actor("carl").role, only=one.id, since=NOW
    )
    found = queries.load(one.number, seat)
    for verb, words in (
        ("sign", {}),
        ("offer", {"text": "x"}),
        ("confide", {"text": "x"}),
        ("leave", {"forum": "x", "reason": "x"}),
    ):
        with pytest.raises(Denied):
            getattr(actions, verb)(found, seat, **words)


@pytest.mark.parametrize(("email", "says"), [(people.email("edda"), "neither side"), (WREN, "another dispute")])
def test_nobody_of_either_side_is_seated_and_nobody_sits_at_two(
    cast: Cast, one: Dispute, email: str, says: str
) -> None:
    other = dispute(cast, "choosing")
    with pytest.raises(Refused, match=says):  # before the other side has to answer
        actions.name_mediator(other, cast.actor("ana"), name="Somebody", email=email, reason="Knows it.")


def test_a_mediator_seated_elsewhere_after_the_proposal_cannot_be_agreed_to(cast: Cast) -> None:
    first, second = dispute(cast, "choosing"), dispute(cast, "choosing")
    for made in (first, second):
        actions.name_mediator(made, cast.actor("ana"), name="Ms Wren", email=WREN, reason="Known.")
    actions.agree_mediator(first, cast.actor("vera"))
    with pytest.raises(Refused, match="another dispute"):
        actions.agree_mediator(second, cast.actor("vera"))


def test_a_mediator_who_comes_later_reads_no_confidence_of_before(app: Flask, cast: Cast, one: Dispute) -> None:
    """As when the body appoints another one: what was confided stays with the one it was confided to."""
    with clock.at(NOW + timedelta(days=1)), unit_of_work():
        seats.let_go(one)
        seats.give(one, name="Mr Crane", email="crane@neutral.example.com")
        accounts.set_password(wren("crane@neutral.example.com"), people.PASSWORD)
    with clock.at(NOW + timedelta(days=1)):
        later = signed_in(app, "crane@neutral.example.com")
        text = later.get(f"{PLACE}/disputes/{one.number}").text
    assert "Mediation, preparing" in text
    assert "confided-by" not in text


def test_the_mediator_is_told_of_what_concerns_this_dispute_only(cast: Cast, window: Browser, one: Dispute) -> None:
    with queue.silence():
        with unit_of_work():
            dispute(cast, "negotiating", title="Another one")
            actions.talks_over(dispute(cast, "negotiating", title="Another one"), clock_of(cast.agreement.id))
        relay.tell()
    text = window.get("/inbox?view=all").text
    assert f"{PLACE}/disputes/{one.number}" in text or "confided in the mediator" in text
    assert "Another one" not in text
