"""One move for many matters: each in its own savepoint with its own result, once for each form that was sent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from bpo_gov.kernel import clock, ledger
from bpo_gov.kernel.db import Json, Model, db
from bpo_gov.kernel.errors import BpoError, NotFound, Stale
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import Say, say
from bpo_gov.kernel.workflow import Workflow

MOST = 100
KEPT = timedelta(days=30)
Load = Callable[..., Any]


class Outcome(StrEnum):
    DONE = "done"
    REFUSED = "refused"
    MOVED = "moved"
    NOT_FOUND = "not_found"


@dataclass(frozen=True)
class Row:
    """A matter as it was picked: its number, and the version that was looked at."""

    number: int
    version: int


@dataclass(frozen=True)
class Result:
    """What became of one row, and the sentence for it."""

    number: int
    title: str
    outcome: Outcome
    says: Say


class BulkRun(Model):
    """The results of one sending, in the words of its reader: sent twice, it is shown and not done again."""

    __tablename__ = "bulk_runs"
    __table_args__ = (UniqueConstraint("user_id", "token"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[str] = mapped_column(String(32))
    verb: Mapped[str] = mapped_column(String(32))
    token: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    results: Mapped[list[dict[str, Any]]] = mapped_column(Json)


def make(
    flow: Workflow, load: Load, actor: Actor, verb: str, rows: Sequence[Row], words: Mapping[str, Any]
) -> list[Result]:
    """Make the move for each row; what one refuses does not hold up the next."""
    ledger.lock(actor.agreement_id)
    return [_one(flow, load, actor, verb, row, words) for row in rows[:MOST]]


def _one(flow: Workflow, load: Load, actor: Actor, verb: str, row: Row, words: Mapping[str, Any]) -> Result:
    title = ""
    try:
        with db.session.begin_nested():
            matter: Matter = load(row.number, actor, lock=True)
            title = matter.title
            if matter.version != row.version:
                raise Stale(say("It has been moved meanwhile. Look again before you go on."))
            flow.effects[verb](matter, actor, **words)
            state = flow.word(matter.state)
        return Result(row.number, title, Outcome.DONE, say("It is now: %(state)s.", state=state))
    except BpoError as error:
        outcome = (
            Outcome.NOT_FOUND
            if isinstance(error, NotFound)
            else Outcome.MOVED
            if isinstance(error, Stale)
            else Outcome.REFUSED
        )
        return Result(row.number, title, outcome, error.says)


def sent_before(actor: Actor, kind: str, token: str) -> BulkRun | None:
    """The run of a form that was sent already. Waits for one that is just being made."""
    ledger.lock(actor.agreement_id)
    query = _mine(actor, kind).where(BulkRun.token == token)
    return db.session.execute(query).scalar_one_or_none()


def keep(actor: Actor, kind: str, verb: str, token: str, results: list[dict[str, Any]]) -> BulkRun:
    """Keep the results for their reader; the reader's old ones go."""
    db.session.execute(delete(BulkRun).where(BulkRun.user_id == actor.user_id, BulkRun.at < clock.now() - KEPT))
    run = BulkRun(
        agreement_id=actor.agreement_id, user_id=actor.user_id, kind=kind, verb=verb, token=token, at=clock.now(),
        results=results,
    )  # fmt: skip
    db.session.add(run)
    db.session.flush()
    return run


def run_of(actor: Actor, kind: str, run_id: int) -> BulkRun:
    """The actor's own run. Raises NotFound for another's."""
    found: BulkRun | None = db.session.execute(_mine(actor, kind).where(BulkRun.id == run_id)).scalar_one_or_none()
    if found is None:
        raise NotFound(say("There is nothing here, or you may not see it."))
    return found


def _mine(actor: Actor, kind: str) -> Select[BulkRun]:
    return select(BulkRun).where(
        BulkRun.agreement_id == actor.agreement_id, BulkRun.user_id == actor.user_id, BulkRun.kind == kind
    )
