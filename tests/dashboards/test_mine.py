"""My page: what waits for me, for my side, and for whom I wait."""

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from flask.testing import FlaskClient

from bpo_gov.agreements.models import Membership
from bpo_gov.change_requests import actions
from bpo_gov.dashboards import queries, turns
from bpo_gov.dashboards.turns import Turn, Waiting
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db
from tests import make
from tests.cast import Cast
from tests.conftest import NOW

Browser = Callable[[str], FlaskClient]


def waiting(cast: Cast, name: str) -> Waiting:
    """What waits for a person of the cast."""
    return turns.waiting(queries.places(cast.users[name].id))


def labels(cast: Cast, name: str, turn: Turn) -> list[str]:
    """The numbers of what waits for a person at one turn."""
    return [matter.label for matter in waiting(cast, name).matters[turn]]


def test_a_submitted_request_waits_for_the_vendors_member_and_manager(cast: Cast) -> None:
    make.change_request(cast, "submitted")
    for name in ("victor", "vera"):
        assert labels(cast, name, Turn.ME) == ["CR-1"]
        assert labels(cast, name, Turn.SIDE) == []
        assert labels(cast, name, Turn.OTHERS) == []
    for name in ("carl", "ana", "edda", "cora"):
        assert labels(cast, name, Turn.ME) == []
        assert labels(cast, name, Turn.OTHERS) == ["CR-1"]


def test_a_decision_waits_for_the_manager_and_for_the_members_side(cast: Cast) -> None:
    make.change_request(cast, "assessed")
    assert labels(cast, "ana", Turn.ME) == ["CR-1"]
    assert labels(cast, "edda", Turn.ME) == ["CR-1"]
    assert labels(cast, "carl", Turn.ME) == []
    assert labels(cast, "carl", Turn.SIDE) == ["CR-1"]
    assert labels(cast, "cora", Turn.SIDE) == ["CR-1"]
    assert labels(cast, "vera", Turn.OTHERS) == ["CR-1"]


def test_a_decision_above_my_authority_waits_for_my_side(cast: Cast) -> None:
    make.change_request(cast, "assessed", one_off_cost=Decimal("50000.01"), monthly_cost=Decimal(0), months=0)
    assert labels(cast, "ana", Turn.ME) == []
    assert labels(cast, "ana", Turn.SIDE) == ["CR-1"]
    assert labels(cast, "edda", Turn.ME) == ["CR-1"]


def test_a_decision_exactly_at_my_authority_waits_for_me(cast: Cast) -> None:
    make.change_request(cast, "assessed", one_off_cost=Decimal(50000), monthly_cost=Decimal(0), months=0)
    assert labels(cast, "ana", Turn.ME) == ["CR-1"]


def test_a_note_waits_for_the_signatories_of_the_side_that_has_not_signed(cast: Cast) -> None:
    cr = make.change_request(cast, "approved")
    assert labels(cast, "ana", Turn.ME) == ["CR-1"]
    assert labels(cast, "vera", Turn.ME) == ["CR-1"]
    assert labels(cast, "victor", Turn.SIDE) == ["CR-1"]
    actions.sign(cr, cast.actor("edda"))
    assert labels(cast, "ana", Turn.ME) == []
    assert labels(cast, "ana", Turn.OTHERS) == ["CR-1"]
    assert labels(cast, "vera", Turn.ME) == ["CR-1"]


def test_a_returned_request_waits_for_whoever_may_rescope_it(cast: Cast) -> None:
    cr = make.change_request(cast, "submitted")
    actions.return_(cr, cast.actor("victor"), reason="Say which helpdesk.")
    assert labels(cast, "carl", Turn.ME) == ["CR-1"]
    assert labels(cast, "cora", Turn.SIDE) == ["CR-1"]
    assert labels(cast, "vera", Turn.OTHERS) == ["CR-1"]


def test_a_joint_statement_waits_for_the_other_sides_manager(cast: Cast) -> None:
    cr = make.change_request(cast, "assessed", one_off_cost=Decimal(200000), monthly_cost=Decimal(0), months=0)
    assert labels(cast, "ana", Turn.SIDE) == ["CR-1"]
    actions.propose_amendment(cr, cast.actor("vera"), statement="The contract must be amended.")
    assert labels(cast, "ana", Turn.ME) == ["CR-1"]
    assert labels(cast, "carl", Turn.SIDE) == ["CR-1"]


def test_a_draft_waits_for_its_own_side_and_the_other_side_knows_nothing_of_it(cast: Cast) -> None:
    make.change_request(cast, "draft")
    assert labels(cast, "ana", Turn.ME) == ["CR-1"]
    found = waiting(cast, "vera")
    assert found.matters[Turn.OTHERS] == []
    assert found.total(Turn.OTHERS) == 0


def test_what_is_closed_waits_for_nobody(cast: Cast) -> None:
    make.change_request(cast, "closed")
    for name in ("ana", "victor"):
        assert [waiting(cast, name).total(turn) for turn in Turn] == [0, 0, 0]


def test_what_is_late_is_counted_and_comes_first(cast: Cast) -> None:
    make.change_request(cast, "submitted", title="Older")
    with clock.at(NOW + timedelta(days=30)):
        make.change_request(cast, "submitted", title="Newer")
        found = waiting(cast, "victor")
    assert (found.late_ours, found.late_theirs) == (1, 0)
    assert [matter.title for matter in found.matters[Turn.ME]] == ["Older", "Newer"]


def test_at_most_twenty_are_shown_and_all_are_counted(cast: Cast) -> None:
    for _ in range(23):
        make.change_request(cast, "submitted")
    found = waiting(cast, "victor")
    assert len(found.matters[Turn.ME]) == 20
    assert found.total(Turn.ME) == 23


def test_a_person_who_left_finds_nothing_any_more(cast: Cast) -> None:
    make.change_request(cast, "submitted")
    member = db.session.query(Membership).filter_by(user_id=cast.users["victor"].id).one()
    member.ended_at = clock.now()
    db.session.flush()
    assert queries.places(cast.users["victor"].id) == []
    assert [waiting(cast, "victor").total(turn) for turn in Turn] == [0, 0, 0]


def test_my_page_shows_each_turn_with_its_agreement_its_clock_and_a_link(cast: Cast, as_: Browser) -> None:
    make.change_request(cast, "submitted", title="Saturday helpdesk")
    make.change_request(cast, "assessed", title="Second bank")
    db.session.commit()
    page = as_("victor").get("/").get_data(as_text=True)
    mine, others = page.index('id="me"'), page.index('id="others"')
    assert mine < page.index("Saturday helpdesk") < others < page.index("Second bank")
    assert 'href="/a/acme-payroll/changes/1"' in page
    assert "due in 10 working days" in page
    assert "Northgate Services" in page


def test_my_page_leads_to_the_list_when_there_are_more(cast: Cast, as_: Browser) -> None:
    for _ in range(21):
        make.change_request(cast, "submitted")
    db.session.commit()
    page = as_("victor").get("/").get_data(as_text=True)
    assert re.search(r'href="/a/acme-payroll/changes/\?view=ours">all 21<', page)


def test_my_page_teaches_somebody_without_an_agreement(cast: Cast, as_: Browser) -> None:
    page = as_("olga").get("/").get_data(as_text=True)
    assert "You belong to no agreement yet" in page
    assert "acme-payroll" not in page


def test_my_page_is_in_indonesian_when_the_browser_asks(cast: Cast, as_: Browser) -> None:
    answer = as_("victor").get("/", headers={"Accept-Language": "id"})
    assert answer.status_code == 200
    assert 'lang="id"' in answer.get_data(as_text=True)


def test_the_address_people_guess_leads_to_my_page(as_: Browser) -> None:
    answer = as_("ana").get("/me")
    assert (answer.status_code, answer.location) == (302, "/")


@pytest.mark.parametrize("path", ["/", "/me", "/agreements", "/search?q=a", "/a/acme-payroll/"])
def test_nobody_reads_without_signing_in(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in")
