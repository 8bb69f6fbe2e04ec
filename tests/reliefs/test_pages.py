"""The pages of relief: from a figure to the claim, its details and the answer; what cannot be is said at its field."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.errors import NotFound
from bpo_gov.kernel.parties import Party
from bpo_gov.meetings import actions as meetings
from bpo_gov.reliefs import queries
from tests import make
from tests.cast import KEY, Cast
from tests.house import deciding, measuring, owing
from tests.house.convening import words as meeting_words
from tests.house.relieving import SITUATIONS, relief

PLACE, FIGURES = f"/a/{KEY}/relief", f"/a/{KEY}/figures"
NOTICE = {
    "title": "The portal was closed", "aware_on": "2026-05-29", "happened": "Nobody could reach it.", "cause": "It was closed for two days.",
    "figures": "KPI-01 2026-05",
}  # fmt: skip
DETAILS = {
    "details": "The log shows it.", "figures": "KPI-01 2026-05, KPI-02 2026-05", "milestone": "Night team at work", "milestone_on": "2026-07-01",
    "delay": "6", "own_delay": "1",
}  # fmt: skip
As = Callable[[str], FlaskClient]
Post = Callable[..., Any]


def test_from_a_figure_to_the_claim_and_its_answer(cast: Cast, as_: As, post_as: Post) -> None:
    with unit_of_work():
        figure = measuring.figure(cast, "accepted", period="2026-05")
    page = as_("victor").get(f"{FIGURES}/{figure.number}").text
    assert f"{PLACE}/new?figure={figure.label}" in page
    assert f"{PLACE}/new" not in as_("carl").get(f"{FIGURES}/{figure.number}").text  # whom it does not measure
    assert f'value="{figure.label}"' in as_("victor").get(f"{PLACE}/new?figure={figure.label}").text
    answer = post_as("victor", f"{PLACE}/", **NOTICE | {"figures": figure.label})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PLACE}/1")
    assert 'value="KPI-01 2026-05"' in as_("victor").get(f"{PLACE}/1/detail").text
    assert post_as("victor", f"{PLACE}/1/detail", **DETAILS).status_code == 303
    assert post_as("ana", f"{PLACE}/1/accept").status_code == 303
    for name in ("carl", "victor", "cora"):
        shown = as_(name).get(f"{PLACE}/1").text
        assert "moves by 5 working days" in shown
        assert "8 Jul 2026" in shown
        assert figure.label in shown
        assert "R-1" in as_(name).get(f"{FIGURES}/{figure.number}").text
    assert queries.excused(cast.agreement.id) == {("KPI-01", "2026-05"), ("KPI-02", "2026-05")}


def test_a_part_is_granted_by_boxes_and_days(cast: Cast, post_as: Post) -> None:
    with unit_of_work():
        relief(cast, "claimed")
    empty = post_as("ana", f"{PLACE}/1/accept_part", reason="No.")
    assert (empty.status_code, "Grant a figure or a day" in empty.text) == (422, True)
    foreign = post_as("ana", f"{PLACE}/1/accept_part", reason="No.", figures="KPI-02 2026-05")
    assert (foreign.status_code, "Choose from the list." in foreign.text) == (422, True)
    assert (
        post_as("ana", f"{PLACE}/1/accept_part", reason="One.", figures="KPI-01 2026-05", caused="3").status_code == 303
    )
    one = queries.load(1, cast.actor("ana"))
    assert (one.moved_by, queries.excused(cast.agreement.id)) == (2, {("KPI-01", "2026-05")})


def test_days_are_not_asked_for_where_none_are_claimed(cast: Cast, as_: As, post_as: Post) -> None:
    with unit_of_work():
        relief(cast, "claimed", milestone="", milestone_on=None, delay=None, own_delay=0)
    assert 'name="caused"' not in as_("ana").get(f"{PLACE}/1/accept_part").text
    assert post_as("ana", f"{PLACE}/1/accept_part", reason="One.", figures="KPI-01 2026-05").status_code == 303


def test_a_decision_determines_it_over_the_page(cast: Cast, post_as: Post) -> None:
    with unit_of_work():
        one = relief(cast, "refused")
        decision = deciding.decision(cast, "agreed", about=one)
    wrong = post_as("vera", f"{PLACE}/1/determine", figures="KPI-01 2026-05", caused="2", decision="D-99")
    assert (wrong.status_code, "There is no such decision" in wrong.text) == (422, True)
    sent = {"figures": "KPI-01 2026-05", "caused": "2", "decision": decision.label}
    assert post_as("vera", f"{PLACE}/1/determine", **sent).status_code == 303
    assert queries.excused(cast.agreement.id) == {("KPI-01", "2026-05")}


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"title": ""}, "Fill this in."),
        ({"aware_on": ""}, "Fill this in."),
        ({"aware_on": "2026-02-30"}, "There is no such day."),
        ({"aware_on": "2026-06-04"}, "This day is still to come."),
        ({"aware_on": "2025-01-31"}, "before the agreement began"),
        ({"cause": " "}, "Fill this in."),
        ({"figures": "F-99"}, "is no figure here"),
        ({"figures": "KPI-01"}, "is no figure here"),
        ({"figures": "KPI-99 2026-05"}, "has no KPI KPI-99"),
        ({"figures": "KPI-08 2026-05"}, "KPI-08 does not measure that side."),  # the client is measured
        ({"figures": "KPI-01 2026-Q1"}, "another length of period"),
        ({"figures": "KPI-01 May"}, "is no period"),
        ({"figures": "KPI-01 2035-01"}, "outside the term"),
        (
            {
                "figures": ", ".join(
                    f"KPI-01 {year}-{month:02}" for year in (2025, 2026, 2027, 2028) for month in range(2, 13)
                )
            },
            "at most 40 figures",
        ),
    ],
)
def test_what_cannot_be_noticed_is_said_at_its_field_and_nothing_is_stored(
    cast: Cast, as_: As, post_as: Post, sent: dict[str, str], says: str
) -> None:
    answer = post_as("victor", f"{PLACE}/", **NOTICE | sent)
    assert answer.status_code == 422
    assert says in answer.text
    assert "Nobody could reach it." in answer.text
    assert as_("victor").get(f"{PLACE}/1").status_code == 404


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"details": ""}, "Fill this in."),
        ({"figures": "KPI-08 2026-05"}, "does not measure that side"),
        ({"item": "A-99"}, "There is no such action"),
        ({"item": "A-1"}, "an action that your side owns"),  # of the client
        ({"milestone": ""}, "Write the milestone and its day, or neither."),
        ({"milestone_on": ""}, "Write the milestone and its day, or neither."),
        ({"milestone_on": "2020-01-01"}, "within the agreement"),
        ({"delay": ""}, "how many working days the milestone moves"),
        ({"delay": "0"}, "at least 1"),
        ({"delay": "1.5"}, "Write a whole number."),
        ({"delay": "1001"}, "too large"),
        ({"own_delay": "7"}, "Not more than the days that you claim."),
        ({"own_delay": "-1"}, "at least 0"),
        ({"milestone": "", "milestone_on": ""}, "Name the milestone that was delayed."),
        (
            {"figures": "", "milestone": "", "milestone_on": "", "delay": "", "own_delay": ""},
            "Name a figure to be excused",
        ),
    ],
)
def test_what_cannot_be_claimed_is_said_at_its_field(
    cast: Cast, post_as: Post, sent: dict[str, str], says: str
) -> None:
    with unit_of_work():
        owing.item(cast, side="vendor")
        relief(cast)
    answer = post_as("victor", f"{PLACE}/1/detail", **DETAILS | sent)
    assert answer.status_code == 422
    assert says in answer.text
    assert queries.load(1, cast.actor("ana")).state == "noticed"


def test_a_notice_that_would_lapse_is_said_at_the_day(cast: Cast, post_as: Post) -> None:
    with unit_of_work():
        make.next_version(cast, lambda data: data["relief"].update(on_late="lapse"))
    answer = post_as("victor", f"{PLACE}/", **NOTICE | {"aware_on": "2026-04-01"})
    assert (answer.status_code, "lets a late claim lapse" in answer.text) == (422, True)


def test_late_is_flagged_on_the_page_in_the_list_and_in_the_file(cast: Cast, as_: As) -> None:
    with unit_of_work():
        SITUATIONS["noticed, late"](cast, "vendor")
        relief(cast, "noticed", "client")
    for name in ("ana", "vera"):
        assert "It came late" in as_(name).get(f"{PLACE}/1").text
        assert "It came late" not in as_(name).get(f"{PLACE}/2").text
        found = as_(name).get(f"{PLACE}/?late=yes").text
        assert ("R-1" in found, "R-2" in found) == (True, False)
        assert "R-2" in as_(name).get(f"{PLACE}/?late=no&side=client").text
    lines = as_("ana").get(f"{PLACE}/list.csv?view=all").get_data(as_text=True).splitlines()
    assert len(lines) == 3
    assert any("KPI-01 2026-05" in line and ",yes," in line for line in lines)


def test_who_is_outside_finds_nothing(cast: Cast, as_: As, post_as: Post) -> None:
    with unit_of_work():
        one = relief(cast, "claimed")
    for end in ("", "1", "new", "1/accept", "list.csv"):
        assert as_("olga").get(f"{PLACE}/{end}").status_code == 404
    assert post_as("olga", f"{PLACE}/1/accept").status_code == 404
    mediator = replace(cast.actor("ana"), party=Party.NEUTRAL, only=one.id + 1)
    with pytest.raises(NotFound):
        queries.load(1, mediator)
    assert queries.of_kpi(mediator, "KPI-01") == []


def test_a_viewer_claims_nothing(cast: Cast, as_: As, post_as: Post) -> None:
    assert "Give notice of relief" not in as_("cora").get(f"{PLACE}/").text
    assert (as_("cora").get(f"{PLACE}/new").status_code, post_as("cora", f"{PLACE}/", **NOTICE).status_code) == (
        403,
        403,
    )


def test_the_same_notice_twice_opens_one(cast: Cast, as_: As, post_as: Post) -> None:
    sent = NOTICE | {"token": "once-only-token-of-a-form"}
    assert {post_as("victor", f"{PLACE}/", **sent).headers["Location"] for _n in range(2)} == {f"{PLACE}/1"}


def test_every_situation_has_its_page_for_both_sides(cast: Cast, as_: As) -> None:
    with unit_of_work():
        numbers = {
            (name, side): make_(cast, side).number
            for name, make_ in SITUATIONS.items()
            for side in ("client", "vendor")
        }
    for name in ("carl", "victor", "cora"):
        browser = as_(name)
        for situation, number in numbers.items():
            assert (situation, browser.get(f"{PLACE}/{number}").status_code) == (situation, 200)


def test_an_open_claim_is_on_the_agenda_with_its_reason(cast: Cast, as_: As) -> None:
    with unit_of_work():
        open_, closed = relief(cast, "refused"), relief(cast, "accepted")
        one = meetings.call(cast.actor("carl"), **meeting_words())
        assert [(item.about_id, item.reason) for item in one.items] == [(open_.id, "relief")]
    page = as_("vera").get(f"/a/{KEY}/meetings/{one.number}").text
    assert "a claim for relief that is open" in page
    assert f"{closed.label} {closed.title}" not in page


def test_list_and_page_take_as_many_statements_for_many_as_for_one(app: Flask, cast: Cast, as_: As) -> None:
    def statements() -> list[int]:
        counts = []
        for place in (f"{PLACE}/?view=all", f"{PLACE}/1", f"/a/{KEY}/kpis/"):
            seen: list[str] = []
            listen = lambda *given, seen=seen: seen.append(given[2])  # noqa: E731 - the very same function is taken off again
            browser = as_("carl")
            event.listen(db.engine, "before_cursor_execute", listen)
            browser.get(place)
            event.remove(db.engine, "before_cursor_execute", listen)
            counts.append(len(seen))
        return counts

    with unit_of_work():
        relief(cast, "accepted")
    one = statements()
    with unit_of_work():
        for _n in range(10):
            relief(cast, "accepted")
    assert statements() == one
