"""The pages of the pulse: opened by a form, answered by a form, nothing shown before the end, both sides' medians after it."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.parties import clock_of
from bpo_gov.pulses import actions, queries
from bpo_gov.pulses.models import Answer
from tests.cast import KEY, Cast
from tests.house.asking import QUARTER, answer, pulse

PLACE = f"/a/{KEY}/pulse"
As = Callable[[str], FlaskClient]
Post = Callable[..., Any]


def scores(other: str, own: str, other_side: str = "vendor", **changed: str) -> dict[str, str]:
    """What the form of a person of the client sends."""
    sent = {
        f"scores-{n}-{side}": other if side == other_side else own for n in range(5) for side in ("client", "vendor")
    }
    return sent | {name.replace("_", "-"): value for name, value in changed.items()}


def test_a_manager_opens_a_round_and_both_sides_answer(cast: Cast, as_: As, post_as: Post) -> None:
    made = post_as("vera", f"{PLACE}/", quarter=QUARTER)
    assert (made.status_code, made.headers["Location"]) == (303, f"{PLACE}/1")
    page = as_("carl").get(f"{PLACE}/1").text
    assert "Keeps its promises" in page
    assert 'name="scores-0-vendor"' in page
    assert post_as("carl", f"{PLACE}/1/answer", **scores("4", "8")).status_code == 303
    page = as_("carl").get(f"{PLACE}/1").text
    assert "you may change it until the round ends" in page
    assert page.count('<option value="4" selected>') == 5
    assert "1 of the client, 0 of the vendor" in as_("victor").get(f"{PLACE}/1").text
    assert 'name="scores-0-vendor"' not in as_("cora").get(f"{PLACE}/1").text
    assert [
        as_("olga").get(f"{PLACE}{rest}").status_code
        for rest in ("/", "/1", "/new", "/gaps.csv", "/1.csv", "/1/answer")
    ] == [404] * 6


@pytest.mark.parametrize("name", ["carl", "cora", "victor"])
def test_nobody_else_opens_one(cast: Cast, as_: As, post_as: Post, name: str) -> None:
    assert as_(name).get(f"{PLACE}/new").status_code == 403
    assert post_as(name, f"{PLACE}/", quarter=QUARTER).status_code == 403
    assert "Open a round" not in as_(name).get(f"{PLACE}/").text


@pytest.mark.parametrize("quarter", ["", "2026-Q3", "2020-Q1", "soon", "2026-05"])
def test_what_is_no_free_quarter_is_said_at_the_field(cast: Cast, as_: As, post_as: Post, quarter: str) -> None:
    answered = post_as("ana", f"{PLACE}/", quarter=quarter)
    assert answered.status_code == 422
    assert "Choose one from the list." in answered.text
    assert as_("ana").get(f"{PLACE}/1").status_code == 404


def test_the_same_quarter_twice_is_said_at_the_field_and_the_free_one_is_offered(
    cast: Cast, as_: As, post_as: Post
) -> None:
    post_as("ana", f"{PLACE}/", quarter=QUARTER)
    again = post_as("vera", f"{PLACE}/", quarter=QUARTER)
    assert (again.status_code, "a round about this quarter already: P-1" in again.text) == (422, True)
    page = as_("vera").get(f"{PLACE}/new").text
    assert f'value="{QUARTER}"' not in page
    assert 'value="2026-Q1"' in page
    post_as("ana", f"{PLACE}/", quarter="2026-Q1")
    assert "when the next quarter begins" in as_("vera").get(f"{PLACE}/new").text


@pytest.mark.parametrize(
    "changed",
    [{"scores_0_vendor": value} for value in ("0", "11", "-1", "4.5", "", "x", "٤", "4 ", "1e1", "<b>")]
    + [{"scores_3_client": "None"}],
)
def test_what_is_no_score_is_refused_and_nothing_is_stored(
    cast: Cast, as_: As, post_as: Post, changed: dict[str, str]
) -> None:
    with unit_of_work():
        answer(cast, pulse(cast), {"carl": (3, 9)})
    answered = post_as("carl", f"{PLACE}/1/answer", **scores("6", "7", **changed))
    assert answered.status_code == 422
    assert "Score every question for both sides from 1 to 10" in answered.text
    assert answered.text.count('<option value="6" selected>') >= 4  # what was typed stays
    assert 'aria-invalid="true"' in answered.text
    assert set(queries.mine(queries.load(1, cast.actor("carl")), cast.actor("carl")).values()) == {3, 9}


def test_one_may_say_that_one_cannot_say_but_not_to_all(cast: Cast, as_: As, post_as: Post) -> None:
    with unit_of_work():
        pulse(cast)
    assert post_as("carl", f"{PLACE}/1/answer", **scores("none", "none")).status_code == 422
    assert post_as("carl", f"{PLACE}/1/answer", **scores("none", "7")).status_code == 303
    assert db.session.scalar(select(func.count()).select_from(Answer)) == 5
    assert as_("carl").get(f"{PLACE}/1").text.count('<option value="none" selected>') == 5


def test_a_colleague_who_answers_meanwhile_makes_no_page_old(cast: Cast, as_: As, post_as: Post) -> None:
    with unit_of_work():
        pulse(cast)
    assert post_as("ana", f"{PLACE}/1/answer", **scores("5", "5")).status_code == 303
    assert post_as("carl", f"{PLACE}/1/answer", version="1", **scores("6", "5")).status_code == 303


def test_nothing_is_shown_before_the_end_and_the_medians_after_it(cast: Cast, as_: As) -> None:
    with unit_of_work():
        one = answer(cast, pulse(cast), {"ana": (4, 8), "carl": (7, 8), "vera": (7, 9), "victor": (8, 9)})
    for name in ("ana", "vera", "cora"):
        page = as_(name).get(f"{PLACE}/1").text
        assert "data-plotly" not in page
        assert "5.5" not in page
        assert as_(name).get(f"{PLACE}/1.csv").status_code == 404
        assert "data-plotly" not in as_(name).get(f"{PLACE}/").text
        assert len(as_(name).get(f"{PLACE}/gaps.csv").get_data(as_text=True).splitlines()) == 1
    with unit_of_work():
        actions.close(queries.load(1, cast.actor("ana"), lock=True), clock_of(cast.agreement.id))
    for name in ("ana", "vera", "cora"):
        page = as_(name).get(f"{PLACE}/1").text
        assert "Vendor sees itself 3.5 better than Client does." in page
        assert "data-plotly" in as_(name).get(f"{PLACE}/").text
        lines = as_(name).get(f"{PLACE}/1.csv").get_data(as_text=True).splitlines()
        assert "Keeps its promises,Vendor,9,5.5,3.5" in lines
        assert len(lines) == 1 + 10
        assert f"{QUARTER},Vendor,9.0,5.5,3.5" in as_(name).get(f"{PLACE}/gaps.csv").get_data(as_text=True).splitlines()
    assert one.label == "P-1"


def test_too_few_of_a_side_are_said_and_not_shown(cast: Cast, as_: As) -> None:
    with unit_of_work():
        one = answer(cast, pulse(cast), {"ana": (4, 8), "vera": (7, 9), "victor": (8, 9)})
        actions.close(one, clock_of(cast.agreement.id))
    page = as_("vera").get(f"{PLACE}/1").text
    assert "Too few people have answered" in page
    assert "too few" in page
    assert "Keeps its promises,Vendor,9,," in as_("vera").get(f"{PLACE}/1.csv").get_data(as_text=True).splitlines()


def test_it_is_reached_from_the_board_of_kpis(cast: Cast, as_: As) -> None:
    assert f'href="{PLACE}/"' in as_("cora").get(f"/a/{KEY}/kpis/").text
    assert "No round has been opened yet" in as_("cora").get(f"{PLACE}/").text


def test_the_framework_page_says_what_is_asked(cast: Cast, as_: As) -> None:
    page = as_("cora").get(f"/a/{KEY}/framework/1").text
    assert "How the relationship is asked about" in page
    assert "Tells bad news early" in page


def test_list_and_round_take_as_many_statements_for_many_answers_as_for_one(app: Flask, cast: Cast, as_: As) -> None:
    def statements() -> list[int]:
        counts = []
        for place in (f"{PLACE}/", f"{PLACE}/1", f"{PLACE}/gaps.csv", f"{PLACE}/2", f"{PLACE}/2.csv"):
            seen: list[str] = []
            listen = lambda *given, seen=seen: seen.append(given[2])  # noqa: E731 - the very same function is taken off again
            browser = as_("carl")
            event.listen(db.engine, "before_cursor_execute", listen)
            browser.get(place)
            event.remove(db.engine, "before_cursor_execute", listen)
            counts.append(sum("holiday_changes" not in text for text in seen))  # the table's mark is kept for some time
        return counts

    with unit_of_work():
        answer(cast, pulse(cast), {"carl": (4, 8)})
        answer(cast, pulse(cast, quarter="2026-Q1"), {"ana": (4, 8)})
        actions.close(queries.load(2, cast.actor("ana"), lock=True), clock_of(cast.agreement.id))
    one = statements()
    with unit_of_work():
        answer(
            cast,
            queries.load(1, cast.actor("ana"), lock=True),
            {"ana": (4, 8), "vera": (7, 9), "victor": (8, 9), "edda": (1, 1)},
        )
    assert statements() == one
