"""Disputes by real moves: the path, the timetables and what both agree to change in them, the settlement and its promises."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select

from bpo_gov.agreements import framework as frameworks
from bpo_gov.agreements import playbooks, policies
from bpo_gov.agreements.framework.choices import StepKey
from bpo_gov.change_requests import actions as changes
from bpo_gov.disputes import actions, path, queries, timetable
from bpo_gov.disputes.models import Dispute
from bpo_gov.escalations import actions as escalations
from bpo_gov.kernel import access, calendars, clock, signatures, timers
from bpo_gov.kernel.calendars import Unit
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Denied, Refused
from bpo_gov.kernel.ledger import Event, verify
from bpo_gov.kernel.parties import Party
from bpo_gov.notifications import sweep
from tests.cast import Cast
from tests.conftest import NOW
from tests.house import climbing
from tests.house.disputing import dispute, promise, settled, settling, words
from tests.house.situations import SITUATIONS as CHANGES

K = StepKey


def events(one: Dispute) -> list[str]:
    """The names of what happened, oldest first."""
    query = select(Event.name).where(Event.matter_id == one.id).order_by(Event.seq)
    return [name.partition(".")[2] for name in db.session.execute(query).scalars()]


def due(one: Dispute) -> dict[str, datetime]:
    """When each running deadline is due."""
    return {t.policy: t.due_at for t in timers.live(one) if not t.is_warning and not t.stands_still}


def again(one: Dispute, cast: Cast) -> Dispute:
    """The dispute as the database has it now."""
    db.session.expire_all()
    return queries.load(one.number, cast.actor("ana"))


def test_a_dispute_goes_from_notice_over_mediation_to_its_end(cast: Cast) -> None:
    one = dispute(cast, "unsettled")
    assert (one.label, one.state, one.mediator, one.is_final_open) == ("DSP-1", "unsettled", "Ms Wren", True)
    assert events(one) == [
        "noticed", "acknowledged", "talks_over", "referred", "mediator_named", "mediator_agreed", "session_held", "mediation_ended",
    ]  # fmt: skip


@pytest.mark.parametrize("side", ["client", "vendor"])
def test_either_side_gives_notice_and_the_other_has_the_ball(cast: Cast, side: str) -> None:
    one = dispute(cast, "noticed", side)
    assert one.ball == {"client": "vendor", "vendor": "client"}[side]
    own = cast.actor({"client": "carl", "vendor": "victor"}[side])
    with pytest.raises(Denied):
        actions.acknowledge(one, own)


def test_only_a_manager_gives_notice(cast: Cast) -> None:
    with pytest.raises(Denied):
        actions.notify(cast.actor("carl"), **words())


def test_a_notice_that_nobody_acknowledges_counts_as_acknowledged(cast: Cast) -> None:
    one = dispute(cast, "noticed")
    assert set(due(one)) == {"acknowledge", "negotiate"}
    with clock.at(due(one)["acknowledge"]):
        sweep.fire_due()
    one = again(one, cast)
    assert (one.state, events(one)[-1]) == ("negotiating", "deemed")
    assert set(due(one)) == {"negotiate"}


def test_the_clock_leads_through_the_whole_path_when_nobody_acts(cast: Cast) -> None:
    one = dispute(cast, "noticed")
    for verb in ("deemed", "talks_over", "final_opened"):
        with clock.at(max(due(one).values()) if verb != "deemed" else due(one)["acknowledge"]):
            sweep.fire_due()
        one = again(one, cast)
        assert events(one)[-1] == verb
    assert one.is_final_open
    actions.leave(one, cast.actor("vera"), forum="The court", reason="Nobody came.")
    assert one.state == "external"


def test_the_tiers_are_those_of_the_ladder_and_the_highest_ends_the_talks(cast: Cast) -> None:
    one = dispute(cast, "negotiating")
    with pytest.raises(Refused):
        actions.end_talks(one, cast.actor("ana"), reason="Already?")
    for _ in timetable.tiers(one.framework.terms)[1:]:
        actions.step_up(one, cast.actor("vera"), reason="No result.")
    with pytest.raises(Refused):
        actions.step_up(one, cast.actor("vera"), reason="Higher?")
    actions.end_talks(one, cast.actor("ana"), reason="No result.")
    assert (one.state, set(due(one))) == ("referring", {"refer"})


# -- timetables ----------------------------------------------------------------------------------------------------


def planned(one: Dispute, start: datetime) -> dict[StepKey, datetime]:
    """The whole timetable from a notice."""
    return {step.key: step.by for step in timetable.plan(one, None, start)}


def test_an_extension_of_the_referral_moves_every_later_deadline_by_as_much_and_none_earlier(cast: Cast) -> None:
    one = dispute(cast, "referring")
    before, counting = planned(one, NOW), policies.counting(one.framework.terms)
    actions.ask_time(one, cast.actor("ana"), step="refer", days=4, reason="Holidays.")
    running = due(one)["refer"]
    actions.agree(one, cast.actor("vera"))
    after = planned(one, NOW)
    assert due(one)["refer"] == calendars.add(counting, running, 4, Unit.WORKING_DAY).due == one.due_at
    for key in (K.ACKNOWLEDGE, K.NEGOTIATE):
        assert after[key] == before[key]
    for key in (K.REFER, K.MEDIATOR, K.CONVENE, K.MEET, K.SETTLE):
        assert after[key] == calendars.add(counting, before[key], 4, Unit.WORKING_DAY).due, key


def test_a_step_that_is_to_come_begins_with_the_days_both_agreed_to(cast: Cast) -> None:
    one = dispute(cast, "negotiating")
    actions.ask_time(one, cast.actor("vera"), step="mediator", days=3, reason="Two are abroad.")
    actions.agree(one, cast.actor("ana"))
    actions.refer(one, cast.actor("ana"))
    counting = policies.counting(one.framework.terms)
    assert due(one)["mediator"] == calendars.add(counting, NOW, 13, Unit.WORKING_DAY).due


def test_the_indonesian_timetable_skips_no_day(app: Flask) -> None:
    terms = frameworks.read(playbooks.source("id-uu30"))
    lengths = [(s.key.value, s.within.n, s.within.unit) for s in terms.disputes.steps]
    assert lengths == [
        ("negotiate", 14, Unit.CALENDAR_DAY), ("mediator", 14, Unit.CALENDAR_DAY), ("convene", 7, Unit.CALENDAR_DAY),
        ("settle", 30, Unit.CALENDAR_DAY), ("register", 30, Unit.CALENDAR_DAY),
    ]  # fmt: skip
    at = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)  # 09:00 in Jakarta
    counting = policies.counting(terms)
    day = counting.local_date(at)
    for step in terms.disputes.steps:
        at = calendars.add(counting, at, step.within.n, step.within.unit).due
        assert (counting.local_date(at) - day).days == step.within.n
        day = counting.local_date(at)


def test_both_agree_to_the_expedited_timetable_and_it_runs_from_that_day(cast: Cast) -> None:
    one = dispute(cast, "negotiating")
    later = NOW + timedelta(days=5)
    with clock.at(later):
        actions.ask_expedited(one, cast.actor("ana"), reason="It is small.")
        actions.agree(one, cast.actor("vera"))
        counting = policies.counting(one.framework.terms)
        assert due(one)["negotiate"] == calendars.add(counting, later, 10, Unit.WORKING_DAY).due
        actions.refer(one, cast.actor("ana"))
        assert due(one)["mediator"] == calendars.add(counting, later, 5, Unit.WORKING_DAY).due


def test_both_suspend_it_and_either_goes_on_with_what_is_left(cast: Cast) -> None:
    one = dispute(cast, "choosing")
    counting, before = policies.counting(one.framework.terms), due(one)["mediator"]
    with clock.at(NOW + timedelta(days=1)):
        actions.ask_pause(one, cast.actor("ana"), reason="The audit first.")
        actions.agree(one, cast.actor("vera"))
    assert (due(one), one.due_at, one.is_suspended) == ({}, None, True)
    with clock.at(NOW + timedelta(days=15)):
        actions.resume(one, cast.actor("vera"), reason="It is done.")
    assert due(one)["mediator"] == calendars.add(counting, before, 10, Unit.WORKING_DAY).due


def test_one_question_at_a_time_and_only_the_other_side_answers(cast: Cast) -> None:
    one = dispute(cast, "negotiating")
    actions.ask_time(one, cast.actor("ana"), step="negotiate", days=4, reason="Holidays.")
    assert one.ball == "vendor"
    for refused in (
        lambda: actions.ask_pause(one, cast.actor("vera"), reason="Me too."),
        lambda: actions.agree(one, cast.actor("edda")),
        lambda: actions.take_back(one, cast.actor("vera")),
    ):
        with pytest.raises(Refused):
            refused()
    before = due(one)
    actions.decline(one, cast.actor("vera"), reason="There is time enough.")
    assert (due(one), one.asked, one.ball) == (before, None, "both")


def test_a_step_that_the_timetable_has_not_is_not_made_longer(cast: Cast) -> None:
    one = dispute(cast, "negotiating")
    with pytest.raises(Refused):
        actions.ask_time(one, cast.actor("ana"), step="executives", days=4, reason="Why not.")


def test_the_body_appoints_when_no_mediator_is_agreed_in_time(cast: Cast) -> None:
    one = dispute(cast, "choosing")
    with pytest.raises(Refused):
        actions.appoint(one, cast.actor("ana"), name="Mr Crane", email="crane@neutral.example.com", letter="Of today.")
    with clock.at(due(one)["mediator"]):
        sweep.fire_due()
    one = again(one, cast)
    actions.appoint(one, cast.actor("vera"), name="Mr Crane", email="crane@neutral.example.com", letter="Of today.")
    assert (one.state, one.mediator) == ("preparing", "Mr Crane")


# -- settlement ----------------------------------------------------------------------------------------------------


def test_a_settlement_binds_when_both_have_signed_within_their_authority(cast: Cast) -> None:
    one = settling(cast)
    with pytest.raises(Denied):
        actions.sign(one, cast.actor("carl"))
    actions.sign(one, cast.actor("ana"))
    assert (one.state, one.ball) == ("settling", "vendor")
    with pytest.raises(Refused):
        actions.sign(one, cast.actor("edda"))
    actions.sign(one, cast.actor("vera"))
    assert (one.state, one.ball) == ("settled", "vendor")


def test_whose_authority_ends_below_all_amounts_together_does_not_sign(cast: Cast) -> None:
    one = settling(cast)
    both = [promise(amount=Decimal(30000)), promise(owes="client", kind="payment", amount=Decimal(20001))]
    actions.change_terms(one, cast.actor("ana"), terms="Each pays.", promises=both)
    with pytest.raises(Refused, match=r"50,000"):
        actions.sign(one, cast.actor("ana"))
    actions.sign(one, cast.actor("edda"))
    actions.sign(one, cast.actor("vera"))
    assert one.state == "settled"


def test_other_terms_need_other_signatures(cast: Cast) -> None:
    one = settling(cast)
    actions.sign(one, cast.actor("ana"))
    with pytest.raises(Refused):
        actions.drop_terms(one, cast.actor("vera"), reason="No.")
    actions.change_terms(one, cast.actor("vera"), terms="A third of it.", promises=[promise()])
    assert signatures.missing(one, one.terms_digest or "") == (Party.CLIENT, Party.VENDOR)
    actions.drop_terms(one, cast.actor("ana"), reason="Too little.")
    assert (one.state, one.terms, one.remedies) == ("negotiating", "", [])


def test_it_is_performed_when_every_promise_is_confirmed_by_the_side_it_was_made_to(cast: Cast) -> None:
    one = settling(cast)
    both = [promise(), promise(kind="apology", owes="client", what="A letter.", amount=None)]
    actions.change_terms(one, cast.actor("ana"), terms="Both.", promises=both)
    actions.sign(one, cast.actor("ana"))
    actions.sign(one, cast.actor("vera"))
    credit, letter = one.remedies
    with pytest.raises(Refused):
        actions.perform(one, cast.actor("ana"), promise=credit.id, report="Not mine.")
    actions.perform(one, cast.actor("victor"), promise=credit.id, report="Invoice 7.")
    with pytest.raises(Refused):
        actions.confirm(one, cast.actor("victor"), promise=credit.id)
    actions.confirm(one, cast.actor("carl"), promise=credit.id)
    assert (one.state, one.ball) == ("settled", "client")
    actions.perform(one, cast.actor("carl"), promise=letter.id, report="Sent.")
    actions.confirm(one, cast.actor("vera"), promise=letter.id)
    assert (one.state, one.ball, one.due_at) == ("performed", None, None)


def test_each_promise_has_its_day_and_the_clock_says_when_one_is_late(cast: Cast) -> None:
    one = settling(cast)
    days = [(NOW + timedelta(days=n)).date() for n in (10, 20)]
    both = [promise(due_on=days[0]), promise(kind="action", what="A report.", amount=None, due_on=days[1])]
    actions.change_terms(one, cast.actor("ana"), terms="Both.", promises=both)
    actions.sign(one, cast.actor("ana"))
    actions.sign(one, cast.actor("vera"))
    assert due(one)["promise"].date() == days[0]
    actions.perform(one, cast.actor("vera"), promise=one.remedies[0].id, report="Invoice 7.")
    assert due(one)["promise"].date() == days[1]
    with clock.at(due(one)["promise"]):
        sweep.fire_due()
    one = again(one, cast)
    assert events(one)[-1] == "promise_late"
    with clock.at(NOW + timedelta(days=21)):
        actions.breach(one, cast.actor("ana"), reason="No report.")


def test_it_is_broken_only_when_a_promise_is_past_its_day(cast: Cast) -> None:
    one = settled(cast)
    with pytest.raises(Refused):
        actions.breach(one, cast.actor("ana"), reason="Slow.")
    with clock.at(NOW + timedelta(days=31)):
        with pytest.raises(Refused):
            actions.breach(one, cast.actor("vera"), reason="They did not pay.")
        actions.breach(one, cast.actor("ana"), reason="Nothing came.")
    assert one.state == "breached"


def test_urgent_relief_is_never_held_back(cast: Cast) -> None:
    one = dispute(cast, "negotiating")
    actions.ask_pause(one, cast.actor("ana"), reason="The audit first.")
    actions.agree(one, cast.actor("vera"))
    actions.urge(one, cast.actor("victor"), reason="The data are deleted tomorrow.")
    assert (one.is_urgent, one.is_suspended) == (True, True)


def test_court_comes_after_the_steps_of_the_timetable(cast: Cast) -> None:
    one = dispute(cast, "negotiating")
    with pytest.raises(Refused):
        actions.leave(one, cast.actor("ana"), forum="The court", reason="At once.")


# -- from other matters --------------------------------------------------------------------------------------------


def test_an_unsigned_note_leads_to_a_dispute_about_the_change(cast: Cast) -> None:
    cr = CHANGES["approved, a dispute may begin"](cast, "client")
    changes.dispute(cr, cast.actor("edda"), reason="Not signed.", relief="A signature.")
    (one,) = access.about(cr, cast.actor("vera"))
    assert (one.state, one.raised_by, one.title, one.about_id) == ("noticed", Party.CLIENT, cr.title, cr.id)


def test_an_escalation_leads_to_a_dispute_about_it(cast: Cast) -> None:
    raised = climbing.escalation(cast, "in_hand")
    escalations.to_dispute(raised, cast.actor("vera"), reason="Nothing moves.", relief="A decision.")
    (one,) = access.about(raised, cast.actor("ana"))
    assert isinstance(one, Dispute)
    assert (raised.state, one.raised_by, one.particulars) == ("disputed", Party.VENDOR, "Nothing moves.")
    assert verify(cast.agreement.id) is None


# -- the map -------------------------------------------------------------------------------------------------------


def stops(one: Dispute, cast: Cast) -> list[path.Stop]:
    """The map as a manager of the client sees it."""
    return path.stops(one, access.events_of(one, cast.actor("ana")), queries.clocks_of(one))


def test_the_map_says_what_each_side_did_and_by_when_each_step_ends(cast: Cast) -> None:
    one = dispute(cast, "negotiating")
    found = {str(stop.label): stop for stop in stops(one, cast)}
    assert list(found) == [
        "Notice", "Acknowledgement", "Negotiation, tier 1", "Referral", "Mediator", "Mediation", "Settlement signed", "Performed",
    ]  # fmt: skip
    assert [stop.status for stop in found.values()] == ["done", "done", "now", "next", "next", "next", "next", "next"]
    assert found["Notice"].client is not None
    assert found["Notice"].vendor is None
    assert found["Acknowledgement"].vendor is not None
    assert all(stop.by for stop in list(found.values())[1:-1])


def test_the_map_ends_where_the_dispute_went(cast: Cast) -> None:
    one = actions.leave(dispute(cast, "unsettled"), cast.actor("ana"), forum="The court", reason="No.")
    assert [str(stop.label) for stop in stops(one, cast)][-1] == "Before court or arbitration"
