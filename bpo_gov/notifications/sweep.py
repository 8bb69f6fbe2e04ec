"""The clock acts: each deadline whose time has come is a move that the table allows the clock, made once."""

import logging
import time
from typing import Final, Protocol

from sqlalchemy import select

from bpo_gov.kernel import clock, ledger, segments, timers
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.errors import BpoError
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor, clock_of
from bpo_gov.kernel.queue import job
from bpo_gov.kernel.timers import Phase, Timer
from bpo_gov.kernel.workflow import WORKFLOWS
from bpo_gov.notifications.heartbeats import beat, silent_parts

__all__ = ["LOADERS", "Loader", "beat", "fire_due", "silent_parts"]

log = logging.getLogger(__name__)
BUDGET: Final = 60.0  # seconds of one round; what is left waits for the next
PAGE: Final = 50


class Loader(Protocol):
    """A feature's way to lay hands on one of its matters, with all that guards and effects read."""

    def __call__(self, number: int, actor: Actor, *, lock: bool) -> Matter: ...


LOADERS: dict[str, Loader] = {}  # by kind of matter; wiring fills it


@job("default")
def fire_due() -> None:
    """Fire every timer whose time has come, in due order; one that breaks does not block the others."""
    beat("default")
    broken: set[int] = set()
    until = time.monotonic() + BUDGET
    while time.monotonic() < until:
        with unit_of_work():
            waiting = [row for row in timers.due(PAGE + len(broken)) if row[0] not in broken]
        if not waiting:
            return
        for timer_id, matter_id in waiting:
            try:
                _fire(timer_id, matter_id)
            except Exception:
                log.exception("timer %s of matter %s could not fire; it is tried again", timer_id, matter_id)
                broken.add(timer_id)


def _fire(timer_id: int, matter_id: int) -> None:
    """The fired mark, the move, its event and its outbox slip in one transaction."""
    with unit_of_work():
        kind, number, agreement_id = db.session.execute(
            select(Matter.kind, Matter.number, Matter.agreement_id).where(Matter.id == matter_id)
        ).one()
        ledger.lock(agreement_id)
        now = clock.now()
        query = select(Timer).where(Timer.id == timer_id).with_for_update().execution_options(populate_existing=True)
        timer = db.session.execute(query).scalar_one()
        if timer.phase is not Phase.PENDING or timer.due_at > now:
            return
        timer.phase = Phase.FIRED
        timer.ended_at = now if timer.is_warning else None  # a missed deadline keeps its matter late until it moves
        db.session.flush()
        actor = clock_of(agreement_id)
        try:
            with db.session.begin_nested():
                matter = LOADERS[kind](number, actor, lock=True)
                WORKFLOWS[kind].effects[timer.verb](matter, actor)
        except BpoError as refused:  # somebody was faster
            log.info("timer %s of matter %s is over: %s", timer_id, matter_id, refused)
            timer.phase, timer.ended_at = Phase.STOPPED, now
            segments.end([timer.id], now)
