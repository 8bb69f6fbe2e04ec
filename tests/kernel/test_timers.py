"""Deadlines that start, stop, stand still and run on, as the rows of a table say."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from bpo_gov.change_requests.models import ChangeRequest
from bpo_gov.kernel import calendars, clock, holiday_table, timers
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.holidays import Entry
from bpo_gov.kernel.ledger import Told
from bpo_gov.kernel.moves import STAY, Deadline, Move
from bpo_gov.kernel.parties import Role, either
from bpo_gov.kernel.segments import segments_of
from bpo_gov.kernel.timers import Phase, Timer
from bpo_gov.kernel.workflow import WORKFLOWS, Workflow
from bpo_gov.notifications import sweep
from tests import make
from tests.cast import Cast
from tests.conftest import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


class State(StrEnum):
    IDLE = "draft"
    ONE = "submitted"
    TWO = "assessing"


def is_asked(cr: ChangeRequest) -> bool:
    """A question waits for its answer."""
    return "?" in cr.title


def is_urgent(cr: ChangeRequest) -> bool:
    """It is urgent."""
    return "!" in cr.title


@dataclass
class Desk:
    """A change request under a table of moves made for these tests."""

    flow: Workflow
    cr: ChangeRequest
    cast: Cast

    def do(self, verb: str, when: datetime = NOW, **words: Any) -> None:
        with clock.at(when), unit_of_work():
            self.flow.effects[verb](self.cr, self.cast.actor("carl"), **words)

    def title(self, title: str, when: datetime) -> None:
        self.do("rename", when, title=title)

    def timers(self, policy: str = "assess") -> list[Timer]:
        query = select(Timer).where(Timer.matter_id == self.cr.id, Timer.policy == policy).order_by(Timer.id)
        return list(db.session.execute(query).scalars())

    def timer(self, policy: str = "assess") -> Timer:
        return self.timers(policy)[-1]

    def waiting(self, when: datetime) -> list[int]:
        with clock.at(when):
            return [timer_id for timer_id, matter_id in timers.due() if matter_id == self.cr.id]


@pytest.fixture
def desk(cast: Cast) -> Iterator[Desk]:
    """A change request on the table of the tests; idle, nothing runs."""
    who, told = either(Role.MEMBER), Told.NOBODY
    flow = Workflow(
        "test_clock", "Clock", State, state_words={state: state.value for state in State},
        moves=[
            Move("begin", State.IDLE, State.ONE, who, "begun", told),
            Move("go_on", State.ONE, State.TWO, who, "gone_on", told),
            Move("rename", tuple(State), STAY, who, "renamed", told, retimes=True),
            Move("again", tuple(State), STAY, who, "again", told, restarts=True),
            Move("stay", tuple(State), STAY, who, "stayed", told),
            Move("leave", tuple(State), State.IDLE, who, "left", told),
        ],
        deadlines=(
            Deadline("assess", (State.ONE, State.TWO), "overdue", paused=is_asked),
            Deadline("accept", (State.ONE, State.TWO), "overdue", runs=is_urgent),
        ),
    )  # fmt: skip

    def rename(cr: ChangeRequest, actor: Any, /, *, title: str) -> None:
        cr.title = title

    def nothing(cr: ChangeRequest, actor: Any, /) -> None:
        pass

    for verb in flow.table:
        flow.action(verb)(rename if verb == "rename" else nothing)
    with unit_of_work():
        cr = make.change_request(cast, "draft", title="Plain")
    try:
        yield Desk(flow, cr, cast)
    finally:
        del WORKFLOWS["test_clock"]


def test_a_question_lets_the_clock_stand_still_and_its_answer_lets_it_run_on(desk: Desk) -> None:
    desk.do("begin")
    assert desk.cr.due_at == desk.timer().due_at == utc("2026-06-17T16:00")  # ten working days, London
    before = desk.timer("warn:assess").due_at
    desk.title("Plain?", utc("2026-06-08T10:00"))
    assert [desk.timer().phase, desk.timer("warn:assess").phase, desk.cr.due_at] == [Phase.PAUSED, Phase.PAUSED, None]
    desk.title("Plain", utc("2026-06-11T10:00"))  # the 8th, the 9th and the 10th are lost
    assert desk.cr.due_at == desk.timer().due_at == utc("2026-06-22T16:00")
    assert (desk.timer().phase, desk.timer("warn:assess").phase) == (Phase.PENDING, Phase.PENDING)
    assert before < desk.timer("warn:assess").due_at < desk.timer().due_at
    assert len(desk.timers()) == 1


def test_the_count_says_which_days_were_paused_and_the_count_before_stays_readable(desk: Desk) -> None:
    desk.do("begin")
    desk.title("Plain?", utc("2026-06-08T10:00"))
    desk.title("Plain", utc("2026-06-11T10:00"))
    count = calendars.from_json(desk.timer().counted)
    assert [day.day.day for day in count.days if day.skipped == "paused"] == [8, 9, 10]
    assert count.pauses == ((utc("2026-06-08T10:00"), utc("2026-06-11T10:00")),)
    first, second = segments_of(desk.timer().id)
    assert [(first.began_at, first.ended_at), (second.began_at, second.ended_at)] == [
        (NOW, utc("2026-06-08T10:00")), (utc("2026-06-11T10:00"), None),
    ]  # fmt: skip
    assert first.counted is not None
    assert calendars.from_json(first.counted).due == utc("2026-06-17T16:00")
    assert second.counted is None


def test_while_it_stands_still_neither_deadline_nor_warning_fires(desk: Desk) -> None:
    desk.do("begin")
    timer = desk.timer()
    desk.title("Plain?", utc("2026-06-08T10:00"))
    assert desk.waiting(NOW + 300 * DAY) == []
    with clock.at(NOW + 300 * DAY):
        sweep.fire_due()
    assert desk.timer().phase is Phase.PAUSED
    desk.title("Plain", utc("2026-06-11T10:00"))
    assert desk.waiting(utc("2026-06-22T15:59:59")) == [desk.timer("warn:assess").id]
    assert desk.waiting(utc("2026-06-22T16:00")) == [desk.timer("warn:assess").id, timer.id]


def test_a_warning_that_was_given_is_not_given_again(desk: Desk) -> None:
    desk.do("begin")
    with unit_of_work():
        desk.timer("warn:assess").phase = Phase.FIRED
        desk.timer("warn:assess").ended_at = utc("2026-06-15T10:00")
    desk.title("Plain?", utc("2026-06-16T10:00"))
    desk.title("Plain", utc("2026-06-18T10:00"))
    assert [row.phase for row in desk.timers("warn:assess")] == [Phase.FIRED]
    assert desk.timer().due_at == utc("2026-06-19T16:00")


def test_several_pauses_are_kept_one_by_one(desk: Desk) -> None:
    desk.do("begin")
    for day in (8, 10, 12):
        desk.title("Plain?", utc(f"2026-06-{day:02}T10:00"))
        desk.title("Plain", utc(f"2026-06-{day + 1:02}T10:00"))
    count = calendars.from_json(desk.timer().counted)
    assert [day.day.day for day in count.days if day.skipped == "paused"] == [8, 10, 12]
    assert [segment.counted is None for segment in segments_of(desk.timer().id)] == [False, False, False, True]
    assert desk.cr.due_at == utc("2026-06-22T16:00")


def test_a_missed_deadline_does_not_stand_still_any_more(desk: Desk) -> None:
    desk.do("begin")
    due = desk.timer().due_at
    desk.title("Plain?", due)
    assert (desk.timer().phase, desk.cr.due_at) == (Phase.PENDING, due)
    assert desk.waiting(due) == [desk.timer("warn:assess").id, desk.timer().id]


def test_one_that_spans_both_states_runs_on_or_stands_still_on_the_way(desk: Desk) -> None:
    desk.do("begin")
    desk.do("go_on", NOW + DAY)
    assert (desk.timer().started_at, desk.timer().phase, len(desk.timers())) == (NOW, Phase.PENDING, 1)
    desk.title("Plain?", NOW + DAY)
    desk.do("leave", NOW + 2 * DAY)
    assert (desk.timer().phase, desk.timer().ended_at, desk.cr.due_at) == (Phase.STOPPED, NOW + 2 * DAY, None)
    desk.do("begin", NOW + 3 * DAY)  # with the question still open it begins standing still
    assert (desk.timer().phase, desk.timer().started_at, desk.cr.due_at) == (Phase.PAUSED, NOW + 3 * DAY, None)
    assert len(desk.timers()) == 2
    desk.title("Plain", NOW + 3 * DAY + HOUR)
    assert [(one.began_at, one.ended_at) for one in segments_of(desk.timer().id)] == [
        (NOW + 3 * DAY, NOW + 3 * DAY), (NOW + 3 * DAY + HOUR, None),
    ]  # fmt: skip


def test_a_deadline_exists_only_while_its_condition_holds(desk: Desk) -> None:
    desk.do("begin")
    assert desk.timers("accept") == []
    desk.title("Plain!", NOW + DAY)
    assert desk.timer("accept").started_at == NOW + DAY
    desk.title("Plain!!", NOW + 2 * DAY)
    desk.do("go_on", NOW + 2 * DAY)
    assert [row.started_at for row in desk.timers("accept")] == [NOW + DAY]
    desk.title("Plain", NOW + 3 * DAY)
    assert (desk.timer("accept").phase, desk.timer("accept").ended_at) == (Phase.STOPPED, NOW + 3 * DAY)
    assert desk.cr.due_at == desk.timer().due_at


def test_what_restarts_begins_anew_even_when_it_stood_still(desk: Desk) -> None:
    desk.do("begin")
    desk.title("Plain?", NOW + DAY)
    desk.do("again", NOW + 2 * DAY)
    assert [row.phase for row in desk.timers()] == [Phase.STOPPED, Phase.PAUSED]
    desk.title("Plain", NOW + 2 * DAY)
    assert (desk.timer().started_at, desk.timer().phase) == (NOW + 2 * DAY, Phase.PENDING)


def test_every_stretch_of_a_stopped_deadline_has_ended(desk: Desk) -> None:
    desk.do("begin")
    desk.do("leave", NOW + DAY)
    assert [(one.began_at, one.ended_at) for one in segments_of(desk.timer().id)] == [(NOW, NOW + DAY)]


# Days that both sides added


def extend(desk: Desk, extra: int, when: datetime = NOW, policy: str = "assess") -> None:
    with clock.at(when), unit_of_work():
        timers.extend(desk.timer(policy), extra)


def test_a_deadline_made_longer_moves_with_its_warning_and_keeps_the_count_before(desk: Desk) -> None:
    desk.do("begin")
    before = desk.timer().counted
    extend(desk, 4, utc("2026-06-08T10:00"))
    timer, warning = desk.timer(), desk.timer("warn:assess")
    assert (timer.due_at, timer.phase, timer.started_at) == (utc("2026-06-23T16:00"), Phase.PENDING, NOW)
    assert warning.due_at == utc("2026-06-18T04:00")  # half of the eleventh of fourteen days has passed
    count = calendars.from_json(timer.counted)
    assert (count.n, count.extra, count.days[-1].counted) == (10, 4, 14)
    assert warning.counted == timer.counted
    first, second = segments_of(timer.id)
    assert [(first.began_at, first.ended_at), (second.began_at, second.ended_at)] == [
        (NOW, utc("2026-06-08T10:00")), (utc("2026-06-08T10:00"), None),
    ]  # fmt: skip
    assert (first.counted, second.counted) == (before, None)
    assert desk.waiting(utc("2026-06-23T15:59:59")) == [warning.id]
    assert desk.waiting(utc("2026-06-23T16:00")) == [warning.id, timer.id]


def test_a_pause_after_the_days_were_added_and_more_days_after_the_pause_are_counted_together(desk: Desk) -> None:
    desk.do("begin")
    extend(desk, 1, utc("2026-06-05T10:00"))
    desk.title("Plain?", utc("2026-06-08T10:00"))
    desk.title("Plain", utc("2026-06-11T10:00"))  # the 8th, the 9th and the 10th are lost
    assert desk.cr.due_at == desk.timer().due_at == utc("2026-06-23T16:00")
    extend(desk, 3, utc("2026-06-12T10:00"))
    count = calendars.from_json(desk.timer().counted)
    assert (count.due, count.extra, len(count.pauses)) == (utc("2026-06-26T16:00"), 4, 1)
    kept = [calendars.from_json(one.counted) for one in segments_of(desk.timer().id) if one.counted]
    assert [(one.due, one.extra) for one in kept] == [
        (utc("2026-06-17T16:00"), 0), (utc("2026-06-18T16:00"), 1), (utc("2026-06-23T16:00"), 1),
    ]  # fmt: skip


def test_one_that_stands_still_is_counted_with_the_days_when_it_runs_on(desk: Desk) -> None:
    desk.do("begin")
    desk.title("Plain?", utc("2026-06-08T10:00"))
    extend(desk, 1, utc("2026-06-09T10:00"))
    extend(desk, 1, NOW + 300 * DAY)  # it may stand still longer than it was to run
    assert (desk.timer().phase, desk.timer("warn:assess").phase) == (Phase.PAUSED, Phase.PAUSED)
    assert desk.waiting(NOW + 301 * DAY) == []
    desk.title("Plain", utc("2026-06-11T10:00"))
    assert desk.cr.due_at == desk.timer().due_at == utc("2026-06-24T16:00")
    first, second = segments_of(desk.timer().id)
    assert first.counted is not None
    assert (calendars.from_json(first.counted).due, calendars.from_json(first.counted).extra) == (
        utc("2026-06-17T16:00"), 0,
    )  # fmt: skip
    assert (first.ended_at, second.counted) == (utc("2026-06-08T10:00"), None)


def test_what_has_passed_or_ended_or_is_no_count_of_days_can_not_be_made_longer(desk: Desk) -> None:
    desk.do("begin")
    due = desk.timer().due_at
    for extra in (0, -1):
        with pytest.raises(ValueError, match="can not be made"):
            extend(desk, extra)
    with pytest.raises(ValueError, match="can not be made"):
        extend(desk, 4, policy="warn:assess")
    with pytest.raises(ValueError, match="3660"):
        extend(desk, 3660)
    with pytest.raises(ValueError, match="can not be made"):
        extend(desk, 4, due)  # its time has come, although nobody has rung yet
    with unit_of_work():
        desk.timer().phase = Phase.FIRED
    with pytest.raises(ValueError, match="can not be made"):
        extend(desk, 4, due - HOUR)
    desk.do("leave", due + HOUR)
    desk.do("begin", due + HOUR)
    desk.do("leave", due + 2 * HOUR)
    with pytest.raises(ValueError, match="can not be made"):
        extend(desk, 4, due + 2 * HOUR)
    with unit_of_work():
        timers.at(desk.cr, "review", "overdue", NOW + DAY)
    with pytest.raises(ValueError, match="can not be made"):
        extend(desk, 4, policy="review")
    assert len(segments_of(desk.timer().id)) == 1


def test_a_warning_that_was_given_stays_given_when_the_deadline_becomes_longer(desk: Desk) -> None:
    desk.do("begin")
    with unit_of_work():
        desk.timer("warn:assess").phase = Phase.FIRED
        desk.timer("warn:assess").ended_at = utc("2026-06-15T10:00")
    given = desk.timer("warn:assess").due_at
    extend(desk, 4, utc("2026-06-16T10:00"))
    assert [(row.phase, row.due_at) for row in desk.timers("warn:assess")] == [(Phase.FIRED, given)]


def test_an_agreement_that_knows_added_days_begins_with_them(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    (known,) = timers._period_of
    monkeypatch.setattr(timers, "_period_of", [lambda *of: (found := known(*of)) and replace(found, extra=4)])
    desk.do("begin")
    assert (desk.cr.due_at, calendars.from_json(desk.timer().counted).extra) == (utc("2026-06-23T16:00"), 4)
    extend(desk, 1)
    assert (desk.timer().due_at, calendars.from_json(desk.timer().counted).extra) == (utc("2026-06-24T16:00"), 5)


def test_days_that_the_calendars_of_now_take_away_again_are_refused(desk: Desk) -> None:
    with unit_of_work():
        for day in (8, 9, 10):
            holiday_table.add("GB", None, Entry(date(2026, 6, day), "Royal wedding"), "proclamation")
    desk.do("begin")
    assert desk.timer().due_at == utc("2026-06-22T16:00")
    with unit_of_work():
        for day in (8, 9, 10):
            holiday_table.strike("GB", None, date(2026, 6, day), "it was called off")
    with pytest.raises(ValueError, match="by the calendars of now 1 more days"):
        extend(desk, 1)
    extend(desk, 4)
    assert desk.timer().due_at == utc("2026-06-23T16:00")


@settings(max_examples=12, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(1, 9), st.booleans()), max_size=5))
def test_however_a_deadline_is_made_longer_it_never_ends_earlier(
    desk: Desk, steps: list[tuple[int, int, bool]]
) -> None:
    desk.do("begin")
    now, added = NOW, 0
    for days, extra, stands in steps:
        now += days * DAY
        desk.title("Plain?" if stands else "Plain", now)
        was = desk.timer().due_at
        extend(desk, extra, now)
        added += extra
        assert desk.timer().due_at > was
        assert calendars.from_json(desk.timer().counted).extra == added
    desk.title("Plain", now)
    count = calendars.from_json(desk.timer().counted)
    again = calendars.add(timers._period(desk.timer()).counting, NOW, 10, count.unit, count.pauses, added)
    assert (count, desk.timer().due_at) == (again, again.due)
    desk.do("leave", now)


def test_a_move_that_stays_and_does_not_retime_asks_nothing_of_the_timers(desk: Desk) -> None:
    desk.do("begin")
    seen = _statements(lambda: desk.do("stay", NOW + HOUR))
    assert [statement for statement in seen if "timers" in statement or "segments" in statement] == []


def test_a_deadline_that_stands_twice_in_a_table_is_refused() -> None:
    twice = (Deadline("assess", (State.ONE,), "overdue"), Deadline("assess", (State.TWO,), "overdue"))
    with pytest.raises(ValueError, match="stands twice"):
        Workflow("test_twice", "Twice", State, moves=[], state_words={}, deadlines=twice)


def _statements(deed: Callable[[], None]) -> list[str]:
    seen: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        seen.append(statement)

    engine = db.session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        deed()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return seen
