"""Every queue has a worker, every job a queue and a limit of time, and the periodic work is made of jobs."""

import inspect
from pathlib import Path

import pytest

from bpo_gov import cli, wiring
from bpo_gov.kernel import queue
from bpo_gov.serving import parts
from config import Settings

JOBS = pytest.mark.parametrize("job", queue.JOBS.values(), ids=queue.JOBS)
LONGEST = 300  # seconds: a job is short, so that a lost worker is noticed


def test_every_queue_has_a_worker_of_its_own(tmp_path: Path) -> None:
    settings = Settings.from_env({"BPO_GOV_ENV": "testing", "VAR_DIR": str(tmp_path)})
    names = [part.name for part in parts.parts(settings)]
    assert names == ["web", *(f"worker-{name}" for name in wiring.QUEUES), "clock"]
    assert wiring.QUEUES == parts.QUEUES
    (choice,) = [one.type for one in cli.worker.params if one.name == "name"]
    assert tuple(choice.choices) == wiring.QUEUES  # type: ignore[attr-defined]


@JOBS
def test_a_job_has_a_known_queue_and_a_limit_of_time(job: "queue.Job[...]") -> None:
    assert job.queue in wiring.QUEUES
    assert 0 < job.timeout <= LONGEST


@JOBS
def test_a_job_takes_ids_only(job: "queue.Job[...]") -> None:
    kinds = {one.annotation for one in inspect.signature(job.work).parameters.values()}
    assert kinds <= {int, str}


def test_the_clock_rings_for_whatever_takes_nothing() -> None:
    """A ring that is lost is made good by the next round of the clock."""
    nothing = {name: job for name, job in queue.JOBS.items() if not inspect.signature(job.work).parameters}
    assert {job.name: job for job, _seconds in wiring.PERIODIC} == nothing
    assert len(wiring.PERIODIC) == len(nothing)
    assert all(seconds > 0 for _job, seconds in wiring.PERIODIC)
