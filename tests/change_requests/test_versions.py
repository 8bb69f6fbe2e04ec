"""An open change keeps its version of the framework until both sides agree to move it."""

from decimal import Decimal
from typing import Any

import pytest

from bpo_gov.agreements.framework import Framework
from bpo_gov.change_requests import actions, adopting, queries
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.kernel import timers
from bpo_gov.kernel.errors import Denied, Refused
from tests import make
from tests.conftest import post


def wider(data: dict[str, Any]) -> None:
    data["envelope"]["limits"][0]["percent"] = "50"
    data["envelope"]["limits"][1]["percent"] = "50"
    data["change_procedure"]["normal"]["decide"]["n"] = 7


def reserved(cast) -> Decimal:
    terms: Framework = queries.load(1, cast.actor("ana")).framework.terms
    return queries.used(cast.agreement.id, terms, queries.today(queries.load(1, cast.actor("ana"))))["b"].reserved


def test_a_change_keeps_the_version_it_was_opened_under(cast):
    cr = make.change_request(cast, "assessed")
    make.next_version(cast, wider)
    assert cr.framework.number == 1
    assert make.change_request(cast, "draft", title="Another").framework.number == 2


def test_both_sides_agree_and_the_envelope_and_later_periods_follow(cast):
    cr = make.change_request(cast, "submitted", one_off_cost=Decimal(200_000), monthly_cost=Decimal(0))
    assert (queries.verdict(cr).answer.value, reserved(cast)) == ("outside", Decimal(0))
    due = cr.due_at
    make.next_version(cast, wider)
    adopting.propose_version(cr, cast.actor("vera"))
    adopting.adopt_version(cr, cast.actor("ana"))
    assert (cr.framework.number, queries.verdict(cr).answer.value, reserved(cast)) == (2, "inside", Decimal(200_000))
    assert cr.due_at == due
    figures = make.assessment(one_off_cost=Decimal(200_000), monthly_cost=Decimal(0))
    actions.assess(cr, cast.actor("victor"), **figures)
    kept = {timer.policy: timer.counted["n"] for timer in timers.live(cr) if not timer.is_warning}
    assert kept["decide"] == 7


def test_one_side_alone_moves_nothing(cast):
    cr = make.change_request(cast, "submitted")
    assert [
        CHANGE_REQUEST.refusal(verb, cr, cast.actor("ana")) is None for verb in ("propose_version", "adopt_version")
    ] == [False, False]
    make.next_version(cast)
    with pytest.raises(Denied):
        adopting.propose_version(cr, cast.actor("carl"))
    adopting.propose_version(cr, cast.actor("ana"))
    with pytest.raises(Refused, match="Your side proposed it"):
        adopting.adopt_version(cr, cast.actor("edda"))
    with pytest.raises(Refused, match="It is proposed already"):
        adopting.propose_version(cr, cast.actor("vera"))
    adopting.decline_version(cr, cast.actor("vera"), reason="We priced it under the old one.")
    assert cr.framework.number == 1
    adopting.propose_version(cr, cast.actor("vera"))


def test_what_is_held_stays_held(cast):
    cr = make.change_request(cast, "authorised", one_off_cost=Decimal(1000), monthly_cost=Decimal(0))
    make.next_version(cast)
    before = queries.used(cast.agreement.id, cr.framework.terms, queries.today(cr))["b"]
    adopting.propose_version(cr, cast.actor("ana"))
    adopting.adopt_version(cr, cast.actor("vera"))
    assert queries.used(cast.agreement.id, cr.framework.terms, queries.today(cr))["b"] == before
    assert (cr.state, cr.framework.number) == ("authorised", 2)


def test_a_proposal_that_names_an_older_version_is_not_agreed_to(cast):
    cr = make.change_request(cast, "submitted")
    make.next_version(cast)
    adopting.propose_version(cr, cast.actor("ana"))
    make.next_version(cast)
    with pytest.raises(Refused, match="Another version is in force meanwhile"):
        adopting.adopt_version(cr, cast.actor("vera"))


def test_a_version_that_does_not_know_what_is_touched_cannot_be_adopted(cast):
    def without(data):
        data["services"] = [one for one in data["services"] if one["code"] != "S-03"]
        listed = data["change_procedure"]["catalogue"]
        listed["items"] = [one for one in listed["items"] if one["service"] != "S-03"]

    cr = make.change_request(cast, "submitted", services=("S-03",))
    make.next_version(cast, without)
    with pytest.raises(Refused, match="FW-2 does not know what this change touches: S-03"):
        adopting.propose_version(cr, cast.actor("ana"))


def test_the_page_says_that_a_newer_version_is_in_force(cast, as_):
    cr = make.change_request(cast, "submitted")
    page = f"/a/acme-payroll/changes/{cr.number}"
    assert "FW-2" not in as_("ana").get(page).text
    make.next_version(cast)
    assert "FW-2 is in force since 3 Jun 2026; this change keeps FW-1" in as_("ana").get(page).text
    assert post(as_("ana"), f"{page}/propose_version").status_code == 303
    assert "Agree to the version in force" in as_("vera").get(page).text
    assert post(as_("vera"), f"{page}/adopt_version").status_code == 303
    assert "From FW-1 to FW-2." in as_("ana").get(page).text
