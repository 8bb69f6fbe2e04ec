"""One house in one directory: a lock that lasts as long as the supervisor or any part it started."""

import fcntl
import json
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self


class Held(Exception):  # noqa: N818 - the names are the words of the house
    """Somebody else has the directory; the text says who, and what to do."""


class Lock:
    """An flock on `serve.lock`. Parts inherit `fd`, so the lock outlives a killed supervisor until its last
    part has ended: two queue servers never write to the same files.
    """

    def __init__(self, var_dir: Path) -> None:
        self.path = var_dir / "serve.lock"
        self.fd = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)

    def take(self, *, patience: float = 40.0, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Take the lock, waiting at most `patience` seconds for the leftovers of a killed supervisor.

        `meanwhile` is called again and again in this time. Raises Held at once when a supervisor lives.
        """
        deadline = time.monotonic() + patience
        while not self._locked():
            left = self._written()
            supervisor, parts = left.get("supervisor", 0), left.get("parts", {})
            if _lives(supervisor):
                raise Held(
                    f"The house is already running in {self.path.parent} (process {supervisor}). "
                    "End that one first, or give this one another VAR_DIR and PORT."
                )
            if time.monotonic() > deadline:
                names = ", ".join(f"{name} (process {pid})" for name, pid in parts.items() if _lives(pid))
                raise Held(f"Parts of an earlier run in {self.path.parent} do not end: {names or 'unknown'}.")
            meanwhile()
            time.sleep(0.1)
        self.write({})

    def write(self, parts: Mapping[str, int]) -> None:
        """Say who holds the lock: this process, and its parts with their process ids."""
        text = json.dumps({"supervisor": os.getpid(), "parts": dict(parts)}).encode()
        os.pwrite(self.fd, text, 0)
        os.ftruncate(self.fd, len(text))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, wrong: BaseException | None, at: TracebackType | None) -> None:
        os.close(self.fd)

    def _locked(self) -> bool:
        try:
            fcntl.flock(self.fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _written(self) -> dict[str, Any]:
        try:
            written = json.loads(os.pread(self.fd, 4096, 0))
        except ValueError:
            return {}
        return written if isinstance(written, dict) else {}


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except ProcessLookupError:
        return False
    return pid > 0
