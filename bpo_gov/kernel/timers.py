"""Running deadlines: one row per matter and deadline, with the frozen count of its days; due rows are moves of the clock."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, insert, select, text
from sqlalchemy.orm import Mapped, mapped_column

from bpo_gov.kernel import calendars, clock, segments
from bpo_gov.kernel.calendars import Count, Counting, Unit
from bpo_gov.kernel.db import Json, Model, db, words
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.segments import Segment, pauses_of, segments_of

WARNING = "warn:"


class Phase(StrEnum):
    PENDING = "pending"
    PAUSED = "paused"  # the clock stands still: nothing fires, and when it is due is known when it runs again
    FIRED = "fired"
    STOPPED = "stopped"


def _where(rows: str) -> dict[str, Any]:
    return {"sqlite_where": text(rows), "postgresql_where": text(rows)}


class Timer(Model):
    """One deadline of a matter, or (policy `warn:...`) its early warning."""

    __tablename__ = "timers"
    __table_args__ = (
        Index("ix_timers_matter", "matter_id", "due_at"),
        Index("uq_timers_pending", "matter_id", "policy", unique=True, **_where("phase in ('pending', 'paused')")),
        Index("ix_timers_due", "due_at", **_where("phase = 'pending'")),
        Index("ix_timers_provisional", "matter_id", **_where("phase = 'pending' and provisional")),
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
    provisional: Mapped[bool] = mapped_column(default=False)  # holidays that are not decreed may still move it

    @property
    def is_warning(self) -> bool:
        return self.policy.startswith(WARNING)

    @property
    def stands_still(self) -> bool:
        return self.phase is Phase.PAUSED


@dataclass(frozen=True)
class Period:
    """What a policy of the agreement says: so many units over a counting rule, by a clause."""

    n: int
    unit: Unit
    counting: Counting
    clause: str | None = None
    then: str | None = None  # the clock's verb, where the agreement chooses another than the table's
    extra: int = 0  # days that both sides agreed to add
    since: datetime | None = None  # it is counted from then, and not from now


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
    count = calendars.add(period.counting, period.since or now, period.n, period.unit, extra=period.extra)
    every = {"matter_id": matter.id, "started_at": now, "counted": calendars.as_json(count), "clause": period.clause}
    every |= {"policy": policy, "verb": period.then or verb, "due_at": count.due, "provisional": count.provisional}
    rows = [every | {"phase": Phase.PENDING}]
    if warn:
        early = calendars.three_quarters(period.counting, count)
        rows += [rows[0] | {"policy": f"{WARNING}{policy}", "verb": "warn", "due_at": early, "provisional": False}]
    made = db.session.scalars(insert(Timer).returning(Timer), rows).all()
    timer = next(one for one in made if not one.is_warning)
    db.session.add(Segment(timer_id=timer.id, began_at=now))
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


def first_due(running: Iterable[Timer]) -> datetime | None:
    """When the first of these deadlines is due, less the warnings and those that stand still."""
    return min((timer.due_at for timer in running if not timer.is_warning and not timer.stands_still), default=None)


def due_of(matter: Matter, policy: str) -> datetime | None:
    """When a running deadline of a matter is due."""
    return next((timer.due_at for timer in live(matter) if timer.policy == policy), None)


def stop(running: list[Timer], policy: str) -> None:
    """End a deadline and its warning among a matter's timers, whether they have fired or not."""
    now = clock.now()
    for timer in running:
        if timer.policy.removeprefix(WARNING) == policy:
            timer.phase = timer.phase if timer.phase is Phase.FIRED else Phase.STOPPED
            timer.ended_at = now
            if not timer.is_warning:
                segments.end([timer.id], now)


def pause(timer: Timer) -> None:
    """Let a deadline and its warning stand still; one that was missed or has ended stays as it is."""
    now = clock.now()
    if timer.phase is not Phase.PENDING or timer.due_at <= now:
        return
    db.session.flush()  # one that has only just begun has no key yet
    for row in (timer, *_warning_of(timer)):
        row.phase = Phase.PAUSED
    segments.end([timer.id], now)


def resume(timer: Timer) -> None:
    """Let a deadline that stood still run on: what is left is counted anew less the pauses, and the old count kept."""
    if timer.phase is not Phase.PAUSED:
        return
    _run_on(timer, _counted_anew(timer), clock.now())
    for row in (timer, *_warning_of(timer)):
        row.phase = Phase.PENDING


def outdated(matter: Matter) -> list[tuple[Timer, Count]]:
    """The running provisional deadlines of a matter that the calendars now count otherwise, with the new counts."""
    query = select(Timer).where(
        Timer.matter_id == matter.id, Timer.phase == Phase.PENDING, Timer.provisional, ~Timer.policy.startswith(WARNING)
    )
    counts = [(timer, _counted_anew(timer)) for timer in db.session.scalars(query.order_by(Timer.id))]
    return [(timer, new) for timer, new in counts if new.due != timer.due_at or not new.provisional]


def recount(timer: Timer, count: Count) -> None:
    """Let a deadline run on by a new count; the count so far is kept with the stretch that ends here."""
    _run_on(timer, count, clock.now())


def extend(timer: Timer, extra: int) -> None:
    """Give a deadline that runs or stands still `extra` more days by agreement of both sides; the old count is kept.

    Raises ValueError when it has passed, has ended or is counted in hours, and when the calendars of now would end it
    earlier all the same.
    """
    now = clock.now()
    stretches, stands_still = segments_of(timer.id), timer.stands_still
    is_running = timer.phase is Phase.PENDING and timer.due_at > now
    if extra < 1 or not stretches or not (is_running or stands_still):
        raise ValueError(f"{timer.policy} can not be made {extra} days longer: {timer.phase}, due {timer.due_at}")
    counting, before = _period(timer).counting, calendars.from_json(timer.counted)  # its pauses: all up to this stretch
    count = calendars.add(counting, before.start, before.n, before.unit, before.pauses, before.extra + extra)
    if count.due < timer.due_at:
        raise ValueError(f"by the calendars of now {extra} more days end before {timer.due_at}")
    if stands_still:
        stretches[-1].counted = stretches[-1].counted or timer.counted
        _count_by(timer, count)
    else:
        _run_on(timer, count, now)


def provisional(limit: int = 1000) -> list[int]:
    """The matters with a running deadline that undecreed holidays may still move."""
    query = select(Timer.matter_id).where(Timer.phase == Phase.PENDING, Timer.provisional).distinct()
    return list(db.session.scalars(query.order_by(Timer.matter_id).limit(limit)))


def _counted_anew(timer: Timer) -> Count:
    """From the same start, by the calendars of now, less the pauses so far."""
    before = calendars.from_json(timer.counted)
    pauses = pauses_of(segments_of(timer.id), clock.now())
    return calendars.add(_period(timer).counting, before.start, before.n, before.unit, pauses, before.extra)


def _run_on(timer: Timer, count: Count, now: datetime) -> None:
    """A new stretch begins with a count of its own; the one before keeps the count it ran by."""
    last = segments_of(timer.id)[-1]
    last.counted, last.ended_at = last.counted or timer.counted, last.ended_at or now
    db.session.flush()  # the old stretch ends before the new one begins: at most one may run
    db.session.add(Segment(timer_id=timer.id, began_at=now))
    _count_by(timer, count)


def _count_by(timer: Timer, count: Count) -> None:
    timer.counted, timer.due_at, timer.provisional = calendars.as_json(count), count.due, count.provisional
    for warning in _warning_of(timer):
        warning.counted, warning.due_at = timer.counted, calendars.three_quarters(_period(timer).counting, count)


def _period(timer: Timer) -> Period:
    period = _period_of[0](db.session.get_one(Matter, timer.matter_id), timer.policy)
    if period is None:
        raise LookupError(f"the agreement has no period {timer.policy} any more")
    return period


def _warning_of(timer: Timer) -> list[Timer]:
    """The warning that has not been given yet."""
    query = select(Timer).where(
        Timer.matter_id == timer.matter_id, Timer.policy == f"{WARNING}{timer.policy}", Timer.ended_at.is_(None)
    )
    return list(db.session.execute(query).scalars())


def due(limit: int = 50) -> list[tuple[int, int]]:
    """(timer id, matter id) of pending timers whose time has come, in due order."""
    query = (
        select(Timer.id, Timer.matter_id)
        .where(Timer.phase == Phase.PENDING, Timer.due_at <= clock.now())
        .order_by(Timer.due_at, Timer.id)
        .limit(limit)
    )
    return [(row.id, row.matter_id) for row in db.session.execute(query)]
