"""The page of a deadline explains every step to both sides, and is not there for anybody else."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from flask import Flask
from sqlalchemy import event, select, update

from bpo_gov.agreements import clocks, deadlines, policies
from bpo_gov.agreements.shown import deadline as shown
from bpo_gov.change_requests import queries
from bpo_gov.change_requests.models import ChangeRequest
from bpo_gov.kernel import calendars, clock, holiday_table, timers
from bpo_gov.kernel.calendars import Unit
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.holiday_table import HolidayYear
from bpo_gov.kernel.holidays import Entry
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.timers import Timer
from bpo_gov.notifications import recounts, sweep
from tests import make
from tests.cast import KEY, OUTSIDER, Cast

As = Callable[[str], Any]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def submitted(cast: Cast) -> tuple[ChangeRequest, int]:
    """A change request that waits for its assessment, and the id of that deadline: ten working days from 3 June 2026."""
    with unit_of_work():
        cr = make.change_request(cast, "submitted")
    return cr, _timer(cr).id


def _timer(cr: ChangeRequest, policy: str = "assess") -> Timer:
    query = select(Timer).where(Timer.matter_id == cr.id, Timer.policy == policy)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def _page(as_: As, name: str, timer_id: int, ending: str = "") -> str:
    answer = as_(name).get(f"/a/{KEY}/deadlines/{timer_id}{ending}")
    assert answer.status_code == 200
    return str(answer.get_data(as_text=True))


def test_both_sides_read_the_same_steps(cast: Cast, as_: As) -> None:
    cr, timer_id = submitted(cast)
    for name in ("ana", "cora", "vera"):
        page = _page(as_, name, timer_id)
        for words in (
            "Assessment: 10 working days", "9.1(a)", "Wed 3 Jun 2026 10:00 BST", "Wed 3 Jun 2026 09:00 UTC",
            "Wed 17 Jun 2026 17:00 BST", "Warning at 75 %", "The day of receipt does not count.", "Cut-off 17:00, Europe/London.",
            "counts as received on this day", "Saturday 6 Jun 2026", f"{cr.label} Saturday helpdesk", "Holidays decreed until",
        ):  # fmt: skip
            assert words in page, words


def test_the_days_come_as_a_file(cast: Cast, as_: As) -> None:
    cr, timer_id = submitted(cast)
    answer = as_("vera").get(f"/a/{KEY}/deadlines/{timer_id}.csv")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={cr.label}-assess-{timer_id}.csv"
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert rows[0] == ["Date", "Weekday", "Number", "What it is", "Whose closure"]
    assert rows[1] == ["2026-06-03", "Wednesday", "0", "counts as received on this day", ""]
    assert rows[4] == ["2026-06-06", "Saturday", "", "Saturday", "client, vendor"]
    assert rows[-1] == ["2026-06-17", "Wednesday", "10", "counted", ""]
    assert len(rows) == 16


def test_what_a_spreadsheet_would_compute_is_disarmed(cast: Cast, as_: As) -> None:
    with unit_of_work():
        holiday_table.add("GB", None, Entry(date(2026, 6, 10), "=1+1"), "a test")
    _cr, timer_id = submitted(cast)
    rows = list(csv.reader(io.StringIO(_page(as_, "ana", timer_id, ".csv"))))
    assert [row[3] for row in rows if row[0].endswith("2026-06-10")] == ["'=1+1 (client), =1+1 (vendor)"]


def test_nobody_else_finds_it(cast: Cast, as_: As, app: Flask) -> None:
    cr, timer_id = submitted(cast)
    assert as_(OUTSIDER).get(f"/a/{KEY}/deadlines/{timer_id}").status_code == 404
    warning = _timer(cr, "warn:assess").id
    assert as_("ana").get(f"/a/{KEY}/deadlines/{warning}").status_code == 404
    assert as_("ana").get(f"/a/{KEY}/deadlines/999999").status_code == 404
    with unit_of_work():  # as if it were a draft of the client
        db.session.execute(update(Matter).where(Matter.id == cr.id).values(state="draft"))
    for ending in ("", ".csv"):
        assert as_("vera").get(f"/a/{KEY}/deadlines/{timer_id}{ending}").status_code == 404
        assert as_("carl").get(f"/a/{KEY}/deadlines/{timer_id}{ending}").status_code == 200


def test_it_is_found_from_the_change_and_from_the_list(cast: Cast, as_: As) -> None:
    cr, timer_id = submitted(cast)
    for address in (f"/a/{KEY}/changes/{cr.number}", f"/a/{KEY}/changes/"):
        assert f'href="/a/{KEY}/deadlines/{timer_id}"' in as_("vera").get(address).get_data(as_text=True)


def test_a_pause_stands_with_its_cost_and_the_count_before_it(cast: Cast, as_: As) -> None:
    cr, timer_id = submitted(cast)
    with clock.at(utc("2026-06-08T10:00")), unit_of_work():
        timers.pause(_timer(cr))
    with clock.at(utc("2026-06-09T08:00")):
        page = _page(as_, "ana", timer_id)
        assert "the clock stands still" in page
        assert "it still stands still" in page
        assert "due at" not in page
    with clock.at(utc("2026-06-11T10:00")), unit_of_work():
        timers.resume(_timer(cr))
    page = _page(as_, "vera", timer_id)
    for words in (
        "the clock stood still", "Mon 8 Jun 2026 11:00 BST", "Thu 11 Jun 2026 11:00 BST", "3 days not counted",
        "The clock had stood still.", "Wed 17 Jun 2026 17:00 BST", "Mon 22 Jun 2026 17:00 BST",
    ):  # fmt: skip
        assert words in page, words


def test_days_that_both_sides_added_are_explained_with_the_count_before(cast: Cast, as_: As) -> None:
    cr, timer_id = submitted(cast)
    with clock.at(utc("2026-06-08T10:00")), unit_of_work():
        timers.extend(_timer(cr), 4)
    for name in ("ana", "vera"):
        page = _page(as_, name, timer_id)
        for words in (
            "Assessment: 10 working days and 4 working days by agreement of both sides", "Tue 23 Jun 2026 17:00 BST",
            "Both sides agreed to more days.", "Wed 17 Jun 2026 17:00 BST",
        ):  # fmt: skip
            assert words in page, words
    rows = list(csv.reader(io.StringIO(_page(as_, "vera", timer_id, ".csv"))))
    agreed = [row[2] for row in rows if row[3] == "counted, by agreement of both sides"]
    assert agreed == ["11", "12", "13", "14"]
    listed = as_("vera").get(f"/a/{KEY}/changes/{cr.number}").get_data(as_text=True)
    assert "Assessment: 10 working days and 4 working days by agreement of both sides" in listed


def test_days_added_while_the_clock_stood_still_say_both_reasons(cast: Cast, as_: As) -> None:
    cr, timer_id = submitted(cast)
    for day, deed in ((8, timers.pause), (9, lambda timer: timers.extend(timer, 1)), (11, timers.resume)):
        with clock.at(utc(f"2026-06-{day:02}T10:00")), unit_of_work():
            deed(_timer(cr))
        page = _page(as_, "ana", timer_id)
        assert ("10 working days and 1 working day by agreement of both sides" in page) is (day > 8)
    assert "The clock had stood still, and both sides agreed to more days." in page
    assert "Wed 17 Jun 2026 17:00 BST" in page
    assert "Tue 23 Jun 2026 17:00 BST" in page


def test_a_month_made_longer_says_which_of_its_days_are_skipped(cast: Cast) -> None:
    _cr, timer_id = submitted(cast)
    terms = deadlines.load(timer_id, cast.actor("ana")).terms
    count = calendars.add(policies.counting(terms), utc("2026-06-01T09:00"), 1, Unit.MONTH, extra=4)
    assert (
        str(clocks.period(count.n, count.unit, count.extra)) == "1 month and 4 working days by agreement of both sides"
    )
    assert (
        str(clocks.period(14, Unit.CALENDAR_DAY, 1)) == "14 calendar days and 1 calendar day by agreement of both sides"
    )
    said = str(clocks.rule(terms, count, "9.1"))
    assert said.startswith(
        "Clause 9.1. No day of the months is skipped; the days that were added are working days. Closed when"
    )
    plain = calendars.add(policies.counting(terms), utc("2026-06-01T09:00"), 1, Unit.MONTH)
    assert str(clocks.rule(terms, plain, "9.1")).startswith("Clause 9.1. No day is skipped. The day of receipt")
    what = [str(step.what) for step in shown.steps(count)]
    assert (what[0], what[1], what[-1]) == (
        "counts as received on this day", "counted", "counted, by agreement of both sides",
    )  # fmt: skip


def test_a_provisional_date_keeps_its_earlier_value_when_it_is_counted_anew(cast: Cast, as_: As) -> None:
    with unit_of_work():
        db.session.execute(update(HolidayYear).values(decreed=False))
        holiday_table.strike("GB", None, date(2026, 12, 25), "a test")
    _cr, timer_id = submitted(cast)
    assert "Due, provisional" in _page(as_, "ana", timer_id)
    with unit_of_work():
        holiday_table.add("GB", None, Entry(date(2026, 6, 10), "Royal wedding"), "proclamation")
        holiday_table.decree("GB", 2026, "proclamation")
    recounts.recount_all()
    page = _page(as_, "vera", timer_id)
    assert "Royal wedding (client), Royal wedding (vendor)" in page
    assert "The date was provisional; the holidays became known better." in page
    assert "Wed 17 Jun 2026 17:00 BST" in page
    assert "Thu 18 Jun 2026 17:00 BST" in page
    assert "Due, provisional" not in page


def test_it_says_whose_turn_it_was_and_what_became_of_it(cast: Cast, as_: As) -> None:
    cr, timer_id = submitted(cast)
    found = deadlines.load(timer_id, cast.actor("ana"))
    assert [(one.ball, one.end) for one in found.held] == []  # not a moment has passed
    with clock.at(utc("2026-06-05T10:00")):
        (held,) = deadlines.load(timer_id, cast.actor("ana")).held
        assert (held.ball, held.begin, held.end) == ("vendor", utc("2026-06-03T09:00"), None)
    with clock.at(utc("2026-07-01T10:00")):
        sweep.fire_due()
        assert "late" in _page(as_, "ana", timer_id)
        with unit_of_work():
            make.actions.assess(
                queries.load(cr.number, cast.actor("victor"), lock=True), cast.actor("victor"), **make.assessment()
            )
        page = _page(as_, "ana", timer_id)
    assert "missed" in page
    assert "Decision" in page  # among the other deadlines
    (held,) = deadlines.load(timer_id, cast.actor("ana")).held
    assert (held.ball, held.end) == ("vendor", utc("2026-07-01T10:00"))


def test_the_page_needs_the_same_number_of_queries_however_long_the_history(cast: Cast, as_: As) -> None:
    cr, timer_id = submitted(cast)
    browser = as_("ana")

    def count() -> int:
        seen: list[str] = []
        db.session.commit()

        def note(*args: Any) -> None:
            seen.append(args[2])

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            assert browser.get(f"/a/{KEY}/deadlines/{timer_id}").status_code == 200
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
        return len(seen)

    count()
    few = count()
    for day in (4, 5, 8, 9):
        with clock.at(utc(f"2026-06-{day:02}T10:00")), unit_of_work():
            timers.pause(_timer(cr))
        with clock.at(utc(f"2026-06-{day:02}T12:00")), unit_of_work():
            timers.resume(_timer(cr))
    assert count() == few
    assert few <= 20
