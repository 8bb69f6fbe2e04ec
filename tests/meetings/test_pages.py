"""The pages of meetings: a plan, the room that both sides write in, the minutes as they are typed, and the letters that invite."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
import vobject
from flask import Flask
from flask.testing import FlaskClient

from bpo_gov.kernel import clock, post
from bpo_gov.kernel.db import unit_of_work
from bpo_gov.meetings import actions, members
from bpo_gov.notifications import delivery, relay
from tests import cast as people
from tests.cast import KEY, Cast
from tests.conftest import NOW, token_of
from tests.house.convening import SITUATIONS, SOON, meeting, words

PLACE = f"/a/{KEY}/meetings"
GOOD = {"forum": "OPS", "day": "2026-07-01", "at": "10:00", "length": "60", "place": "Room 4"}
As = Callable[[str], FlaskClient]
Post = Callable[..., Any]


def test_a_meeting_is_planned_in_the_zone_of_the_agreement_and_both_sides_see_it(
    cast: Cast, as_: As, post_as: Post
) -> None:
    answer = post_as("carl", f"{PLACE}/", **GOOD)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PLACE}/1")
    for name in ("ana", "victor", "cora"):
        page = as_(name).get(f"{PLACE}/1").text
        assert "1 Jul 10:00 BST" in page
        assert "Room 4" in page
    assert [as_("olga").get(f"{PLACE}/{end}").status_code for end in ("", "1", "new", "1/live")] == [404] * 4
    assert post_as("cora", f"{PLACE}/", **GOOD).status_code == 403
    assert post_as("carl", f"{PLACE}/", **GOOD).headers["Location"] == f"{PLACE}/1"  # the very same again


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"forum": "XYZ"}, "Choose one from the list."),
        ({"day": "2026-06-02"}, "This is past."),
        ({"day": "soon"}, "Write a date like"),
        ({"at": "25:00"}, "Write a time like 09:30."),
        ({"at": ""}, "Fill this in."),
        ({"length": "4"}, "This must be at least 5."),
        ({"length": "1441"}, "This number is too large."),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_planned(
    cast: Cast, as_: As, post_as: Post, sent: dict[str, str], says: str
) -> None:
    answer = post_as("carl", f"{PLACE}/", **GOOD | sent)
    assert answer.status_code == 422
    assert says in answer.text
    assert "Room 4" in answer.text
    assert as_("carl").get(f"{PLACE}/1").status_code == 404


def test_a_time_that_the_clocks_skip_is_moved_on_by_the_gap(cast: Cast, post_as: Post, as_: As) -> None:
    post_as("carl", f"{PLACE}/", **GOOD | {"day": "2027-03-28", "at": "01:30"})
    assert "28 Mar 02:30 BST" in as_("carl").get(f"{PLACE}/1").text


def _save(browser: FlaskClient, item: int, **fields: str) -> Any:
    return browser.post(f"{PLACE}/1/items/{item}", data={"csrf_token": token_of(browser), **fields})


def test_minutes_are_saved_as_they_are_typed_and_never_overwritten_in_silence(cast: Cast, as_: As) -> None:
    with unit_of_work():
        item = meeting(cast, "in_progress").items[-1]
        key, edition = item.id, str(item.edition)
    carl, victor = as_("carl"), as_("victor")
    seen = carl.get(f"{PLACE}/1/live").get_json()["seen"]
    assert carl.get(f"{PLACE}/1/live?seen={seen}").status_code == 204
    saved = _save(victor, key, text="Five agents.", edition=edition)
    assert (saved.status_code, saved.get_json()["edition"]) == (200, int(edition) + 1)
    fresh = carl.get(f"{PLACE}/1/live?seen={seen}")
    assert "Five agents." in fresh.get_json()["room"]
    lost = _save(carl, key, text="Four agents.", edition=edition)
    assert (lost.status_code, lost.get_json()["text"], lost.get_json()["edition"]) == (
        409,
        "Five agents.",
        int(edition) + 1,
    )
    kept = _save(carl, key, text="Five agents.\n\nFour agents.", edition=str(lost.get_json()["edition"]))
    assert kept.status_code == 200
    assert "Four agents." in victor.get(f"{PLACE}/1").text
    for wrong in ({"text": "x" * 20_001, "edition": "9"}, {"text": "a\0b", "edition": "9"}):
        assert _save(carl, key, **wrong).status_code == 422
    assert _save(carl, 999_999, text="x", edition="0").status_code == 422
    for who, status in (("cora", 403), ("olga", 404)):
        assert _save(as_(who), key, text="x", edition="0").status_code == status


def test_the_timeline_tells_what_was_typed_in_a_row_once(cast: Cast, as_: As) -> None:
    with unit_of_work():
        one = meeting(cast, "in_progress")
        item = one.items[-1]
        for name, text in (("carl", "F"), ("carl", "Fi"), ("victor", "Five"), ("carl", "Five agents.")):
            actions.write(one, cast.actor(name), item=item.id, text=text, edition=item.edition)
    assert as_("cora").get(f"{PLACE}/1").text.count("wrote minutes") == 3


def test_who_is_here_is_one_of_three_and_who_stands_in_has_a_name(cast: Cast, as_: As, post_as: Post) -> None:
    with unit_of_work():
        one = meeting(cast, "in_progress")
        first = members.of(one)[0].user_id
    for sent, says in (
        ({f"seats-{first}-presence": "PRESENT"}, "choose one from the list"),
        ({f"seats-{first}-presence": "alternate"}, "name who stands in"),
        ({f"seats-{first}-presence": "alternate", f"seats-{first}-alternate": "x" * 201}, "name who stands in"),
        ({f"seats-{first}-presence": "alternate", f"seats-{first}-alternate": "a\u202eb"}, "name who stands in"),
    ):
        answer = post_as("carl", f"{PLACE}/1/attend", **sent)
        assert (answer.status_code, says in answer.text) == (422, True)
    good = {f"seats-{first}-presence": "alternate", f"seats-{first}-alternate": "Somebody else"}
    assert post_as("victor", f"{PLACE}/1/attend", **good).status_code == 303
    assert "somebody stands in: Somebody else" in as_("cora").get(f"{PLACE}/1").text


def test_every_state_has_its_page_for_both_sides(cast: Cast, as_: As) -> None:
    with unit_of_work():
        numbers = {name: situation(cast, "client").number for name, situation in SITUATIONS.items()}
    for name in ("carl", "victor", "cora"):
        browser = as_(name)
        for situation, number in numbers.items():
            assert (situation, browser.get(f"{PLACE}/{number}").status_code) == (situation, 200)
    page = as_("victor").get(f"{PLACE}/{numbers['noted']}").text
    assert "We said five agents." in page
    drafts = as_("carl").get(f"{PLACE}/list.csv?state=draft").get_data(as_text=True).splitlines()
    lines = as_("carl").get(f"{PLACE}/list.csv").get_data(as_text=True).splitlines()
    assert {line.split(",")[3] for line in drafts[1:]} == {"Planned"}
    assert not {"Planned"} & {line.split(",")[3] for line in lines[1:]}  # what is only planned is asked for
    assert len(lines) > len(numbers)


def _calendar(letter: EmailMessage) -> Any:
    (part,) = [found for found in letter.walk() if found.get_content_type() == "text/calendar"]
    return part.get_param("method"), vobject.readOne(str(part.get_content()))


def _letters(app: Flask, name: str) -> list[EmailMessage]:
    folder = app.extensions["settings"].var_dir / "mail" / people.email(name)
    found = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in sorted(folder.glob("*.eml"))]
    return [one for one in found if str(one["Subject"]).startswith("MTG-")]


def test_calendars_are_told_when_it_is_planned_moved_and_cancelled(app: Flask, cast: Cast) -> None:
    for path in (app.extensions["settings"].var_dir / "mail").glob("*/*.eml"):
        path.unlink()
    with unit_of_work():
        one = actions.call(cast.actor("carl"), **words())
    _tell()
    with unit_of_work():
        actions.reschedule(
            one,
            cast.actor("carl"),
            day=NOW.date() + timedelta(days=30),
            at="14:00",
            length=30,
            place="",
            reason="Later.",
        )
    _tell()
    with unit_of_work():
        actions.cancel(one, cast.actor("carl"), reason="A holiday.")
    _tell()
    letters = sorted(
        (_calendar(letter) for letter in _letters(app, "vera")), key=lambda told: int(told[1].vevent.sequence.value)
    )
    assert [method for method, _event in letters] == ["REQUEST", "REQUEST", "CANCEL"]
    begins: list[datetime] = [event.vevent.dtstart.value for _method, event in letters]
    assert begins[0] == SOON
    assert begins[1] == begins[2] == datetime.fromisoformat("2026-07-03T13:00:00+00:00")
    assert len({event.vevent.uid.value for _method, event in letters}) == 1
    assert _letters(app, "carl") == []  # no letter to who did it


def _tell() -> None:
    with clock.at(NOW):
        relay.tell()
        delivery.send_due()
    assert post.letters_to(people.email("vera")) is not None
