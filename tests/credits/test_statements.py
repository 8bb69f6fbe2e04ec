"""Statements by real moves: drawn up from settled figures, claimed, confirmed, applied; what is settled later is added, never rewritten."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from bpo_gov.credits import actions, months, rounds
from bpo_gov.credits.models import Statement
from bpo_gov.kernel import clock, ledger, timers
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Denied, Refused
from bpo_gov.kernel.parties import Party
from bpo_gov.kpis import actions as figures
from bpo_gov.kpis import queries as measured
from bpo_gov.kpis.rules.periods import parse
from bpo_gov.notifications import sweep
from tests.cast import Cast
from tests.conftest import NOW
from tests.house.charging import missed, statement

MONTH = Decimal("83333.33")  # a twelfth of the annual charges
POINT = Decimal("416.67")  # half a percent of it


def test_what_a_missed_level_costs_is_claimed_confirmed_and_applied(cast: Cast) -> None:
    one = statement(cast, period="2026-04")
    assert (one.label, one.title, one.state, one.ball) == ("CS-1", "2026-04: KPI-01", "drawn", "client")
    assert (one.charges, one.gross, one.due) == (MONTH, Decimal("1666.67"), Decimal("1666.67"))  # 4 points
    with pytest.raises(Denied):
        actions.claim(one, cast.actor("carl"), charges=one.charges)  # a member
    actions.claim(one, cast.actor("ana"), charges=one.charges)
    assert (one.state, one.ball) == ("claimed", "vendor")
    actions.confirm(one, cast.actor("vera"))
    actions.apply(one, cast.actor("victor"), document="CN-7", applied_on=date(2026, 6, 2))
    assert (one.state, one.ball, one.document) == ("applied", None, "CN-7")
    assert ledger.verify(cast.agreement.id) is None


def test_other_charges_reckon_it_anew_and_the_record_says_so(cast: Cast) -> None:
    one = statement(cast, period="2026-04")
    actions.claim(one, cast.actor("ana"), charges=Decimal(100_000))
    assert (one.charges, one.due, one.invoice) == (Decimal(100_000), Decimal(2000), Decimal(100_000))
    assert one.lines[0]["amount"] == "2000"


def test_a_contested_figure_is_in_no_sum_and_what_it_comes_to_is_added_later(cast: Cast) -> None:
    missed(cast, period="2026-04")
    contested = figures.submit(cast.actor("victor"), code="KPI-04", period="2026-04", value=Decimal("99.7"))
    figures.contest(contested, cast.actor("carl"), value=Decimal("98"), reason="Three runs are left out.")
    first = actions.draw_up(cast.actor("carl"), period="2026-04", owed_by="vendor")
    assert (first.due, first.ring_fenced) == (Decimal("1666.67"), POINT)
    assert [line["standing"] for line in first.lines] == ["settled", "contested"]
    with pytest.raises(Refused, match="Nothing is due"):
        actions.draw_up(cast.actor("carl"), period="2026-04", owed_by="vendor")
    figures.agree(contested, cast.actor("vera"))
    further = actions.draw_up(cast.actor("carl"), period="2026-04", owed_by="vendor")
    assert (further.nth, further.before, further.due) == (
        2,
        Decimal("1666.67"),
        Decimal("1666.67"),
    )  # four bands as well
    assert first.due == Decimal("1666.67")


def test_a_corrected_figure_gives_back_what_was_too_much(cast: Cast) -> None:
    month = missed(cast, period="2026-04")
    actions.draw_up(cast.actor("carl"), period=month, owed_by="vendor")
    old = measured.at(cast.agreement.id, "KPI-01", month)
    assert old is not None
    figures.correct(
        old, cast.actor("victor"), value=Decimal(96), numerator=None, denominator=None, reason="Counted again."
    )
    newer = measured.at(cast.agreement.id, "KPI-01", month)
    assert newer is not None
    figures.accept(newer, cast.actor("carl"))
    back = actions.draw_up(cast.actor("victor"), period=month, owed_by="vendor")
    assert (back.due, back.creditor, back.ball) == (Decimal("-1666.67"), Party.VENDOR, "vendor")
    actions.claim(back, cast.actor("vera"), charges=back.charges)
    assert back.ball == "client"


def test_the_other_side_does_not_draw_up_what_it_owes(cast: Cast) -> None:
    month = missed(cast, period="2026-04")
    with pytest.raises(Refused, match="due to the other side"):
        actions.draw_up(cast.actor("victor"), period=month, owed_by="vendor")
    with pytest.raises(Refused, match="not over yet"):
        actions.draw_up(cast.actor("carl"), period="2026-06", owed_by="vendor")
    with pytest.raises(Refused, match="Name a month"):
        actions.draw_up(cast.actor("carl"), period="2026-Q1", owed_by="vendor")


def test_the_client_owes_for_what_it_missed_in_the_same_way(cast: Cast) -> None:
    one = statement(cast, side="vendor", period="2026-04")
    assert (one.owed_by, one.creditor, one.due > 0) == (Party.CLIENT, Party.VENDOR, True)


def test_a_later_period_earns_it_back_once(cast: Cast) -> None:
    one = statement(cast, period="2026-03")
    missed(cast, period="2026-04", value="97.5")  # KPI-01 must beat 97
    back = actions.draw_up(cast.actor("victor"), period="2026-04", owed_by="vendor")
    assert (back.earned, back.due, back.creditor) == (one.due, -one.due, Party.VENDOR)
    missed(cast, period="2026-05", value="98")
    with pytest.raises(Refused, match="Nothing is due"):
        actions.draw_up(cast.actor("victor"), period="2026-05", owed_by="vendor")


def test_what_lapsed_is_not_earned_back(cast: Cast) -> None:
    one = statement(cast, period="2026-03")
    due = timers.due_of(one, "claim")
    assert due is not None
    assert timedelta(days=27) < due - NOW < timedelta(days=32)  # twenty working days
    with clock.at(due):
        sweep.fire_due()
        assert (one.state, one.ball) == ("lapsed", None)
        missed(cast, period="2026-04", value="97.5")
        with pytest.raises(Refused, match="Nothing is due"):
            actions.draw_up(cast.actor("victor"), period="2026-04", owed_by="vendor")


def test_a_repeat_counts_twice(cast: Cast) -> None:
    missed(cast, period="2026-03", value="94.9")
    missed(cast, period="2026-04", value="94.9")
    one = actions.draw_up(cast.actor("carl"), period="2026-04", owed_by="vendor")
    assert (one.lines[0]["points"], one.lines[0]["times"]) == (2, 2)


def test_an_objection_is_settled_by_the_other_count_and_nothing_is_stated_again(cast: Cast) -> None:
    one = statement(cast, "objected", period="2026-04")
    actions.settle(one, cast.actor("ana"))
    assert (one.state, one.amount, one.due) == ("confirmed", Decimal(500), Decimal("1666.67"))
    with pytest.raises(Refused, match="Nothing is due"):
        actions.draw_up(cast.actor("carl"), period="2026-04", owed_by="vendor")


def test_the_clock_states_a_month_once_none_of_its_figures_is_open(cast: Cast) -> None:
    missed(cast, period="2026-04", accepted=False)
    db.session.commit()
    assert rounds.draw_up_all() == []
    one = measured.at(cast.agreement.id, "KPI-01", "2026-04")
    assert one is not None
    figures.accept(one, cast.actor("carl"))
    db.session.commit()
    assert rounds.draw_up_all() == ["CS-1"]
    assert rounds.draw_up_all() == []
    drawn = db.session.scalars(select(Statement)).one()
    assert (drawn.raised_by, drawn.raised_by_id, drawn.ball) == (Party.CLIENT, None, "client")


def test_the_cap_of_the_month_cuts_in_proportion_and_to_the_last_unit(cast: Cast) -> None:
    for code in ("KPI-01", "KPI-03", "KPI-04", "KPI-05"):
        for month in ("2026-03", "2026-04"):
            by = "carl" if code == "KPI-05" else "victor"
            one = figures.submit(cast.actor(by), code=code, period=month, value=Decimal(60))
            figures.accept(one, cast.actor("victor" if by == "carl" else "carl"))
    known = months.ground(cast.agreement.id, date(2026, 3, 1))
    found = months.reckoned(known, parse("2026-04"), Party.VENDOR)
    assert found is not None
    assert found.gross == 4 * 8 * POINT - Decimal("0.08") or found.gross > found.cap_of_period  # eight points each
    assert found.net == found.cap_of_period == Decimal("8333.33")
    assert found.is_at_cap
    assert sum(line.allowed for line in found.lines) == found.net
