"""A service desk's log of the size of a real one comes in as history: how fast, in how much memory, and counted right to the second."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench import houses
from bench.figures import Figure
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db
from tests import cast as people
from tests.cast import KEY
from tests.conftest import NOW

CASES, LINES = 4_533, 38_998
ROOT = Path(__file__).parent.parent
HEAD = ("case_id", "status", "substatus", "owner", "timestamp")
FIRST = datetime(2010, 3, 1, 6, 0, 0)  # noqa: DTZ001 - a log names no zone
SPAN = timedelta(days=800)
WORK = (  # what a line may say between the first and the last of its case, who has it since, and how often it comes
    ("Queued", "Awaiting Assignment", "vendor", 22), ("Accepted", "In Progress", "vendor", 42), ("Accepted", "Assigned", "vendor", 6),
    ("Accepted", "Wait", "vendor", 4), ("Accepted", "Wait - User", "client", 12), ("Accepted", "Wait - Customer", "client", 3),
    ("Accepted", "Wait - Vendor", "other", 3), ("Accepted", "Wait - Implementation", "vendor", 2), ("Completed", "Resolved", "vendor", 6),
)  # fmt: skip
RUNNER = """
import json, resource, subprocess, sys, time
began = time.perf_counter()
done = subprocess.run(sys.argv[1:], capture_output=True, text=True)
took, most = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([done.returncode, took, most / (1 << 20 if sys.platform == "darwin" else 1 << 10), done.stdout, done.stderr]))
"""  # a small process between: what a child is told of its peak begins with the size of its parent


@dataclass(frozen=True)
class Imported(Figure):
    """What one import took; the judgement is on the times that came out."""

    seconds: float = 0
    lines_per_second: float = 0
    peak_mb: float = 0


@dataclass
class Log:
    """A log as a service desk has it, and what each side of it held, added up while it was made up."""

    rows: list[tuple[str, ...]] = field(default_factory=list)
    held: dict[str, dict[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Ran:
    """What became of a command, and what it took."""

    seconds: float
    peak_mb: float
    said: str


def run(cases: int = CASES) -> Iterator[Figure]:
    """Both databases, each with the same log."""
    log = made_up(cases, round(cases * LINES / CASES))
    for kind in houses.KINDS:
        with houses.house(kind) as app, TemporaryDirectory(prefix="bpobench") as place:
            with app.app_context(), clock.at(NOW):
                people.found()
                db.session.remove()
            settings = app.extensions["settings"]
            env = {"DATABASE_URL": settings.database_url, "VAR_DIR": str(settings.var_dir), "SECRET_KEY": settings.secret_key,
                   "BPO_GOV_ENV": "testing"}  # fmt: skip
            yield _of(log, kind, env, Path(place))


def _of(log: Log, kind: str, env: Mapping[str, str], place: Path) -> Imported:
    path, out = place / "log.csv", place / "times.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([HEAD, *log.rows])
    cases, lines = len(log.held), len(log.rows)
    ran = _flask(env, "escalation", "import", str(path), "--agreement", KEY)
    if f"{cases} cases, {lines} lines brought in" not in ran.said:
        raise RuntimeError(f"the import said {ran.said}")
    _flask(env, "escalation", "times", "--agreement", KEY, "--out", str(out))
    with out.open(encoding="utf-8", newline="") as file:
        found = {
            row.pop("external_ref"): {name: int(cell) for name, cell in row.items()} for row in csv.DictReader(file)
        }
    wanted = {ref: {f"{side}_seconds": n for side, n in held.items()} for ref, held in log.held.items()}
    wrong = sum(found.get(ref) != wanted.get(ref) for ref in found.keys() | wanted.keys())
    return Imported(
        f"history.{kind}", f"cases of {cases} whose times are not those of an independent count", lines, wrong, "== 0", not wrong,
        seconds=round(ran.seconds, 1), lines_per_second=round(lines / ran.seconds), peak_mb=round(ran.peak_mb, 1),
    )  # fmt: skip


def _flask(env: Mapping[str, str], *words: str) -> Ran:
    apart = {"DATABASE_URL", "REDIS_URL", "VAR_DIR", "SECRET_KEY", "BPO_GOV_ENV"}
    whole = {name: value for name, value in os.environ.items() if name not in apart} | dict(env)
    command = [sys.executable, "-I", "-S", "-c", RUNNER, sys.executable, "-m", "flask", "--app", "app", *words]
    answer = subprocess.run(command, cwd=ROOT, env=whole, check=True, capture_output=True, text=True)
    code, seconds, peak, said, wrong = json.loads(answer.stdout)
    if code:
        raise RuntimeError(f"{' '.join(words)} ended with {code}: {wrong or said}")
    return Ran(seconds, peak, said)


def made_up(cases: int, lines: int) -> Log:
    """So many cases with so many lines in all, the same for the same numbers: most short, a few long, in the order of their times."""
    chance, log = Random(cases), Log()
    owners = [f"{name}{n}" for name in ("Anne", "Minh", "Siebel", "Pawel", "Lars") for n in range(1, 41)]
    lengths = [2] * cases
    for place in chance.choices(
        range(cases), [chance.lognormvariate(0, 0.8) for _ in range(cases)], k=lines - 2 * cases
    ):
        lengths[place] += 1
    for n, length in enumerate(lengths):
        ref, at = f"1-{364_285_768 + 17 * n}", FIRST + timedelta(seconds=chance.randrange(int(SPAN.total_seconds())))
        held = dict.fromkeys(("client", "vendor", "other"), 0)
        between = chance.choices(WORK, [row[3] for row in WORK], k=length - 2)
        for status, substatus, holder, _often in (WORK[1], *between):
            log.rows.append((ref, status, substatus, chance.choice(owners), at.isoformat()))
            lasts = 0 if chance.random() < 0.1 else int(chance.lognormvariate(8, 2.4))
            held[holder] += lasts
            at += timedelta(seconds=lasts)
        log.rows.append((ref, "Completed", "Closed", chance.choice(owners), at.isoformat()))
        log.held[ref] = held
    log.rows.sort(key=lambda row: row[-1])  # what has one time stays in its order
    return log
