"""The record: append-only events of one agreement, chained by hash, and the outbox that says who is still to be told."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, event, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from bpo_gov.kernel import clock
from bpo_gov.kernel.db import MARK, Json, Model, db, is_postgresql, words
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor, Party, Role

GENESIS = "0" * 64
HELD = "agreements locked"
CHAIN = "bpo_gov.event.1"
Particulars = Mapping[str, Any]
_summed_up: ContextVar[bool] = ContextVar("summed up", default=False)


class Told(StrEnum):
    """Who is told of an event. OWN, ROOM and CHAMBER are also its reach: nobody else ever sees it."""

    OWN = "own"
    OTHER = "other"
    BOTH = "both"
    BALL = "ball"  # the side whose turn it is, as the particulars say
    NOBODY = "nobody"
    ROOM = "room"  # without prejudice: who may bind either side, and the mediator
    CHAMBER = "chamber"  # without prejudice: who may bind the own side, and the mediator only


NARROW = (Told.OWN, Told.ROOM, Told.CHAMBER)  # the reaches that not everybody of both sides sees
PRIVILEGED = Role.MANAGER  # the role from which a person of a side sees the file without prejudice


def may_read(told: Told, of: Party, party: Party, role: Role) -> bool:
    """Whether a person may see an entry that a side made with this reach; a neutral only in the matter of the seat."""
    match told:
        case Told.OWN:
            return of is party
        case Told.ROOM:
            return role >= PRIVILEGED or party is Party.NEUTRAL
        case Told.CHAMBER:
            return party is Party.NEUTRAL or (role >= PRIVILEGED and of is party)
    return True


class Event(Model):
    """One entry of the record. Content stands aside (it may have to be erased); its salted digest stays here."""

    __tablename__ = "events"
    __table_args__ = (
        UniqueConstraint("agreement_id", "seq"),
        UniqueConstraint("agreement_id", "prev"),
        Index("ix_events_matter", "matter_id", "seq"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id"))
    seq: Mapped[int]
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    party: Mapped[Party] = mapped_column(words(Party))
    matter_id: Mapped[int] = mapped_column(ForeignKey("matters.id"))
    subject: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(64))
    told: Mapped[Told] = mapped_column(words(Told))
    content_digest: Mapped[str] = mapped_column(String(64))
    prev: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    content: Mapped["EventContent"] = relationship(lazy="raise_on_sql", uselist=False)


class EventContent(Model):
    """The particulars of an event with the salt of their digest."""

    __tablename__ = "event_contents"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)
    salt: Mapped[str] = mapped_column(String(32))
    particulars: Mapped[dict[str, Any]] = mapped_column(Json)


class Outbox(Model):
    """A slip for each event that the relay has not yet told; meant to be empty."""

    __tablename__ = "outbox"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)


@event.listens_for(Event, "before_update")
@event.listens_for(Event, "before_delete")
def _refuse(mapper: Mapper[Event], connection: Connection, target: Event) -> None:
    raise RuntimeError("the record is append-only")


def lock(agreement_id: int) -> None:
    """Serialise the writers of one agreement until the transaction ends (on SQLite the write lock already does)."""
    if not is_postgresql():
        return
    session = db.session()
    of, held = session.info.get(HELD, (None, set()))
    if of is None or of is not session.get_transaction():
        held = set()
    if agreement_id in held:
        return
    session.execute(text("select pg_advisory_xact_lock(4201, :id)"), {"id": agreement_id})
    if not session.in_nested_transaction():  # what a savepoint took goes with it
        session.info[HELD] = (session.get_transaction(), held | {agreement_id})


def canonical(value: Mapping[str, Any]) -> bytes:
    """The one byte form of a mapping of ASCII keys and strings, ints, booleans, null, lists: sorted, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def plain(value: Any) -> Any:
    """Values as the record keeps them: amounts and times as text, everything else as it is."""
    match value:
        case None | bool() | str():
            return str(value) if isinstance(value, StrEnum) else value
        case int():
            return value
        case Decimal():
            return f"{value.normalize():f}"
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(item) for item in (sorted(value) if isinstance(value, set | frozenset) else value)]
    raise TypeError(f"the record cannot keep a {type(value).__name__}")


def digest_of(salt: str, particulars: Particulars) -> str:
    """SHA-256 over the salt and the canonical particulars."""
    return hashlib.sha256(salt.encode() + canonical(particulars)).hexdigest()


def hash_of(entry: Event) -> str:
    """SHA-256 over a version tag and every column that can be told of an entry."""
    fields = {
        "agreement": entry.agreement_id, "seq": entry.seq, "at": plain(entry.at), "actor": entry.actor_id,
        "party": entry.party.value, "matter": entry.matter_id, "subject": entry.subject, "name": entry.name,
        "told": entry.told.value, "content": entry.content_digest, "prev": entry.prev,
    }  # fmt: skip
    return hashlib.sha256(f"{CHAIN}\n".encode() + canonical(fields)).hexdigest()


def record(actor: Actor, name: str, matter: Matter, particulars: Particulars, told: Told) -> Event:
    """Append one event, its content and its outbox slip to the running transaction. Takes the agreement's lock."""
    lock(matter.agreement_id)
    last = db.session.execute(
        select(Event.seq, Event.hash)
        .where(Event.agreement_id == matter.agreement_id)
        .order_by(Event.seq.desc())
        .limit(1)
    ).first()
    salt, kept = secrets.token_hex(16), plain(particulars)
    entry = Event(
        agreement_id=matter.agreement_id, seq=last.seq + 1 if last else 1, at=clock.now(), actor_id=actor.user_id,
        party=actor.party, matter_id=matter.id, subject=matter.label, name=name, told=told,
        content_digest=digest_of(salt, kept), prev=last.hash if last else GENESIS,
    )  # fmt: skip
    entry.hash = hash_of(entry)
    entry.content = EventContent(salt=salt, particulars=kept)
    db.session.add(entry)
    db.session.flush()
    if told is not Told.NOBODY and not _summed_up.get():
        db.session.add(Outbox(event_id=entry.id))
    db.session.info[MARK] = True
    return entry


@contextmanager
def summed_up() -> Iterator[None]:
    """Inside, entries are recorded and nobody is told of each: one entry that follows tells of all of them."""
    token = _summed_up.set(True)
    try:
        yield
    finally:
        _summed_up.reset(token)


def verify(agreement_id: int) -> int | None:
    """Walk the chain of an agreement; the first sequence number that does not hold, or None when all do."""
    query = (
        select(Event, EventContent)
        .outerjoin(EventContent)
        .where(Event.agreement_id == agreement_id)
        .order_by(Event.seq)
    )
    rows = db.session.execute(query.execution_options(yield_per=500))
    try:
        return _first_fault((row[0], row[1]) for row in rows)
    finally:
        rows.close()


def _first_fault(rows: Iterable[tuple[Event, EventContent | None]]) -> int | None:
    prev, expected = GENESIS, 1
    for entry, content in rows:  # an erased content is None; its digest stays in the entry
        intact = entry.seq == expected and entry.prev == prev and entry.hash == hash_of(entry)
        if not intact or (content is not None and digest_of(content.salt, content.particulars) != entry.content_digest):
            return expected
        prev, expected = entry.hash, expected + 1
    return None
