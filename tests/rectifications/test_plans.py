"""A rectification plan: a failing, drafts as versions, their review, steps with days, and whether it was put right."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from bpo_gov.agreements import policies
from bpo_gov.kernel import clock, ledger, timers
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Denied, Refused
from bpo_gov.kernel.ledger import Event
from bpo_gov.kernel.parties import Party
from bpo_gov.notifications import sweep
from bpo_gov.rectifications import actions, queries, rules
from bpo_gov.rectifications.models import Outcome, Rectification, Root
from tests import make
from tests.cast import Cast
from tests.conftest import NOW
from tests.house import deciding, measuring
from tests.house.righting import FIRST, LAST, draft, plan, words


def events(one: Rectification) -> list[str]:
    """What the record holds, oldest first."""
    query = select(Event.name).where(Event.matter_id == one.id).order_by(Event.seq)
    return [name.partition(".")[2] for name in db.session.execute(query).scalars()]


def ring(one: Rectification, policy: str) -> datetime:
    """Let the clock come to the end of a deadline; when that was."""
    due = timers.due_of(one, policy)
    assert due is not None
    with clock.at(due):
        sweep.fire_due()
    return due


def test_from_the_failing_to_what_is_verified(cast: Cast) -> None:
    one = plan(cast)
    assert (one.label, one.state, one.ball, one.notice_late) == ("RP-1", "notified", "vendor", 0)
    actions.draft(one, cast.actor("victor"), **draft(cast))
    assert (one.state, one.ball) == ("drafted", "client")
    with pytest.raises(Denied):
        actions.accept(one, cast.actor("vera"))  # the side that wrote it
    actions.accept(one, cast.actor("ana"))
    assert (one.state, one.ball, one.next_on) == ("executing", "vendor", FIRST)
    actions.finish(one, cast.actor("victor"), step=one.steps[0].id, done="Both signed.")
    assert one.next_on == LAST
    with pytest.raises(Refused, match="A step is open still"):
        actions.report(one, cast.actor("victor"), report="Both work since Monday.")
    actions.finish(one, cast.actor("victor"), step=one.steps[1].id, done="Both are trained.")
    assert [one.next_on, timers.due_of(one, "execute")] == [None, None]
    with pytest.raises(Refused, match="Every step is done"):
        actions.finish(one, cast.actor("victor"), step=one.steps[1].id, done="Again.")
    actions.report(one, cast.actor("victor"), report="Both work since Monday.")
    assert (one.state, one.ball) == ("reported", "client")
    actions.verify(one, cast.actor("ana"), remark="")
    assert (one.state, one.ball, one.is_late) == ("verified", None, False)
    assert ledger.verify(cast.agreement.id) is None


def test_the_client_owes_a_plan_just_as_well(cast: Cast) -> None:
    one = plan(cast, "executing", "vendor")
    assert (one.at_fault, one.notifier, one.ball) == ("client", "vendor", "client")


def test_a_draft_that_is_sent_back_stays_as_it_was_beside_the_next_one(cast: Cast) -> None:
    one = plan(cast, "returned")
    assert (one.ball, one.finding, [(d.edition, d.outcome) for d in one.drafts]) == (
        "vendor",
        "Who trains them?",
        [(1, Outcome.RETURNED)],
    )
    actions.draft(one, cast.actor("victor"), **draft(cast, denies=True, cause="The switchboard."))
    assert [(d.edition, d.cause, d.denies) for d in one.drafts] == [
        (1, "The night team was short.", False),
        (2, "The switchboard.", True),
    ]
    actions.accept(one, cast.actor("ana"))
    assert [d.outcome for d in one.drafts] == [Outcome.RETURNED, Outcome.ACCEPTED]


def test_it_is_linked_to_the_figure_that_holds_for_the_period(cast: Cast) -> None:
    figure = measuring.figure(cast, "accepted", period="2026-05")
    one = plan(cast, figure=("KPI-01", "2026-05"))
    found = queries.figure_of(one)
    assert found is not None
    assert (one.about_id, found.id) == (figure.id, figure.id)


@pytest.mark.parametrize(("day", "late"), [(date(2026, 5, 29), 0), (date(2026, 5, 28), 1), (date(2026, 5, 26), 3)])
def test_a_notice_after_three_working_days_is_flagged(cast: Cast, day: date, late: int) -> None:
    assert plan(cast, known_on=day).notice_late == late


def test_told_on_the_day_it_was_known_is_in_time_whatever_the_hour(cast: Cast) -> None:
    counting = policies.counting(plan(cast).framework.terms)
    assert rules.told(counting, NOW.date(), 3, NOW).days_late == 0
    assert rules.told(counting, date(2026, 5, 1), 3, NOW).days_late > 10


def test_a_draft_is_due_after_ten_working_days_and_late_ones_are_flagged(cast: Cast) -> None:
    one = plan(cast)
    assert ring(one, "draft") == datetime(2026, 6, 17, 16, 0, tzinfo=UTC)
    assert (one.state, one.is_late, events(one)[-2:]) == ("notified", True, ["due_soon", "overdue"])
    actions.draft(one, cast.actor("victor"), **draft(cast))
    assert (one.state, one.is_late) == ("drafted", True)


def test_silence_about_a_draft_reminds(cast: Cast) -> None:
    one = plan(cast, "drafted")
    ring(one, "review")
    assert (one.state, events(one)[-1]) == ("drafted", "reminded")


def test_silence_about_a_draft_approves_it_where_the_framework_says_so(cast: Cast) -> None:
    make.next_version(cast, lambda data: data["rectification"].update(silence="approved"))
    one = plan(cast, "drafted")
    ring(one, "review")
    assert (one.state, one.ball, one.drafts[0].outcome) == ("executing", "vendor", Outcome.SILENCE)
    assert "passed_by" in events(one)
    assert timers.due_of(one, "execute") is not None


def test_silence_about_what_was_done_verifies_nothing(cast: Cast) -> None:
    make.next_version(cast, lambda data: data["rectification"].update(silence="approved"))
    one = plan(cast, "reported")
    ring(one, "confirm")
    assert (one.state, events(one)[-1]) == ("reported", "reminded")


def test_each_step_has_its_own_clock(cast: Cast) -> None:
    one = plan(cast, "executing")
    assert ring(one, "execute").date() == FIRST
    assert (one.state, one.is_late) == ("executing", True)
    actions.finish(one, cast.actor("victor"), step=one.steps[0].id, done="Both signed.")
    due = timers.due_of(one, "execute")
    assert due is not None
    assert due.date() == LAST


def test_it_can_fail_once_a_day_has_passed_or_it_was_reported(cast: Cast) -> None:
    one = plan(cast, "executing")
    with pytest.raises(Refused, match="no day of it has passed"):
        actions.fail(one, cast.actor("ana"), reason="Nothing happens.")
    due = ring(one, "execute")
    with clock.at(due + timedelta(hours=1)):
        actions.fail(one, cast.actor("ana"), reason="Nothing happens.")
    assert (one.state, one.ball, one.slot) == ("failed", None, None)
    assert queries.failed(cast.agreement.id) == {Party.VENDOR: [due.date()]}  # what ends an agreement watches it
    assert plan(cast, figure=(one.code, one.period)).label == "RP-2"  # another plan may be asked for


def test_an_experts_decision_lifts_it_where_the_cause_lay_with_who_notified(cast: Cast) -> None:
    shared, lifted = plan(cast, "drafted"), plan(cast, "executing")
    held = deciding.decision(cast, "agreed", about=shared)
    actions.determine(shared, cast.actor("vera"), root=Root.BOTH, decision=held)
    assert (shared.state, shared.ball, shared.root, timers.due_of(shared, "review")) != ("lifted", None, None, None)
    assert shared.state == "drafted"
    actions.determine(lifted, cast.actor("vera"), root=Root.CLIENT, decision=held)
    assert (lifted.state, lifted.ball, lifted.root) == ("lifted", None, Root.CLIENT)


def test_only_a_decision_of_both_determines_the_cause(cast: Cast) -> None:
    one = plan(cast, "drafted")
    with pytest.raises(Refused, match="both sides agreed to"):
        actions.determine(one, cast.actor("ana"), root=Root.BOTH, decision=deciding.decision(cast, about=one))


def test_a_failing_has_one_plan_until_it_is_withdrawn(cast: Cast) -> None:
    one = plan(cast, figure=("KPI-01", "2026-05"))
    with pytest.raises(Refused, match="a plan for this failing already: RP-1"):
        plan(cast, figure=("KPI-01", "2026-05"))
    actions.withdraw(one, cast.actor("ana"), reason="It was our own fault.")
    assert plan(cast, figure=("KPI-01", "2026-05")).label == "RP-2"


@pytest.mark.parametrize(
    ("figure", "says"),
    [
        (("KPI-99", "2026-05"), "has no KPI"),
        (("KPI-08", "2026-05"), "does not measure that side"),
        (("KPI-01", "2026-Q1"), "another length of period"),
        (("KPI-01", "May"), "is no period"),
        (("KPI-01", "2025-01"), "outside the term"),
        (("KPI-01", "2026-07"), "has not begun"),
    ],
)
def test_what_cannot_be_a_failing_is_refused(cast: Cast, figure: tuple[str, str], says: str) -> None:
    with pytest.raises(Refused, match=says):
        actions.notify(cast.actor("carl"), **words(cast, figure=figure))


def test_a_framework_without_the_section_has_the_usual_times(cast: Cast) -> None:
    make.next_version(cast, lambda data: data.pop("rectification"))
    one = plan(cast)
    assert one.framework.terms.rectification is None
    assert timers.due_of(one, "draft") == datetime(2026, 6, 17, 16, 0, tzinfo=UTC)
