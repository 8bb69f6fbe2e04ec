"""The record: chained, append-only, and told of by slips."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import DatabaseError

from bpo_gov.kernel import ledger
from bpo_gov.kernel.db import db
from bpo_gov.kernel.ledger import Event, EventContent, Outbox, Told
from tests import make
from tests.cast import Cast


def test_every_move_appends_one_event_that_holds_on_to_the_one_before(cast: Cast) -> None:
    make.change_request(cast, "closed")
    events = (
        db.session.execute(select(Event).where(Event.agreement_id == cast.agreement.id).order_by(Event.seq))
        .scalars()
        .all()
    )
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert events[0].prev == "0" * 64
    assert all(later.prev == earlier.hash for earlier, later in pairwise(events))
    assert ledger.verify(cast.agreement.id) is None


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("party", "vendor"),
        ("name", "change_request.rejected"),
        ("seq", 77),
        ("subject", "CR-9"),
        ("content_digest", "0" * 64),
    ],
)
def test_the_database_refuses_to_alter_an_entry(cast: Cast, column: str, value: object) -> None:
    make.change_request(cast, "submitted")
    with pytest.raises(DatabaseError, match="append-only"), db.session.begin_nested():
        db.session.execute(text(f"update events set {column} = :value where seq = 1"), {"value": value})


def test_the_database_refuses_to_delete_an_entry(cast: Cast) -> None:
    make.change_request(cast, "submitted")
    with pytest.raises(DatabaseError, match="append-only"), db.session.begin_nested():
        db.session.execute(text("delete from events where seq = 1"))


def test_the_session_refuses_too(cast: Cast) -> None:
    entry = make_entry(cast)
    entry.name = "something.else"
    with pytest.raises(RuntimeError, match="append-only"):
        db.session.flush()


def test_altered_content_is_found_and_named(cast: Cast) -> None:
    entry = make_entry(cast)
    db.session.execute(
        update(EventContent).where(EventContent.event_id == entry.id).values(particulars={"title": "Sunday"})
    )
    assert ledger.verify(cast.agreement.id) == entry.seq


def test_erased_content_leaves_the_chain_whole(cast: Cast) -> None:
    entry = make_entry(cast)
    db.session.execute(text("delete from event_contents where event_id = :id"), {"id": entry.id})
    assert ledger.verify(cast.agreement.id) is None


def test_a_rolled_back_move_leaves_neither_event_nor_slip(cast: Cast) -> None:
    before = count(Event), count(Outbox)
    with pytest.raises(DatabaseError), db.session.begin_nested():
        _submit_and_fail(cast)
    assert (count(Event), count(Outbox)) == before


def test_the_record_keeps_amounts_and_times_as_text() -> None:
    kept = ledger.plain(
        {
            "cost": Decimal("1.50"),
            "on": date(2026, 6, 3),
            "at": datetime(2026, 6, 3, 9, tzinfo=UTC),
            "told": Told.OWN,
            "codes": {"b", "a"},
            "n": 3,
        }
    )
    assert kept == {
        "cost": "1.5",
        "on": "2026-06-03",
        "at": "2026-06-03T09:00:00.000000+00:00",
        "told": "own",
        "codes": ["a", "b"],
        "n": 3,
    }


def test_what_the_record_cannot_keep_is_refused() -> None:
    with pytest.raises(TypeError, match="float"):
        ledger.plain({"cost": 1.5})


def _submit_and_fail(cast: Cast) -> None:
    make.change_request(cast, "submitted")
    db.session.execute(text("select * from nowhere"))


def make_entry(cast: Cast) -> Event:
    """The last entry after a submission."""
    make.change_request(cast, "submitted")
    return db.session.execute(select(Event).order_by(Event.seq.desc()).limit(1)).scalar_one()


def count(model: type) -> int:
    """How many rows a table has."""
    return int(db.session.execute(select(func.count()).select_from(model)).scalar_one())
