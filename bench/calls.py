"""A call log as large as a busy desk's comes in as figures: how fast it is read by the job, in how much memory, and counted right."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench import houses
from bench.figures import Figure
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db
from tests import cast as people
from tests.conftest import NOW

CALLS = 100_000
ROOT = Path(__file__).parent.parent
HEAD = (
    "Call Id",
    "Agent",
    "Date",
    "Time",
    "Topic",
    "Answered (Y/N)",
    "Resolved",
    "Speed of answer in seconds",
    "AvgTalkDuration",
    "Satisfaction rating",
)
FIRST, DAYS = date(2025, 6, 1), 330
JOB = """
import json, resource, sys, time
from datetime import datetime
from bpo_gov.wiring import create_app
app, now = create_app(), datetime.fromisoformat(sys.argv[2])
from bpo_gov.figure_imports import actions, jobs, queries
from bpo_gov.figure_imports.rules import files, guesses
from bpo_gov.figure_imports.rules.choices import Chosen, Sort
from bpo_gov.kernel import clock, queue
from bpo_gov.kernel.db import db, unit_of_work
from tests.cast import Cast
scale = 1 << 20 if sys.platform == "darwin" else 1 << 10
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale
with app.app_context(), clock.at(now), queue.silence():
    actions.RING[:] = []
    cast = Cast.load()
    actor = cast.actor("victor")
    with open(sys.argv[1], "rb") as opened:
        file = files.file_of("calls.csv", opened.read())
    heads = files.heads(file.name, file.data)
    feeds = {"KPI-01": "answer_rate", "KPI-02": "average_speed_of_answer", "KPI-03": "first_contact_resolution"}
    with unit_of_work():
        one = actions.upload(actor, sort=Sort.CALLS, file=file, heads=heads, chosen=Chosen(guesses.columns(heads, Sort.CALLS), feeds))
        number, import_id = one.number, one.id
    del file
    db.session.remove()
    before, began = peak(), time.perf_counter()
    jobs.read(import_id)
    read, most = time.perf_counter() - began, peak()
    began = time.perf_counter()
    with unit_of_work():
        actions.bring_in(queries.load(number, actor, lock=True), actor)
    brought = time.perf_counter() - began
    from bpo_gov.kpis import queries as figures
    found = {code: {one.period: [str(one.numerator), str(one.denominator)] for one in figures.of_kpi(actor, code)} for code in feeds}
    print(json.dumps([read, brought, before, most, found]))
"""


@dataclass(frozen=True)
class Counted(Figure):
    """What one log took; the judgement is on the figures that came out."""

    read_seconds: float = 0
    calls_per_second: float = 0
    import_seconds: float = 0
    peak_mb: float = 0
    peak_mb_before: float = 0


def run(calls: int = CALLS) -> Iterator[Figure]:
    """Both databases, each with the same log, read by the very job of the worker in a process of its own."""
    for kind in houses.KINDS:
        with houses.house(kind) as app, TemporaryDirectory(prefix="bpobench") as place:
            with app.app_context(), clock.at(NOW):
                people.found()
                db.session.remove()
            settings = app.extensions["settings"]
            env = {"DATABASE_URL": settings.database_url, "VAR_DIR": str(settings.var_dir), "SECRET_KEY": settings.secret_key,
                   "BPO_GOV_ENV": "testing"}  # fmt: skip
            yield _of(kind, calls, env, Path(place) / "calls.csv")


def _of(kind: str, calls: int, env: dict[str, str], path: Path) -> Counted:
    wanted = made_up(path, calls)
    whole = {name: value for name, value in os.environ.items() if name not in {*env, "REDIS_URL"}} | env
    command = [sys.executable, "-c", JOB, str(path), NOW.isoformat()]
    answer = subprocess.run(
        command, cwd=ROOT, env=whole | {"PYTHONPATH": str(ROOT)}, check=True, capture_output=True, text=True
    )
    read, brought, before, peak, found = json.loads(answer.stdout.splitlines()[-1])
    wrong = sum(
        found.get(code, {}).get(month) != parts for code, months in wanted.items() for month, parts in months.items()
    )
    return Counted(
        f"calls.{kind}", "figures that are not those of an independent count", calls, wrong, "== 0", not wrong, read_seconds=round(read, 2),
        calls_per_second=round(calls / read), import_seconds=round(brought, 2), peak_mb=round(peak, 1), peak_mb_before=round(before, 1),
    )  # fmt: skip


def made_up(path: Path, calls: int) -> dict[str, dict[str, list[str]]]:
    """A log in the order of its days, and the parts of each figure, added up while it was written."""
    chance = Random(calls)
    sums: dict[str, dict[str, list[int]]] = {"KPI-01": {}, "KPI-02": {}, "KPI-03": {}}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEAD)
        for n in range(calls):
            on = FIRST + timedelta(days=n * DAYS // calls)
            there, speed, resolved = chance.random() > 0.2, chance.randint(5, 125), chance.random() > 0.1
            talk = timedelta(seconds=chance.randint(30, 420))
            rest = (
                ("Y", "Y" if resolved else "N", speed, f"0{talk}", chance.randint(1, 5))
                if there
                else ("N", "N", "", "", "")
            )
            writer.writerow([f"ID{n:07}", "Diane", on.isoformat(), "09:12:58", "Contract related", *rest])
            for code, part, of in (
                ("KPI-01", there, 1),
                ("KPI-02", speed * there, there),
                ("KPI-03", there and resolved, there),
            ):
                kept = sums[code].setdefault(f"{on:%Y-%m}", [0, 0])
                kept[0], kept[1] = kept[0] + int(part), kept[1] + int(of)
    return {
        code: {month: [str(part), str(of)] for month, (part, of) in months.items()} for code, months in sums.items()
    }
