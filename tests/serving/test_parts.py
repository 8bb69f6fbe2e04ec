"""What is started and how it is started again."""

import os
import signal
import subprocess
import sys
import time

import pytest

from bpo_gov.serving.child import Child
from bpo_gov.serving.leash import leashed
from bpo_gov.serving.lock import Held, Lock
from bpo_gov.serving.parts import Part, Stage, parts
from config import Settings


@pytest.fixture
def settings(tmp_path):
    return Settings.from_env({"BPO_GOV_ENV": "testing", "VAR_DIR": str(tmp_path), "PORT": "5123"})


def child(tmp_path, *words):
    part = Part("it", Stage.CLOCK, words)
    return Child(part, log=tmp_path / "it.log", environ={"PATH": os.defpath}, cwd=tmp_path)


def fall(one):
    """Wait until the child has fallen; says how, and how long it pauses."""
    deadline = time.monotonic() + 10
    while (how := one.fell()) is None:
        assert time.monotonic() < deadline
        time.sleep(0.005)
    return how, one.again_at - time.monotonic()


def test_every_queue_has_one_worker_and_there_is_one_web_and_one_clock(settings):
    listed = parts(settings, ("default", "mail", "third"))
    assert [(part.name, part.stage) for part in listed] == [
        ("web", "web"),
        ("worker-default", "workers"),
        ("worker-mail", "workers"),
        ("worker-third", "workers"),
        ("clock", "clock"),
    ]
    assert listed[2].command == (sys.executable, "-m", "flask", "--app", "app", "worker", "mail")


def test_the_web_listens_on_this_machine_only_and_finishes_what_it_holds(settings):
    web = parts(settings)[0]
    words = " ".join(web.command)
    assert "-m gunicorn --bind 127.0.0.1:5123 --workers 2 --worker-class gthread --threads 4" in words
    assert "--no-control-socket" in words
    assert "--graceful-timeout 15" in words
    assert web.grace > 15
    assert words.endswith(" app:app")


def test_stages_end_in_the_order_web_workers_clock_valkey():
    assert list(Stage) == ["web", "workers", "clock", "valkey"]


def test_the_pause_before_the_next_start_doubles_up_to_ten_seconds(tmp_path):
    one = child(tmp_path, "false")
    pauses = []
    for _ in range(8):
        one.start()
        how, pause = fall(one)
        assert how == "exit code 1"
        pauses.append(pause)
    assert pauses == pytest.approx([0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10, 10], abs=0.1)


def test_a_long_run_forgets_earlier_falls(tmp_path):
    one = child(tmp_path, "false")
    for _ in range(4):
        one.start()
        fall(one)
    one.start()
    one.started -= 11
    assert fall(one)[1] == pytest.approx(0.2, abs=0.1)


def test_a_fall_by_a_signal_is_named(tmp_path):
    one = child(tmp_path, "sleep", "60")
    one.start()
    os.kill(one.pid, signal.SIGKILL)
    assert fall(one)[0] == "signal SIGKILL"
    assert one.pid == 0


def test_a_start_that_the_system_refuses_is_tried_again(tmp_path):
    one = child(tmp_path, "sleep", "60")
    (tmp_path / "it.log").mkdir()
    one.start()
    assert "Is a directory" in fall(one)[0]
    assert not one.came_back()
    (tmp_path / "it.log").rmdir()
    one.start()
    assert one.runs()
    one.make_end()


def test_what_a_part_says_goes_to_its_log_and_a_large_log_is_put_aside(tmp_path):
    one = child(tmp_path, "echo", "hello")
    (tmp_path / "it.log").write_text("x" * 5_000_001)
    for _ in range(2):
        one.start()
        fall(one)
    assert (tmp_path / "it.log").read_text() == "hello\nhello\n"
    assert (tmp_path / "it.log.1").stat().st_size == 5_000_001


@pytest.mark.skipif(sys.platform != "linux", reason="the death signal is Linux's")
def test_a_program_whose_parent_is_already_gone_does_not_start():
    command = leashed(["echo", "started"])
    command[command.index(str(os.getpid()))] = "1"  # as if this process had died and another had adopted it
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (1, b"")


def test_a_lock_waits_for_leftovers_and_then_says_who_they_are(tmp_path):
    first, second = Lock(tmp_path), Lock(tmp_path)
    with first, second:
        first.take()
        gone = subprocess.run(["sh", "-c", "echo $$"], capture_output=True, text=True, check=True).stdout.strip()
        (tmp_path / "serve.lock").write_text(
            f'{{"supervisor": {gone}, "parts": {{"web": {os.getpid()}, "clock": {gone}}}}}'
        )
        calls = []
        with pytest.raises(Held, match=rf"do not end: web \(process {os.getpid()}\)\.$"):
            second.take(patience=0.2, meanwhile=lambda: calls.append(1))
        assert calls


def test_a_lock_is_free_again_when_its_holder_closes_it(tmp_path):
    with Lock(tmp_path) as first:
        first.take()
        with Lock(tmp_path) as second, pytest.raises(Held, match=rf"already running in .* \(process {os.getpid()}\)"):
            second.take()
    with Lock(tmp_path) as third:
        third.take()
