"""Running deadlines: one row per matter and deadline, with the frozen count of its days; due rows are moves of the clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, select, text
from sqlalchemy.orm import Mapped, mapped_column

from bpo_gov.kernel import calendars, clock
from bpo_gov.kernel.calendars import Count, Counting, Unit
from bpo_gov.kernel.db import Json, Model, db, words
from bpo_gov.kernel.matters import Matter


class Phase(StrEnum):
    PENDING = "pending"
    FIRED = "fired"
    STOPPED = "stopped"


class Timer(Model):
    """One deadline of a matter, or (policy `warn:...`) its early warning."""

    __tablename__ = "timers"
    __table_args__ = (
        Index(
            "uq_timers_pending",
            "matter_id",
            "policy",
            unique=True,
            sqlite_where=text("phase = 'pending'"),
            postgresql_where=text("phase = 'pending'"),
        ),
        Index(
            "ix_timers_due",
            "due_at",
            sqlite_where=text("phase = 'pending'"),
            postgresql_where=text("phase = 'pending'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matters.id"))
    policy: Mapped[str] = mapped_column(String(48))
    verb: Mapped[str] = mapped_column(String(32))
    started_at: Mapped[datetime]
    due_at: Mapped[datetime]
    counted: Mapped[dict[str, Any]] = mapped_column(Json)  # frozen: a changed calendar never rewrites a past result
    clause: Mapped[str | None] = mapped_column(String(200))
    phase: Mapped[Phase] = mapped_column(words(Phase), default=Phase.PENDING)
    ended_at: Mapped[datetime | None]

    @property
    def is_warning(self) -> bool:
        return self.policy.startswith("warn:")


@dataclass(frozen=True)
class Period:
    """What a policy of the agreement says: so many units over a counting rule, by a clause."""

    n: int
    unit: Unit
    counting: Counting
    clause: str | None = None
    then: str | None = None  # the clock's verb, where the agreement chooses another than the table's


PeriodOf = Callable[[Matter, str], Period | None]
_period_of: list[PeriodOf] = []


def ask_periods_of(answer: PeriodOf) -> None:
    """Wiring hands over who knows the agreement's periods."""
    _period_of[:] = [answer]


def start(matter: Matter, policy: str, verb: str, *, warn: bool) -> Timer | None:
    """Start the deadline that a policy names, and its warning at three quarters; None when the agreement has none."""
    period = _period_of[0](matter, policy) if _period_of else None
    if period is None:
        return None
    now = clock.now()
    count = calendars.add(period.counting, now, period.n, period.unit)
    kept = calendars.as_json(count)
    timer = Timer(
        matter_id=matter.id,
        policy=policy,
        verb=period.then or verb,
        started_at=now,
        due_at=count.due,
        counted=kept,
        clause=period.clause,
        phase=Phase.PENDING,
    )
    db.session.add(timer)
    if warn:
        early = calendars.three_quarters(period.counting, count)
        db.session.add(Timer(
            matter_id=matter.id, policy=f"warn:{policy}", verb="warn", started_at=now, due_at=early, counted=kept, clause=period.clause, phase=Phase.PENDING
        ))  # fmt: skip
    return timer


def at(matter: Matter, policy: str, verb: str, due: datetime) -> Timer:
    """A move of the clock at a moment that was named, not counted."""
    now = clock.now()
    count = Count(now, due, max((due - now).days, 0), Unit.CALENDAR_DAY, (), provisional=False)
    timer = Timer(
        matter_id=matter.id, policy=policy, verb=verb, started_at=now, due_at=due, counted=calendars.as_json(count), phase=Phase.PENDING
    )  # fmt: skip
    db.session.add(timer)
    return timer


def live(matter: Matter) -> list[Timer]:
    """The timers of the stage a matter is in, fired ones too (they make it late), first due first."""
    query = select(Timer).where(Timer.matter_id == matter.id, Timer.ended_at.is_(None)).order_by(Timer.due_at, Timer.id)
    return list(db.session.execute(query).scalars())


def due_of(matter: Matter, policy: str) -> datetime | None:
    """When a running deadline of a matter is due."""
    return next((timer.due_at for timer in live(matter) if timer.policy == policy), None)


def stop(running: list[Timer], policy: str) -> None:
    """End a deadline and its warning among a matter's timers, whether they have fired or not."""
    for timer in running:
        if timer.policy.removeprefix("warn:") == policy:
            timer.phase = Phase.STOPPED if timer.phase is Phase.PENDING else timer.phase
            timer.ended_at = clock.now()


def due(limit: int = 50) -> list[tuple[int, int]]:
    """(timer id, matter id) of pending timers whose time has come, in due order."""
    query = (
        select(Timer.id, Timer.matter_id)
        .where(Timer.phase == Phase.PENDING, Timer.due_at <= clock.now())
        .order_by(Timer.due_at, Timer.id)
        .limit(limit)
    )
    return [(row.id, row.matter_id) for row in db.session.execute(query)]
