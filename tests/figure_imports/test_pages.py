"""The pages of imports: handed over, read, looked at by one side, brought in, and then seen by both."""

import csv
import io
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from bpo_gov.figure_imports import actions, jobs, queries
from bpo_gov.figure_imports.rules import files
from bpo_gov.kernel.db import db, unit_of_work
from tests.cast import KEY, Cast
from tests.conftest import token_of
from tests.figure_imports.sheets import book, books
from tests.house import importing

PLACE = f"/a/{KEY}/kpis/imports"
APRIL = b"kpi,period,value\nKPI-04,2026-04,99.5\n"
As = Callable[[str], FlaskClient]
Post = Callable[..., Any]


@pytest.fixture(autouse=True)
def heard_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bell is heard by a worker that works here and now."""
    monkeypatch.setattr(actions, "RING", [jobs.read])


def hand_over(browser: FlaskClient, data: bytes = APRIL, name: str = "figures.csv", **words: str) -> Any:
    fields = {"csrf_token": token_of(browser), "sort": "figures", "file": (BytesIO(data), name), **words}
    return browser.post(f"{PLACE}/", data=fields, content_type="multipart/form-data")


def test_a_file_goes_from_the_form_to_figures_that_both_sides_see(cast: Cast, as_: As, post_as: Post) -> None:
    victor = as_("victor")
    assert "Import a file" in victor.get(f"/a/{KEY}/kpis/").text
    answer = hand_over(victor)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PLACE}/1")
    page = victor.get(f"{PLACE}/1").text
    assert "Ready to import" in page
    assert "99.5%" in page
    assert [as_(name).get(f"{PLACE}/1").status_code for name in ("vera", "carl", "ana", "olga")] == [200, 404, 404, 404]
    assert "IMP-1" not in as_("carl").get(f"{PLACE}/").text
    assert post_as("victor", f"{PLACE}/1/bring_in", reason="").status_code == 303
    for name in ("victor", "carl", "cora"):
        seen = as_(name).get(f"{PLACE}/1").text
        assert "Imported" in seen
        assert queries.load(1, cast.actor("ana")).sha256 in seen
        assert "99.5%" in as_(name).get(f"/a/{KEY}/figures/1").text
    assert "/files/" in as_("vera").get(f"{PLACE}/1").text
    assert "/files/" not in as_("carl").get(f"{PLACE}/1").text


def test_a_sheet_is_chosen_by_its_name_and_stays_when_the_columns_are_chosen_anew(
    cast: Cast, as_: As, post_as: Post
) -> None:
    data = books(Notes=[["Read me"]], April=[["kpi", "period", "value"], ["KPI-04", "2026-04", 99.5]])
    victor = as_("victor")
    answer = hand_over(victor, data, "figures.xlsx", sheet="March")
    assert answer.status_code == 422
    assert "It has these: Notes, April." in answer.text
    assert 'value="March"' in answer.text
    assert hand_over(victor, data, "figures.xlsx", sheet="april").status_code == 303
    page = victor.get(f"{PLACE}/1").text
    assert "Ready to import" in page
    assert re.search(r"<dt>Sheet</dt>\s*<dd[^>]*>April<", page)
    words = {"columns-kpi": "kpi", "columns-period": "period", "columns-value": "value", "style": "point"}
    assert post_as("victor", f"{PLACE}/1/choose", **words).status_code == 303
    assert queries.load(1, cast.actor("victor")).choice.sheet == "April"
    assert "99.5%" in victor.get(f"{PLACE}/1").text


def test_wrong_rows_are_named_and_nothing_can_be_imported(cast: Cast, as_: As, post_as: Post) -> None:
    victor = as_("victor")
    hand_over(victor, APRIL + b"KPI-99,2026-04,1\nKPI-04,2026-13,97\nKPI-04,2026-03,0.97\n")
    page = victor.get(f"{PLACE}/1").text
    for words in ("has no KPI KPI-99", "is no period", "may mean", "unknown_kpi", "no_period", "ambiguous_percent"):
        assert words in page
    answer = post_as("victor", f"{PLACE}/1/bring_in", reason="")
    assert (answer.status_code, "Cannot be imported" in answer.text) == (409, True)
    rows = list(
        csv.reader(io.StringIO(victor.get(f"{PLACE}/1/rows.csv").get_data(as_text=True).removeprefix("\ufeff")))
    )
    assert [(row[0], row[1], row[10]) for row in rows[1:]] == [
        ("3", "kpi", "unknown_kpi"),
        ("4", "period", "no_period"),
        ("5", "value", "ambiguous_percent"),
    ]


def test_what_a_cell_says_is_no_formula_in_the_file_of_rows_either(cast: Cast, as_: As) -> None:
    victor = as_("victor")
    hand_over(victor, b'"=cmd|x",period,value,source\nKPI-04,2026-04,99.5,+1+1\n')
    with unit_of_work():
        one = queries.load(1, cast.actor("victor"), lock=True)
        columns = {"kpi": "=cmd|x", "period": "period", "value": "value", "source": "source"}
        actions.choose(one, cast.actor("victor"), columns=columns)
    rows = list(csv.reader(io.StringIO(victor.get(f"{PLACE}/1/rows.csv").get_data(as_text=True))))
    assert rows[1][8] == "'+1+1"
    assert "'=cmd" not in victor.get(f"{PLACE}/1").text  # on a page it is a text like any other
    assert "=cmd|x" in victor.get(f"{PLACE}/1").text


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "figures.csv", "is empty"), (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "figures.csv", "is no table"), (b"x", "figures.exe", "cannot be read"),
        (b"a,b\n", "figures.xlsx", "is no table"), (b'"open\n', "figures.csv", "not closed"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_at_its_field(cast: Cast, as_: As, data: bytes, name: str, says: str) -> None:
    answer = hand_over(as_("victor"), data, name)
    assert answer.status_code == 422
    assert says in answer.text
    assert as_("victor").get(f"{PLACE}/1").status_code == 404


def test_what_is_too_large_is_refused_at_its_field(cast: Cast, as_: As, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 1 << 20 >> 2)
    answer = hand_over(as_("victor"), b"x" * (files.MOST_BYTES + 1))
    assert (answer.status_code, "is too large" in answer.text) == (422, True)


def test_no_file_and_no_sort_are_said_at_their_fields(cast: Cast, as_: As) -> None:
    victor = as_("victor")
    answer = victor.post(f"{PLACE}/", data={"csrf_token": token_of(victor), "sort": "pictures"})
    assert (answer.status_code, "Choose a file." in answer.text, "Choose one from the list." in answer.text) == (422, True, True)  # fmt: skip


def test_who_measures_nothing_and_who_looks_only_are_offered_no_form(cast: Cast, as_: As) -> None:
    assert "kpis/imports/new" not in as_("cora").get(f"/a/{KEY}/kpis/").text
    assert (as_("cora").get(f"{PLACE}/new").status_code, hand_over(as_("cora")).status_code) == (403, 403)


def test_the_same_file_twice_says_so_and_changes_nothing(cast: Cast, as_: As, post_as: Post) -> None:
    victor = as_("victor")
    hand_over(victor)
    post_as("victor", f"{PLACE}/1/bring_in", reason="")
    hand_over(victor)
    page = victor.get(f"{PLACE}/2").text
    assert "This very file was imported before" in page
    assert f'href="{PLACE}/1"' in page
    assert post_as("victor", f"{PLACE}/2/bring_in", reason="").status_code == 409


def test_a_corrected_figure_needs_a_reason(cast: Cast, as_: As, post_as: Post) -> None:
    hand_over(as_("victor"))
    post_as("victor", f"{PLACE}/1/bring_in", reason="")
    post_as("carl", f"/a/{KEY}/figures/1/accept")
    hand_over(as_("victor"), APRIL.replace(b"99.5", b"98"))
    answer = post_as("victor", f"{PLACE}/2/bring_in", reason=" ")
    assert (answer.status_code, "Fill this in." in answer.text) == (422, True)
    assert post_as("victor", f"{PLACE}/2/bring_in", reason="Two shops were missing.").status_code == 303
    assert "Two shops were missing." in as_("carl").get(f"/a/{KEY}/figures/1").text


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"columns-kpi": ""}, "Choose a column for: KPI."),
        ({"columns-period": ""}, "Choose a column for: Period."),
        ({"columns-period": "kpi"}, "One column cannot be two things."),
        ({"columns-value": "nowhere"}, "Choose from the list."),
        ({"columns-numerator": "more"}, "Choose both numerator and denominator"),
        ({"style": "roman"}, "Choose one from the list."),
        ({"first": "year"}, "Choose one from the list."),
    ],
)
def test_a_choice_that_cannot_be_is_said_at_its_field(
    cast: Cast, as_: As, post_as: Post, sent: dict[str, str], says: str
) -> None:
    hand_over(as_("victor"), b"kpi,period,value,more\nKPI-99,2026-04,1,2\n")
    good = {"columns-kpi": "kpi", "columns-period": "period", "columns-value": "value", "style": "point", "first": ""}
    answer = post_as("victor", f"{PLACE}/1/choose", **good | sent)
    assert (answer.status_code, says in answer.text) == (422, True)
    assert post_as("victor", f"{PLACE}/1/choose", **good).status_code == 303


def test_a_call_log_is_read_by_what_was_chosen_for_it(cast: Cast, as_: As, post_as: Post) -> None:
    victor = as_("victor")
    log = b"when;picked up;wait\n03/04/2026;Y;10\n04/04/2026;N;\n"
    assert hand_over(victor, log, "calls.csv", sort="calls").status_code == 303
    assert "Say which column is this: Day of the call." in victor.get(f"{PLACE}/1").text
    good = {
        "columns-day": "when", "columns-answered": "picked up", "columns-speed": "wait", "feeds-KPI-01": "answer_rate", "feeds-KPI-02": "average_speed_of_answer",
        "style": "point", "first": "day", "below_one": "", "within": "20", "worst": "1", "best": "5",
    }  # fmt: skip
    for wrong, says in (
        ({"feeds-KPI-01": "", "feeds-KPI-02": ""}, "Say which measure feeds which KPI."),
        ({"columns-speed": ""}, "needs the column"),
        ({"feeds-KPI-01": "satisfaction"}, "Choose from the list."),
        ({"worst": "5"}, "This must be above the worst mark."),
        ({"within": "0"}, "This must be at least"),
    ):
        answer = post_as("victor", f"{PLACE}/1/choose", **good | wrong)
        assert (wrong, answer.status_code, says in answer.text) == (wrong, 422, True)
    assert post_as("victor", f"{PLACE}/1/choose", **good).status_code == 303
    page = victor.get(f"{PLACE}/1").text
    assert "50%" in page
    assert "10 seconds" in page
    assert hand_over(victor, log, "calls.csv", sort="calls").status_code == 303
    assert "Ready to import" in victor.get(f"{PLACE}/2").text  # as it was chosen last


def test_a_workbook_is_a_table_too(cast: Cast, as_: As) -> None:
    data = book(["KPI", "Periode", "Nilai"], ["KPI-04", "2026-04", 0.995], formats={(2, 3): "0.0%"})
    hand_over(as_("victor"), data, "angka.xlsx")
    assert "99.5%" in as_("victor").get(f"{PLACE}/1").text


def test_while_it_is_read_the_page_says_how_far_and_asks_again(
    cast: Cast, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "RING", [])
    hand_over(as_("victor"))
    page = as_("victor").get(f"{PLACE}/1").text
    assert '<meta http-equiv="refresh"' in page
    assert "<progress" in page
    jobs.read_waiting()
    assert "http-equiv" not in as_("victor").get(f"{PLACE}/1").text


def test_the_form_sent_twice_hands_over_one_file(cast: Cast, as_: As) -> None:
    victor = as_("victor")
    places = [hand_over(victor, token="once").headers["Location"] for _n in range(2)]
    assert places == [f"{PLACE}/1"] * 2


def test_the_pages_take_as_many_statements_for_many_as_for_one(app: Flask, cast: Cast, as_: As) -> None:
    def statements() -> list[int]:
        counts = []
        for place in (f"{PLACE}/", f"{PLACE}/1"):
            seen: list[str] = []
            listen = lambda *given, seen=seen: seen.append(given[2])  # noqa: E731 - the very same function is taken off again
            browser = as_("carl")
            event.listen(db.engine, "before_cursor_execute", listen)
            browser.get(place)
            event.remove(db.engine, "before_cursor_execute", listen)
            counts.append(len(seen))
        return counts

    with unit_of_work():
        importing.ready(cast, "client")
    one = statements()
    with unit_of_work():
        for _n in range(8):
            importing.refused(cast, "client")
    assert statements() == one
