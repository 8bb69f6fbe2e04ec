"""Each class goes its own way: what it is for, who decides it, and what its clocks do."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bpo_gov.agreements.framework import ChangeClass
from bpo_gov.change_requests import actions, queries
from bpo_gov.change_requests.models import ChangeRequest
from bpo_gov.kernel import clock, timers
from bpo_gov.kernel.errors import Denied, Refused
from bpo_gov.kernel.parties import clock_of
from bpo_gov.notifications import sweep
from tests import make
from tests.cast import Cast, request
from tests.change_requests.test_actions import events
from tests.conftest import NOW

NOTE: dict[str, Any] = {"description": "As asked.", "adjustments": "", "effective_on": date(2026, 9, 1)}


def opened(cast: Cast, by: str, change_class: ChangeClass, **words: Any) -> ChangeRequest:
    """A draft of a class."""
    return actions.open_(cast.actor(by), **request(change_class=change_class, **words))


def policies(cr: ChangeRequest) -> set[str]:
    """The deadlines that run."""
    return {timer.policy for timer in timers.live(cr) if not timer.is_warning}


def later(cr: ChangeRequest, cast: Cast, days: int) -> ChangeRequest:
    """The same change after so many days in which the clock was at work."""
    with clock.at(NOW + timedelta(days=days)):
        sweep.fire_due()
    return queries.load(cr.number, cast.actor("ana"), lock=True)


NO_COST: dict[str, Any] = {"one_off_cost": Decimal(0), "monthly_cost": Decimal(0), "months": 0}


# -- operational -------------------------------------------------------------------------------------------------


def test_an_operational_change_needs_no_assessment_and_no_note(cast: Cast) -> None:
    cr = opened(cast, "victor", ChangeClass.OPERATIONAL, **NO_COST)
    actions.submit(cr, cast.actor("victor"))
    assert (cr.state, cr.ball, policies(cr)) == ("submitted", "client", {"object"})
    actions.acknowledge(cr, cast.actor("carl"))
    assert (cr.reserved_on, cr.held_on) == (None, NOW.date())
    actions.start(cr, cast.actor("victor"))
    actions.deliver(cr, cast.actor("victor"), report="Done.")
    actions.accept(cr, cast.actor("ana"), remark="")
    assert events(cr) == ["opened", "submitted", "acknowledged", "started", "delivered", "accepted"]


def test_only_the_vendor_raises_an_operational_change(cast: Cast) -> None:
    cr = opened(cast, "carl", ChangeClass.OPERATIONAL, **NO_COST)
    with pytest.raises(Refused, match="only the vendor raises one"):
        actions.submit(cr, cast.actor("carl"))


@pytest.mark.parametrize(
    "cost", [{"one_off_cost": Decimal(1)}, {"term_days": 3}, {"clauses": ("9.1",)}, {"data_location": "India"}]
)
def test_what_costs_or_moves_something_is_not_operational(cast: Cast, cost: dict[str, Any]) -> None:
    cr = opened(cast, "victor", ChangeClass.OPERATIONAL, **NO_COST | cost)
    with pytest.raises(Refused, match="raise this as a normal change"):
        actions.submit(cr, cast.actor("victor"))
    actions.make_normal(cr, cast.actor("victor"))
    assert actions.submit(cr, cast.actor("victor")).state == "submitted"


def test_silence_of_the_client_lets_the_vendor_wait_where_the_framework_is_mild(cast: Cast) -> None:
    cr = actions.submit(opened(cast, "victor", ChangeClass.OPERATIONAL, **NO_COST), cast.actor("victor"))
    cr = later(cr, cast, 10)
    assert cr.state == "submitted"
    assert events(cr)[-1] == "overdue"


# -- catalogue ---------------------------------------------------------------------------------------------------


def test_an_order_is_priced_by_the_catalogue_and_decided_without_assessment(cast: Cast) -> None:
    cr = opened(cast, "carl", ChangeClass.CATALOGUE, lines={"C-01": 3, "C-04": 1}, months=12)
    assert (cr.one_off_cost, cr.monthly_cost, cr.value) == (Decimal(2030), Decimal(630), Decimal(9590))
    actions.submit(cr, cast.actor("carl"))
    assert (cr.ball, policies(cr)) == ("client", {"decide"})
    with pytest.raises(Refused, match="not done with a matter of this class"):
        actions.assess(cr, cast.actor("victor"), **make.assessment())
    actions.approve(cr, cast.actor("ana"), **NOTE)
    actions.sign(cr, cast.actor("ana"))
    actions.sign(cr, cast.actor("vera"))
    assert (cr.state, policies(cr)) == ("authorised", {"deliver"})
    due = timers.live(cr)[0]
    assert due.counted["n"] == 20  # the slowest item sets the time


def test_an_order_keeps_the_price_of_its_day_and_says_what_is_wrong(cast: Cast) -> None:
    empty = opened(cast, "carl", ChangeClass.CATALOGUE)
    with pytest.raises(Refused, match="how many of which item"):
        actions.submit(empty, cast.actor("carl"))
    many = opened(cast, "carl", ChangeClass.CATALOGUE, lines={"C-03": 5})
    with pytest.raises(Refused, match="at most 4 of Report made to order"):
        actions.submit(many, cast.actor("carl"))
    forever = opened(cast, "carl", ChangeClass.CATALOGUE, lines={"C-01": 1}, months=None)
    with pytest.raises(Refused, match="for how many months"):
        actions.submit(forever, cast.actor("carl"))


# -- fast track --------------------------------------------------------------------------------------------------


def test_a_fast_track_change_has_shorter_periods(cast: Cast) -> None:
    fast = actions.submit(opened(cast, "carl", ChangeClass.FAST_TRACK), cast.actor("carl"))
    normal = actions.submit(opened(cast, "carl", ChangeClass.NORMAL), cast.actor("carl"))
    periods = [timers.live(cr)[-1].counted["n"] for cr in (fast, normal)]
    assert periods == [5, 10]


# -- emergency ---------------------------------------------------------------------------------------------------

FIRE: dict[str, Any] = {
    "urgency": "Payslips would be lost tonight.", "one_off_cost": Decimal(9000), "monthly_cost": Decimal(0), "months": 0,
}  # fmt: skip


def test_an_emergency_is_made_first_and_ratified_after(cast: Cast) -> None:
    cr = actions.submit(opened(cast, "victor", ChangeClass.EMERGENCY, **FIRE), cast.actor("victor"))
    assert (cr.state, cr.ball, policies(cr)) == ("implementing", "both", {"ratify"})
    actions.deliver(cr, cast.actor("victor"), report="Restored.")
    with pytest.raises(Refused, match="ratified and both sides have signed"):
        actions.accept(cr, cast.actor("ana"), remark="")
    with pytest.raises(Denied):
        actions.ratify(cr, cast.actor("vera"), **NOTE)
    actions.ratify(cr, cast.actor("ana"), **NOTE)
    assert cr.state == "delivered"
    assert "ratify" not in policies(cr)
    actions.sign(cr, cast.actor("ana"))
    actions.sign(cr, cast.actor("vera"))
    assert actions.accept(cr, cast.actor("ana"), remark="").state == "closed"


def test_an_emergency_needs_its_condition_and_keeps_to_its_cost(cast: Cast) -> None:
    calm = opened(cast, "victor", ChangeClass.EMERGENCY, **FIRE | {"urgency": ""})
    with pytest.raises(Refused, match="which condition of an emergency"):
        actions.submit(calm, cast.actor("victor"))
    dear = opened(cast, "victor", ChangeClass.EMERGENCY, **FIRE | {"one_off_cost": Decimal(20001)})
    with pytest.raises(Refused, match=r"at most GBP 20,000 \(clause 9.1\(j\)\)"):
        actions.submit(dear, cast.actor("victor"))


def test_an_emergency_that_is_not_ratified_is_undone_and_frees_its_room(cast: Cast) -> None:
    cr = actions.submit(opened(cast, "victor", ChangeClass.EMERGENCY, **FIRE), cast.actor("victor"))
    before = queries.used(cr.agreement_id, cr.framework.terms, queries.today(cr))["b"]
    assert before.reserved == Decimal(9000)
    actions.refuse(cr, cast.actor("ana"), reason="It could have waited.")
    after = queries.used(cr.agreement_id, cr.framework.terms, queries.today(cr))["b"]
    assert (cr.state, after.reserved) == ("rejected", Decimal(0))


# -- further information -----------------------------------------------------------------------------------------


def test_a_question_stops_the_clock_and_changes_the_side(cast: Cast) -> None:
    cr = actions.submit(opened(cast, "carl", ChangeClass.NORMAL), cast.actor("carl"))
    due = cr.due_at
    assert due is not None
    actions.ask(cr, cast.actor("victor"), question="For how many people?")
    assert (cr.ball, policies(cr)) == ("client", {"assess", "inform"})
    with pytest.raises(Refused, match="was not asked"):
        actions.answer(cr, cast.actor("victor"), answer="Me.")
    with clock.at(NOW + timedelta(days=6)):  # a Tuesday: four working days later
        actions.answer(cr, cast.actor("carl"), answer="For 40.")
    assert (cr.ball, policies(cr)) == ("vendor", {"assess"})
    assert cr.due_at == due + timedelta(days=6)  # four working days and the weekend between


def test_a_question_is_asked_once_in_time_and_by_whose_turn_it_is(cast: Cast) -> None:
    cr = actions.submit(opened(cast, "carl", ChangeClass.NORMAL), cast.actor("carl"))
    with pytest.raises(Refused, match="whose turn it is"):
        actions.ask(cr, cast.actor("carl"), question="Well?")
    with clock.at(NOW + timedelta(days=8)), pytest.raises(Refused, match="time to ask ended"):
        actions.ask(cr, cast.actor("victor"), question="Well?")
    actions.ask(cr, cast.actor("victor"), question="Well?")
    with pytest.raises(Refused, match="waits for its answer"):
        actions.ask(cr, cast.actor("victor"), question="Well?")


def test_a_clock_that_stands_still_is_never_overdue(cast: Cast) -> None:
    cr = actions.submit(opened(cast, "carl", ChangeClass.NORMAL), cast.actor("carl"))
    actions.ask(cr, cast.actor("victor"), question="Well?")
    cr = later(cr, cast, 60)
    assert [name for name in events(cr) if name == "overdue"] == ["overdue"]  # the answer, not the assessment
    assert {timer.policy for timer in timers.live(cr) if timer.stands_still and not timer.is_warning} == {"assess"}


# -- silence -----------------------------------------------------------------------------------------------------


def test_silence_can_escalate(cast: Cast) -> None:
    cr = make.change_request(cast, "assessed")
    actions.escalate(cr, clock_of(cast.agreement.id))
    assert (cr.state, events(cr)[-1]) == ("assessed", "escalated")


# -- the unsigned note -------------------------------------------------------------------------------------------


def test_an_unsigned_note_opens_the_way_to_a_dispute_five_working_days_after_the_notice(cast: Cast) -> None:
    cr = actions.sign(make.change_request(cast, "approved"), cast.actor("edda"))
    with pytest.raises(Refused, match="not over yet"):
        actions.give_notice(cr, cast.actor("edda"), notice="Please sign.")
    with clock.at(NOW + timedelta(days=20)):  # a Tuesday, after ten working days
        with pytest.raises(Refused, match="sign first"):
            actions.give_notice(cr, cast.actor("vera"), notice="Please sign.")
        actions.give_notice(cr, cast.actor("edda"), notice="Please sign.")
        notice = next(timer for timer in timers.live(cr) if timer.policy == "notice")
        with pytest.raises(Refused, match="time of the notice"):
            actions.dispute(cr, cast.actor("edda"), reason="Not signed.", relief="A signature.")
    assert notice.due_at.date() == date(2026, 6, 30)
    cr = later(cr, cast, 28)
    assert events(cr)[-1] == "dispute_opened"
    with pytest.raises(Refused, match="Only the side that gave notice"):
        actions.dispute(cr, cast.actor("vera"), reason="No.", relief="None.")
    actions.dispute(cr, cast.actor("edda"), reason="Not signed.", relief="A signature.")
    assert (cr.state, cr.ball) == ("disputed", "both")
    actions.end_dispute(cr, cast.actor("edda"), reason="They will sign.")
    assert (cr.state, policies(cr)) == ("approved", {"sign"})
    assert actions.sign(cr, cast.actor("vera")).state == "authorised"


def test_a_late_signature_ends_the_notice(cast: Cast) -> None:
    cr = actions.sign(make.change_request(cast, "approved"), cast.actor("edda"))
    with clock.at(NOW + timedelta(days=20)):
        actions.give_notice(cr, cast.actor("edda"), notice="Please sign.")
        actions.sign(cr, cast.actor("vera"))
    assert (cr.state, policies(cr)) == ("authorised", set())


# -- reopened scope ----------------------------------------------------------------------------------------------


def test_the_scope_is_reopened_by_both_and_an_old_signature_is_worth_nothing(cast: Cast) -> None:
    cr = make.change_request(cast, "authorised")
    actions.propose_reopening(cr, cast.actor("vera"), reason="The volume has doubled.")
    assert cr.ball == "client"
    with pytest.raises(Refused, match="other side answers"):
        actions.agree_reopening(cr, cast.actor("vera"))
    actions.agree_reopening(cr, cast.actor("ana"))
    used = queries.used(cr.agreement_id, cr.framework.terms, queries.today(cr))["b"]
    assert (cr.state, cr.note, used.held) == ("returned", None, Decimal(0))
    actions.rescope(cr, cast.actor("carl"), **request())
    actions.assess(cr, cast.actor("victor"), **make.assessment())
    same: dict[str, Any] = {"description": "Open on Saturday.", "adjustments": "", "effective_on": date(2026, 9, 1)}
    actions.approve(cr, cast.actor("edda"), **same)
    assert (cr.state, cr.ball) == ("approved", "both")


def test_a_declined_reopening_leaves_everything_as_it_was(cast: Cast) -> None:
    cr = make.change_request(cast, "authorised")
    actions.propose_reopening(cr, cast.actor("vera"), reason="The volume has doubled.")
    actions.decline_reopening(cr, cast.actor("ana"), reason="It has not.")
    assert (cr.state, cr.ball, cr.note is not None) == ("authorised", "vendor", True)
