"""The outbox becomes notices, once, in the order of the record."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bpo_gov.agreements.models import Membership
from bpo_gov.change_requests import actions, queries
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.ledger import Event, Outbox
from bpo_gov.notifications import relay
from bpo_gov.notifications.models import MailState
from tests.conftest import NOW
from tests.notifications.conftest import House


def test_every_event_is_told_to_its_audience_and_the_outbox_is_empty(house: House) -> None:
    house.change("submitted", by="carl")
    house.tell()
    assert sorted(house.told()[:3]) == [("opened", "ana"), ("opened", "cora"), ("opened", "edda")]
    assert sorted(house.told()[3:]) == [("submitted", "vera"), ("submitted", "victor")]
    assert house.outbox() == 0


def test_notices_stand_in_the_order_of_the_record(house: House) -> None:
    house.change("closed")
    house.tell()
    order = [row.event_id for row in house.notices()]
    assert order == sorted(order)
    assert len(set(order)) == len(
        {
            "opened",
            "submitted",
            "taken",
            "assessed",
            "approved",
            "signed by client",
            "by vendor",
            "started",
            "delivered",
            "accepted",
        }
    )


def test_a_slip_that_is_told_again_tells_nobody_twice(house: House) -> None:
    house.change()
    house.tell()
    once = house.told()
    with unit_of_work():
        db.session.add_all([Outbox(event_id=event_id) for event_id in db.session.execute(select(Event.id)).scalars()])
    house.tell()
    assert [row for row in house.told() if row in once] == once
    assert len({(row.event_id, row.user_id) for row in house.notices()}) == len(house.notices())
    assert house.outbox() == 0


def test_a_notice_is_unread_and_its_letter_is_due_at_once(house: House) -> None:
    house.change()
    house.tell()
    for row in house.notices():
        assert (row.read_at, row.mail, row.mail_next_at, row.mail_attempts) == (None, MailState.DUE, NOW, 0)


def test_people_who_left_or_are_disabled_are_not_told(house: House) -> None:
    cr = house.change("draft")
    house.forget()
    with unit_of_work():
        left = select(Membership).where(Membership.user_id == house.cast.users["victor"].id)
        db.session.execute(left).scalar_one().ended_at = NOW
        house.cast.users["vera"].disabled_at = NOW
    house.move(cr, "submit", "carl")
    house.tell()
    assert house.told() == []


def test_a_relay_empties_more_than_one_batch(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay, "BATCH", 2)
    house.change("closed")
    house.tell()
    assert house.outbox() == 0
    assert ("accepted", "vera") in house.told()


def test_what_rolls_back_is_never_told(house: House) -> None:
    cr = house.change("draft")
    house.forget()
    actor = house.cast.actor("carl")

    def break_off() -> None:
        with unit_of_work():
            actions.submit(queries.load(cr.number, actor, lock=True), actor)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    house.tell()
    assert house.told() == []


def test_a_note_on_a_draft_stays_on_its_side(house: House) -> None:
    cr = house.change("draft", by="carl")
    house.forget()
    house.move(cr, "note_own", "carl", text="Shall we ask for Sundays too?")
    house.tell()
    assert {person for _, person in house.told()} == {"ana", "cora", "edda"}


def test_the_time_of_a_notice_is_when_it_was_told(house: House) -> None:
    house.change()
    with clock.at(NOW + timedelta(minutes=3)):
        house.tell()
    assert {row.created_at for row in house.notices()} == {NOW + timedelta(minutes=3)}
