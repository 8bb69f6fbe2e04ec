"""The supervisor with real processes: it keeps them running, leaves none behind, and ends in order."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager

import pytest
from redis import Redis

from bpo_gov.serving import door, valkey
from bpo_gov.serving.leash import leashed
from config import ROOT, Settings
from tests.faults.processes import lives

PATIENCE = 20.0


def until(holds, what):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if result := holds():
            return result
        time.sleep(0.02)
    raise AssertionError(f"not within {PATIENCE} s: {what}")


class House:
    """A supervisor with the tiny parts of `dummy_house`, as another process sees it."""

    def __init__(self, var_dir, port, *traits):
        self.var_dir, self.port = var_dir, port
        environ = {"PATH": os.environ["PATH"], "VAR_DIR": str(var_dir), "PORT": str(port), "BPO_GOV_ENV": "testing"}
        self.settings = Settings.from_env(environ)
        self.process = subprocess.Popen(
            leashed([sys.executable, "-m", "tests.serving.dummy_house", *traits]),
            cwd=ROOT,
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.said = ""

    def hear(self, sentence):
        """Read what it prints until the sentence was printed."""
        deadline = time.monotonic() + PATIENCE
        while sentence not in self.said:
            left = deadline - time.monotonic()
            assert left > 0, f"never said {sentence!r}:\n{self.said}"
            assert self._read(left), f"ended without saying {sentence!r}:\n{self.said}"

    def _read(self, seconds):
        """What comes within this time is added to `said`; False at the end."""
        assert self.process.stdout
        if not select.select([self.process.stdout], [], [], seconds)[0]:
            return True
        piece = os.read(self.process.stdout.fileno(), 65_536)
        self.said += piece.decode()
        return bool(piece)

    def pids(self):
        lock = self.var_dir / "serve.lock"
        written = lock.read_text() if lock.exists() else ""
        return json.loads(written or "{}").get("parts", {})

    def ended(self):
        """Wait for its end; gives the exit code."""
        while self._read(PATIENCE):
            pass
        return self.process.wait(PATIENCE)


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def house(tmp_path, port):
    """Builds houses in one directory on one port; whatever is left of them at the end is killed."""
    with building(tmp_path / "var", port) as build:
        yield build


@contextmanager
def building(var_dir, port):
    built = []

    def build(*traits, port=port):
        built.append(House(var_dir, port, *traits))
        return built[-1]

    yield build
    for each in built:
        pids = each.pids().values()
        each.process.kill()
        each.process.communicate()
        for pid in filter(lives, pids):
            os.kill(pid, signal.SIGKILL)


def test_it_says_the_address_once_the_house_answers(house, port):
    one = house()
    one.hear("Ctrl-C ends it.")
    assert one.said.splitlines() == [
        f"bpo_gov is ready: http://127.0.0.1:{port}",
        "Sign in as somebody.",
        "Ctrl-C ends it.",
    ]
    assert door.answers(port)
    assert sorted(one.pids()) == ["clock", "valkey", "web", "worker-default"]


def test_a_killed_part_is_started_again_and_that_is_said(house, port):
    one = house()
    one.hear("Ctrl-C ends it.")
    for name in ("web", "worker-default", "clock", "valkey"):
        before = one.pids()[name]
        os.kill(before, signal.SIGKILL)
        one.hear(f"{name} ended (signal SIGKILL) and is started again; see {one.var_dir}/log/{name}.log")
        one.hear(f"{name} is back")
        assert one.pids()[name] != before
    assert door.answers(port)
    assert valkey.answers(one.settings.socket)


@pytest.mark.skipif(sys.platform != "linux", reason="the death signal is Linux's")
def test_a_killed_supervisor_leaves_no_child_and_the_next_one_has_every_job(house, port):
    one = house()
    one.hear("Ctrl-C ends it.")
    with closing(Redis.from_url(one.settings.queue_url)) as line:
        line.rpush("rq:queue:default", *[f"job-{n}" for n in range(50)])
    pids = list(one.pids().values())
    one.process.kill()
    one.process.wait()
    until(lambda: not any(map(lives, pids)), "every child is gone")
    two = house()
    two.hear("Ctrl-C ends it.")
    with closing(Redis.from_url(two.settings.queue_url)) as line:
        assert line.lrange("rq:queue:default", 0, -1) == [f"job-{n}".encode() for n in range(50)]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_asked_to_end_it_ends_everything_in_order_with_exit_code_0(house, port, number):
    one = house()
    one.hear("Ctrl-C ends it.")
    pids = list(one.pids().values())
    one.process.send_signal(number)
    assert one.ended() == 0
    assert one.said.endswith("Ended.\n")
    assert not any(map(lives, pids))
    assert (one.var_dir / "ended.txt").read_text().split() == ["worker", "clock"]
    assert not door.answers(port)


def test_it_can_be_asked_to_end_while_it_starts(house):
    one = house()
    until(lambda: one.pids(), "the first part has started")
    one.process.send_signal(signal.SIGTERM)
    assert one.ended() == 0
    assert not any(map(lives, one.pids().values()))


def test_a_stubborn_part_is_killed_after_its_grace(house):
    one = house("stubborn")
    one.hear("Ctrl-C ends it.")
    pids = list(one.pids().values())
    one.process.terminate()
    assert one.ended() == 0
    assert not any(map(lives, pids))


def test_a_taken_port_is_said_and_nothing_is_left_running(house, port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        one = house()
        assert one.ended() == 1
    assert one.said == (
        f"Port {port} cannot be used: Address already in use. "
        f"End the program that holds it, or choose another port: PORT={port + 1} make run\n"
    )
    assert one.pids() == {}
    assert not valkey.answers(one.settings.socket)


def test_a_second_house_in_the_same_directory_is_refused_and_the_first_goes_on(house, port):
    one = house()
    one.hear("Ctrl-C ends it.")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        two = house(port=free.getsockname()[1])
    assert two.ended() == 1
    assert two.said == (
        f"The house is already running in {one.var_dir} (process {one.process.pid}). "
        "End that one first, or give this one another VAR_DIR and PORT.\n"
    )
    assert door.answers(port)
    assert sorted(one.pids()) == ["clock", "valkey", "web", "worker-default"]


def test_a_part_that_cannot_start_is_shown_with_the_end_of_its_log(house):
    one = house("broken")
    assert one.ended() == 1
    assert "web did not start (exit code 3)" in one.said
    assert "  the roof is missing\n" in one.said
    assert not any(map(lives, one.pids().values()))
    assert not valkey.answers(one.settings.socket)


def test_the_queue_server_left_by_a_killed_supervisor_without_a_leash_is_ended(house, tmp_path):
    """As on a system without a death signal: the server runs on, holding the lock it inherited."""
    settings = Settings.from_env({"BPO_GOV_ENV": "testing", "VAR_DIR": str(tmp_path / "var")})
    program = (
        "import subprocess; from bpo_gov.serving import valkey; from bpo_gov.serving.lock import Lock\n"
        "from config import Settings; settings = Settings.from_env(); lock = Lock(settings.var_dir); lock.take()\n"
        "left = subprocess.Popen(valkey.part(settings).command, pass_fds=(lock.fd,), stdout=subprocess.DEVNULL)\n"
        "lock.write({'valkey': left.pid}); import os; os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=os.environ | settings.environment(), check=True)
    left = json.loads((settings.var_dir / "serve.lock").read_text())["parts"]["valkey"]
    until(lambda: valkey.answers(settings.socket), "the leftover answers")
    one = house()
    one.hear("Ctrl-C ends it.")
    assert not lives(left)
    assert one.pids()["valkey"] != left
