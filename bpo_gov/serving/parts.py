"""The parts of the running house: the web, one worker for each queue, the clock."""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from bpo_gov.serving import door
from config import Settings

QUEUES = ("default", "mail")


class Stage(StrEnum):
    """Parts end in this order, those of one stage together."""

    WEB = "web"
    WORKERS = "workers"
    CLOCK = "clock"
    VALKEY = "valkey"


@dataclass(frozen=True)
class Part:
    """One program of the house.

    `grace` is the time in seconds it has for what it holds in hand once it is asked to end; `answers`
    says that it is ready, where somebody has to wait for that.
    """

    name: str
    stage: Stage
    command: tuple[str, ...]
    grace: float = 10.0
    answers: Callable[[], bool] | None = None


def parts(settings: Settings, queues: Sequence[str] = QUEUES) -> list[Part]:
    """Everything but the queue server, in the order of starting."""
    workers = [Part(f"worker-{queue}", Stage.WORKERS, _flask("worker", queue), grace=30) for queue in queues]
    return [web(settings), *workers, Part("clock", Stage.CLOCK, _flask("clock"))]


def web(settings: Settings) -> Part:
    """Gunicorn on this machine's own address; what it is doing is finished before it ends."""
    options = {
        "--bind": f"127.0.0.1:{settings.port}",
        "--workers": "2",
        "--worker-class": "gthread",
        "--threads": "4",
        "--timeout": "60",
        "--graceful-timeout": "15",
        "--keep-alive": "5",
        "--worker-tmp-dir": _in_memory(settings),  # a heartbeat file on a slow disk stalls the workers
    }
    words = [word for pair in options.items() for word in pair]
    command = (sys.executable, "-m", "gunicorn", *words, "--no-control-socket", "app:app")
    return Part("web", Stage.WEB, command, grace=20, answers=partial(door.answers, settings.port))


def _flask(*words: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "flask", "--app", "app", *words)


def _in_memory(settings: Settings) -> str:
    memory = "/dev/shm"  # noqa: S108 - gunicorn opens an unguessable name there and unlinks it at once
    if os.access(memory, os.W_OK | os.X_OK):
        return memory
    disk = settings.var_dir / "tmp"
    disk.mkdir(exist_ok=True)
    return str(disk)
