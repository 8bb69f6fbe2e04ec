"""Figures by real moves: submitted once for a period, accepted, contested and settled; nothing submitted is ever rewritten."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from bpo_gov.kernel import clock, ledger, timers
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Denied, Refused
from bpo_gov.kernel.ledger import Event
from bpo_gov.kpis import actions, queries
from bpo_gov.kpis.models import Figure
from bpo_gov.notifications import sweep
from tests.cast import Cast
from tests.conftest import NOW
from tests.house import deciding
from tests.house.measuring import figure

APRIL = "2026-04"


def events(one: Figure) -> list[str]:
    """The names of what happened, oldest first."""
    query = select(Event.name).where(Event.matter_id == one.id).order_by(Event.seq)
    return [name.partition(".")[2] for name in db.session.execute(query).scalars()]


def test_it_counts_once_the_other_side_has_accepted_it(cast: Cast) -> None:
    one = figure(cast, period=APRIL, numerator=Decimal(965), denominator=Decimal(1000))
    assert (one.label, one.state, one.ball, one.counted) == ("F-1", "provisional", "client", Decimal("96.5"))
    with pytest.raises(Denied):
        actions.accept(one, cast.actor("victor"))
    actions.accept(one, cast.actor("carl"))
    assert (one.state, one.ball) == ("accepted", None)
    assert ledger.verify(cast.agreement.id) is None


def test_silence_accepts_it_after_the_days_of_its_card(cast: Cast) -> None:
    one = figure(cast, period=APRIL)
    due = timers.due_of(one, "contest")
    assert due is not None
    assert timedelta(days=13) < due - NOW < timedelta(days=16)  # ten working days
    with clock.at(due - timedelta(minutes=1)):
        sweep.fire_due()
    assert one.state == "provisional"
    with clock.at(due):
        sweep.fire_due()
    assert (one.state, events(one)) == ("accepted", ["submitted", "due_soon", "passed_by"])


def test_a_contested_one_is_settled_by_both_and_what_was_submitted_stays(cast: Cast) -> None:
    one = figure(cast, "contested", period=APRIL)
    assert (one.ball, one.proposed, one.proposed_by) == ("vendor", Decimal(94), "client")
    with pytest.raises(Refused, match="Your side proposed"):
        actions.agree(one, cast.actor("ana"))
    actions.propose(one, cast.actor("victor"), value=Decimal("95.2"), reason="Half of them.")
    assert one.ball == "client"
    actions.agree(one, cast.actor("ana"))
    assert (one.state, one.value, one.counted) == ("agreed", Decimal("96.5"), Decimal("95.2"))


def test_who_contested_may_accept_it_after_all(cast: Cast) -> None:
    one = actions.give_up(figure(cast, "contested", period=APRIL), cast.actor("carl"))
    assert (one.state, one.counted, one.proposed) == ("accepted", Decimal("96.5"), None)


def test_a_decision_that_holds_determines_it_and_no_other(cast: Cast) -> None:
    one = figure(cast, "contested", period=APRIL)
    open_ = deciding.decision(cast, "proposed", about=one)
    with pytest.raises(Refused, match="both sides agreed to"):
        actions.determine(one, cast.actor("ana"), value=Decimal(95), decision=open_)
    held = deciding.decision(cast, "agreed", about=one, title="April counts as 95")
    actions.determine(one, cast.actor("vera"), value=Decimal(95), decision=held)
    assert (one.state, one.counted, one.decided_by_id) == ("determined", Decimal(95), held.id)


def test_a_period_has_one_figure_until_it_is_withdrawn(cast: Cast) -> None:
    one = figure(cast, period=APRIL)
    with pytest.raises(Refused, match="a figure for this period already: F-1"):
        figure(cast, period=APRIL)
    actions.withdraw(one, cast.actor("victor"), reason="The wrong month.")
    assert figure(cast, period=APRIL).label == "F-2"


def test_a_correction_adds_and_never_rewrites(cast: Cast) -> None:
    one = figure(cast, "accepted", period=APRIL)
    actions.correct(
        one, cast.actor("victor"), value=Decimal(97), numerator=None, denominator=None, reason="Two days were missing."
    )
    newer = queries.at(cast.agreement.id, "KPI-01", APRIL)
    assert newer is not None
    assert (one.state, one.value, one.slot) == ("replaced", Decimal("96.5"), None)
    assert (newer.state, newer.value, newer.replaces_id, newer.ball) == ("provisional", Decimal(97), one.id, "client")
    assert [found.label for found in queries.of_kpi(cast.actor("ana"), "KPI-01")] == [newer.label]


def test_no_data_is_a_figure_and_neither_zero_nor_hundred(cast: Cast) -> None:
    one = figure(cast, "accepted", period=APRIL, value=None)
    assert (one.state, one.counted) == ("accepted", None)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"code": "KPI-99"}, "has no KPI"),
        ({"code": "KPI-06", "period": "2026-Q1"}, "The other side measures"),
        ({"period": "2026-Q1"}, "another length of period"),
        ({"period": "2026-06"}, "not over yet"),
        ({"period": "2026-13"}, "is no period"),
        ({"period": "April"}, "is no period"),
        ({"period": "2025-01"}, "before the agreement began"),
    ],
)
def test_what_cannot_be_submitted_is_refused(cast: Cast, words: dict[str, str], says: str) -> None:
    with pytest.raises(Refused, match=says):
        actions.submit(cast.actor("victor"), **{"code": "KPI-01", "period": APRIL, "value": Decimal(96), **words})  # type: ignore[arg-type]
    assert db.session.scalars(select(Figure)).all() == []


def test_it_may_be_what_a_dispute_an_escalation_or_a_decision_is_about(cast: Cast) -> None:
    one = figure(cast, "contested", period=APRIL)
    decision = deciding.decision(cast, about=one)
    assert decision.about_id == one.id
