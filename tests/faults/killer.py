"""Kills parts of the running house at random moments: a plan that the seed decides, moments that chance decides."""

import random
import threading
import time
from collections import Counter

from tests.faults import processes
from tests.faults.stack import Stack

# what dies, and how often of a hundred
SHARES = {
    "web worker": 26, "web": 10, "horse of worker-mail": 16, "horse of worker-default": 12, "worker-mail": 12,
    "worker-default": 12, "valkey": 12,
}  # fmt: skip
HORSES = ("horse of worker-mail", "horse of worker-default")
SEARCH = 4.0  # seconds to wait for a horse: it lives only while there is work


def plan(kills: int, rng: random.Random) -> list[str]:
    """So many victims by name, each share of them rounded up or down, in an order of chance."""
    names = [name for name, share in SHARES.items() for _ in range(max(1, round(kills * share / 100)))]
    rng.shuffle(names)
    return (names + rng.choices(list(SHARES), list(SHARES.values()), k=kills))[:kills]


class Killer(threading.Thread):
    """One kill after the other until the plan is done or it is told to stop; `killed` counts by name."""

    def __init__(self, stack: Stack, kills: int, every: float, seed: int) -> None:
        super().__init__(name="killer")
        self.stack, self.every, self.rng = stack, every, random.Random(seed)
        self.plan, self.killed, self.stop = plan(kills, self.rng), Counter[str](), threading.Event()

    @property
    def done(self) -> bool:
        return self.killed.total() >= len(self.plan)

    def run(self) -> None:
        for name in self.plan:
            while not self.stop.wait(self.rng.uniform(0.1, 2 * self.every - 0.1)):
                if struck := self._strike(name):
                    self.killed[struck] += 1
                    break

    def _strike(self, name: str) -> str | None:
        """Kill one; a horse that does not come gives way to the worker that would have sent it."""
        if name in HORSES:
            part = name.removeprefix("horse of ")
            return name if self._strike_horse(part) else part if self._strike_part(part) else None
        if name == "web worker":
            return name if self._strike_below("web") else None
        return name if self._strike_part(name) else None

    def _strike_part(self, name: str) -> bool:
        pid = self.stack.parts().get(name, 0)
        return bool(pid) and processes.kill(pid, self.stack.supervisor)

    def _strike_below(self, name: str) -> bool:
        parent = self.stack.parts().get(name, 0)
        found = processes.children()[parent] if parent else []
        return bool(found) and processes.kill(self.rng.choice(sorted(found)), parent)

    def _strike_horse(self, part: str) -> bool:
        until = time.monotonic() + SEARCH
        while time.monotonic() < until and not self.stop.is_set():
            parent = self.stack.parts().get(part, 0)
            if parent and processes.children()[parent]:
                time.sleep(self.rng.uniform(0, 0.08))  # somewhere in its work
                if self._strike_below(part):
                    return True
            time.sleep(0.01)
        return False
