"""The doorbell on a real queue server: it rings once, again once somebody came, and no dead worker mutes it."""

from collections.abc import Iterator
from contextlib import nullcontext

import pytest
from redis import Redis

from bpo_gov.kernel import queue
from tests.valkey import queue_server

BELL = "bell-tests.called-7"
WAITING = "rq:queue:default"
DONE: list[int] = []


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with queue_server(tmp_path_factory.mktemp("valkey")) as url:
        yield url


@pytest.fixture
def redis(server: str) -> Iterator[Redis]:
    """The server, empty, with the house of this process connected to it."""
    url, context, forked = queue._url[:], queue._context[:], queue._forked[:]
    with Redis.from_url(server) as line:
        line.flushall()
        queue.connect(server, nullcontext, lambda: None)
        yield line
        line.config_set("maxmemory", 0)
        queue._redis().close()
    queue._url[:], queue._context[:], queue._forked[:] = url, context, forked
    queue._redis.cache_clear()
    queue._queue.cache_clear()


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> queue.Job[[int]]:
    """A job that remembers what it was done for."""
    DONE.clear()
    job = queue.Job(DONE.append, "tests.called", "default", 5)
    monkeypatch.setitem(queue.JOBS, job.name, job)
    return job


def test_two_rings_before_anybody_comes_are_one_job(redis, called):
    assert called.later(7)
    assert called.later(7)
    assert called.later(8)
    assert queue.depth("default") == 2


def test_a_job_that_has_begun_can_be_rung_for_again(redis, called):
    called.later(7)
    redis.delete(WAITING)
    queue.perform("tests.called", 7)
    assert DONE == [7]
    called.later(7)
    assert queue.depth("default") == 1


def test_a_worker_killed_with_the_job_in_hand_mutes_the_bell_for_ten_seconds_at_most(redis, called):
    called.later(7)
    redis.lmove(WAITING, f"{WAITING}:intermediate")  # where a worker has it when it is killed before the job began
    assert 0 < redis.ttl(BELL) <= 10
    redis.delete(BELL)  # ten seconds later
    called.later(7)
    assert queue.depth("default") == 1


def test_a_job_that_nobody_takes_is_forgotten_after_two_minutes(redis, called):
    called.later(7)
    (job,) = redis.keys("rq:job:*")
    assert 0 < redis.ttl(job) <= 120


def test_a_queue_server_that_refuses_or_is_away_breaks_nothing(redis, called):
    redis.config_set("maxmemory", 1)
    assert called.later(7) is False
    queue.connect("unix:///nowhere/valkey.sock", nullcontext, lambda: None)
    assert called.later(7) is False
    queue.perform("tests.called", 7)
    assert DONE == [7]


def test_in_silence_nobody_is_called(redis, called):
    with queue.silence():
        assert called.later(7)
    assert queue.depth("default") == 0
