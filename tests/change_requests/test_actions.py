"""The main path and its side roads, by real moves; what the contract says about who may."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from bpo_gov.agreements import queries as agreements
from bpo_gov.change_requests import actions, queries, rules
from bpo_gov.change_requests.models import ChangeRequest
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.kernel import clock, timers
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Denied, NotFound, Refused, Stale
from bpo_gov.kernel.ledger import Event
from bpo_gov.notifications import sweep
from tests import make
from tests.cast import Cast, request
from tests.conftest import NOW


def events(cr: ChangeRequest) -> list[str]:
    """The names of what happened to a change, oldest first."""
    query = select(Event.name).where(Event.matter_id == cr.id).order_by(Event.seq)
    return [name.partition(".")[2] for name in db.session.execute(query).scalars()]


def test_a_change_goes_from_draft_to_closed(cast: Cast) -> None:
    cr = make.change_request(cast, "closed")
    assert cr.state == "closed"
    assert cr.ball is None
    assert cr.due_at is None
    assert events(cr) == [
        "opened",
        "submitted",
        "taken",
        "assessed",
        "approved",
        "signed",
        "signed",
        "started",
        "delivered",
        "accepted",
    ]


def test_the_vendor_may_raise_one_too_and_the_client_still_decides(cast: Cast) -> None:
    cr = make.change_request(cast, "assessed", by="victor")
    assert cr.ball == "client"
    with pytest.raises(Denied):
        actions.approve(cr, cast.actor("vera"), description="x", adjustments="", effective_on=date(2026, 9, 1))


@pytest.mark.parametrize(("state", "ball"), [("draft", "client"), ("submitted", "vendor"), ("assessing", "vendor"), ("assessed", "client"), ("approved", "both"),
                                         ("authorised", "vendor"), ("implementing", "vendor"), ("delivered", "client")])  # fmt: skip
def test_the_ball_lies_with_the_side_whose_turn_it_is(cast: Cast, state: str, ball: str) -> None:
    assert make.change_request(cast, state).ball == ball


def test_a_vendor_member_cannot_approve(cast: Cast) -> None:
    cr = make.change_request(cast, "assessed")
    with pytest.raises(Denied, match="client's manager"):
        actions.approve(cr, cast.actor("victor"), description="x", adjustments="", effective_on=date(2026, 9, 1))


def test_approval_above_the_authority_is_refused_and_names_the_clause(cast: Cast) -> None:
    cr = make.change_request(cast, "assessed", one_off_cost=Decimal(60000), monthly_cost=Decimal(0), months=0)
    with pytest.raises(Refused, match=r"authority ends at GBP 50,000 \(clause 3.1\).*GBP 60,000"):
        actions.approve(cr, cast.actor("ana"), description="x", adjustments="", effective_on=date(2026, 9, 1))
    assert (
        actions.approve(cr, cast.actor("edda"), description="x", adjustments="", effective_on=date(2026, 9, 1)).state
        == "approved"
    )


def test_a_signature_above_the_authority_is_refused(cast: Cast) -> None:
    cr = make.change_request(cast, "approved", one_off_cost=Decimal(70000), monthly_cost=Decimal(0), months=0)
    with pytest.raises(Refused, match=r"clause 3.3"):
        actions.sign(cr, cast.actor("vera"))


def test_the_first_signature_waits_for_the_second_and_nobody_signs_twice(cast: Cast) -> None:
    cr = make.change_request(cast, "approved")
    actions.sign(cr, cast.actor("edda"))
    assert (cr.state, cr.ball) == ("approved", "vendor")
    with pytest.raises(Refused, match="Your side has signed"):
        actions.sign(cr, cast.actor("ana"))
    actions.sign(cr, cast.actor("vera"))
    assert (cr.state, cr.ball) == ("authorised", "vendor")


def test_nothing_is_implemented_before_both_have_signed(cast: Cast) -> None:
    cr = make.change_request(cast, "approved")
    with pytest.raises(Refused):
        actions.start(cr, cast.actor("victor"))


def test_an_outside_change_cannot_be_approved_but_goes_to_the_contract_owners_by_both(cast: Cast) -> None:
    cr = make.change_request(cast, "assessed", one_off_cost=Decimal(150000), monthly_cost=Decimal(0), months=0)
    assert queries.verdict(cr).answer is rules.Answer.OUTSIDE
    with pytest.raises(Refused):
        actions.approve(cr, cast.actor("edda"), description="x", adjustments="", effective_on=date(2026, 9, 1))
    actions.propose_amendment(cr, cast.actor("ana"), statement="The contract should allow it.")
    assert cr.ball == "vendor"
    with pytest.raises(Refused, match="the other side answers"):
        actions.agree_amendment(cr, cast.actor("edda"))
    actions.agree_amendment(cr, cast.actor("vera"))
    assert cr.state == "needs_amendment"


def test_an_outside_change_can_be_rescoped_and_is_assessed_again(cast: Cast) -> None:
    cr = make.change_request(cast, "assessed", one_off_cost=Decimal(150000), monthly_cost=Decimal(0), months=0)
    actions.rescope(cr, cast.actor("carl"), **request(one_off_cost=Decimal(20000), monthly_cost=Decimal(0), months=0))
    assert (cr.state, cr.assessment, cr.value) == ("submitted", None, Decimal(20000))
    assert queries.verdict(cr).answer is rules.Answer.INSIDE


def test_a_rescoped_request_is_given_the_whole_period_again(cast: Cast) -> None:
    cr = make.change_request(cast, "submitted")
    with clock.at(NOW + timedelta(days=5)):
        actions.rescope(cr, cast.actor("carl"), **request(title="Sunday helpdesk"))
    running = [timer for timer in timers.live(cr) if timer.policy == "assess"]
    assert [timer.started_at for timer in running] == [NOW + timedelta(days=5)]
    assert cr.due_at == running[0].due_at


def test_an_inside_change_needs_no_amendment(cast: Cast) -> None:
    cr = make.change_request(cast, "assessed")
    with pytest.raises(Refused, match="needs no amendment"):
        actions.propose_amendment(cr, cast.actor("ana"), statement="x")


def test_what_is_submitted_is_reserved_what_is_approved_is_held_and_what_is_withdrawn_is_free(cast: Cast) -> None:
    def used() -> tuple[Decimal, Decimal]:
        framework = agreements.active_framework(cast.agreement.id)
        assert framework is not None
        found = queries.used(cast.agreement.id, framework.terms, NOW.date())["b"]
        return found.held, found.reserved

    cr = make.change_request(cast, "submitted")
    assert used() == (Decimal(0), Decimal(17000))
    actions.assess(cr, cast.actor("victor"), **make.assessment(one_off_cost=Decimal(8000)))
    assert used() == (Decimal(0), Decimal(20000))
    actions.approve(cr, cast.actor("ana"), description="x", adjustments="", effective_on=date(2026, 9, 1))
    assert used() == (Decimal(20000), Decimal(0))
    actions.withdraw(cr, cast.actor("carl"), reason="No longer needed.")
    assert used() == (Decimal(0), Decimal(0))


def test_an_oversized_request_reserves_nothing_and_blocks_nobody(cast: Cast) -> None:
    make.change_request(cast, "submitted", one_off_cost=Decimal(900000), monthly_cost=Decimal(0), months=0)
    assert queries.verdict(make.change_request(cast, "assessed")).answer is rules.Answer.INSIDE


def test_the_second_change_cannot_pass_the_limit_together_with_the_first(cast: Cast) -> None:
    make.change_request(cast, "approved", one_off_cost=Decimal(75000), monthly_cost=Decimal(0), months=0)
    late = make.change_request(cast, "assessed", one_off_cost=Decimal(30000), monthly_cost=Decimal(0), months=0)
    verdict = queries.verdict(late)
    assert verdict.answer is rules.Answer.OUTSIDE
    assert "105,000" in str(next(limit for limit in verdict.limits if limit.code == "b").sentence)


def test_the_other_side_does_not_see_a_draft(cast: Cast) -> None:
    cr = make.change_request(cast, "draft")
    with pytest.raises(NotFound):
        queries.load(cr.number, cast.actor("vera"))
    assert queries.load(cr.number, cast.actor("cora")).id == cr.id


def test_a_discarded_draft_stays_with_the_side_that_wrote_it(cast: Cast) -> None:
    cr = make.change_request(cast, "draft")
    actions.discard(cr, cast.actor("carl"))
    assert cr.state == "discarded"
    with pytest.raises(NotFound):
        queries.load(cr.number, cast.actor("vera"))


def test_nobody_writes_to_a_side_that_does_not_see_the_draft(cast: Cast) -> None:
    cr = make.change_request(cast, "draft")
    with pytest.raises(Refused, match="does not see a draft"):
        actions.note(cr, cast.actor("carl"), text="Hello?")
    assert actions.note_own(cr, cast.actor("carl"), text="For us.").state == "draft"


def test_an_incomplete_draft_is_not_submitted(cast: Cast) -> None:
    cr = make.change_request(cast, "draft", reason="")
    with pytest.raises(Refused, match="why it is needed"):
        actions.submit(cr, cast.actor("carl"))


def test_a_stale_page_loses(cast: Cast) -> None:
    cr = make.change_request(cast, "submitted")
    from sqlalchemy.orm.attributes import set_committed_value

    set_committed_value(cr, "version", cr.version - 1)
    with pytest.raises(Stale):
        actions.take(cr, cast.actor("victor"))


def test_the_same_form_opens_one_draft_only(cast: Cast) -> None:
    first = actions.open_(cast.actor("carl"), token="once", **request())
    again = actions.open_(cast.actor("carl"), token="once", **request())
    assert again.id == first.id


def test_a_passed_deadline_is_a_move_of_the_clock_and_the_matter_stays_late(cast: Cast) -> None:
    cr = make.change_request(cast, "submitted")
    due = cr.due_at
    assert due is not None
    with clock.at(due + timedelta(hours=1)):
        sweep.fire_due()
        fresh = queries.load(cr.number, cast.actor("ana"))
        assert events(fresh)[-1] == "overdue"
        assert fresh.due_at == due
        sweep.fire_due()
        assert events(fresh).count("overdue") == 1


def test_silence_after_the_assessment_lapses_it_and_frees_the_envelope(cast: Cast) -> None:
    cr = make.change_request(cast, "assessed")
    silence = next(timer for timer in timers.live(cr) if timer.policy == "silence")
    with clock.at(silence.due_at + timedelta(minutes=1)):
        sweep.fire_due()
        fresh = queries.load(cr.number, cast.actor("ana"))
        assert fresh.state == "lapsed"
        assert fresh.reserved_on is None


def test_the_assessment_is_due_ten_working_days_after_submission_at_the_cut_off(cast: Cast) -> None:
    cr = make.change_request(cast, "submitted")
    assert cr.due_at is not None
    assert cr.due_at.isoformat() == "2026-06-17T16:00:00+00:00"


def test_every_verb_of_the_table_has_its_effect() -> None:
    assert CHANGE_REQUEST.effects.keys() == CHANGE_REQUEST.table.keys()
