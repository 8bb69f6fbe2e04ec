"""The supervisor: one foreground process that starts the parts, keeps them running, and ends them in order."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from bpo_gov.serving import door, valkey
from bpo_gov.serving.child import Child
from bpo_gov.serving.lock import Held, Lock
from bpo_gov.serving.parts import QUEUES, Part, Stage, parts
from bpo_gov.serving.signals import Bell
from config import ROOT, Settings

PATIENCE = 60.0  # seconds until a part must answer for the first time
INSISTENCE = 3.0  # seconds a part has after the second request to end

Lines = Callable[[], Iterable[str]]


def serve(
    settings: Settings,
    queues: Sequence[str] = QUEUES,
    *,
    welcome: Lines = lambda: (),
    only: Sequence[Part] | None = None,
) -> int:
    """Run the house in the foreground until Ctrl-C or SIGTERM; the exit code of the process.

    Once /healthz answers it prints the address and the lines of `welcome`. 0 after an orderly end; 1 with
    a sentence on standard error when the directory is taken, the port is closed, no queue server is found
    or a part does not come up. `only` replaces the parts of the house.
    """
    with Lock(settings.var_dir) as lock:
        try:
            lock.take(meanwhile=lambda: valkey.stop_leftover(settings.socket))
        except Held as held:
            return _give_up(str(held))
        if why := door.closed_because(settings.port):
            return _give_up(why)
        try:
            chosen = only if only is not None else [*_queue_server(settings), *parts(settings, queues)]
        except valkey.NoServer as missing:
            return _give_up(str(missing))
        return Supervisor(settings, chosen, lock).run(welcome)


class Supervisor:
    """Holds the children from first start to last end; single-threaded, because the leash ties to a thread."""

    def __init__(self, settings: Settings, chosen: Sequence[Part], lock: Lock) -> None:
        self.address = f"http://{door.HOST}:{settings.port}"
        self.lock = lock
        self.bell = Bell()
        logs = settings.var_dir / "log"
        logs.mkdir(exist_ok=True)
        environ = os.environ | settings.environment() | {"PYTHONUNBUFFERED": "1"}
        self.children = [
            Child(part, log=logs / f"{part.name}.log", environ=environ, cwd=ROOT, fds=(lock.fd,)) for part in chosen
        ]

    def run(self, welcome: Lines) -> int:
        """Start, watch, end."""
        with self.bell.hung():
            try:
                if not self._rise():
                    return 0 if self.bell.asked else 1
                _tell(f"bpo_gov is ready: {self.address}", *welcome(), "Ctrl-C ends it.")
                while not self.bell.asked:
                    self.bell.sleep(0.05 if any(child.fallen for child in self.children) else 1)
                    self._tend()
                return 0
            finally:
                self._end()

    def _rise(self) -> bool:
        """Start one part after the other, waiting for those that answer; False when asked to end, or in vain."""
        for child in self.children:
            self._start(child)
            deadline = time.monotonic() + PATIENCE
            while not self.bell.asked and child.part.answers is not None and not child.part.answers():
                how = child.fell() or ("no answer" if time.monotonic() > deadline else None)
                if how is not None:
                    _give_up(
                        f"{child.part.name} did not start ({how}). The end of {_near(child.log)}:", *_tail(child.log)
                    )
                    return False
                self.bell.sleep(0.05)
                self._tend(but=child)
            if self.bell.asked:
                return False
        return True

    def _tend(self, but: Child | None = None) -> None:
        """Look after every child once: tell who fell, start whose pause is over, tell who is back."""
        for child in self.children:
            if child is but:
                continue
            if (how := child.fell()) is not None:
                _tell(f"{child.part.name} ended ({how}) and is started again; see {_near(child.log)}")
            if child.due():
                self._start(child)
            elif child.came_back():
                _tell(f"{child.part.name} is back")

    def _start(self, child: Child) -> None:
        child.start()
        with suppress(OSError):  # who holds the lock is only told; a full disk must not end the house
            self.lock.write({each.part.name: each.pid for each in self.children if each.pid})

    def _end(self) -> None:
        """Ask stage after stage to end; whoever exceeds the grace is asked again, then killed."""
        if any(child.runs() for child in self.children):
            _tell("Ending: what is in hand is finished first. Ctrl-C again hurries.")
        asked = self.bell.asked
        for stage in Stage:
            running = [child for child in self.children if child.part.stage is stage and child.runs()]
            for child in running:
                child.ask_to_end()
            self._await(
                running, max((child.part.grace for child in running), default=0), lambda: self.bell.asked > asked
            )
            for child in running:
                child.ask_to_end()
            self._await(running, INSISTENCE, lambda: False)
            for child in running:
                child.make_end()
        _tell("Ended.")

    def _await(self, running: Sequence[Child], seconds: float, hurry: Callable[[], bool]) -> None:
        deadline = time.monotonic() + seconds
        while any(child.runs() for child in running) and not hurry() and (left := deadline - time.monotonic()) > 0:
            self.bell.sleep(min(left, 0.5))


def _queue_server(settings: Settings) -> list[Part]:
    """The embedded server, unless REDIS_URL names another."""
    return [] if settings.redis_url else [valkey.part(settings)]


def _near(path: Path) -> str:
    """The path as a person in the project's directory would write it."""
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)


def _tail(log: Path, lines: int = 8) -> list[str]:
    said = log.read_text(errors="replace") if log.exists() else ""
    return [f"  {line}" for line in said.splitlines()[-lines:]]


def _tell(*lines: str) -> None:
    with suppress(OSError):  # the terminal may be gone; the house is not
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.flush()


def _give_up(*lines: str) -> int:
    with suppress(OSError):
        sys.stderr.write("".join(f"{line}\n" for line in lines))
        sys.stderr.flush()
    return 1
