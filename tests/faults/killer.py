"""Kills parts of the running house at random moments: a plan that the seed decides, moments that chance decides."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable

from tests.faults import processes
from tests.faults.stack import Stack

# what dies, and how often of a hundred; "all of" takes a worker together with the horse that has the job in hand
SHARES = {
    "web worker": 20, "web": 8, "horse of worker-mail": 14, "horse of worker-default": 14, "all of worker-mail": 8,
    "all of worker-default": 8, "worker-mail": 8, "worker-default": 8, "valkey": 12,
}  # fmt: skip
SEARCH = 6.0  # seconds to wait for a horse: it lives only while there is work
AT_ONCE = 0.7  # of the web workers die right after something was kept
DEPTH = {"worker-mail": 0.1, "worker-default": 0.03}  # seconds; how far into its work a horse may get


def plan(kills: int, rng: random.Random) -> list[str]:
    """So many victims by name in an order of chance, by their shares; each part gets time to come back in between."""
    left = Counter({name: max(1, round(kills * share / 100)) for name, share in SHARES.items()})
    chosen = list[str]()
    while len(chosen) < kills:
        others = [name for name in SHARES if _part(name) not in {_part(recent) for recent in chosen[-2:]}]
        free = [name for name in others if left[name] > 0] or others
        chosen.append(rng.choices(free, [max(left[name], 1) for name in free])[0])
        left[chosen[-1]] -= 1
    return chosen


def _part(name: str) -> str:
    """The part that has to come back: `worker-mail` for its horse, `web` for one of its workers."""
    return name.rpartition(" of ")[2].removesuffix(" worker")


class Killer(threading.Thread):
    """One kill after the other until the plan is done or it is told to stop; `killed` counts by name."""

    def __init__(self, stack: Stack, last_event: Callable[[], int], kills: int, every: float, seed: int) -> None:
        super().__init__(name="killer")
        self.stack, self.last_event, self.every, self.rng = stack, last_event, every, random.Random(seed)
        self.plan, self.killed, self.stop = plan(kills, self.rng), Counter[str](), threading.Event()
        self.journal: list[str] = []

    @property
    def done(self) -> bool:
        return self.killed.total() >= len(self.plan)

    def run(self) -> None:
        for name in self.plan:
            while not self.stop.wait(self.rng.uniform(0.1, 2 * self.every - 0.1)):
                if struck := self._strike(name):
                    self.killed[struck] += 1
                    self.journal.append(f"{time.strftime('%X')} {struck}\n")
                    break

    def _strike(self, name: str) -> str | None:
        """Kill one, and say who it was; a horse that does not come gives way to the worker that would have sent it."""
        part = _part(name)
        if name == "web worker":
            before = self.last_event()
            if self._await(lambda: self.last_event() > before, 3.0) and self.rng.random() < AT_ONCE:
                return name if self._strike_below(part) else None  # it is kept, and perhaps not answered yet
            time.sleep(self.rng.uniform(0, 0.2))
            return name if self._strike_below(part) else None
        if part != name and self._await_horse(part):
            struck = self._strike_part(part, whole=True) if name.startswith("all") else self._strike_below(part)
            return name if struck else None
        return part if self._strike_part(part) else None

    def _strike_part(self, name: str, *, whole: bool = False) -> bool:
        pid = self.stack.parts().get(name, 0)
        return bool(pid) and processes.kill(pid, self.stack.supervisor, whole=whole)

    def _strike_below(self, name: str) -> bool:
        parent = self.stack.parts().get(name, 0)
        found = processes.children_of(parent) if parent else []
        return bool(found) and processes.kill(self.rng.choice(sorted(found)), parent)

    def _await_horse(self, part: str) -> bool:
        parent = self.stack.parts().get(part, 0)
        came = bool(parent) and self._await(lambda: bool(processes.children_of(parent)), SEARCH)
        if came:
            time.sleep(self.rng.uniform(0, DEPTH[part]))
        return came

    def _await(self, comes: Callable[[], bool], seconds: float) -> bool:
        until = time.monotonic() + seconds
        while not (came := comes()) and time.monotonic() < until and not self.stop.is_set():
            time.sleep(0.001)
        return came
