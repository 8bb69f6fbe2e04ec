"""Keeps the rows: counted anew with every event that is told, once a day, and on demand; what is missed is found and made good."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final, cast

from sqlalchemy import Table, delete, update
from sqlalchemy.dialects import postgresql, sqlite

from bpo_gov.kernel import clock, ledger
from bpo_gov.kernel.db import db, is_postgresql, unit_of_work
from bpo_gov.kernel.queue import job
from bpo_gov.relationships import counting, queries
from bpo_gov.relationships.models import AuthorityLine, Relationship

log = logging.getLogger(__name__)
BATCH: Final = 25  # agreements of one round of the clock
MOST: Final = 1_000_000
WORDS_ONLY: Final = ("noted", "noted_own")  # events that change nothing that is counted
NOT_COMPARED: Final = frozenset({"seq", "at", "until", "is_stale"})
_T: Final = cast(Table, Relationship.__table__)
_put_off: ContextVar[bool] = ContextVar("put_off", default=False)


@contextmanager
def put_off() -> Iterator[None]:
    """Count nothing with each event, and at the end everything once: for a long story that nobody looks at on the way."""
    before = _put_off.set(True)
    try:
        yield
    finally:
        _put_off.reset(before)
    rebuild()


def told(events: Iterable[tuple[int, str]]) -> None:
    """The relay has told of these events: their agreements are counted anew, in its transaction. What fails is tried again later."""
    if _put_off.get():
        return
    touched = {agreement_id for agreement_id, name in events if name.partition(".")[2] not in WORDS_ONLY}
    for agreement_id in sorted(touched):
        _try(agreement_id)


@job("default")
def keep_up() -> None:
    """Count what was never counted, whose day is over, or what could not be counted: each agreement in a transaction of its own."""
    _keep_up(BATCH)


def _keep_up(most: int) -> int:
    due = queries.to_be_counted(clock.now(), most)
    db.session.rollback()
    for agreement_id in due:
        with unit_of_work():
            _try(agreement_id)
    return len(due)


def catch_up() -> int:
    """Count whatever is to be counted, however much it is; how many were."""
    return _keep_up(MOST)


def rebuild() -> int:
    """Count every agreement anew; how many there are."""
    every = queries.everything()
    db.session.rollback()
    for agreement_id in every:
        with unit_of_work():
            refresh(agreement_id)
        db.session.expunge_all()
    return len(every)


def differences() -> list[tuple[int, str, Any, Any]]:
    """Where a kept row is not what is counted now, at the moment when it was counted: agreement, column, kept, counted."""
    found: list[tuple[int, str, Any, Any]] = []
    for agreement_id in queries.everything():
        row = queries.kept(agreement_id)
        if row is None:
            found.append((agreement_id, "row", None, "missing"))
            continue
        with clock.at(row.at):
            counted, lines = counting.count(agreement_id)
        kept_lines = _kept_lines(agreement_id)
        found += [
            (agreement_id, name, getattr(row, name), value)
            for name, value in counted.items()
            if name not in NOT_COMPARED and getattr(row, name) != value
        ]
        if kept_lines != lines:
            found.append((agreement_id, "authority", len(kept_lines), len(lines)))
        db.session.rollback()
    return found


def refresh(agreement_id: int) -> None:
    """Count one agreement and keep it, unless what is kept was counted later."""
    db.session.flush()
    row, lines = counting.count(agreement_id)
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    new: Any = insert(_T).values(row)
    changed = {name: new.excluded[name] for name in row if name != "agreement_id"}
    db.session.execute(
        new.on_conflict_do_update(index_elements=["agreement_id"], set_=changed, where=_T.c.seq <= new.excluded.seq)
    )
    _keep_lines(agreement_id, lines)


def _keep_lines(agreement_id: int, lines: list[counting.Line]) -> None:
    if _kept_lines(agreement_id) == lines:
        return
    ledger.lock(agreement_id)  # nobody else writes them meanwhile
    if _kept_lines(agreement_id) == lines:
        return
    db.session.execute(delete(AuthorityLine).where(AuthorityLine.agreement_id == agreement_id))
    db.session.add_all(
        AuthorityLine(agreement_id=agreement_id, framework_id=of, in_use=in_use, party=party, email=email, up_to=up_to)
        for of, in_use, party, email, up_to in lines
    )
    db.session.flush()


def _kept_lines(agreement_id: int) -> list[counting.Line]:
    return [(one.framework_id, one.in_use, one.party, one.email, one.up_to) for one in queries.lines(agreement_id)]


def _try(agreement_id: int) -> None:
    """A framework that cannot be counted must stop neither the letters nor the other agreements."""
    try:
        with db.session.begin_nested():
            refresh(agreement_id)
    except Exception:
        log.exception("agreement %s could not be counted", agreement_id)
        stale: Mapping[str, Any] = {"is_stale": True}
        db.session.execute(update(Relationship).where(Relationship.agreement_id == agreement_id).values(stale))
