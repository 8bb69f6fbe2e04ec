"""The pages of credits: the months with their chart and triggers, a statement with its arithmetic, files; nothing for who is outside."""

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import event

from bpo_gov.credits import charts
from bpo_gov.kernel.db import db, unit_of_work
from tests.cast import KEY, Cast
from tests.house.charging import SITUATIONS, missed, statement

PLACE = f"/a/{KEY}/credits"
As = Callable[[str], FlaskClient]
Post = Callable[..., Any]


def test_a_month_is_drawn_up_from_the_page_claimed_and_applied(cast: Cast, as_: As, post_as: Post) -> None:
    with unit_of_work():
        missed(cast, period="2026-04")
    page = as_("ana").get(f"{PLACE}/").text
    assert "period=2026-04" in page
    assert "£1,666.67" in page
    answer = post_as("carl", f"{PLACE}/", period="2026-04", owed_by="vendor")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PLACE}/1")
    for name in ("carl", "victor", "cora"):
        text = as_(name).get(f"{PLACE}/1").text
        assert "4 × 0.5% of £83,333.33." in text
        assert "points * percent_of_point / 100 * charges" in text
    assert post_as("ana", f"{PLACE}/1/claim", charges="83,333.33").status_code == 303
    assert post_as("vera", f"{PLACE}/1/confirm").status_code == 303
    assert post_as("victor", f"{PLACE}/1/apply", document="CN-7", applied_on="2026-06-02").status_code == 303
    assert "CN-7" in as_("ana").get(f"{PLACE}/1").text


def test_an_outsider_finds_nothing(cast: Cast, as_: As) -> None:
    with unit_of_work():
        statement(cast)
    for place in (f"{PLACE}/", f"{PLACE}/1", f"{PLACE}/1/lines.csv", f"{PLACE}/new", f"{PLACE}/file.csv"):
        assert as_("olga").get(place).status_code == 404


def test_what_cannot_be_drawn_up_is_said_at_the_field(cast: Cast, post_as: Post) -> None:
    for period, says in (
        ("2026-06", "is not over yet"),
        ("2026-Q1", "Name a month"),
        ("May", "Name a month"),
        ("2026-04", "Nothing is due"),
    ):
        answer = post_as("carl", f"{PLACE}/", period=period, owed_by="vendor")
        assert (answer.status_code, says in answer.text, f'value="{period}"' in answer.text) == (422, True, True)
    assert post_as("carl", f"{PLACE}/", period="2026-04", owed_by="nobody").status_code == 422


def test_wrong_words_of_a_verb_store_nothing(cast: Cast, post_as: Post) -> None:
    with unit_of_work():
        statement(cast, period="2026-04")
        number = statement(cast, "confirmed", period="2026-02").number
    for charges in ("", "0", "-5", "many", "NaN", "1e5"):
        assert post_as("ana", f"{PLACE}/1/claim", charges=charges).status_code == 422
    for day, says in (("2026-01-31", "before the month"), ("2026-06-04", "not come yet"), ("soon", "")):
        answer = post_as("victor", f"{PLACE}/{number}/apply", document="CN-7", applied_on=day)
        assert (answer.status_code, says in answer.text) == (422, True)


def test_the_lines_are_a_file_of_their_own(cast: Cast, as_: As) -> None:
    with unit_of_work():
        statement(cast, period="2026-04")
    rows = list(csv.reader(io.StringIO(as_("cora").get(f"{PLACE}/1/lines.csv").text.lstrip("\ufeff"))))
    assert rows[1][:8] == ["KPI-01", "2026-04", "F-1", "85%", "settled", "4", "1666.67", "1666.67"]
    assert (rows[-1][0], rows[-1][6]) == ("What is due", "1666.67")
    sheet = load_workbook(io.BytesIO(as_("vera").get(f"{PLACE}/1/lines.xlsx").data)).active
    assert sheet is not None
    assert sheet["G2"].value == 1666.67
    assert as_("vera").get(f"{PLACE}/1/lines.exe").status_code == 404


def test_the_months_of_the_chart_are_a_file(cast: Cast, as_: As) -> None:
    with unit_of_work():
        statement(cast, period="2026-04")
    texts = {name: as_(name).get(f"{PLACE}/months.csv").text for name in ("ana", "victor", "cora")}
    assert len(set(texts.values())) == 1
    head, *rows = csv.reader(io.StringIO(texts["ana"].lstrip("\ufeff")))
    (april,) = [row for row in rows if row[0] == "2026-04"]
    assert dict(zip(head, april, strict=True)) | {"Stated": "1666.67", "Open": "1666.67", "Statements": "CS-1"} == dict(
        zip(head, april, strict=True)
    )
    assert as_("olga").get(f"{PLACE}/months.csv").status_code == 404


def test_a_kpi_says_what_a_miss_costs_and_what_cures_it(cast: Cast, as_: As) -> None:
    with unit_of_work():
        statement(cast, period="2026-05")
    page = as_("victor").get(f"/a/{KEY}/kpis/KPI-01").text
    for said in (
        "0.5% of £83,333.33 = £416.67",
        "£1,666.67, CS-1",
        "One period at 95% or more ends the doubling.",
        "Above 97% in 2026-06, £1,666.67 comes back.",
    ):
        assert said in page
    assert "none hang on this KPI" in as_("ana").get(f"/a/{KEY}/kpis/KPI-07").text


def test_triggers_are_shown_with_their_distance(cast: Cast, as_: As) -> None:
    with unit_of_work():
        for month in ("2026-04", "2026-05"):
            missed(cast, period=month)
    page = as_("vera").get(f"{PLACE}/").text
    assert "any one KPI of Vendor under its minimum in 3 of 3 periods: 2 of 3 so far, KPI-01." in page
    assert "1 away" in page


def test_the_page_takes_the_same_queries_for_one_month_and_for_nine(app: Flask, cast: Cast, as_: As) -> None:
    with unit_of_work():
        statement(cast, period="2026-05")
    few = _statements(as_("ana"), f"{PLACE}/")
    with unit_of_work():
        for situation in ("claimed", "applied", "waived"):
            SITUATIONS[situation](cast, "client")
            SITUATIONS[situation](cast, "vendor")
    assert _statements(as_("ana"), f"{PLACE}/") == few


def test_the_charts_are_what_plotly_draws() -> None:
    figure = charts.months(
        ["2026-04", "2026-05"], {"applied": [Decimal(5), Decimal(0)], "open": [Decimal(0), Decimal(-7)], "gone": [Decimal(0)] * 2, "ring_fenced": [Decimal(2)] * 2},
        {"applied": "Applied", "open": "Open", "gone": "Gone", "ring_fenced": "Ring-fenced"}, "GBP",
    )  # fmt: skip
    go.Figure(figure)
    assert [(bar["name"], bar["y"]) for bar in figure["data"]] == [
        ("Applied", [5.0, None]),
        ("Open", [None, -7.0]),
        ("Ring-fenced", [2.0, 2.0]),
    ]
    steps = [
        ("K-1", Decimal(10), False),
        ("K-2", Decimal(5), False),
        ("Cap", Decimal(-3), False),
        ("Due", Decimal(12), True),
    ]
    figure = charts.waterfall(steps, "GBP")
    go.Figure(figure)
    assert [(bar["y"], bar["base"][:4]) for bar in figure["data"]] == [
        ([10.0, 5.0, None, None], [0.0, 10.0, 12.0, 0.0]),
        ([None, None, 3.0, None], [0.0, 10.0, 12.0, 0.0]),
        ([None, None, None, 12.0], [0.0, 10.0, 12.0, 0.0]),
    ]


def _statements(browser: FlaskClient, address: str) -> int:
    seen: list[str] = []

    def count(_c: Any, _cursor: Any, statement_: str, *_more: Any) -> None:
        seen.append(statement_)

    browser.get(address)
    event.listen(db.engine, "before_cursor_execute", count)
    try:
        assert browser.get(address).status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", count)
    return len(seen)
