"""The agenda: put in order, prepared by each side for itself, carried on from what was left over; the pack that prints it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from bpo_gov.kernel import clock
from bpo_gov.kernel.db import unit_of_work
from bpo_gov.kernel.errors import Refused, Stale
from bpo_gov.meetings import actions, queries
from bpo_gov.meetings.models import Meeting
from tests import make
from tests.cast import KEY, Cast
from tests.conftest import NOW, token_of
from tests.house import measuring
from tests.house.climbing import escalation
from tests.house.convening import SOON, meeting, words

PLACE = f"/a/{KEY}/meetings"
SECRET = "We would take half of it"
As = Callable[[str], FlaskClient]
Post = Callable[..., Any]


def with_items(cast: Cast, *titles: str) -> Meeting:
    """A meeting with these items of its own."""
    one = actions.call(cast.actor("carl"), **words())
    for title in titles:
        actions.add_item(one, cast.actor("victor"), title=title, length=10)
    return one


def titles(one: Meeting) -> list[str]:
    """The agenda as it is read."""
    return [item.title for item in one.items]


@pytest.mark.parametrize(
    ("moved", "to", "order"),
    [("C", 1, "CAB"), ("A", 3, "BCA"), ("A", 99, "BCA"), ("B", 2, "ABC"), ("B", 0, "BAC")],
)
def test_an_item_goes_to_another_place_with_its_minutes(cast: Cast, moved: str, to: int, order: str) -> None:
    one = with_items(cast, *"ABC")
    item = next(item for item in one.items if item.title == moved)
    actions.put(one, cast.actor("victor"), item=item.id, position=to, length=25)
    assert "".join(titles(one)) == order
    assert [item.position for item in one.items] == [1, 2, 3]
    assert item.length == 25
    with unit_of_work():
        assert "".join(titles(queries.load(one.number, cast.actor("carl")))) == order


def test_what_a_side_prepares_is_read_by_nobody_of_the_other(cast: Cast, as_: As, post_as: Post) -> None:
    with unit_of_work():
        one = with_items(cast, "The price")
        actions.prepare(one, cast.actor("carl"), item=one.items[0].id, text=SECRET)
    ends = ("1", "1/pack", "", "1/live", "pulse")
    for name in ("ana", "cora"):
        assert SECRET in as_(name).get(f"{PLACE}/1").text
    for name in ("vera", "victor", "olga"):
        seen = [as_(name).get(f"{PLACE}/{end}").get_data(as_text=True) for end in ends]
        seen += [as_(name).get(f"/search?q={SECRET}").text.replace(f'value="{SECRET}"', "")]
        assert [
            end for end, text in zip((*ends, "search"), seen, strict=True) if SECRET in text and end != "search"
        ] == []
    assert "prepared an item" in as_("ana").get(f"{PLACE}/1").text
    assert "prepared an item" not in as_("vera").get(f"{PLACE}/1").text
    assert SECRET not in as_("ana").get(f"{PLACE}/1/pack").text  # what is printed lies on the table of both


def test_two_of_one_side_never_overwrite_what_the_other_prepared(cast: Cast) -> None:
    one = with_items(cast, "The price")
    item = one.items[0].id
    actions.prepare(one, cast.actor("carl"), item=item, text="First.")
    with pytest.raises(Stale):
        actions.prepare(one, cast.actor("ana"), item=item, text="Second.", edition=0)
    actions.prepare(one, cast.actor("ana"), item=item, text="Both.", edition=1)
    actions.prepare(one, cast.actor("vera"), item=item, text="Theirs.")
    kept = {party: queries.preparation(item, cast.actor(name).party) for party, name in (("c", "carl"), ("v", "vera"))}
    assert {party: found.text for party, found in kept.items() if found} == {"c": "Both.", "v": "Theirs."}


def test_an_item_that_is_gone_cannot_be_prepared_or_moved(cast: Cast) -> None:
    one = with_items(cast, "The price")
    for verb, more in (("prepare", {"text": "x"}), ("put", {"position": 1, "length": 5})):
        with pytest.raises(Refused, match="not on the agenda"):
            getattr(actions, verb)(one, cast.actor("carl"), item=999_999, **more)


def test_what_stood_on_a_meeting_that_was_not_held_comes_back(cast: Cast) -> None:
    one = with_items(cast, "The price", "The holidays")
    actions.cancel(one, cast.actor("carl"), reason="A strike.")
    after = actions.call(cast.actor("carl"), **words(starts_at=SOON + timedelta(days=7)))
    assert titles(after) == ["The price", "The holidays"]
    assert {item.reason for item in after.items} == {"carried"}


def test_what_was_not_minuted_and_what_is_still_open_is_carried_over_by_itself(cast: Cast) -> None:
    one = meeting(cast, "scheduled")
    late = escalation(cast, title="Nobody answers")
    actions.add_item(one, cast.actor("carl"), title="Never spoken of", length=5)
    actions.add_item(one, cast.actor("carl"), title="About it", length=5, about=late)
    actions.start(one, cast.actor("carl"))
    for item in one.items:
        if item.title in ("Saturday helpdesk", "About it"):
            actions.write(one, cast.actor("carl"), item=item.id, text="Spoken of.", edition=item.edition)
    actions.send(one, cast.actor("carl"))
    with clock.at(NOW + timedelta(hours=2)):
        after = actions.call(cast.actor("victor"), **words(starts_at=SOON + timedelta(days=1)))
    assert "Never spoken of" in titles(after)
    assert "Saturday helpdesk" not in titles(after)
    assert [item.about_id for item in after.items].count(late.id) == 1


def test_the_pack_tells_both_sides_the_same(cast: Cast, as_: As) -> None:
    with unit_of_work():
        make.change_request(cast, "submitted", title="A second bank")
        with_items(cast, "The price")
    pages = {name: as_(name).get(f"{PLACE}/1/pack").text for name in ("ana", "vera", "cora")}
    for page in pages.values():
        assert "The price" in page
        assert "A second bank" in page
    assert as_("olga").get(f"{PLACE}/1/pack").status_code == 404


def test_a_decision_of_the_room_leads_back_to_the_room(cast: Cast, as_: As) -> None:
    with unit_of_work():
        meeting(cast, "in_progress")
    carl = as_("carl")
    sent = {
        "csrf_token": token_of(carl),
        "title": "Four agents on Saturdays",
        "about": "MTG-1",
        "effective_on": "2026-06-03",
    }
    answer = carl.post(f"/a/{KEY}/decisions/?back=MTG-1", data=sent)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PLACE}/1")
    answer = carl.post(f"/a/{KEY}/decisions/?back=CR-999", data=sent | {"title": "Five agents"})
    assert answer.headers["Location"] == f"/a/{KEY}/decisions/2"
    for name in ("carl", "victor"):
        room = as_(name).get(f"{PLACE}/1").text
        assert "Four agents on Saturdays" in room
        assert "the vendor has not agreed yet" in room


def test_a_contested_figure_is_on_the_agenda_although_no_clock_runs_on_it(cast: Cast, as_: As) -> None:
    with unit_of_work():
        contested, accepted = measuring.figure(cast, "contested"), measuring.figure(cast, "accepted")
        one = actions.call(cast.actor("carl"), **words())
        assert [(item.about_id, item.reason) for item in one.items] == [(contested.id, "contested")]
        name, code = contested.kpi.name, accepted.code
    page = as_("ana").get(f"{PLACE}/1/pack").text
    assert name in page
    assert code in page
