"""A claim for relief: notice, details, answer; what it excuses, where a milestone goes, and what it means to be late."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bpo_gov.agreements import actions as agreements
from bpo_gov.kernel import clock, ledger, timers
from bpo_gov.kernel.calendars import from_json
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Denied, NotFound, Refused
from bpo_gov.kernel.ledger import Event
from bpo_gov.kernel.parties import Party
from bpo_gov.notifications import sweep
from bpo_gov.reliefs import actions, queries
from bpo_gov.reliefs.models import Relief
from tests import make
from tests.cast import Cast
from tests.conftest import NOW
from tests.house import deciding, owing
from tests.house.relieving import details, relief, words

APRIL, MAY = ("KPI-01", "2026-04"), ("KPI-01", "2026-05")


def events(one: Relief) -> list[str]:
    """What the record holds, oldest first."""
    query = select(Event.name).where(Event.matter_id == one.id).order_by(Event.seq)
    return [name.partition(".")[2] for name in db.session.execute(query).scalars()]


def lapsing(cast: Cast) -> None:
    """From now on what is late lapses."""
    make.next_version(cast, lambda data: data["relief"].update(on_late="lapse"))


def test_what_is_accepted_is_excused_and_moves_the_milestone_by_the_days_of_the_cause_alone(cast: Cast) -> None:
    one = relief(cast)
    assert (one.label, one.state, one.ball, one.is_late) == ("R-1", "noticed", "vendor", False)
    actions.detail(one, cast.actor("victor"), **details())
    assert (one.state, one.ball, queries.excused(cast.agreement.id)) == ("claimed", "client", set())
    with pytest.raises(Denied):
        actions.accept(one, cast.actor("carl"))  # a member may not
    with pytest.raises(Denied):
        actions.accept(one, cast.actor("vera"))  # nor the side that claims
    actions.accept(one, cast.actor("ana"))
    assert (one.state, one.ball, one.caused, one.moved_by) == ("accepted", None, 6, 5)
    assert queries.excused(cast.agreement.id) == queries.excused(cast.agreement.id) == {APRIL, MAY}
    assert (one.milestone_on, one.moved_to) == (date(2026, 7, 1), date(2026, 7, 8))
    assert ledger.verify(cast.agreement.id) is None


@pytest.mark.parametrize(("side", "other", "code"), [("vendor", "ana", "KPI-01"), ("client", "vera", "KPI-08")])
def test_both_sides_may_claim(cast: Cast, side: str, other: str, code: str) -> None:
    one = relief(cast, "accepted", side)
    assert (one.claimant, one.state) == (Party(side), "accepted")
    assert queries.excused(cast.agreement.id) == {(code, "2026-04"), (code, "2026-05")}


def test_the_milestone_is_counted_over_holidays_and_the_count_is_kept(cast: Cast) -> None:
    one = relief(
        cast, "claimed", milestone_on=date(2026, 8, 28), delay=3, own_delay=0
    )  # the last Monday of August is closed
    actions.accept(one, cast.actor("ana"))
    assert one.moved_to == date(2026, 9, 3)
    assert one.moved_count is not None
    skipped = [day.day for day in from_json(one.moved_count).days if day.counted is None]
    assert skipped == [date(2026, 8, 29), date(2026, 8, 30), date(2026, 8, 31)]


def test_an_action_that_is_the_milestone_gets_its_later_day_by_a_move_of_its_own(cast: Cast) -> None:
    item = owing.item(cast, side="client", due_on=date(2026, 6, 12))  # the vendor owes it
    one = relief(cast, "claimed", item=item, milestone="", milestone_on=None, delay=4, own_delay=0)
    actions.accept(one, cast.actor("ana"))
    assert (one.milestone_on, one.moved_to, item.due_on) == (date(2026, 6, 12), date(2026, 6, 18), date(2026, 6, 18))
    last = db.session.scalars(select(Event.name).where(Event.matter_id == item.id).order_by(Event.seq.desc())).first()
    assert last == "action_item.day_moved"


def test_a_day_that_both_moved_further_meanwhile_stays(cast: Cast) -> None:
    item = owing.item(cast, side="client", due_on=date(2026, 6, 12))
    one = relief(cast, "claimed", item=item, milestone="", milestone_on=None, delay=2, own_delay=0)
    owing.actions.move_day(item, cast.actor("vera"), due_on=date(2026, 7, 15), reason="Holidays.")
    actions.accept(one, cast.actor("ana"))
    assert item.due_on == date(2026, 7, 15)


def test_a_part_excuses_a_part_and_the_claimant_settles_for_it(cast: Cast) -> None:
    one = relief(cast, "partly")
    assert (one.state, one.ball, one.caused, one.moved_by) == ("partly", "vendor", 4, 3)
    assert queries.excused(cast.agreement.id) == {APRIL}
    actions.settle_for(one, cast.actor("vera"))
    assert (one.state, one.ball, queries.excused(cast.agreement.id)) == ("accepted", None, {APRIL})


def test_what_was_refused_excuses_nothing_until_a_decision_of_both_determines_it(cast: Cast) -> None:
    one = relief(cast, "refused")
    assert (one.ball, queries.excused(cast.agreement.id), one.answer) == (
        "vendor",
        set(),
        "It was closed at night only.",
    )
    open_ = deciding.decision(cast, about=one)
    granted: dict[str, Any] = {"figures": {MAY}, "caused": 2}
    with pytest.raises(Refused, match="both sides agreed to"):
        actions.determine(one, cast.actor("vera"), decision=open_, **granted)
    held = deciding.decision(cast, "agreed", about=one, title="May is excused")
    actions.determine(one, cast.actor("vera"), decision=held, **granted)
    assert (one.state, one.moved_by, one.decided_by_id) == ("determined", 1, held.id)
    assert queries.excused(cast.agreement.id) == {MAY}


def test_who_refused_may_give_way_and_who_claims_may_let_it_rest(cast: Cast) -> None:
    assert actions.give_way(relief(cast, "refused"), cast.actor("ana")).state == "accepted"
    assert actions.withdraw(relief(cast, "refused"), cast.actor("victor"), reason="Let it rest.").ball is None
    assert queries.excused(cast.agreement.id) == {APRIL, MAY}  # of the first


@pytest.mark.parametrize(("day", "late"), [(date(2026, 5, 12), 0), (date(2026, 5, 11), 1), (date(2026, 4, 24), 11)])
def test_a_notice_on_working_day_16_is_flagged(cast: Cast, day: date, late: int) -> None:
    one = actions.notify(cast.actor("victor"), **words(aware_on=day))  # 25 May is a holiday
    assert (one.notice_late, one.is_late, one.state) == (late, late > 0, "noticed")


def test_a_late_notice_is_refused_where_the_framework_lets_it_lapse(cast: Cast) -> None:
    lapsing(cast)
    assert actions.notify(cast.actor("victor"), **words(aware_on=date(2026, 5, 12))).notice_late == 0
    with pytest.raises(Refused, match="lets a late claim lapse"):
        actions.notify(cast.actor("victor"), **words(aware_on=date(2026, 5, 11)))


def test_late_details_are_flagged_and_the_claim_goes_on(cast: Cast) -> None:
    one = relief(cast)
    due = timers.due_of(one, "details")
    assert due == datetime(2026, 6, 17, 16, 0, tzinfo=UTC)  # ten working days, by five o'clock in London
    with clock.at(due):
        sweep.fire_due()
    assert (one.state, one.is_late, events(one)) == ("noticed", True, ["notified", "due_soon", "overdue"])
    with clock.at(due + timedelta(days=2)):
        actions.detail(one, cast.actor("victor"), **details())
    assert (one.state, one.details_late) == ("claimed", 2)


def test_late_details_let_the_claim_lapse_where_the_framework_says_so(cast: Cast) -> None:
    lapsing(cast)
    one = relief(cast)
    due = timers.due_of(one, "details")
    assert due is not None
    with clock.at(due):
        sweep.fire_due()
    assert (one.state, one.ball, events(one)) == ("lapsed", None, ["notified", "due_soon", "lapsed"])
    with pytest.raises(Refused):
        actions.detail(one, cast.actor("victor"), **details())


def test_silence_about_the_details_only_reminds(cast: Cast) -> None:
    one = relief(cast, "claimed")
    due = timers.due_of(one, "reply")
    assert due is not None
    with clock.at(due):
        sweep.fire_due()
    assert (one.state, one.ball, events(one)[-2:]) == ("claimed", "client", ["due_soon", "reminded"])


def test_a_framework_without_the_section_has_the_usual_times(cast: Cast) -> None:
    make.next_version(cast, lambda data: data.pop("relief"))
    one = relief(cast)
    assert one.framework.terms.relief is None
    assert timers.due_of(one, "details") == datetime(2026, 6, 17, 16, 0, tzinfo=UTC)
    assert from_json(one.notice_count).n == 15


def test_other_times_of_the_framework_count(cast: Cast) -> None:
    make.next_version(cast, lambda data: data["relief"].update(notice=3, details=1))
    one = relief(cast)
    assert (one.notice_late, timers.due_of(one, "details")) == (0, datetime(2026, 6, 4, 16, 0, tzinfo=UTC))
    assert actions.notify(cast.actor("victor"), **words(aware_on=date(2026, 5, 20))).notice_late == 6


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"aware_on": NOW.date() + timedelta(days=1)}, "still to come"),
        ({"aware_on": date(2025, 1, 31)}, "before the agreement began"),
    ],
)
def test_a_day_that_cannot_be_is_refused(cast: Cast, more: dict[str, Any], says: str) -> None:
    with pytest.raises(Refused, match=says):
        actions.notify(cast.actor("victor"), **words(**more))


def test_details_claim_something(cast: Cast) -> None:
    with pytest.raises(Refused, match="Name a figure"):
        actions.detail(
            relief(cast),
            cast.actor("victor"),
            **details(figures=(), milestone="", milestone_on=None, delay=None, own_delay=0),
        )


def test_the_claims_of_a_kpi_are_found_by_code_and_period(cast: Cast) -> None:
    one, other = relief(cast, "claimed"), relief(cast, "noticed", "client")
    ana = cast.actor("ana")
    assert [found.id for found in queries.of_kpi(ana, "KPI-01")] == [one.id]
    assert [found.id for found in queries.of_kpi(ana, "KPI-01", "2026-04")] == [one.id]
    assert [found.id for found in queries.of_kpi(ana, "KPI-08")] == [other.id]
    assert queries.of_kpi(ana, "KPI-01", "2026-03") == []


def test_another_agreement_sees_none_of_it(cast: Cast, second: Callable[[], Cast]) -> None:
    one = relief(cast, "accepted")
    away = second()
    with pytest.raises(NotFound):
        queries.load(one.number, away.actor("ana"))
    assert queries.excused(away.agreement.id) == set()
    assert queries.of_kpi(away.actor("ana"), "KPI-01") == []


@pytest.fixture
def second(app: Any) -> Callable[[], Cast]:
    """A second agreement of the same people."""
    import yaml

    from tests import cast as people

    def found() -> Cast:
        agreements.import_agreement(yaml.safe_dump(people.terms(reference="second"), sort_keys=False))
        return Cast.load("second")

    return found
