"""Signals of the supervisor: a sleep that ends as soon as somebody asks to end or a part falls."""

import select
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Bell:
    """Counts how often this process was asked to end; only the main thread may hang it."""

    def __init__(self) -> None:
        self.asked = 0
        self._hears, self._rings = socket.socketpair()

    @contextmanager
    def hung(self) -> Iterator[None]:
        """Take the signals for the length of a block."""
        self._hears.setblocking(False)
        self._rings.setblocking(False)
        wakeup = signal.set_wakeup_fd(self._rings.fileno(), warn_on_full_buffer=False)
        heard = [number for number in ENDING if number != signal.SIGHUP or not _nohup()]
        before = {number: signal.signal(number, self._count) for number in heard}
        before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda number, frame: None)  # only wakes the sleep
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            signal.set_wakeup_fd(wakeup)
            self._hears.close()
            self._rings.close()

    def sleep(self, seconds: float) -> None:
        """Wait for a signal, at most `seconds`."""
        if select.select([self._hears], [], [], max(0.0, seconds))[0]:
            self._hears.recv(4096)

    def _count(self, number: int, frame: FrameType | None) -> None:
        self.asked += 1


def _nohup() -> bool:
    return signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
