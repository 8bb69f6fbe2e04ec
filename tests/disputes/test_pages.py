"""The pages of disputes: a notice, the list, the page as each side sees it, and forms that say what is wrong."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from bpo_gov.kernel import access, clock
from bpo_gov.kernel.db import unit_of_work
from tests import make
from tests.cast import KEY, Cast
from tests.conftest import NOW
from tests.house.disputing import SITUATIONS, dispute, settling

PLACE = f"/a/{KEY}/disputes"
GOOD = {
    "title": "Second run",
    "particulars": "It was run twice.",
    "why": "Who pays.",
    "relief": "No charge.",
    "amount": "9,000",
}
TERMS = {
    "terms": "Half of it.", "promises-0-kind": "credit", "promises-0-owes": "vendor", "promises-0-what": "A credit.", "promises-0-amount": "4,000",
    "promises-0-due_on": "2026-08-01",
}  # fmt: skip
As = Callable[[str], FlaskClient]
Post = Callable[..., Any]


def test_a_manager_gives_notice_and_the_other_side_has_the_turn(cast: Cast, as_: As, post_as: Post) -> None:
    answer = post_as("ana", f"{PLACE}/", **GOOD)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PLACE}/1")
    assert "Your turn: Vendor" in as_("victor").get(f"{PLACE}/1").text
    assert "Waiting for: Vendor" in as_("carl").get(f"{PLACE}/1").text
    assert [as_("olga").get(f"{PLACE}/{end}").status_code for end in ("", "1", "new")] == [404, 404, 404]
    assert post_as("carl", f"{PLACE}/", **GOOD).status_code == 403


def test_a_click_twice_gives_one_notice(cast: Cast, post_as: Post) -> None:
    twice = [post_as("ana", f"{PLACE}/", token="a" * 32, **GOOD).headers["Location"] for _ in range(2)]
    assert twice == [f"{PLACE}/1", f"{PLACE}/1"]


def test_going_back_and_sending_the_same_again_gives_one_notice(cast: Cast, post_as: Post) -> None:
    twice = [post_as("ana", f"{PLACE}/", token=token * 32, **GOOD).headers["Location"] for token in "ab"]
    assert twice == [f"{PLACE}/1", f"{PLACE}/1"]
    with unit_of_work():
        about = make.change_request(cast, "submitted").label
    others: tuple[tuple[str, dict[str, str]], ...] = (
        ("ana", {"relief": "Half of it."}), ("edda", {}), ("ana", {"amount": "9,000.01"}), ("ana", {"amount": ""}), ("ana", {"urgent": "y"}),
        ("ana", {"about": about}),
    )  # fmt: skip
    for number, (name, more) in enumerate(others, start=2):
        for _again in range(2):
            assert post_as(name, f"{PLACE}/", **GOOD | more).headers["Location"] == f"{PLACE}/{number}"
    with clock.at(NOW + access.MOMENT):
        assert post_as("ana", f"{PLACE}/", **GOOD).headers["Location"] == f"{PLACE}/8"


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"title": ""}, "Fill this in."),
        ({"relief": " "}, "Fill this in."),
        ({"amount": "much"}, "Write a number like"),
        ({"amount": "-1"}, "This must be at least 0."),
        ({"about": "CR-99"}, "There is no such matter in this agreement."),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_stored(
    cast: Cast, as_: As, post_as: Post, sent: dict[str, str], says: str
) -> None:
    answer = post_as("ana", f"{PLACE}/", **GOOD | sent)
    assert answer.status_code == 422
    assert says in answer.text
    assert "It was run twice." in answer.text
    assert as_("ana").get(f"{PLACE}/1").status_code == 404


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"promises-0-what": ""}, "say what is done"),
        ({"promises-0-amount": "a lot"}, "write its amount as a positive number"),
        ({"promises-0-amount": "-5"}, "write its amount as a positive number"),
        ({"promises-0-amount": ""}, "a credit or a payment has an amount."),
        ({"promises-0-kind": "gift"}, "choose its kind"),
        ({"promises-0-owes": "neutral"}, "choose its kind"),
        ({"promises-0-due_on": "soon"}, "write its day"),
        ({"promises-0-due_on": "2026-02-30"}, "write its day"),
        (dict.fromkeys(("promises-0-what", "promises-0-amount", "promises-0-due_on"), ""), "Write down at least one promise"),
    ],
)  # fmt: skip
def test_a_promise_that_cannot_be_is_named_by_its_row(
    cast: Cast, post_as: Post, sent: dict[str, str], says: str
) -> None:
    with unit_of_work():
        number = dispute(cast, "negotiating").number
    answer = post_as("ana", f"{PLACE}/{number}/write_terms", **TERMS | sent)
    assert answer.status_code == 422
    assert says in answer.text
    assert "Half of it." in answer.text


def test_terms_are_written_changed_and_signed_by_pages(cast: Cast, as_: As, post_as: Post) -> None:
    with unit_of_work():
        number = dispute(cast, "negotiating").number
    assert post_as("ana", f"{PLACE}/{number}/write_terms", **TERMS).status_code == 303
    form = as_("vera").get(f"{PLACE}/{number}/change_terms").text
    assert 'value="A credit."' in form
    assert 'value="4,000"' in form
    assert post_as("vera", f"{PLACE}/{number}/change_terms", **TERMS | {"terms": "A third."}).status_code == 303
    for name in ("ana", "vera"):
        assert post_as(name, f"{PLACE}/{number}/sign").status_code == 303
    assert "to be done" in as_("cora").get(f"{PLACE}/{number}").text


def test_terms_are_not_shown_to_who_may_not_bind_before_both_have_signed(cast: Cast, as_: As) -> None:
    with unit_of_work():
        number = settling(cast).number
    assert "The vendor bears half of it." in as_("vera").get(f"{PLACE}/{number}").text
    for name in ("carl", "victor", "cora"):
        text = as_(name).get(f"{PLACE}/{number}").text
        assert "The vendor bears half of it." not in text
        assert "A credit on the next invoice." not in text


def test_a_change_and_the_dispute_about_it_lead_to_each_other(cast: Cast, as_: As, post_as: Post) -> None:
    with unit_of_work():
        cr = make.change_request(cast, "submitted")
    post_as("ana", f"{PLACE}/", **GOOD | {"about": cr.label})
    assert f"{PLACE}/1" in as_("victor").get(f"/a/{KEY}/changes/{cr.number}").text
    assert f"/a/{KEY}/changes/{cr.number}" in as_("victor").get(f"{PLACE}/1").text


def test_the_page_says_what_happens_if_nobody_acts(cast: Cast, as_: As) -> None:
    said = {
        "noticed": "the notice counts as acknowledged on", "negotiating": "the negotiation is over on", "referring": "is open on", "choosing": "appoints from",
        "preparing": "both sides are told on", "negotiating, suspended": "every clock stands still until one of them goes on",
    }  # fmt: skip
    with unit_of_work():
        numbers = {name: SITUATIONS[name](cast, "client").number for name in said}
    browser = as_("cora")
    for name, words in said.items():
        assert words in browser.get(f"{PLACE}/{numbers[name]}").text, name


def test_the_list_is_narrowed_and_taken_along(cast: Cast, as_: As) -> None:
    with unit_of_work():
        dispute(cast, "noticed", urgent=True)
        dispute(cast, "negotiating", title="Another")
    browser = as_("carl")
    assert "Second run" not in browser.get(f"{PLACE}/?urgent=yes").text
    assert "Another" not in browser.get(f"{PLACE}/?urgent=yes").text
    lines = browser.get(f"{PLACE}/list.csv?view=all").text.splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["DSP-2", "DSP-1"]
