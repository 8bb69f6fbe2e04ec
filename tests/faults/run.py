"""One fault run: people write while parts are killed; then everything must be there, once."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import OperationalError

from tests.faults import checks
from tests.faults.checks import Finding
from tests.faults.killer import Killer
from tests.faults.plants import PLANTS
from tests.faults.stack import Stack
from tests.faults.writers import PEOPLE, Book, Writer


@dataclass(frozen=True)
class Plan:
    """How hard and how long; times in seconds."""

    writes: int = 1000
    kills: int = 50
    every: float = 3.0
    seed: int = 1
    longest: float = 240.0  # of the writing
    drain: float = 120.0  # until everything is told and sent after the last kill
    hurry: bool = False  # whether letters that a killed worker had in hand are freed at once, not after their minute


@dataclass
class Run:
    """A stack with its database and what was written to it."""

    stack: Stack
    engine: Engine
    book: Book
    before: int

    def last_event(self) -> int:
        """The newest entry of the record."""
        with self.engine.connect() as line:
            return int(line.execute(text("select max(id) from events")).scalar_one())

    def findings(self) -> Iterator[Finding]:
        """What was kept, and whether the record holds."""
        with self.engine.connect() as line:
            yield from checks.look(line, self.stack.var_dir, self.book.writes, self.before)
            keys = list(line.execute(text("select key from agreements order by key")).scalars())
        yield record_holds(self.stack, keys)

    def plant(self, name: str) -> None:
        """Lay a defect for good."""
        with self.engine.begin() as line:
            PLANTS[name][0](line, self.stack.var_dir)

    def would_find(self, name: str) -> set[str]:
        """The checks of what was kept that fail while a defect is laid; afterwards it is gone again."""
        with self.engine.connect() as line:
            laid = PLANTS[name][0](line, self.stack.var_dir)
            found = [*checks.look(line, self.stack.var_dir, self.book.writes, self.before)]
            line.rollback()
        if laid:
            laid.unlink()
        return {finding.check for finding in found if not finding.ok}


@contextmanager
def prepared(stack: Stack, plan: Plan) -> Iterator[Run]:
    """A run on a started stack, before anybody has written."""
    engine = create_engine(stack.database_url)
    try:
        made = Run(stack, engine, Book(pace=plan.writes / (plan.kills * plan.every)), before=0)
        made.before = made.last_event()
        yield made
    finally:
        engine.dispose()


def load(run: Run, plan: Plan) -> Iterator[Finding]:
    """Write and kill until both are done or the time is up."""
    over, began = threading.Event(), time.monotonic()
    writers = [Writer(run.stack.port, one, run.book, over, f"{plan.seed}/{one}") for one in PEOPLE]
    killer = Killer(run.stack, run.last_event, plan.kills, plan.every, plan.seed)
    for thread in (*writers, killer):
        thread.start()
    while time.monotonic() - began < plan.longest and any(writer.is_alive() for writer in writers):
        if killer.done and run.book.acknowledged >= plan.writes:
            break
        time.sleep(0.1)
    took = time.monotonic() - began
    killer.stop.set()
    killer.join()
    over.set()
    for writer in writers:
        writer.join()
    (run.stack.var_dir / "kills.log").write_text("".join(killer.journal))
    failed = [writer.failed for writer in writers if writer.failed]
    yield Finding("kills", killer.killed.total() >= plan.kills, {"kills": killer.killed.total(), **killer.killed})
    browsers = [writer.browser for writer in writers]
    figures = {
        "acknowledged": run.book.acknowledged,
        "seconds": round(took, 1),
        "no_answer": sum(browser.broken for browser in browsers),
        "answers_500": sum(browser.errors for browser in browsers),
        "slowest_answer": round(max(browser.slowest for browser in browsers), 1),
        "longest_pause": round(run.book.longest_pause, 1),
        "failed": failed,
    }
    yield Finding("load", run.book.acknowledged >= plan.writes and not failed, figures)


def drained(run: Run, plan: Plan) -> Finding:
    """Wait until nothing is left to tell or to send."""
    began, told_after, waits = time.monotonic(), None, (-1, -1)
    if plan.hurry:
        with run.engine.begin() as line:
            line.execute(text("update notifications set mail_next_at = created_at where mail = 'due'"))
    while (took := time.monotonic() - began) < plan.drain:
        try:
            with run.engine.connect() as line:
                waits = _waiting(line)
        except OperationalError:  # SQLite may be busy for a moment
            pass
        if waits[0] == 0 and told_after is None:
            told_after = round(took, 1)
        if waits == (0, 0):
            return Finding("drained", True, {"told_after": told_after, "sent_after": round(took, 1)})
        time.sleep(0.25)
    return Finding("drained", False, {"told_after": told_after, "outbox": waits[0], "letters_due": waits[1]})


def record_holds(stack: Stack, keys: list[str]) -> Finding:
    """The chain of every agreement, as the house's own command walks it."""
    said = [stack.flask("record", "verify", key, check=False) for key in keys]
    broken = [line for line in said if not line.endswith("intact")]
    return Finding("record", not broken, {"agreements": len(keys), "broken": broken})


def ended(stack: Stack) -> Finding:
    """The house ends in order and leaves nobody behind."""
    code, left = stack.end()
    return Finding("ended", code == 0 and not left, {"exit": code, "left": left})


def _waiting(line: Connection) -> tuple[int, int]:
    outbox = line.execute(text("select count(*) from outbox")).scalar_one()
    return outbox, line.execute(text("select count(*) from notifications where mail = 'due'")).scalar_one()
