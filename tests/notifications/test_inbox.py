"""The inbox: what stands where, for whom, and that only a post marks it read."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select, update

from bpo_gov.agreements.models import Membership
from bpo_gov.change_requests.models import ChangeRequest
from bpo_gov.kernel import post
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.notifications import delivery, queries, wording
from bpo_gov.notifications.models import Notification
from bpo_gov.notifications.queries import Counts, View
from tests.cast import email
from tests.conftest import NOW
from tests.conftest import post as send
from tests.notifications.conftest import House

Browse = Callable[[str], FlaskClient]


@pytest.fixture
def assessed(house: House) -> House:
    """A request of carl's was assessed, so it is the client's turn; everything was told."""
    house.change("assessed", by="carl")
    house.tell()
    return house


def ids(house: House, name: str, view: View = View.ALL, before: int | None = None) -> list[int]:
    """The ids of a page of a person's inbox."""
    return [entry.id for entry in queries.inbox(house.cast.users[name].id, view, before).entries]


def test_what_waits_is_the_newest_notice_of_each_matter_whose_turn_is_the_readers(assessed: House) -> None:
    waits = queries.inbox(assessed.cast.users["ana"].id, View.WAITS).entries
    assert [entry.notice.event.name for entry in waits] == ["change_request.assessed"]
    news = queries.inbox(assessed.cast.users["ana"].id, View.NEWS).entries
    assert [entry.notice.event.name for entry in news] == ["change_request.taken", "change_request.opened"]
    assert queries.inbox(assessed.cast.users["vera"].id, View.WAITS).entries == []
    assert queries.counts(assessed.cast.users["ana"].id) == Counts(waits=1, unread=3, unread_news=2)


def test_nothing_waits_for_a_viewer(assessed: House) -> None:
    assert ids(assessed, "cora", View.WAITS) == []
    assert len(ids(assessed, "cora", View.NEWS)) == 3


def test_nothing_waits_any_more_when_the_matter_moved_on(assessed: House) -> None:
    cr = db.session.execute(select(ChangeRequest)).scalar_one()
    assessed.move(cr, "withdraw", "carl", reason="No.")
    assert ids(assessed, "ana", View.WAITS) == []


def test_the_inbox_pages_by_thirty_without_gaps(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(4):
        house.change("submitted", title=f"No. {n}")
    house.tell()
    everything = ids(house, "vera")
    assert len(everything) == 4
    assert everything == sorted(everything, reverse=True)
    monkeypatch.setattr(queries, "PAGE", 3)
    first = queries.inbox(house.cast.users["vera"].id)
    assert (len(first.entries), first.older) == (3, first.entries[-1].id)
    second = queries.inbox(house.cast.users["vera"].id, before=first.older)
    assert [entry.id for entry in first.entries + second.entries] == everything
    assert second.older is None


def test_a_page_of_the_inbox_is_one_query_however_long(house: House) -> None:
    vera = house.cast.users["vera"].id

    def asked() -> int:
        db.session.rollback()
        db.session.begin()
        db.session.connection()
        seen: list[str] = []

        def see(*told: Any) -> None:
            seen.append(told[2])

        event.listen(db.engine, "before_cursor_execute", see)
        page = queries.inbox(vera)
        assert all(wording.headline(entry.notice) and entry.reader.email for entry in page.entries)
        event.remove(db.engine, "before_cursor_execute", see)
        return len(seen)

    house.change("submitted")
    house.tell()
    few = asked()
    for n in range(5):
        house.change("assessed", title=f"No. {n}")
    house.tell()
    assert asked() == few == 1


def test_who_left_an_agreement_finds_nothing_of_it(assessed: House) -> None:
    user = assessed.cast.users["edda"]
    assert queries.unread_count(user.id) == 3
    with unit_of_work():
        db.session.execute(update(Membership).where(Membership.user_id == user.id).values(ended_at=NOW))
    assert queries.unread_count(user.id) == 0
    assert queries.inbox(user.id).entries == []
    assert queries.counts(user.id) == Counts(0, 0, 0)


def test_the_page_shows_number_headline_reason_and_agreement(assessed: House, as_: Browse) -> None:
    page = as_("ana").get("/inbox").get_data(as_text=True)
    assert "CR-1</span> Saturday helpdesk: the vendor gave the assessment" in page
    assert "You get this because it is the turn of the client, for whom you act as contract manager." in page
    assert "Acme Payroll" in page
    assert "3 unread" in page


def test_each_view_that_is_empty_teaches(house: House, as_: Browse) -> None:
    browser = as_("ana")
    assert "Nothing waits for you" in browser.get("/inbox").get_data(as_text=True)
    assert "No news" in browser.get("/inbox?view=news").get_data(as_text=True)
    assert "No notices yet" in browser.get("/inbox?view=all").get_data(as_text=True)
    assert browser.get("/inbox?view=nonsense&before=-7").status_code == 200
    assert browser.get("/inbox?before=99999999999999999999").status_code == 200


def test_looking_marks_nothing_read_and_opening_does_and_leads_to_the_matter(assessed: House, as_: Browse) -> None:
    browser = as_("ana")
    browser.get("/inbox")
    assert queries.unread_count(assessed.cast.users["ana"].id) == 3
    newest = ids(assessed, "ana")[0]
    answer = send(browser, f"/inbox/{newest}/open")
    assert (answer.status_code, answer.location) == (303, "/a/acme-payroll/changes/1")
    assert queries.unread_count(assessed.cast.users["ana"].id) == 2
    assert browser.get(f"/inbox/{newest}/open").status_code in {404, 405}


def test_a_second_opening_keeps_the_first_time(assessed: House, as_: Browse) -> None:
    browser, newest = as_("ana"), ids(assessed, "ana")[0]
    send(browser, f"/inbox/{newest}/open")
    with unit_of_work():
        db.session.execute(update(Notification).where(Notification.id == newest).values(read_at=NOW.replace(hour=1)))
    send(browser, f"/inbox/{newest}/open")
    row = next(row for row in assessed.notices() if row.id == newest)
    assert row.read_at == NOW.replace(hour=1)


@pytest.mark.parametrize("who", ["vera", "carl", "olga"])
def test_the_notice_of_somebody_else_is_not_there(assessed: House, as_: Browse, who: str) -> None:
    assert send(as_(who), f"/inbox/{ids(assessed, 'ana')[0]}/open").status_code == 404
    assert queries.unread_count(assessed.cast.users["ana"].id) == 3


def test_a_notice_that_never_was_is_not_there(house: House, as_: Browse) -> None:
    browser = as_("ana")
    assert send(browser, "/inbox/2147483647/open").status_code == 404
    assert send(browser, "/inbox/99999999999999999999/open").status_code == 404


def test_all_are_marked_read_up_to_the_newest_that_was_shown(assessed: House, as_: Browse) -> None:
    oldest = ids(assessed, "ana")[-1]
    assert send(as_("ana"), "/inbox/read", newest=str(oldest)).status_code == 303
    assert queries.unread_count(assessed.cast.users["ana"].id) == 2
    send(as_("ana"), "/inbox/read")
    assert queries.unread_count(assessed.cast.users["ana"].id) == 0
    assert queries.unread_count(assessed.cast.users["vera"].id) > 0


def test_who_is_not_signed_in_is_led_to_the_door(client: FlaskClient) -> None:
    for address in ("/inbox", "/mail", "/mail/abc"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert "/sign-in" in answer.location


@pytest.mark.usefixtures("letters")
def test_letters_are_read_here_by_their_recipient_alone(assessed: House, as_: Browse) -> None:
    delivery.send_due()
    page = as_("ana").get("/mail").get_data(as_text=True)
    assert "CR-1 Saturday helpdesk: the vendor gave the assessment" in page
    name = page.partition("/mail/")[2].partition('"')[0]
    letter = as_("ana").get(f"/mail/{name}").get_data(as_text=True)
    assert "Record entry" in letter
    assert email("ana") in letter
    assert as_("carl").get(f"/mail/{name}").status_code == 404
    assert as_("ana").get("/mail/..%2f..%2fsecret_key").status_code == 404


@pytest.mark.usefixtures("letters")
def test_with_a_mail_server_no_letters_are_shown_here(
    assessed: House, as_: Browse, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery.send_due()
    (kept,) = [letter for letter in post.letters_to(email("ana")) if "gave the assessment" in letter.subject]
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], mail_server="mail.example.com"))
    browser = as_("ana")
    page = browser.get("/mail").get_data(as_text=True)
    assert "Letters are sent" in page
    assert kept.name not in page
    assert browser.get(f"/mail/{kept.name}").status_code == 404
