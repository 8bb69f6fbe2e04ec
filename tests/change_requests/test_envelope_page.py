"""The page of the envelope: both sides see the same, the history adds up, and nothing of a draft shines through."""

import csv
import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from bpo_gov.change_requests import actions, queries
from bpo_gov.change_requests.envelope import history, splitting
from bpo_gov.change_requests.kept import Consumption, EnvelopeEntry, Measure
from bpo_gov.kernel import access, clock
from bpo_gov.kernel.db import db
from tests import make
from tests.cast import KEY, Cast, request
from tests.change_requests.framed import KEY as NARROW
from tests.change_requests.framed import SPLITTING, framed
from tests.change_requests.test_statements import statements_of
from tests.conftest import NOW

Browser = Callable[[str], FlaskClient]
PAGE = f"/a/{KEY}/envelope"
NOTHING: dict[str, Any] = {"monthly_cost": Decimal(0), "months": 0}


def costs(amount: int, **words: Any) -> dict[str, Any]:
    return NOTHING | {"one_off_cost": Decimal(amount)} | words


def read(as_: Browser, name: str, address: str = PAGE) -> str:
    """The words of a page on one line."""
    db.session.commit()
    answer = as_(name).get(address)
    assert answer.status_code == 200, answer.status
    return " ".join(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)).split())


def rows_of(as_: Browser, name: str, address: str) -> list[list[str]]:
    """A CSV file as rows."""
    db.session.commit()
    answer = as_(name).get(address)
    assert answer.mimetype == "text/csv"
    return list(csv.reader(answer.get_data(as_text=True).lstrip("\ufeff").splitlines()))


def test_both_sides_read_what_is_held_what_is_reserved_and_what_is_free(cast: Cast, as_: Browser) -> None:
    make.change_request(cast, "approved", **costs(40000))
    make.change_request(cast, "submitted", **costs(12000))
    pages = {name: read(as_, name) for name in ("ana", "vera", "cora")}
    for page in pages.values():
        assert "£40,000 held + £12,000 reserved = £52,000 of £100,000; £48,000 is free." in page
        assert "CR-2 Saturday helpdesk" in page
        assert "Year 2 now 1 Feb 2026 to 31 Jan 2027" in page


def test_before_anything_happened_it_says_so(cast: Cast, as_: Browser) -> None:
    page = read(as_, "ana")
    assert "Nothing is held or reserved of this limit yet." in page
    assert "No change has taken anything yet." in page
    assert "Nothing is reserved." in page


def test_an_outsider_finds_nothing(cast: Cast, as_: Browser) -> None:
    for address in (PAGE, f"{PAGE}/use.csv", f"{PAGE}/history.csv"):
        assert as_("olga").get(address).status_code == 404


def test_the_history_tells_what_was_reserved_held_and_given_back_with_the_sum_after_each(cast: Cast) -> None:
    cr = make.change_request(cast, "approved", **costs(40000))
    actions.withdraw(cr, cast.actor("carl"), reason="No longer needed.")
    lines = history.page(cast.actor("ana"), None).lines
    told = [
        (str(line.entry.taken), int(line.entry.value), int(line.entry.held_after), int(line.entry.reserved_after))
        for line in reversed(lines)
    ]
    assert told == [
        ("reserved", 40000, 0, 40000), ("reserved", -40000, 0, 0), ("reserved", 40000, 0, 40000),
        ("reserved", -40000, 0, 0), ("held", 40000, 40000, 0), ("held", -40000, 0, 0),
    ]  # fmt: skip


def test_the_history_is_read_page_by_page_and_as_one_file(cast: Cast, as_: Browser) -> None:
    for n in range(1, 31):
        make.change_request(cast, "submitted", **costs(n, title="=cmd" if n == 1 else f"Change {n}"))
    first = history.page(cast.actor("vera"), None)
    assert [line.number for line in first.lines] == list(range(30, 5, -1))
    second = history.page(cast.actor("vera"), first.next)
    assert ([line.number for line in second.lines], second.next) == ([5, 4, 3, 2, 1], None)
    page = read(as_, "vera", f"{PAGE}?before={first.next}")
    assert "CR-5 Change 5" in page
    assert "5 entries" in page
    rows = rows_of(as_, "vera", f"{PAGE}/history.csv")
    assert rows[0][:4] == ["When", "No.", "Title", "What happened"]
    assert rows[1][1:] == ["CR-30", "Change 30", "reserved", "2026-06-03", "30", "0", "0", "465"]
    assert rows[-1][1:4] == ["CR-1", "'=cmd", "reserved"]
    assert len(rows) == 31


def test_an_address_that_means_nothing_shows_the_first_page(cast: Cast, as_: Browser) -> None:
    make.change_request(cast, "submitted")
    for before in ("x", "-1", "9" * 30, "²", ""):
        assert "1 entry" in read(as_, "ana", f"{PAGE}?before={before}&limit=nothing")


def test_the_file_of_the_chart_is_its_table(cast: Cast, as_: Browser) -> None:
    make.change_request(cast, "approved", **costs(40000))
    assert rows_of(as_, "vera", f"{PAGE}/use.csv?limit=b") == [
        ["From", "Held, GBP"], ["2025-02-01", "0"], ["2026-06-03", "40000"],
    ]  # fmt: skip
    assert "Approved changes take £40,000 of £100,000." in read(as_, "ana", f"{PAGE}?limit=b")
    assert rows_of(as_, "ana", f"{PAGE}/use.csv?limit=c") == [["From", "Held"]]


def test_where_no_limit_keeps_anything_there_is_no_file(cast: Cast, as_: Browser) -> None:
    framed([{"kind": "effort", "code": "e", "days": 20}])
    db.session.commit()
    assert as_("ana").get(f"/a/{NARROW}/envelope/use.csv").status_code == 404
    assert "Use over time" not in read(as_, "ana", f"/a/{NARROW}/envelope")


def test_frozen_periods_ahead_are_named_and_past_ones_are_not(cast: Cast, as_: Browser) -> None:
    periods = [
        {"from": "2026-01-01", "to": "2026-06-02", "reason": "Year end"},
        {"from": "2026-06-03", "to": "2026-06-10", "reason": "Penalty period"},
        {"from": "2029-01-01", "to": "2029-01-31", "reason": "Exit period"},
    ]
    narrow = framed([{"kind": "frozen", "code": "f", "periods": periods}])
    page = read(as_, "ana", f"/a/{NARROW}/envelope")
    assert "Penalty period 3 Jun 2026 to 10 Jun 2026, clause 9 now" in page
    ahead = page.partition("Frozen periods ahead")[2]
    assert "Exit period" in ahead
    assert "Year end" not in ahead
    cr = make.change_request(narrow, "submitted")
    (limit,) = queries.verdict(cr).limits
    assert (limit.answer, str(limit.remedy)) == ("outside", "Wait until 11 Jun 2026.")
    with clock.at(NOW.replace(year=2029, month=1, day=15)):
        (limit,) = [limit for limit in queries.verdict(cr).limits if limit.code == "f"]
        assert str(limit.remedy) == "Wait until 01 Feb 2029."  # an extension of the playbook may still follow


def test_the_page_takes_as_many_statements_for_thirty_changes_as_for_three(
    app: Flask, cast: Cast, as_: Browser
) -> None:
    narrow = framed(splitting=SPLITTING)
    for _ in range(3):
        make.change_request(narrow, "submitted", **costs(1000, services=("S-01",)))
    db.session.commit()
    browser = as_("ana")
    few = statements_of(browser, f"/a/{NARROW}/envelope")
    for _ in range(27):
        make.change_request(narrow, "submitted", **costs(1000, services=("S-01",)))
    db.session.commit()
    assert statements_of(browser, f"/a/{NARROW}/envelope") == few
    assert few <= 15


def test_one_change_in_parts_is_marked_on_both_pages_and_told_in_the_record(cast: Cast, as_: Browser) -> None:
    narrow = framed(splitting=SPLITTING)
    make.change_request(narrow, "submitted", **costs(60000, services=("S-01",), title="Portal"))
    with clock.at(NOW + timedelta(days=7)):
        second = make.change_request(narrow, "submitted", **costs(45000, services=("S-01",), title="Letters"))
        verdict = splitting.judged(second)
        assert [split.code for split in verdict.splits] == ["a", "b"]
        assert str(verdict.splits[0].sentence) == (
            "GBP 45,000 here + GBP 60,000 in CR-1 = GBP 105,000; one change may take at most GBP 100,000."
        )
        _event, content = access.events_of(second, narrow.actor("vera"))[-1]
        assert content.particulars["splitting"][0] == {
            "limit": "a", "clause": "9", "others": ["CR-1"],
            "sum": "GBP 45,000 here + GBP 60,000 in CR-1 = GBP 105,000; one change may take at most GBP 100,000.",
        }  # fmt: skip
        for name in ("ana", "vera"):
            for path in ("envelope", "changes/1", "changes/2"):
                assert "This looks like one change in parts" in read(as_, name, f"/a/{NARROW}/{path}"), (name, path)
        assert "7 days apart, by the same side, the same services: S-01." in read(as_, "ana", f"/a/{NARROW}/changes/2")


def test_it_never_refuses(cast: Cast) -> None:
    narrow = framed([{"kind": "each", "code": "a", "amount": "100000"}], splitting=SPLITTING)
    first = make.change_request(narrow, "approved", **costs(60000, services=("S-01",)))
    second = make.change_request(narrow, "approved", **costs(60000, services=("S-01",)))
    assert (first.state, second.state) == ("approved", "approved")
    assert splitting.judged(second).splits != ()


def test_the_gap_is_counted_as_the_framework_counts(cast: Cast) -> None:
    narrow = framed([{"kind": "each", "code": "a", "amount": "100000"}], splitting=SPLITTING)
    make.change_request(narrow, "submitted", **costs(60000, services=("S-01",)))
    for day, is_marked in (("2026-06-17", True), ("2026-06-18", False)):  # the tenth working day, and the next
        with clock.at(NOW.fromisoformat(f"{day}T12:00:00+00:00")), db.session.begin_nested() as nested:
            second = make.change_request(narrow, "submitted", **costs(60000, services=("S-01",)))
            assert bool(splitting.judged(second).splits) is is_marked, day
            nested.rollback()


def test_the_other_side_and_its_drafts_are_nobodys_neighbours(cast: Cast) -> None:
    narrow = framed([{"kind": "each", "code": "a", "amount": "100000"}], splitting=SPLITTING)
    own = costs(60000, services=("S-01",))
    make.change_request(narrow, "draft", **own)
    make.change_request(narrow, "submitted", by="victor", **own)
    discarded = make.change_request(narrow, "draft", **own)
    actions.discard(discarded, narrow.actor("carl"))
    withdrawn = make.change_request(narrow, "submitted", **own)
    actions.withdraw(withdrawn, narrow.actor("carl"), reason="No longer needed.")
    cr = make.change_request(narrow, "submitted", **own)
    assert splitting.judged(cr).splits == ()
    framework = cr.framework
    typed = request(**own)
    assert actions.preview(narrow.actor("vera"), framework, **typed).splits != ()  # beside victor's
    (split,) = actions.preview(narrow.actor("ana"), framework, **typed).splits
    assert [other.label for other in split.others] == [cr.label]


def test_without_the_clause_nobody_is_warned(cast: Cast) -> None:
    narrow = framed([{"kind": "each", "code": "a", "amount": "100000"}])
    make.change_request(narrow, "submitted", **costs(60000, services=("S-01",)))
    assert splitting.judged(make.change_request(narrow, "submitted", **costs(60000, services=("S-01",)))).splits == ()


def test_the_check_finds_a_sum_that_is_not_right(app: Flask, cast: Cast) -> None:
    make.change_request(cast, "approved", **costs(40000))
    run = app.test_cli_runner().invoke
    right = run(args=["envelope", "check", KEY])
    assert (right.exit_code, right.output) == (0, f"{KEY}: the kept sums are right\n")
    row = db.session.scalars(
        select(Consumption).where(Consumption.measure == Measure.VALUE, Consumption.held > Decimal(0))
    ).one()
    row.held += 1
    db.session.flush()
    wrong = run(args=["envelope", "check", KEY])
    assert wrong.exit_code == 1
    assert "entries 40000 held by 1, 0 reserved by 0, kept 40001 held by 1, 0 reserved by 0" in wrong.output
    assert run(args=["envelope", "check", "nowhere"]).exit_code == 1


def test_an_entry_is_never_changed(cast: Cast) -> None:
    make.change_request(cast, "submitted")
    db.session.flush()
    for statement in ("update envelope_entries set changes = 2", "delete from envelope_entries"):
        failed = False
        try:
            with db.session.begin_nested():
                db.session.execute(text(statement))
        except Exception as error:
            failed = "append-only" in str(error)
        assert failed, statement
    assert db.session.scalars(select(EnvelopeEntry)).one().day == date(2026, 6, 3)
