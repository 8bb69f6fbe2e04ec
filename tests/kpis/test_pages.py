"""The pages of KPIs: the board, one KPI with its trend, and a figure from the form to the settled value."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from bpo_gov.kernel.db import db, unit_of_work
from tests import make
from tests.cast import KEY, Cast
from tests.house.measuring import SITUATIONS, figure

PLACE, FIGURES = f"/a/{KEY}/kpis", f"/a/{KEY}/figures"
GOOD = {
    "code": "KPI-01",
    "period": "2026-04",
    "value": "96.5",
    "numerator": "965",
    "denominator": "1000",
    "source": "Call records",
}
As = Callable[[str], FlaskClient]
Post = Callable[..., Any]


def test_a_figure_goes_from_the_form_to_the_other_side_which_accepts_it(cast: Cast, as_: As, post_as: Post) -> None:
    answer = post_as("victor", f"{FIGURES}/", **GOOD)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{FIGURES}/1")
    for name in ("carl", "victor", "cora"):
        page = as_(name).get(f"{FIGURES}/1").text
        assert "96.5%" in page
        assert "965 / 1,000" in page
    assert [
        as_("olga").get(f"{place}").status_code
        for place in (f"{FIGURES}/1", f"{FIGURES}/", f"{PLACE}/", f"{PLACE}/KPI-01", f"{PLACE}/KPI-01.csv")
    ] == [404] * 5
    assert post_as("carl", f"{FIGURES}/1/accept").status_code == 303
    board = as_("vera").get(f"{PLACE}/").text
    assert "96.5" in board
    assert "Accepted" in board


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"code": "KPI-06"}, "Choose one from the list."),  # the client measures it
        ({"period": ""}, "Fill this in."),
        ({"period": "2026-06"}, "is not over yet"),
        ({"period": "June"}, "is no period"),
        ({"value": ""}, "Write the figure, or say that there are no data."),
        ({"value": "NaN"}, "Write a number like"),
        ({"value": "Infinity"}, "Write a number like"),
        ({"value": "1_000"}, "Write a number like"),
        ({"value": "٩٧"}, "Write a number like"),
        ({"value": "=1+1"}, "Write a number like"),
        ({"value": "0.965"}, "Write percent"),
        ({"value": "96.50001"}, "Use at most 4 decimals."),
        ({"value": "96.5", "no_data": "y"}, "Either a figure or no data"),
        ({"denominator": ""}, "Write both or neither."),
        ({"denominator": "0"}, "This must be above zero."),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_stored(
    cast: Cast, as_: As, post_as: Post, sent: dict[str, str], says: str
) -> None:
    answer = post_as("victor", f"{FIGURES}/", **GOOD | sent)
    assert answer.status_code == 422
    assert says in answer.text
    assert "Call records" in answer.text
    assert as_("victor").get(f"{FIGURES}/1").status_code == 404


def test_a_viewer_and_a_side_that_measures_nothing_are_offered_no_form(cast: Cast, as_: As, post_as: Post) -> None:
    assert "Submit a figure" in as_("victor").get(f"{PLACE}/KPI-01").text
    assert "Submit a figure" not in as_("carl").get(f"{PLACE}/KPI-01").text
    assert "Submit a figure" not in as_("cora").get(f"{PLACE}/").text
    assert post_as("cora", f"{FIGURES}/", **GOOD).status_code == 403


def test_the_same_period_twice_is_refused_at_the_field(cast: Cast, post_as: Post) -> None:
    post_as("victor", f"{FIGURES}/", **GOOD)
    answer = post_as("victor", f"{FIGURES}/", **GOOD | {"value": "97"})
    assert (answer.status_code, "a figure for this period already: F-1" in answer.text) == (422, True)


def test_every_situation_has_its_page_for_both_sides(cast: Cast, as_: As) -> None:
    with unit_of_work():
        numbers = {situation: make(cast, "vendor").number for situation, make in SITUATIONS.items()}
    for name in ("carl", "victor", "cora"):
        browser = as_(name)
        for situation, number in numbers.items():
            assert (situation, browser.get(f"{FIGURES}/{number}").status_code) == (situation, 200)
    page = as_("carl").get(f"{PLACE}/KPI-01").text
    assert "data-plotly" in page
    lines = as_("carl").get(f"{PLACE}/KPI-01.csv").get_data(as_text=True).splitlines()
    assert len(lines) == 1 + len(numbers) - 1  # the withdrawn one holds no period


def test_a_figure_is_what_an_escalation_and_a_dispute_are_about(cast: Cast, as_: As) -> None:
    with unit_of_work():
        figure(cast, "contested", period="2026-04")
    page = as_("carl").get(f"{FIGURES}/1").text
    for part in ("escalations", "disputes", "decisions"):
        assert f"/{part}/new?about=F-1" in page
        assert "F-1" in as_("ana").get(f"/a/{KEY}/{part}/new?about=F-1").text


def test_board_and_page_take_as_many_statements_for_many_figures_as_for_one(app: Flask, cast: Cast, as_: As) -> None:
    def statements() -> list[int]:
        counts = []
        for place in (f"{PLACE}/", f"{PLACE}/KPI-01", f"{FIGURES}/"):
            seen: list[str] = []
            listen = lambda *given, seen=seen: seen.append(given[2])  # noqa: E731 - the very same function is taken off again
            browser = as_("carl")
            event.listen(db.engine, "before_cursor_execute", listen)
            browser.get(place)
            event.remove(db.engine, "before_cursor_execute", listen)
            counts.append(len(seen))
        return counts

    with unit_of_work():
        figure(cast, "accepted")
    one = statements()
    with unit_of_work():
        for _n in range(10):
            figure(cast, "accepted")
    assert statements() == one


def test_a_kpi_that_a_later_version_dropped_keeps_its_page(cast: Cast, as_: As) -> None:
    figure(cast, "accepted", period="2026-04")

    def without(data: dict[str, Any]) -> None:
        data["kpis"] = [kpi for kpi in data["kpis"] if kpi["code"] != "KPI-01"]
        data["kpis"][0] |= {"weight": 25, "credit_share": 25}  # what the first one had

    make.next_version(cast, without)
    db.session.commit()
    assert "KPI-01 Calls answered" in as_("ana").get(f"{PLACE}/").text
    for name in ("ana", "vera"):
        page = as_(name).get(f"{PLACE}/KPI-01").text
        assert "does not have this KPI any more" in page
        assert "96.5" in page
        assert "Submit a figure" not in page
    assert as_("ana").get(f"{PLACE}/KPI-01.csv").status_code == 200
