"""A part that runs: started on the leash, watched, started again after a pause, and asked to end."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from bpo_gov.serving.leash import leashed
from bpo_gov.serving.parts import Part

FIRST_PAUSE, LONGEST_PAUSE = 0.2, 10.0  # seconds before a fallen part starts again; doubles each time
STEADY_AFTER = 1.0  # seconds of running after which a part counts as back
LARGEST_LOG = 5_000_000  # bytes; a larger log is put aside at the next start


class Child:
    """One part and, while it runs, its process. Times are seconds of the monotonic clock."""

    def __init__(
        self, part: Part, *, log: Path, environ: Mapping[str, str], cwd: Path, fds: tuple[int, ...] = ()
    ) -> None:
        self.part = part
        self.log = log
        self.started = 0.0
        self.again_at: float | None = None
        self.fallen = False
        self._pause = FIRST_PAUSE
        self._refused: str | None = None
        self._environ, self._cwd, self._fds = environ, cwd, fds
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process id while it runs, else 0."""
        return self._process.pid if self._process and self._process.returncode is None else 0

    def start(self) -> None:
        """Start the program in a process group of its own, so that a Ctrl-C reaches only the supervisor.

        Where the system refuses (no room, no process left) this counts as a fall: it is tried again.
        """
        self.started, self.again_at, self._refused = time.monotonic(), None, None
        try:
            self._put_large_log_aside()
            with self.log.open("ab") as log:
                self._process = subprocess.Popen(
                    leashed(self.part.command),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    env=dict(self._environ),
                    cwd=self._cwd,
                    pass_fds=self._fds,
                    process_group=0,
                )
        except OSError as wrong:
            self._refused = str(wrong)

    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def fell(self) -> str | None:
        """How the process ended, told once; from then on it waits for its next start."""
        if self.runs() or (self._process is None and self._refused is None):
            return None
        how = self._refused or ""
        if self._process is not None:
            self.signal_group(signal.SIGTERM, self._process.pid)  # what it started must not hold the port or a file
            how = how or _spelled(self._process.returncode)
        self._process = self._refused = None
        now = time.monotonic()
        if now - self.started > LONGEST_PAUSE:
            self._pause = FIRST_PAUSE
        self.again_at, self.fallen = now + self._pause, True
        self._pause = min(self._pause * 2, LONGEST_PAUSE)
        return how

    def due(self) -> bool:
        """Whether the pause after a fall is over."""
        return self.again_at is not None and time.monotonic() >= self.again_at

    def came_back(self) -> bool:
        """Whether it stands again after a fall, told once."""
        if not self.fallen or not self.runs() or time.monotonic() - self.started < STEADY_AFTER:
            return False
        if self.part.answers is not None and not self.part.answers():
            return False
        self.fallen = False
        return True

    def ask_to_end(self) -> None:
        if self._process is not None and self.runs():
            self._process.terminate()

    def make_end(self) -> None:
        """Kill it with everything in its process group, and collect it."""
        if self._process is not None:
            self.signal_group(signal.SIGKILL, self._process.pid)
            self._process.wait()

    def _put_large_log_aside(self) -> None:
        self.log.parent.mkdir(exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))

    @staticmethod
    def signal_group(number: signal.Signals, group: int) -> None:
        with suppress(ProcessLookupError, PermissionError):  # macOS says "not permitted" for a group of zombies
            os.killpg(group, number)


def _spelled(code: int) -> str:
    """How a program ended, in words: a negative code is the number of the signal that killed it."""
    if code >= 0:
        return f"exit code {code}"
    known = {member.value: member.name for member in signal.Signals}
    return f"signal {known.get(-code, -code)}"
