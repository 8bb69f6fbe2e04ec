"""The pages of decisions: a proposal in one line, the register, the page as each side sees it, and forms that say what is wrong."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from bpo_gov.kernel import access, clock
from bpo_gov.kernel.db import unit_of_work
from tests import make
from tests.cast import KEY, Cast
from tests.conftest import NOW
from tests.house.climbing import escalation
from tests.house.deciding import SITUATIONS, decision
from tests.house.disputing import dispute

PLACE = f"/a/{KEY}/decisions"
GOOD = {"title": "December is paid on the 19th", "effective_on": "2026-12-01"}
As = Callable[[str], FlaskClient]
Post = Callable[..., Any]


def test_one_line_is_enough_and_the_other_side_has_the_turn(cast: Cast, as_: As, post_as: Post) -> None:
    answer = post_as("ana", f"{PLACE}/", **GOOD)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PLACE}/1")
    assert "Your turn: Vendor" in as_("victor").get(f"{PLACE}/1").text
    assert "Waiting for: Vendor" in as_("carl").get(f"{PLACE}/1").text
    assert [as_("olga").get(f"{PLACE}/{end}").status_code for end in ("", "1", "new")] == [404, 404, 404]
    assert post_as("cora", f"{PLACE}/", **GOOD).status_code == 403


def test_the_same_again_proposes_one(cast: Cast, post_as: Post) -> None:
    for token in "aab":
        assert post_as("ana", f"{PLACE}/", token=token * 32, **GOOD).headers["Location"] == f"{PLACE}/1"
    assert post_as("ana", f"{PLACE}/", **GOOD | {"amount": "100"}).headers["Location"] == f"{PLACE}/2"
    with clock.at(NOW + access.MOMENT):
        assert post_as("ana", f"{PLACE}/", **GOOD).headers["Location"] == f"{PLACE}/3"


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"title": ""}, "Fill this in."),
        ({"effective_on": ""}, "Fill this in."),
        ({"effective_on": "soon"}, "Write a date like"),
        ({"amount": "-1"}, "This must be at least 0."),
        ({"review_on": "2026-06-03"}, "Name a day after today."),
        ({"about": "CR-99"}, "There is no such matter in this agreement."),
        ({"supersedes": "D-9"}, "There is no such matter in this agreement."),
        ({"supersedes": "FW-1"}, "Name a decision that both sides agreed to"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_stored(
    cast: Cast, as_: As, post_as: Post, sent: dict[str, str], says: str
) -> None:
    answer = post_as("ana", f"{PLACE}/", **GOOD | {"rationale": "The banks close early."} | sent)
    assert answer.status_code == 422
    assert says in answer.text
    assert "The banks close early." in answer.text
    assert as_("ana").get(f"{PLACE}/1").status_code == 404


def test_only_a_decision_that_holds_can_be_replaced(cast: Cast, as_: As, post_as: Post) -> None:
    with unit_of_work():
        decision(cast)
        SITUATIONS["superseded"](cast, "client")
    for label, status in (("D-1", 422), ("D-2", 422), ("D-3", 303)):
        assert post_as("ana", f"{PLACE}/", **GOOD | {"supersedes": label}).status_code == status
    assert 'value="D-3"' in as_("ana").get(f"{PLACE}/new?supersedes=D-3").text
    page = as_("victor").get(f"{PLACE}/2").text
    assert "It holds no longer" in page
    assert page.count("D-3") >= 2


def test_a_decision_says_who_had_the_authority(cast: Cast, as_: As) -> None:
    with unit_of_work():
        terms = decision(cast, "agreed").framework.terms
    page = as_("carl").get(f"{PLACE}/1").text
    for name in ("ana", "vera"):
        actor = cast.actor(name)
        line = next(one for one in terms.authority if one.person == actor.email)
        assert actor.name in page
        assert f"clause {line.clause}" in page
    assert page.count("Agreed by both") >= 1


def test_every_kind_of_matter_leads_to_a_decision_about_it(cast: Cast, as_: As, post_as: Post) -> None:
    with unit_of_work():
        cr, one, two = make.change_request(cast, "submitted"), escalation(cast), dispute(cast, "negotiating")
        places = {
            cr.label: f"changes/{cr.number}",
            one.label: f"escalations/{one.number}",
            two.label: f"disputes/{two.number}",
        }
    for n, (label, path) in enumerate(places.items(), 1):
        assert f"{PLACE}/new?about={label}" in as_("ana").get(f"/a/{KEY}/{path}").text
        assert post_as("ana", f"{PLACE}/", **GOOD | {"about": label}).headers["Location"] == f"{PLACE}/{n}"
        assert f'{PLACE}/{n}"' in as_("vera").get(f"/a/{KEY}/{path}").text
        assert f"/a/{KEY}/{path}" in as_("vera").get(f"{PLACE}/{n}").text


def test_what_is_due_for_review_waits_on_the_page_of_both(cast: Cast, as_: As) -> None:
    with unit_of_work():
        SITUATIONS["due for review"](cast, "client")
        decision(cast, "agreed", review_on=(NOW + timedelta(days=300)).date(), title="Something else")
    for name in ("ana", "vera"):
        browser = as_(name)
        assert "Your turn: both sides" in browser.get(f"{PLACE}/1").text
        for address, there in (
            (f"{PLACE}/?review=due", 1),
            (f"{PLACE}/?view=ours", 1),
            (f"{PLACE}/?review=planned", 2),
            (f"{PLACE}/", 2),
        ):
            assert (address, browser.get(address).text.count('class="what"')) == (address, there)
        assert "D-1" in browser.get("/").text


def test_the_register_is_searched_by_its_words_and_downloaded(cast: Cast, as_: As) -> None:
    with unit_of_work():
        decision(cast, "agreed", text="The cut-off is the 20th at 17:00.")
        decision(cast, "proposed", title="Another", text="Nothing of it.")
    browser = as_("carl")
    assert browser.get(f"{PLACE}/?title=cut-off").text.count('class="what"') == 1
    lines = browser.get(f"{PLACE}/list.csv?title=cut-off").get_data(as_text=True).splitlines()
    assert len(lines) == 2
    assert "The cut-off is the 20th at 17:00." in lines[1]
    assert browser.get(f"{PLACE}/list.xlsx").data[:2] == b"PK"
