"""The pages of escalations: raising one, the list, the charts, the files, as both sides and an outsider see them."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import plotly.graph_objects as go
import pytest
from flask.testing import FlaskClient

from bpo_gov.kernel import clock
from bpo_gov.kernel.db import unit_of_work
from tests import make
from tests.cast import KEY, Cast
from tests.change_requests.test_statements import counted
from tests.conftest import NOW
from tests.house.climbing import SITUATIONS, escalation

PLACE = f"/a/{KEY}/escalations"
GOOD = {"title": "Calls wait", "severity": "high", "impact": "Callers hang up.", "wanted": "Two minutes."}
As = Callable[[str], FlaskClient]


def test_one_side_raises_it_and_both_read_it(cast: Cast, as_: As, post_as: Callable[..., Any]) -> None:
    answer = post_as("carl", f"{PLACE}/", **GOOD)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PLACE}/1")
    assert "Your turn: Vendor" in as_("victor").get(f"{PLACE}/1").text
    assert "Waiting for: Vendor" in as_("ana").get(f"{PLACE}/1").text
    assert as_("olga").get(f"{PLACE}/1").status_code == 404
    assert as_("olga").get(f"{PLACE}/").status_code == 404
    assert post_as("cora", f"{PLACE}/", **GOOD).status_code == 403


def test_a_click_twice_raises_one(cast: Cast, as_: As, post_as: Callable[..., Any]) -> None:
    twice = [post_as("carl", f"{PLACE}/", token="a" * 32, **GOOD).headers["Location"] for _ in range(2)]
    assert twice == [f"{PLACE}/1", f"{PLACE}/1"]


def test_going_back_and_sending_the_same_again_raises_one(cast: Cast, post_as: Callable[..., Any]) -> None:
    twice = [post_as("carl", f"{PLACE}/", token=token * 32, **GOOD).headers["Location"] for token in "ab"]
    assert twice == [f"{PLACE}/1", f"{PLACE}/1"]
    others: tuple[tuple[str, dict[str, str]], ...] = (
        ("carl", {"impact": "They hang up."}), ("ana", {}), ("carl", {"early": "y", "review_on": "2026-07-01"}),
    )  # fmt: skip
    for number, (name, more) in enumerate(others, start=2):
        assert post_as(name, f"{PLACE}/", **GOOD | more).headers["Location"] == f"{PLACE}/{number}"


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"title": ""}, "Fill this in."),
        ({"severity": "awful"}, "Choose one from the list."),
        ({"about": "CR-99"}, "There is no such matter in this agreement."),
        ({"about": "what?"}, "There is no such matter in this agreement."),
        ({"early": "y"}, "Name the day on which both sides look at it again."),
        ({"early": "y", "review_on": "2020-01-01"}, "Name a day after today."),
        ({"early": "y", "review_on": "soon"}, "Write a date like 2027-01-04."),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_stored(
    cast: Cast, as_: As, post_as: Callable[..., Any], sent: dict[str, str], says: str
) -> None:
    answer = post_as("carl", f"{PLACE}/", **GOOD | sent)
    assert answer.status_code == 422
    assert says in answer.text
    assert "Callers hang up." in answer.text
    assert as_("carl").get(f"{PLACE}/1").status_code == 404


def test_it_can_be_about_a_change_and_each_page_leads_to_the_other(
    cast: Cast, as_: As, post_as: Callable[..., Any]
) -> None:
    with unit_of_work():
        cr = make.change_request(cast, "submitted")
    assert f"{PLACE}/new?about={cr.label}" in as_("victor").get(f"/a/{KEY}/changes/{cr.number}").text
    assert f'value="{cr.label}"' in as_("victor").get(f"{PLACE}/new?about={cr.label}").text
    post_as("victor", f"{PLACE}/", **GOOD | {"about": cr.label})
    assert f"/a/{KEY}/changes/{cr.number}" in as_("ana").get(f"{PLACE}/1").text
    assert f"{PLACE}/1" in as_("ana").get(f"/a/{KEY}/changes/{cr.number}").text


def test_a_draft_of_the_other_side_cannot_be_what_it_is_about(cast: Cast, post_as: Callable[..., Any]) -> None:
    with unit_of_work():
        draft = make.change_request(cast, "draft", by="victor")
    assert post_as("carl", f"{PLACE}/", **GOOD | {"about": draft.label}).status_code == 422


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", {1, 2, 3}),
        ("?view=all", {1, 2, 3, 4}),
        ("?view=ours", {2}),
        ("?level=0", {3}),
        ("?level=1&severity=high", {1, 2}),
        ("?ball=vendor", {1, 3}),
        ("?state=in_hand&state=raised", {1, 2, 3}),
        ("?age=1", {1, 2, 3}),
        ("?age=30", set()),
        ("?title=nothing", set()),
        ("?view=all&sort=severity&order=desc", {1, 2, 3, 4}),
    ],
)
def test_the_list_is_narrowed_by_its_address(cast: Cast, as_: As, query: str, numbers: set[int]) -> None:
    with unit_of_work():
        for name in ("raised", "in hand, waiting", "early warning", "closed"):
            SITUATIONS[name](cast, "client")
    page = as_("ana").get(f"{PLACE}/{query}").text
    assert {int(n) for n in re.findall(rf'href="{PLACE}/(\d+)"', page)} == numbers


def test_what_is_seen_is_what_is_downloaded(cast: Cast, as_: As) -> None:
    with unit_of_work():
        SITUATIONS["raised"](cast, "client")
        SITUATIONS["early warning"](cast, "client")
    lines = as_("ana").get(f"{PLACE}/list.csv?level=1").text.splitlines()
    assert lines[1].startswith("E-1,Calls wait nine minutes,Raised,Vendor,")
    assert len(lines) == 2
    assert as_("ana").get(f"{PLACE}/list.xlsx").data[:2] == b"PK"


def test_the_charts_are_figures_that_plotly_knows_with_a_table_and_a_file_beside(cast: Cast, as_: As) -> None:
    with clock.at(NOW - timedelta(hours=3)), unit_of_work():
        SITUATIONS["in hand, waiting"](cast, "client")
        SITUATIONS["raised"](cast, "vendor")
    page = as_("ana").get(f"{PLACE}/clocks").text
    figures = [
        json.loads(text) for text in re.findall(r'<script type="application/json">(.*?)</script>', page, re.DOTALL)
    ]
    assert len(figures) == 2
    for figure in figures:
        for trace in figure["data"]:
            trace.pop("meta")
        go.Figure(figure)  # refuses what is no figure
    assert "2 escalations are open, 0 of them for more than 30 days." in page
    assert as_("ana").get(f"{PLACE}/ageing.csv").text.splitlines()[1] == "up to a day,2,0,0"
    assert "E-2,Calls wait nine minutes,Client," in as_("ana").get(f"{PLACE}/clocks.csv").text


def test_list_page_and_charts_take_as_many_statements_for_60_as_for_10(cast: Cast, as_: As) -> None:
    with unit_of_work():
        for _ in range(10):
            escalation(cast, "in_hand")
    ana, paths = as_("ana"), (f"{PLACE}/", f"{PLACE}/3", f"{PLACE}/clocks", "/")
    few = [_statements(ana, path) for path in paths]
    with unit_of_work():
        for _ in range(50):
            escalation(cast, "in_hand")
    assert [_statements(ana, path) for path in paths] == few
    assert max(few) <= 20, few


def _statements(browser: FlaskClient, path: str) -> int:
    browser.get(path)
    with counted() as found:
        assert browser.get(path).status_code == 200
    return len(found)
