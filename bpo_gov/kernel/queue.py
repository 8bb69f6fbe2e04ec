"""RQ as a doorbell: jobs take ids, the database is the queue. The only file that imports rq and redis."""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Generic, ParamSpec

from redis import Redis, RedisError
from rq import Queue, Retry, Worker
from rq.serializers import JSONSerializer

log = logging.getLogger(__name__)
P = ParamSpec("P")
JOBS: dict[str, "Job[...]"] = {}
HOLD: Final = 10  # seconds a bell stays rung, should whoever was to hear it die
WAIT: Final = 120  # seconds after which a job that no worker took is forgotten; a newer ring stands in for it
_context: list[Callable[[], AbstractContextManager[Any]]] = []
_forked: list[Callable[[], None]] = []
_url: list[str] = []
_silent: ContextVar[bool] = ContextVar("silent", default=False)


@dataclass(frozen=True)
class Job(Generic[P]):
    """A plain function with its queue; `later` rings for it, a call does it here and now."""

    work: Callable[P, None]
    name: str
    queue: str
    timeout: int

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        self.work(*args, **kwargs)

    def later(self, *args: P.args, **kwargs: P.kwargs) -> bool:
        """Ring, unless it is rung already and nobody has begun. False when Redis is away (the sweep comes).

        The bell is a key of our own. RQ's unique job ids would stay taken for minutes after a worker was killed, and
        for all of that time nobody could be called.
        """
        if _silent.get():
            return True
        try:
            if _redis().set(_bell(self.name, args), "", nx=True, ex=HOLD):
                _queue(self.queue).enqueue(
                    "bpo_gov.kernel.queue.perform", args=(self.name, *args), kwargs=kwargs,
                    job_timeout=self.timeout, ttl=WAIT, result_ttl=0, failure_ttl=60, retry=Retry(max=2),
                )  # fmt: skip
        except RedisError:  # the work is kept in the database: whatever is wrong with the bell must not undo it
            log.warning("no queue to ring for %s; the sweep will find it", self.name)
            return False
        return True


def job(queue: str, *, timeout: int = 120) -> Callable[[Callable[P, None]], Job[P]]:
    """Make a function a job of a queue. It takes ids, opens its own units of work and may be repeated without harm."""

    def bind(work: Callable[P, None]) -> Job[P]:
        name = f"{work.__module__.removeprefix('bpo_gov.')}.{work.__name__}"
        bound = Job(work, name, queue, timeout)
        JOBS[name] = bound
        return bound

    return bind


def perform(name: str, *args: Any, **kwargs: Any) -> None:
    """What a worker runs: one job in a fresh context. From its beginning on it can be rung for again: what comes now,
    it may not see any more."""
    with suppress(RedisError):
        _redis().delete(_bell(name, args))
    with _context[0]():
        JOBS[name](*args, **kwargs)


def _bell(name: str, args: tuple[Any, ...]) -> str:
    return "-".join(["bell", name, *(str(arg) for arg in args)])


@contextmanager
def silence() -> Iterator[None]:
    """Ring for nobody inside this block: it does the work itself, or leaves it to the sweep."""
    token = _silent.set(True)
    try:
        yield
    finally:
        _silent.reset(token)


def connect(url: str, context: Callable[[], AbstractContextManager[Any]], forked: Callable[[], None]) -> None:
    """Wiring says where Redis is, how a job gets its context, and what a forked worker must let go of."""
    _url[:], _context[:], _forked[:] = [url], [context], [forked]
    _redis.cache_clear()
    _queue.cache_clear()


def ping() -> dict[str, Any]:
    """What the server says of itself; raises redis' ConnectionError when it is away."""
    return dict(_redis().info())


def depth(queue: str) -> int:
    """How many jobs wait in a queue."""
    return int(_queue(queue).count)


class _HouseWorker(Worker):
    def main_work_horse(self, *args: Any, **kwargs: Any) -> None:
        _forked[0]()
        super().main_work_horse(*args, **kwargs)


def work(queue: str, *, burst: bool = False) -> None:
    """Run one worker on one queue (with several, a killed worker can lose a job)."""
    connection = _redis(patient=True)
    bell = Queue(queue, connection=connection, serializer=JSONSerializer)
    worker = _HouseWorker(
        [bell], connection=connection, serializer=JSONSerializer, worker_ttl=30, maintenance_interval=15,
        job_monitoring_interval=5, log_job_description=False,
    )  # fmt: skip
    worker.work(burst=burst, with_scheduler=False, logging_level="WARNING")


@cache
def _redis(*, patient: bool = False) -> Redis:
    return Redis.from_url(_url[0], socket_connect_timeout=1, socket_timeout=None if patient else 2)


@cache
def _queue(name: str) -> Queue:
    return Queue(name, connection=_redis(), serializer=JSONSerializer)
