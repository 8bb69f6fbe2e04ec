"""Reports by real moves: delivered in time or late, accepted, sent back, done without; what the clock does of itself."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bpo_gov.kernel import clock, ledger, timers
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Denied, Refused
from bpo_gov.kernel.ledger import Event
from bpo_gov.kernel.parties import Party, clock_of
from bpo_gov.notifications import sweep
from bpo_gov.reports import actions, terms
from bpo_gov.reports.models import Report
from tests.cast import Cast
from tests.conftest import NOW
from tests.house.reporting import LINK, MEMBERS, NAMES, OTHERS, SITUATIONS, WAIVERS, WHY, deliver, report

SIDES = pytest.mark.parametrize("side", ["client", "vendor"])


def at(month: int, day: int, hour: int = 9) -> datetime:
    """A moment of 2026, UTC."""
    return datetime(2026, month, day, hour, tzinfo=UTC)


@SIDES
def test_it_is_delivered_and_accepted_by_the_sides_that_owe_and_read_it(cast: Cast, side: str) -> None:
    one = report(cast, side=side, period="2026-05")
    assert (one.label, one.title, one.state, one.ball) == ("RPT-1", f"{NAMES[side]}, 2026-05", "due", side)
    assert (one.begins, one.ends, one.ower, one.raised_by_id) == (date(2026, 5, 1), date(2026, 5, 31), Party(side), None)  # fmt: skip
    with pytest.raises(Denied):
        actions.deliver(one, cast.actor(OTHERS[side]), link=LINK)
    with pytest.raises(Refused):
        actions.accept(one, cast.actor(OTHERS[side]))
    deliver(cast, one)
    assert (one.state, one.ball, one.is_late, one.link) == ("delivered", OTHERS_SIDE[side], False, LINK)
    assert (one.first_at, one.delivered_at) == (NOW, NOW)
    with pytest.raises(Denied):
        actions.accept(one, cast.actor(MEMBERS[side]))  # its own report
    with pytest.raises(Denied):
        actions.accept(one, cast.actor("cora"))
    actions.accept(one, cast.actor(OTHERS[side]))
    assert (one.state, one.ball, one.ended_at, one.by_silence) == ("accepted", None, NOW, False)
    assert ledger.verify(cast.agreement.id) is None


OTHERS_SIDE = {"client": "vendor", "vendor": "client"}


@SIDES
def test_what_was_sent_back_is_delivered_again_in_a_time_of_its_own(cast: Cast, side: str) -> None:
    one = report(cast, "delivered", side, period="2026-05")
    with clock.at(at(6, 22)):
        actions.send_back(one, cast.actor(OTHERS[side]), reason=WHY)
        assert (one.state, one.ball, one.reason, one.is_late) == ("returned", side, WHY, False)
        within = terms.owed(one.framework.terms, one.name).within  # type: ignore[union-attr]  # it is watched
        assert (
            one.due_at == {"vendor": at(6, 29, 16), "client": at(7, 6, 16)}[side]
        )  # so many working days from the return
        assert within == {"vendor": 5, "client": 10}[side]
    with clock.at(at(6, 24)):
        deliver(cast, one)
    assert (one.state, one.is_late, one.first_at, one.delivered_at) == ("delivered", False, NOW, at(6, 24))


def test_what_is_sent_back_before_it_was_due_keeps_its_time(cast: Cast) -> None:
    one = report(cast, period="2026-06")
    first = one.due_at
    with clock.at(at(6, 29)):
        deliver(cast, one)
        actions.send_back(one, cast.actor("carl"), reason=WHY)
    assert one.due_at == first == at(7, 7, 16)  # the fifth working day of July


def test_a_holiday_moves_the_day_on_which_it_is_late(cast: Cast) -> None:
    one = report(
        cast, period="2026-04"
    )  # 1 May, then 5 to 8: the fourth is a bank holiday, the second and third a weekend
    assert one.owed_at == one.due_at == at(5, 8, 16)
    with clock.at(at(5, 8, 15)):
        deliver(cast, one)
    assert (one.is_late, one.lead) == (False, 0)


@pytest.mark.parametrize(
    ("when", "lead", "late"),
    [
        (at(4, 27), 8, False), (at(5, 1), 4, False), (at(5, 8, 16), 0, False), (at(5, 8, 17), -1, True), (at(5, 9), -1, True), (at(5, 13), -3, True),
        (at(5, 26), -11, True),
    ],
)  # fmt: skip
def test_days_early_and_late_are_kept_as_working_days(cast: Cast, when: datetime, lead: int, late: bool) -> None:
    one = report(cast, period="2026-04")
    with clock.at(when):
        deliver(cast, one)
    assert (one.lead, one.is_late) == (lead, late)


def test_the_clock_says_late_and_the_mark_stays(cast: Cast) -> None:
    one = report(cast, period="2026-06")
    with clock.at(at(7, 7, 17)):
        sweep.fire_due()
        db.session.refresh(one)
        assert (one.state, one.is_late, one.ball) == ("due", True, "vendor")
    names = list(db.session.scalars(select(Event.name).where(Event.matter_id == one.id).order_by(Event.seq)))
    assert names == ["report.opened", "report.due_soon", "report.late"]
    with clock.at(at(7, 8)):
        deliver(cast, one)
        actions.accept(one, cast.actor("carl"))
    assert (one.state, one.is_late, one.lead) == ("accepted", True, -1)


def test_the_warning_falls_within_the_counted_days_not_in_the_period(cast: Cast) -> None:
    one = report(cast, period="2026-06")
    warning, due = sorted(timers.live(one), key=lambda timer: timer.due_at)
    assert (warning.is_warning, due.due_at) == (True, at(7, 7, 16))
    assert at(7, 3) < warning.due_at < at(7, 7)


def test_it_cannot_be_delivered_long_before_its_period_ends(cast: Cast) -> None:
    one = report(cast, period="2026-06")
    with pytest.raises(Refused, match="can be delivered from"):
        deliver(cast, one)
    with clock.at(at(6, 24)):
        deliver(cast, one)
    assert one.lead == 9


def test_silence_accepts_only_where_the_framework_says_so(cast: Cast) -> None:
    forecast, service = (
        report(cast, "delivered", "client", period="2026-05"),
        report(cast, "delivered", period="2026-05"),
    )
    assert (forecast.due_at, service.due_at) == (at(6, 10, 16), at(6, 17, 16))  # five working days, and ten
    with clock.at(at(6, 18)):
        sweep.fire_due()
    db.session.refresh(forecast)
    db.session.refresh(service)
    assert (forecast.state, forecast.by_silence, forecast.ended_at is not None) == ("accepted", True, True)
    assert (service.state, service.by_silence) == ("delivered", False)
    query = select(func.count()).where(Event.name.in_(("report.deemed", "report.reminded")))
    assert db.session.scalar(query) == 2


@SIDES
def test_the_side_that_it_is_for_does_without_it(cast: Cast, side: str) -> None:
    one = report(cast, side=side, period="2026-05")
    for name in (
        WAIVERS[OTHERS_SIDE[side]],
        OTHERS[side],
    ):  # the manager of the side that owes it, a member of the other
        with pytest.raises(Denied):
            actions.waive(one, cast.actor(name), reason="No.")
    actions.waive(one, cast.actor(WAIVERS[side]), reason="The month was closed.")
    assert (one.state, one.ball, one.reason) == ("waived", None, "The month was closed.")
    with pytest.raises(Refused):
        deliver(cast, one)


def test_nobody_but_the_clock_opens_one_and_only_what_the_framework_watches(cast: Cast) -> None:
    mine = clock_of(cast.agreement.id)
    with pytest.raises(Denied):
        actions.open_(cast.actor("ana"), name=NAMES["vendor"], period="2026-05")
    for name in ("Something else", "Risk register and continuity test results"):  # the second is only stated
        with pytest.raises(Refused, match="does not ask"):
            actions.open_(mine, name=name, period="2026-05")
    actions.open_(mine, name=NAMES["vendor"], period="2026-05")
    with pytest.raises(Refused, match="there already"):
        actions.open_(mine, name=NAMES["vendor"], period="2026-05")


def test_the_worst_of_several_deliveries_counts(cast: Cast) -> None:
    one = report(cast, "returned", period="2026-05")
    assert one.due_at is not None
    with clock.at(one.due_at + timedelta(days=7)):
        deliver(cast, one)
    assert (one.is_late, one.lead) == (True, -5)


@pytest.mark.parametrize("situation", SITUATIONS)
@SIDES
def test_every_situation_holds(cast: Cast, situation: str, side: str) -> None:
    one = SITUATIONS[situation](cast, side)
    assert isinstance(one, Report)
    assert one.state == situation.split(",")[0].split()[0]
    assert ledger.verify(cast.agreement.id) is None
