"""`make faults`: kill the real house for minutes, then count. One JSON line for each check; exit 1 where one fails."""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack

from tests.faults import run
from tests.faults.checks import Finding
from tests.faults.plants import PLANTS
from tests.faults.run import Plan
from tests.faults.stack import Stack
from tests.postgres import TempPG, fresh_database

DEFAULT = Plan()


def main() -> int:
    asked = _arguments()
    plan = Plan(asked.writes, asked.kills, asked.every, asked.seed)
    failed = []
    for finding in findings(plan, postgres=asked.postgres, plant=asked.plant, keep=asked.keep):
        sys.stdout.write(json.dumps({"check": finding.check, "ok": finding.ok, **finding.figures}, default=str) + "\n")
        sys.stdout.flush()
        if not finding.ok:
            failed.append(finding.check)
    sys.stdout.write(json.dumps({"check": "all", "ok": not failed, "failed": failed}) + "\n")
    return 1 if failed else 0


def findings(plan: Plan, *, postgres: bool, plant: str | None, keep: bool) -> Iterator[Finding]:
    """Everything that is found, in the order it is looked at."""
    with ExitStack() as held:
        url = fresh_database(held.enter_context(TempPG()).url) if postgres else None
        began = time.monotonic()
        stack = held.enter_context(Stack(url, keep=keep))
        told = {"database": "postgresql" if postgres else "sqlite", "seed": plan.seed, "planted": plant}
        yield Finding("started", True, {"seconds": round(time.monotonic() - began, 1), **told})
        with run.prepared(stack, plan) as made:
            yield from run.load(made, plan)
            yield run.drained(made, plan)
            if plant:
                made.plant(plant)
            yield from made.findings()
        yield run.ended(stack)
        yield Finding(
            "logs", True, {"complaints": stack.complaints(), **({"kept": str(stack.var_dir)} if keep else {})}
        )


def _arguments() -> argparse.Namespace:
    wanted = argparse.ArgumentParser(prog="make faults ARGS=...", description=__doc__)
    wanted.add_argument("--writes", type=int, default=DEFAULT.writes, help="acknowledged writes, at least")
    wanted.add_argument("--kills", type=int, default=DEFAULT.kills)
    wanted.add_argument("--every", type=float, default=DEFAULT.every, help="seconds between two kills, on average")
    wanted.add_argument("--seed", type=int, default=DEFAULT.seed)
    wanted.add_argument("--postgres", action="store_true", help="on a throw-away PostgreSQL")
    wanted.add_argument("--keep", action="store_true", help="leave the directory with the logs")
    wanted.add_argument("--plant", choices=sorted(PLANTS), help="lay a defect: the run must fail")
    return wanted.parse_args()


if __name__ == "__main__":
    sys.exit(main())
