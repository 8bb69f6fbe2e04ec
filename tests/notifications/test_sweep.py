"""The clock acts once for each deadline, in due order, and never instead of somebody who was faster."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.ledger import Event, EventContent, verify
from bpo_gov.kernel.parties import Party
from bpo_gov.kernel.timers import Phase, Timer
from bpo_gov.notifications import sweep
from bpo_gov.notifications.heartbeats import beat, silent_parts
from bpo_gov.notifications.models import Heartbeat
from tests import make
from tests.conftest import NOW
from tests.notifications.conftest import House

LATER = NOW + timedelta(days=200)


def test_a_warning_and_a_missed_deadline_are_moves_of_the_clock(house: House) -> None:
    cr = house.change("submitted")
    due = house.timers(cr)["assess"].due_at
    with clock.at(due):
        sweep.fire_due()
    assert house.events(cr) == ["opened", "submitted", "due_soon", "overdue"]
    events = db.session.execute(select(Event).where(Event.matter_id == cr.id).order_by(Event.seq)).scalars().all()
    assert [(event.party, event.actor_id, event.at) for event in events[2:]] == [(Party.SYSTEM, None, due)] * 2
    assert verify(cr.agreement_id) is None


def test_nothing_fires_before_its_time(house: House) -> None:
    cr = house.change("submitted")
    timers = house.timers(cr)
    with clock.at(timers["warn:assess"].due_at - timedelta(seconds=1)):
        sweep.fire_due()
    assert house.events(cr) == ["opened", "submitted"]
    with clock.at(timers["assess"].due_at - timedelta(seconds=1)):
        sweep.fire_due()
    assert house.events(cr) == ["opened", "submitted", "due_soon"]


def test_a_timer_fires_once_however_often_the_clock_asks(house: House) -> None:
    cr = house.change("submitted")
    with clock.at(LATER):
        sweep.fire_due()
        sweep.fire_due()
        sweep.fire_due()
    assert house.events(cr) == ["opened", "submitted", "due_soon", "overdue"]


def test_a_fired_warning_is_over_and_a_missed_deadline_stays_with_its_matter(house: House) -> None:
    cr = house.change("submitted")
    with clock.at(LATER):
        sweep.fire_due()
    timers = house.timers(cr)
    assert (timers["warn:assess"].phase, timers["warn:assess"].ended_at) == (Phase.FIRED, LATER)
    assert (timers["assess"].phase, timers["assess"].ended_at) == (Phase.FIRED, None)
    assert cr.due_at == timers["assess"].due_at


def test_who_moves_in_time_leaves_the_clock_nothing_to_do(house: House) -> None:
    cr = house.change("submitted")
    house.move(cr, "withdraw", "carl", reason="Not needed.")
    with clock.at(LATER):
        sweep.fire_due()
    assert house.events(cr) == ["opened", "submitted", "withdrawn"]
    assert {timer.phase for timer in house.timers(cr).values()} == {Phase.STOPPED}


def test_what_fires_late_fires_in_the_order_in_which_it_was_due(house: House) -> None:
    first = house.change("submitted", title="First")
    with clock.at(NOW + timedelta(days=1)):
        second = house.change("submitted", title="Second")
    due = {cr.id: house.timers(cr)["assess"].due_at for cr in (first, second)}
    with clock.at(LATER):
        sweep.fire_due()
    query = (
        select(Event.matter_id, EventContent.particulars)
        .join(EventContent)
        .where(Event.name == "change_request.overdue")
    )
    rows = db.session.execute(query.order_by(Event.seq)).all()
    assert [matter_id for matter_id, _ in rows] == [first.id, second.id]
    kept = [particulars["due"] for _, particulars in rows]
    assert kept == [due[cr.id].isoformat(timespec="microseconds") for cr in (first, second)]


def test_a_lapse_ends_the_matter_and_its_deadlines(house: House) -> None:
    cr = house.change("assessed")
    with clock.at(LATER):
        sweep.fire_due()
    db.session.refresh(cr)
    assert (cr.state, cr.ball, cr.due_at) == ("lapsed", None, None)
    assert house.events(cr)[-1] == "lapsed"
    assert all(timer.ended_at is not None for timer in house.timers(cr).values())


def test_a_move_that_is_refused_leaves_the_timer_ended_and_the_record_as_it_was(house: House) -> None:
    cr = house.change("submitted")
    timer = house.timers(cr)["assess"]
    with unit_of_work():
        db.session.execute(update(Timer).where(Timer.id == timer.id).values(verb="lapse"))
    with clock.at(LATER):
        sweep.fire_due()
    timer = house.timers(cr)["assess"]
    assert (timer.phase, timer.ended_at) == (Phase.STOPPED, LATER)
    assert house.events(cr) == ["opened", "submitted", "due_soon"]


def test_a_timer_that_breaks_does_not_block_the_others_and_is_tried_again(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    broken, well = house.change("submitted", title="Broken"), house.change("submitted", title="Well")
    with unit_of_work():
        db.session.execute(update(Timer).where(Timer.matter_id == broken.id).values(verb="nonsense"))
    with clock.at(LATER):
        sweep.fire_due()
    assert house.events(well) == ["opened", "submitted", "due_soon", "overdue"]
    assert house.events(broken) == ["opened", "submitted"]
    assert house.timers(broken)["assess"].phase is Phase.PENDING
    assert "could not fire" in caplog.text
    with unit_of_work():
        db.session.execute(
            update(Timer).where(Timer.matter_id == broken.id, Timer.policy == "assess").values(verb="overdue")
        )
    with clock.at(LATER):
        sweep.fire_due()
    assert house.events(broken) == ["opened", "submitted", "overdue"]


def test_more_than_one_page_of_timers_fires_in_one_round(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "PAGE", 2)
    with unit_of_work():
        crs = [make.change_request(house.cast, "submitted", title=f"No. {n}") for n in range(4)]
    with clock.at(LATER):
        sweep.fire_due()
    assert [house.events(cr)[2:] for cr in crs] == [["due_soon", "overdue"]] * 4


def test_what_the_clock_did_is_told(house: House) -> None:
    cr = house.change("submitted", by="carl")
    house.forget()
    with clock.at(house.timers(cr)["assess"].due_at):
        sweep.fire_due()
        house.tell()
    everybody = ("ana", "carl", "cora", "edda", "vera", "victor")
    assert sorted(house.told()) == [
        ("due_soon", "vera"),
        ("due_soon", "victor"),
        *(("overdue", name) for name in everybody),
    ]


def test_a_part_that_is_not_heard_of_for_more_than_five_minutes_is_silent(app: Flask) -> None:
    db.session.query(Heartbeat).delete()
    assert silent_parts(NOW) == ["clock", "default", "mail"]
    for part in ("clock", "default", "mail"):
        beat(part)
    assert silent_parts(NOW + timedelta(minutes=5)) == []
    with clock.at(NOW + timedelta(minutes=4)):
        beat("clock")
        sweep.fire_due()
    assert silent_parts(NOW + timedelta(minutes=5, seconds=1)) == ["mail"]
