"""The pages of plans: from a figure to the plan, its versions and steps; what cannot be is said at its field."""

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
from bpo_gov.rectifications import queries
from tests.cast import KEY, Cast
from tests.house import deciding, measuring
from tests.house.convening import words as meeting_words
from tests.house.righting import SITUATIONS, plan

PLACE, FIGURES = f"/a/{KEY}/plans", f"/a/{KEY}/figures"
NOTICE = {"figure": "KPI-01 2026-05", "known_on": "2026-06-01", "failing": "One call in five was lost."}
As = Callable[[str], FlaskClient]
Post = Callable[..., Any]


def draft(**more: str) -> dict[str, str]:
    """A draft as the form sends it."""
    return {
        "cause": "The night team was short.", "remedy": "Two more people at night.", "steps-0-what": "Hire two people", "steps-0-owner": "side",
        "steps-0-due_on": "2026-06-15",
    } | more  # fmt: skip


def test_from_a_figure_to_the_plan_that_is_verified(cast: Cast, as_: As, post_as: Post) -> None:
    with unit_of_work():
        figure = measuring.figure(cast, "accepted", period="2026-05")
    assert f"{PLACE}/new?figure={figure.label}" in as_("carl").get(f"{FIGURES}/{figure.number}").text
    assert f"{PLACE}/new" not in as_("victor").get(f"{FIGURES}/{figure.number}").text  # the side that is measured
    answer = post_as("carl", f"{PLACE}/", **NOTICE | {"figure": figure.label})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PLACE}/1")
    assert post_as("victor", f"{PLACE}/1/draft", **draft(denies="y")).status_code == 303
    assert post_as("carl", f"{PLACE}/1/return", reason="Who trains them?").status_code == 303
    again = as_("victor").get(f"{PLACE}/1/draft").text
    assert all(
        words in again
        for words in ("Who trains them?", "Two more people at night.", 'value="Hire two people"', "2026-06-15")
    )
    second = draft(
        **{
            "steps-1-what": "Train them",
            "steps-1-owner": str(cast.actor("victor").user_id),
            "steps-1-due_on": "2026-06-29",
        }
    )
    assert post_as("victor", f"{PLACE}/1/draft", **second).status_code == 303
    assert post_as("ana", f"{PLACE}/1/accept").status_code == 303
    one = queries.load(1, cast.actor("ana"))
    last = str(one.steps[-1].id)
    assert [(step.what, step.owner) for step in one.steps] == [("Hire two people", ""), ("Train them", "Victor")]
    assert post_as("victor", f"{PLACE}/1/finish", step=str(one.steps[0].id), done="Both signed.").status_code == 303
    for name in ("carl", "victor", "cora"):
        page = as_(name).get(f"{PLACE}/1").text
        assert all(words in page for words in ("Version 1", "Both signed.", "Train them", "Victor", figure.label))
        assert "RP-1" in as_(name).get(f"{FIGURES}/{figure.number}").text
    assert post_as("victor", f"{PLACE}/1/finish", step=last, done="Both are trained.").status_code == 303
    assert post_as("victor", f"{PLACE}/1/report", report="Both work since Monday.").status_code == 303
    assert post_as("ana", f"{PLACE}/1/verify").status_code == 303
    assert "Verified" in as_("vera").get(f"{PLACE}/1").text


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"figure": ""}, "Fill this in."),
        ({"figure": "F-7"}, "is no figure here"),
        ({"figure": "KPI-08 2026-05"}, "does not measure that side"),
        ({"figure": "KPI-01 2026-13"}, "is no period"),
        ({"figure": "KPI-01 2026-07"}, "has not begun yet"),
        ({"known_on": "2026-06-04"}, "still to come"),
        ({"known_on": "2025-01-01"}, "before the agreement began"),
        ({"known_on": "yesterday"}, "Write a date like"),
        ({"failing": ""}, "Fill this in."),
    ],
)
def test_what_cannot_be_notified_is_said_at_its_field_and_nothing_is_stored(
    cast: Cast, as_: As, post_as: Post, sent: dict[str, str], says: str
) -> None:
    answer = post_as("carl", f"{PLACE}/", **NOTICE | sent)
    assert answer.status_code == 422
    assert says in answer.text
    assert as_("carl").get(f"{PLACE}/1").status_code == 404


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"cause": ""}, "Fill this in."),
        ({"steps-0-what": "", "steps-0-due_on": ""}, "Write down at least one step"),
        ({"steps-0-what": ""}, "Step 1: say what is done"),
        ({"steps-0-what": "x" * 501}, "at most 500 characters"),
        ({"steps-0-due_on": ""}, "Step 1: write its day"),
        ({"steps-0-due_on": "2026-02-30"}, "Step 1: write its day"),
        ({"steps-0-due_on": "2026-06-01"}, "its day has passed"),
        ({"steps-0-due_on": "2099-06-01"}, "too far ahead"),
        ({"steps-0-owner": "999"}, "choose who does it from the list"),
        ({"steps-1-what": "Train them"}, "Step 2: write its day"),
    ],
)
def test_what_cannot_be_a_draft_is_said_and_what_was_typed_stays(
    cast: Cast, post_as: Post, sent: dict[str, str], says: str
) -> None:
    with unit_of_work():
        plan(cast)
    answer = post_as("victor", f"{PLACE}/1/draft", **draft() | sent)
    assert answer.status_code == 422
    assert says in answer.text
    assert "Two more people at night." in answer.text
    assert queries.load(1, cast.actor("ana")).drafts == []


def test_a_person_of_the_other_side_owns_no_step(cast: Cast, post_as: Post) -> None:
    with unit_of_work():
        plan(cast)
    answer = post_as("victor", f"{PLACE}/1/draft", **draft(**{"steps-0-owner": str(cast.actor("ana").user_id)}))
    assert (answer.status_code, "choose who does it from the list" in answer.text) == (422, True)


def test_a_step_of_another_plan_is_not_finished_here(cast: Cast, post_as: Post) -> None:
    with unit_of_work():
        one, step = plan(cast, "executing"), str(plan(cast, "executing").steps[0].id)
    answer = post_as("victor", f"{PLACE}/{one.number}/finish", step=step, done="Done.")
    assert (answer.status_code, "Choose one from the list." in answer.text) == (422, True)


def test_a_decision_about_the_cause_is_entered_over_the_page(cast: Cast, post_as: Post) -> None:
    with unit_of_work():
        one = plan(cast, "drafted")
        decision = deciding.decision(cast, "agreed", about=one)
    for wrong, says in (({"root": "nobody"}, "Choose one from the list."), ({"decision": "D-9"}, "no such decision")):
        answer = post_as("vera", f"{PLACE}/1/determine", **{"root": "client", "decision": decision.label} | wrong)
        assert (answer.status_code, says in answer.text) == (422, True)
    assert post_as("vera", f"{PLACE}/1/determine", root="client", decision=decision.label).status_code == 303
    assert queries.load(1, cast.actor("ana")).state == "lifted"


def test_who_is_outside_finds_nothing(cast: Cast, as_: As) -> None:
    with unit_of_work():
        one = plan(cast, "drafted")
    for end in ("", "1", "new", "1/accept", "list.csv"):
        assert as_("olga").get(f"{PLACE}/{end}").status_code == 404
    mediator = replace(cast.actor("ana"), party=Party.NEUTRAL, only=one.id + 1)
    with pytest.raises(NotFound):
        queries.load(1, mediator)


def test_a_viewer_notifies_nothing(cast: Cast, as_: As, post_as: Post) -> None:
    assert "Notify a failing" not in as_("cora").get(f"{PLACE}/").text
    assert (as_("cora").get(f"{PLACE}/new").status_code, post_as("cora", f"{PLACE}/", **NOTICE).status_code) == (
        403,
        403,
    )


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
    lines = as_("ana").get(f"{PLACE}/list.csv?view=all").get_data(as_text=True).splitlines()
    assert len(lines) == 1 + len(numbers)
    late = as_("ana").get(f"{PLACE}/?view=all&late=yes&side=client").text
    assert "notified, the draft overdue" not in late
    assert f"RP-{numbers['notified, the draft overdue', 'client']}<" in late.replace("</td>", "<")


def test_an_open_plan_is_on_the_agenda_with_its_reason(cast: Cast, as_: As) -> None:
    with unit_of_work():
        open_ = plan(cast, "executing")
        plan(cast, "verified")
        one = meetings.call(cast.actor("carl"), **meeting_words())
        assert [(item.about_id, item.reason) for item in one.items] == [(open_.id, "plan")]
    assert "a failing that is being put right" in as_("vera").get(f"/a/{KEY}/meetings/{one.number}").text


def test_list_and_page_take_as_many_statements_for_many_as_for_one(app: Flask, cast: Cast, as_: As) -> None:
    def statements() -> list[int]:
        counts = []
        for place in (f"{PLACE}/?view=all", f"{PLACE}/1"):
            seen: list[str] = []
            listen = lambda *given, seen=seen: seen.append(given[2])  # noqa: E731 - the very same function is taken off again
            browser = as_("carl")
            event.listen(db.engine, "before_cursor_execute", listen)
            browser.get(place)
            event.remove(db.engine, "before_cursor_execute", listen)
            counts.append(len(seen))
        return counts

    with unit_of_work():
        plan(cast, "executing")
    one = statements()
    with unit_of_work():
        for _n in range(10):
            plan(cast, "executing")
    assert statements() == one
