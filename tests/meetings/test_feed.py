"""The private calendar address: what stands in it, for whom, in which zone, and when it ends."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import vobject
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.meetings import actions, feeds
from tests.cast import KEY, Cast
from tests.conftest import NOW
from tests.house import disputing
from tests.house.convening import SOON, words

As = Callable[[str], FlaskClient]
Post = Callable[..., Any]


def made(cast: Cast, name: str = "victor") -> str:
    """The path of a new address of somebody."""
    with unit_of_work():
        return f"/calendar/{feeds.make(cast.users[name].id)}.ics"


def read(client: FlaskClient, path: str) -> dict[str, Any]:
    """The entries of a feed by their name, read by another library."""
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    found = vobject.readOne(answer.get_data(as_text=True))
    return {one.summary.value: one for one in found.contents.get("vevent", [])}


def test_it_follows_when_a_meeting_is_planned_moved_and_cancelled(cast: Cast, client: FlaskClient) -> None:
    path = made(cast)
    assert read(client, path) == {}
    with unit_of_work():
        one = actions.call(cast.actor("carl"), **words())
    (entry,) = read(client, path).values()
    assert (entry.dtstart.value, entry.status.value) == (SOON, "CONFIRMED")
    assert "attendee" not in entry.contents  # the address may go to others: it names nobody
    with unit_of_work():
        actions.reschedule(
            one, cast.actor("carl"), day=date(2026, 11, 3), at="14:00", length=30, place="", reason="Later."
        )
    (entry,) = read(client, path).values()
    assert entry.dtstart.value == datetime(2026, 11, 3, 14, tzinfo=UTC)  # after the clocks went back
    assert int(entry.sequence.value) == 1
    with unit_of_work():
        actions.cancel(one, cast.actor("carl"), reason="A holiday.")
    (entry,) = read(client, path).values()
    assert entry.status.value == "CANCELLED"


def test_what_is_only_planned_is_tentative(cast: Cast, client: FlaskClient) -> None:
    with unit_of_work():
        actions.plan(cast.actor("carl"), forum="OPS", first=date(2026, 7, 7), at="10:00", length=45)
    found = read(client, made(cast)).values()
    assert {entry.status.value for entry in found} == {"TENTATIVE"}
    assert len(found) > 3


def test_who_has_no_seat_in_a_forum_does_not_see_its_meetings(cast: Cast, client: FlaskClient) -> None:
    with unit_of_work():
        actions.call(cast.actor("carl"), **words())
        actions.call(cast.actor("carl"), **words(forum="EXE"))
        dispute = disputing.dispute(cast, "meeting")
    seen = {name: len(read(client, made(cast, name))) for name in ("edda", "vera", "olga")}
    assert seen["olga"] == 0
    assert 0 < seen["edda"] <= 2
    assert dispute.number  # a mediator has a seat at the dispute, and at no meeting


def test_a_new_address_ends_the_old_one_and_a_withdrawn_one_is_not_found(cast: Cast, client: FlaskClient) -> None:
    old, new = made(cast), made(cast)
    assert [client.get(path).status_code for path in (old, new)] == [404, 200]
    with unit_of_work():
        feeds.withdraw(cast.users["victor"].id)
    assert client.get(new).status_code == 404
    assert client.get("/calendar/nobody-has-this.ics").status_code == 404


def test_who_may_not_sign_in_any_more_has_no_feed(cast: Cast, client: FlaskClient) -> None:
    path = made(cast)
    with unit_of_work():
        cast.users["victor"].disabled_at = NOW
    assert client.get(path).status_code == 404


def test_what_has_not_changed_is_not_sent_again(cast: Cast, client: FlaskClient) -> None:
    with unit_of_work():
        one = actions.call(cast.actor("carl"), **words())
    path = made(cast)
    tag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    with clock.at(NOW + timedelta(minutes=1)), unit_of_work():
        actions.cancel(one, cast.actor("carl"), reason="A holiday.")
    fresh = client.get(path, headers={"If-None-Match": tag})
    assert fresh.status_code == 200
    assert "Set-Cookie" not in fresh.headers


def test_a_note_of_one_side_leaves_no_trace_in_the_feed_of_the_other(cast: Cast, client: FlaskClient) -> None:
    with unit_of_work():
        one = actions.call(cast.actor("carl"), **words())
    path = made(cast)
    before = client.get(path).data
    with clock.at(NOW + timedelta(minutes=1)), unit_of_work():
        actions.note_own(one, cast.actor("carl"), text="We could give way.")
    assert client.get(path).data == before


def test_it_takes_as_many_statements_for_many_meetings_as_for_one(app: Flask, cast: Cast, client: FlaskClient) -> None:
    path = made(cast)

    def statements(n: int) -> int:
        with unit_of_work():
            for k in range(n):
                actions.call(cast.actor("carl"), **words(starts_at=SOON + timedelta(days=k + 1)))
        seen: list[str] = []
        listen = lambda *given: seen.append(given[2])  # noqa: E731 - the very same function is taken off again
        event.listen(db.engine, "before_cursor_execute", listen)
        client.get(path)
        event.remove(db.engine, "before_cursor_execute", listen)
        return len(seen)

    assert statements(1) == statements(12)


def test_the_page_shows_the_address_once_and_withdraws_it(cast: Cast, as_: As, post_as: Post) -> None:
    assert "You have no address yet." in as_("vera").get("/account/calendar").text
    page = post_as("vera", "/account/calendar").text
    path = page.partition('id="address" value="')[2].partition('"')[0]
    assert path.endswith(".ics")
    assert as_("carl").get("/calendar/" + path.rpartition("/")[2]).status_code == 200
    again = as_("vera").get("/account/calendar").text
    assert "It was shown once" in again
    assert path.rpartition("/")[2] not in again
    assert post_as("vera", "/account/calendar/withdraw").status_code == 303
    assert "You have no address yet." in as_("vera").get("/account/calendar").text
    assert KEY  # the address is of a person, not of an agreement
