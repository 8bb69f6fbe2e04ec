"""The pages of key people: who holds each post, from the announcement to the handover; what cannot be is said at its field."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from bpo_gov.dashboards.executive import reach, reads, risks
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.errors import NotFound
from bpo_gov.kernel.parties import Party
from bpo_gov.meetings import actions as meetings
from bpo_gov.successions import actions, queries
from tests import make
from tests.cast import KEY, Cast
from tests.house.convening import words as meeting_words
from tests.house.succeeding import OF_CLIENT, OF_VENDOR, SITUATIONS, asked_for, change

PLACE = f"/a/{KEY}/key-people"
NOTICE = {"post": OF_CLIENT.key, "cause": "leaves", "last_on": "2026-07-31", "said": ""}
PROPOSAL = {"successor": "Mira Stone", "meets": "Six years in the same work.", "first_on": "2026-07-20"}
As = Callable[[str], FlaskClient]
Send = Callable[..., Any]


def test_from_the_post_to_the_handover(cast: Cast, as_: As, post_as: Send) -> None:
    top = as_("carl").get(f"{PLACE}/").text
    assert f"{PLACE}/new?post={OF_CLIENT.key}" in top
    assert f"{PLACE}/ask?post={OF_VENDOR.key}" not in top  # a member asks for nothing
    assert f"{PLACE}/ask?post={OF_VENDOR.key}" in as_("ana").get(f"{PLACE}/").text
    options = as_("carl").get(f"{PLACE}/new?post={OF_CLIENT.key}").text.split("<option")
    assert [OF_CLIENT.key in option for option in options if "selected" in option] == [True]
    answer = post_as("carl", f"{PLACE}/", **NOTICE)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PLACE}/1")
    sent = PROPOSAL | {"files": (BytesIO(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"), "mira.pdf")}
    assert post_as("carl", f"{PLACE}/1/propose", **sent).status_code == 303
    assert "mira.pdf" in as_("vera").get(f"{PLACE}/1").text
    for name in ("carl", "victor", "cora"):
        page = as_(name).get(f"{PLACE}/1").text
        assert all(
            words in page
            for words in ("Mira Stone", "Six years in the same work.", "The contract asks for", "10 working days")
        )
        assert "leaves on" in as_(name).get(f"{PLACE}/").text
    assert post_as("vera", f"{PLACE}/1/object", reason="No experience.").status_code == 303
    assert "No experience." in as_("carl").get(f"{PLACE}/1/propose").text
    assert post_as("carl", f"{PLACE}/1/propose", **PROPOSAL | {"successor": "Noor Haddad"}).status_code == 303
    assert post_as("vera", f"{PLACE}/1/consent").status_code == 303
    assert post_as("carl", f"{PLACE}/1/in_place", taken_on="2026-06-03", handed="The files.").status_code == 303
    page = as_("vera").get(f"{PLACE}/1").text
    assert all(words in page for words in ("Handed over", "The files.", "Proposed before: Mira Stone"))
    assert "Noor Haddad" in as_("vera").get(f"{PLACE}/").text  # holds the post now


def test_the_other_side_asks_and_is_declined(cast: Cast, as_: As, post_as: Send) -> None:
    answer = post_as("ana", f"{PLACE}/ask", post=OF_VENDOR.key, request="Three runs had to be repeated.")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PLACE}/1")
    assert "Three runs had to be repeated." in as_("vera").get(f"{PLACE}/1/agree").text
    assert post_as("vera", f"{PLACE}/1/decline", reason="They failed for another cause.").status_code == 303
    assert "They failed for another cause." in as_("ana").get(f"{PLACE}/1").text


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"post": ""}, "Choose one from the list."),
        ({"post": "nothing"}, "Choose one from the list."),
        ({"post": OF_VENDOR.key}, "Choose one from the list."),
        ({"cause": "bored"}, "Choose one from the list."),
        ({"last_on": ""}, "Fill this in."),
        ({"last_on": "soon"}, "Write a date like"),
        ({"last_on": "2026-02-30"}, "There is no such day."),
        ({"last_on": "2025-01-01"}, "before the agreement began"),
        ({"last_on": "2099-01-01"}, "too far ahead"),
        ({"said": "x" * 8001}, "at most 8000 characters"),
    ],
)
def test_what_cannot_be_announced_is_said_at_its_field_and_nothing_is_stored(
    cast: Cast, as_: As, post_as: Send, sent: dict[str, str], says: str
) -> None:
    answer = post_as("carl", f"{PLACE}/", **NOTICE | {"said": "She told us."} | sent)
    assert answer.status_code == 422
    assert says in answer.text
    if "said" not in sent:
        assert "She told us." in answer.text
    assert as_("carl").get(f"{PLACE}/1").status_code == 404


def test_a_second_change_of_a_post_is_refused_in_words(cast: Cast, post_as: Send) -> None:
    assert post_as("carl", f"{PLACE}/", **NOTICE).status_code == 303
    answer = post_as("ana", f"{PLACE}/", **NOTICE | {"said": "It is me again."})
    assert (answer.status_code, "open already: SU-1" in answer.text, "It is me again." in answer.text) == (
        422,
        True,
        True,
    )
    answer = post_as("vera", f"{PLACE}/ask", post=OF_CLIENT.key, request="Please.")
    assert (answer.status_code, "open already: SU-1" in answer.text) == (422, True)


@pytest.mark.parametrize(
    ("state", "verb", "sent", "says"),
    [
        ("announced", "propose", PROPOSAL | {"successor": ""}, "Fill this in."),
        ("announced", "propose", PROPOSAL | {"meets": " "}, "Fill this in."),
        ("announced", "propose", PROPOSAL | {"first_on": "2025-01-01"}, "before the agreement began"),
        ("announced", "propose", PROPOSAL | {"first_on": "2099-01-01"}, "too far ahead"),
        ("consented", "in_place", {"taken_on": "2026-06-04"}, "still to come"),
        ("consented", "in_place", {"taken_on": ""}, "Fill this in."),
    ],
)
def test_what_cannot_be_moved_is_said_and_what_was_typed_stays(
    cast: Cast, post_as: Send, state: str, verb: str, sent: dict[str, str], says: str
) -> None:
    with unit_of_work():
        change(cast, state)
    answer = post_as("carl", f"{PLACE}/1/{verb}", **sent)
    assert (answer.status_code, says in answer.text) == (422, True)
    assert queries.load(1, cast.actor("ana")).state == state


def test_a_handover_before_the_announcement_is_refused(cast: Cast, post_as: Send) -> None:
    with unit_of_work():
        change(cast, "consented")
    answer = post_as("carl", f"{PLACE}/1/in_place", taken_on="2026-05-01")
    assert (answer.status_code, "before the change was announced" in answer.text) == (409, True)


def test_who_is_outside_finds_nothing(cast: Cast, as_: As) -> None:
    with unit_of_work():
        one = change(cast, "proposed")
    for end in ("", "1", "new", "ask", "1/consent", "list.csv"):
        assert as_("olga").get(f"{PLACE}/{end}").status_code == 404
    mediator = replace(cast.actor("ana"), party=Party.NEUTRAL, only=one.id + 1)
    with pytest.raises(NotFound):
        queries.load(1, mediator)


def test_a_viewer_begins_nothing(cast: Cast, as_: As, post_as: Send) -> None:
    page = as_("cora").get(f"{PLACE}/").text
    assert "Announce a change" not in page
    assert "Ask for a replacement" not in page
    assert [as_("cora").get(f"{PLACE}/{end}").status_code for end in ("new", "ask")] == [403, 403]
    assert post_as("cora", f"{PLACE}/", **NOTICE).status_code == 403
    assert post_as("carl", f"{PLACE}/ask", post=OF_VENDOR.key, request="No.").status_code == 403


def test_without_the_section_the_page_says_so_and_offers_nothing(cast: Cast, as_: As) -> None:
    with unit_of_work():
        make.next_version(cast, lambda data: data.pop("key_people"))
    page = as_("ana").get(f"{PLACE}/").text
    assert "The framework says nothing about changes of key people" in page
    assert OF_CLIENT.position in page
    assert "Announce a change" not in page
    assert as_("ana").get(f"{PLACE}/new").status_code == 409


def test_an_empty_post_is_shown_and_is_a_risk(app: Flask, cast: Cast, as_: As) -> None:
    with unit_of_work():
        change(cast, "announced", last_on=date(2026, 6, 1))
        change(cast, "proposed", "vendor")
        change(cast, "in_place", "vendor")
    assert "empty since 2 Jun 2026" in as_("vera").get(f"{PLACE}/").text
    assert "The post is empty since 2 Jun 2026" in as_("vera").get(f"{PLACE}/1").text
    mine = reach.of(cast.users["ana"])
    assert (reads.posts(mine), reads.how_many(mine, "posts")) == ((2, 1), 2)
    with app.test_request_context():
        found = [*risks._posts(2, 1), *risks._posts(1, 0), *risks._posts(0, 0)]
        said = [(str(one.title), one.grade, one.href) for one in found]
    assert said == [
        ("2 key posts uncovered", risks.Grade.HIGH, "/executive/matters/posts"),
        ("1 key post uncovered", risks.Grade.MEDIUM, "/executive/matters/posts"),
    ]
    assert "key posts uncovered" in as_("ana").get("/executive").text
    page = as_("ana").get("/executive/matters/posts").text
    assert all(label in page for label in ("SU-1", "SU-2"))
    assert "SU-3" not in page


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
    late = as_("ana").get(f"{PLACE}/list.csv?view=all&late=yes&person=client").get_data(as_text=True)
    assert f"SU-{numbers['announced, late', 'client']}," in late
    assert f"SU-{numbers['announced, late', 'vendor']}," not in late
    assert f"SU-{numbers['announced', 'client']}," not in late


def test_an_open_change_is_on_the_agenda_with_its_reason(cast: Cast, as_: As) -> None:
    with unit_of_work():
        open_ = change(cast, "consented")
        change(cast, "in_place", "vendor")
        one = meetings.call(cast.actor("carl"), **meeting_words())
        assert [(item.about_id, item.reason) for item in one.items] == [(open_.id, "key")]
    assert "a key person changes" in as_("vera").get(f"/a/{KEY}/meetings/{one.number}").text


def test_it_waits_on_my_page_and_is_found(cast: Cast, as_: As) -> None:
    with unit_of_work():
        one = change(cast, "proposed")
        asked = asked_for(cast, "vendor")
    page = as_("vera").get("/me", follow_redirects=True).text
    assert all(label in page for label in (one.label, asked.label))
    assert one.label in as_("vera").get(f"/search?q={one.label}").text


def test_names_stand_in_no_letter_title(cast: Cast) -> None:
    with unit_of_work():
        one = change(cast, "in_place")
    assert one.holder not in one.title
    assert "Mira Stone" not in one.title


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
        change(cast, "proposed")
    one = statements()
    with unit_of_work():
        for _n in range(5):
            change(cast, "proposed")
            done = change(cast, "in_place", "vendor")
            actions.note(done, cast.actor("ana"), text="Thank you.", mentions=(), files=())
    assert statements() == one
