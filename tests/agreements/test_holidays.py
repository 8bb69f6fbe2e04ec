"""Holidays live in a table with sources: filled, corrected, decreed; a provisional deadline is counted anew on the record."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import yaml
from click.testing import Result
from flask import Flask
from sqlalchemy import select, update

from bpo_gov.agreements import actions, policies
from bpo_gov.agreements import holidays as of_agreements
from bpo_gov.change_requests.models import ChangeRequest
from bpo_gov.kernel import calendars, clock, holiday_table
from bpo_gov.kernel.calendars import Unit
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.holiday_table import Holiday, HolidayChange, HolidayYear
from bpo_gov.kernel.holidays import Book, Entry, HolidayKind
from bpo_gov.kernel.ledger import Event, EventContent, verify
from bpo_gov.kernel.segments import segments_of
from bpo_gov.kernel.timers import Phase, Timer
from bpo_gov.notifications import recounts, sweep
from tests import cast as people
from tests import make
from tests.cast import Cast
from tests.conftest import NOW

ENGLAND, WALES = ("GB", "ENG"), ("GB", "WLS")
WEDDING = Entry(date(2026, 6, 10), "Royal wedding")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def flask(app: Flask) -> Callable[..., Result]:
    """`flask holidays ...` of the command line."""
    return lambda *words: app.test_cli_runner().invoke(args=["holidays", *words])


def of_the_cast() -> Book:
    return holiday_table.book([ENGLAND, WALES])


def undecree(first: int) -> None:
    """As if nothing had been decreed from that year on."""
    with unit_of_work():
        db.session.execute(update(HolidayYear).where(HolidayYear.year >= first).values(decreed=False))
        holiday_table._note("GB", "made uncertain by a test")


def timer_of(cr: ChangeRequest, policy: str = "assess") -> Timer:
    query = select(Timer).where(Timer.matter_id == cr.id, Timer.policy == policy).order_by(Timer.id.desc()).limit(1)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def test_an_import_fills_in_the_places_and_years_of_its_two_sides(cast: Cast) -> None:
    book = of_the_cast()
    days = book.closed("GB", "ENG", cuti_bersama=False)
    assert days[date(2026, 12, 25)] == "Christmas Day"
    assert {day.year for day in days} == {*range(2024, 2034)}
    assert book.decreed_until("GB", "ENG") == 2033
    assert book.decreed_until("GB", "SCT") == 0
    sources = set(db.session.scalars(select(Holiday.source)))
    assert all(source.startswith("python-holidays ") for source in sources)


def test_joint_leave_is_kept_apart_and_counts_where_a_side_says_so(app: Flask) -> None:
    with unit_of_work():
        holiday_table.fill(("ID", ""), range(2026, 2030))
    book = holiday_table.book([("ID", "")])
    assert len(book.closed("ID", None, cuti_bersama=True)) - len(book.closed("ID", None, cuti_bersama=False)) > 8
    kinds = {row.day: row.kind for row in holiday_table.rows("ID", 2026)}
    assert kinds[date(2026, 12, 24)] is HolidayKind.CUTI_BERSAMA
    assert kinds[date(2026, 8, 17)] is HolidayKind.PUBLIC
    assert book.closed("ID", None, cuti_bersama=False)[date(2027, 3, 10)] == "Eid al-Fitr (estimated)"
    assert book.decreed_until("ID", None) == 2027


def test_filling_in_again_changes_nothing_and_keeps_what_people_put_in_or_struck_out(cast: Cast) -> None:
    with unit_of_work():
        holiday_table.add("GB", None, WEDDING, "proclamation")
        holiday_table.strike("GB", "ENG", date(2026, 12, 25), "a test")
        holiday_table.add("GB", "WLS", Entry(date(2026, 12, 25), "Nadolig"), "a test")
    before = holiday_table.version()
    with unit_of_work():
        assert holiday_table.fill(ENGLAND, range(2024, 2034), anew=True) == 0
        assert holiday_table.fill(WALES, range(2024, 2034), anew=True) == 0
    assert holiday_table.version() == before
    book = of_the_cast()
    assert book.closed("GB", "ENG", cuti_bersama=False)[WEDDING.day] == "Royal wedding"
    assert date(2026, 12, 25) not in book.closed("GB", "ENG", cuti_bersama=False)
    assert book.closed("GB", "WLS", cuti_bersama=False)[date(2026, 12, 25)] == "Nadolig"


def test_what_the_library_corrects_is_corrected(cast: Cast) -> None:
    with unit_of_work():
        row = db.session.scalars(select(Holiday).where(Holiday.day == date(2026, 12, 25))).first()
        assert row is not None
        place, row.name = (row.country, row.subdivision), "Xmas"
        stray = Holiday(
            country="GB", subdivision=place[1], day=date(2026, 7, 7), name="Nothing", kind=HolidayKind.PUBLIC,
            estimated=True, struck=False, source="python-holidays 0.1",
        )  # fmt: skip
        db.session.add(stray)
        db.session.flush()
        assert holiday_table.fill(place, [2026], anew=True) == 2
    names = holiday_table.book([place]).closed(*place, cuti_bersama=False)
    assert names[date(2026, 12, 25)] == "Christmas Day"
    assert date(2026, 7, 7) not in names


def test_a_country_that_the_library_does_not_know_stays_empty_and_provisional(app: Flask) -> None:
    with unit_of_work():
        assert holiday_table.fill(("XX", ""), [2026]) == 0
    assert holiday_table.book([("XX", "")]).decreed_until("XX", None) == 0


def test_the_counting_follows_the_table_and_not_the_library(cast: Cast, app: Flask) -> None:
    terms = _terms(cast)
    first = policies.counting(terms)
    assert policies.counting(terms) is first
    with unit_of_work():
        holiday_table.add("GB", None, WEDDING, "proclamation")
    second = policies.counting(terms)
    assert second is not first
    assert second.client.closed[WEDDING.day] == "Royal wedding"
    count = calendars.add(second, NOW, 10, Unit.WORKING_DAY)
    assert count.due == utc("2026-06-18T16:00")


def test_a_change_by_another_process_is_noticed_in_the_next_transaction(cast: Cast) -> None:
    terms = _terms(cast)
    policies.counting(terms)
    with unit_of_work():
        for part in ("ENG", "WLS"):
            db.session.add(Holiday(
                country="GB", subdivision=part, day=WEDDING.day, name=WEDDING.name, kind=HolidayKind.PUBLIC,
                estimated=False, struck=False, source="elsewhere",
            ))  # fmt: skip
        db.session.add(HolidayChange(at=NOW, country="GB", what="elsewhere", mark="0123456789abcdef"))
    assert WEDDING.day in policies.counting(terms).client.closed


def test_a_changed_table_leaves_what_was_counted_as_it_was(cast: Cast) -> None:
    with unit_of_work():
        cr = make.change_request(cast, "submitted")
    kept = timer_of(cr).counted
    with unit_of_work():
        holiday_table.add("GB", None, WEDDING, "proclamation")
    assert recounts.recount_all() == []
    assert (timer_of(cr).counted, timer_of(cr).due_at) == (kept, utc("2026-06-17T16:00"))


def test_a_provisional_deadline_is_counted_anew_on_the_record_with_both_values(cast: Cast) -> None:
    undecree(2026)
    with unit_of_work():
        cr = make.change_request(cast, "submitted")
    assert (timer_of(cr).provisional, cr.due_at) == (True, utc("2026-06-17T16:00"))
    assert recounts.recount_all() == []  # nothing is known better
    later = utc("2026-06-05T09:00")
    with clock.at(later):
        with unit_of_work():
            holiday_table.add("GB", None, WEDDING, "proclamation")
            holiday_table.decree("GB", 2026, "proclamation")
        assert recounts.recount_all() == [cr.label]
        assert recounts.recount_all() == []
    db.session.refresh(cr)
    timer = timer_of(cr)
    assert (timer.due_at, cr.due_at, timer.provisional, timer.phase) == (
        utc("2026-06-18T16:00"), utc("2026-06-18T16:00"), False, Phase.PENDING,
    )  # fmt: skip
    assert timer_of(cr, "warn:assess").due_at == utc("2026-06-16T04:00")
    first, second = segments_of(timer.id)
    assert (first.ended_at, second.began_at, second.ended_at) == (later, later, None)
    assert calendars.from_json(first.counted or {}).due == utc("2026-06-17T16:00")
    assert calendars.from_json(timer.counted).pauses == ()
    assert _last(cr) == (
        "change_request.recounted",
        {"deadlines": [{
            "policy": "assess", "before": "2026-06-17T16:00:00.000000+00:00",
            "due": "2026-06-18T16:00:00.000000+00:00", "provisional": False,
        }]},
    )  # fmt: skip
    assert verify(cr.agreement_id) is None


def test_a_deadline_that_only_became_certain_says_so(cast: Cast) -> None:
    undecree(2026)
    with unit_of_work():
        cr = make.change_request(cast, "submitted")
    with unit_of_work():
        holiday_table.decree("GB", 2026, "gazette")
    assert recounts.recount_all() == [cr.label]
    assert not timer_of(cr).provisional
    assert _last(cr)[1]["deadlines"][0]["before"] == _last(cr)[1]["deadlines"][0]["due"]


def test_both_sides_read_both_values_in_the_timeline(cast: Cast, as_: Callable[[str], Any]) -> None:
    undecree(2026)
    with unit_of_work():
        cr = make.change_request(cast, "submitted")
        holiday_table.add("GB", None, WEDDING, "proclamation")
    recounts.recount_all()
    for name in ("ana", "vera"):
        page = as_(name).get(f"/a/{people.KEY}/changes/{cr.number}").get_data(as_text=True)
        assert "Assessment: due Thu 18 Jun" in page
        assert "instead of Wed 17 Jun" in page


def test_a_matter_that_breaks_does_not_keep_the_others_from_being_counted_anew(
    cast: Cast, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    undecree(2026)
    with unit_of_work():
        broken, well = make.change_request(cast, "submitted"), make.change_request(cast, "submitted", title="Well")
        holiday_table.decree("GB", 2026, "gazette")
    load = sweep.LOADERS["change_request"]

    def breaks(number: int, actor: Any, *, lock: bool) -> Any:
        if number == broken.number:
            raise RuntimeError("broken")
        return load(number, actor, lock=lock)

    monkeypatch.setitem(sweep.LOADERS, "change_request", breaks)
    assert recounts.recount_all() == [well.label]
    assert "could not be counted anew" in caplog.text


def test_the_command_line_fills_lists_adds_removes_and_decrees(cast: Cast, flask: Callable[..., Result]) -> None:
    assert "ID          " in flask("fill", "--years", "2026-2028", "--country", "ID").output
    listed = flask("list", "--country", "ID", "--year", "2026").output
    assert "ID          2026-12-24  Christmas Joint Holiday  (cuti_bersama; python-holidays" in listed
    added = flask("add", "2028-02-29", "Election day", "--country", "ID", "--source", "Keppres 1/2028", "--estimated")
    assert "2028-02-29: put in for ID" in added.output
    assert "(public, estimated; Keppres 1/2028)" in flask("list", "--country", "ID", "--year", "2028").output
    assert "struck out for ID" in flask("remove", "2028-02-29", "--country", "ID", "--source", "Keppres 2/2028").output
    assert (
        "(public, estimated, struck out; Keppres 2/2028)" in flask("list", "--year", "2028", "--country", "ID").output
    )
    assert "ID 2028: decreed" in flask("decree", "ID", "2028", "--source", "SKB 3 Menteri").output
    assert holiday_table.book([("ID", "")]).decreed_until("ID", None) == 2028
    changes = [change.what for change in db.session.scalars(select(HolidayChange).order_by(HolidayChange.id))]
    assert changes[-3:] == [
        "2028-02-29 Election day put in: Keppres 1/2028", "2028-02-29 struck out: Keppres 2/2028",
        "2028 is decreed: SKB 3 Menteri",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("fill", "--years", "2030-2026"), "the first one first"),
        (("fill", "--years", "soon"), "not a year"),
        (("remove", "2026-07-07", "--country", "GB", "--source", "x"), "no such date"),
        (("add", "2026-07-07", "Day", "--country", "FR", "--source", "x"), "no such date or place"),
        (("add", "2026-07-07", " ", "--country", "GB", "--source", "x"), "1 to 200"),
        (("add", "2026-07-07", "Day", "--country", "GB"), "--source"),
        (("decree", "GB", "2099", "--source", "x"), "fill it in first"),
    ],
)
def test_a_wrong_command_is_refused_and_changes_nothing(
    cast: Cast, flask: Callable[..., Result], words: tuple[str, ...], why: str
) -> None:
    before = holiday_table.version()
    result = flask(*words)
    assert result.exit_code != 0
    assert why in result.output
    assert holiday_table.version() == before


def test_recounting_from_the_command_line_names_the_matters(cast: Cast, flask: Callable[..., Result]) -> None:
    undecree(2026)
    with unit_of_work():
        cr = make.change_request(cast, "submitted")
    flask("decree", "GB", "2026", "--source", "gazette")
    assert flask("recount").output == f"counted anew: {cr.label}\n"
    assert flask("recount").output == "counted anew: nothing\n"


def test_setting_up_fills_in_for_agreements_that_are_there(cast: Cast) -> None:
    with unit_of_work():
        for table in (Holiday, HolidayYear):
            db.session.query(table).delete()
    with unit_of_work():
        assert of_agreements.fill_for_all() > 100
    assert of_the_cast().decreed_until("GB", "WLS") == 2033


def test_three_days_across_cuti_bersama_differ_by_the_setting_of_each_side(app: Flask) -> None:
    """Received on Tuesday 17 March 2026: with Nyepi and Idul Fitri only, or with the joint leave around them."""
    dues = {}
    for joint in (False, True):
        data = people.terms(reference=f"cuti-{joint}".lower(), time_zone="Asia/Jakarta")
        data["calendars"]["client"] |= {
            "country": "ID", "subdivision": None, "time_zone": "Asia/Jakarta", "cuti_bersama": joint, "closed_days": [],
        }  # fmt: skip
        data["calendars"]["counting"] |= {"rule": "client"}
        with unit_of_work():
            agreement = actions.import_agreement(yaml.safe_dump(data, sort_keys=False))
        terms = _terms(Cast.load(agreement.key))
        count = calendars.add(policies.counting(terms), utc("2026-03-17T02:00"), 3, Unit.WORKING_DAY)
        dues[joint] = count.due
        late = calendars.add(policies.counting(terms), utc("2027-12-28T02:00"), 10, Unit.WORKING_DAY)
        assert late.provisional
    assert dues == {False: utc("2026-03-23T10:00"), True: utc("2026-03-27T10:00")}


def _terms(cast: Cast) -> Any:
    from bpo_gov.agreements.models import Framework

    return db.session.scalars(select(Framework).where(Framework.agreement_id == cast.agreement.id)).one().terms


def _last(cr: ChangeRequest) -> tuple[str, Any]:
    query = select(Event.name, EventContent.particulars).join(EventContent).where(Event.matter_id == cr.id)
    row = db.session.execute(query.order_by(Event.seq.desc()).limit(1)).one()
    return row.name, row.particulars
