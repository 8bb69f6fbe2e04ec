"""Starts the real stack with the demo in it, and a Chromium; ends both by the process it started."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent.parent
FLASK = [sys.executable, "-m", "flask", "--app", "app"]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def chromium_path() -> str | None:
    """Where a Chromium is found, if there is one."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


@contextmanager
def chromium(path: str) -> Iterator[Browser]:
    """A Chromium without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def told(var: Path) -> None:
    """The demo in a folder, told by whoever comes first; the others wait for it."""
    with (var.parent / f"{var.name}.lock").open("w") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        if not (var / "told").exists():
            shutil.rmtree(var, ignore_errors=True)
            var.mkdir()
            subprocess.run([*FLASK, "setup"], cwd=ROOT, env=_environ(var), check=True, capture_output=True)
            (var / "told").touch()


@contextmanager
def running(var: Path, told_in: Path | None = None) -> Iterator[str]:
    """The address of web, workers, clock and Valkey that keep their data in a folder of their own, begun with the demo told elsewhere."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    if told_in is not None:
        told(told_in)
        shutil.copytree(told_in, var, dirs_exist_ok=True)
    env = _environ(var) | {"PORT": str(port)}
    subprocess.run([*FLASK, "setup"], cwd=ROOT, env=env, check=True, capture_output=True)
    log = (var / "serve.log").open("wb")
    serve = subprocess.Popen([*FLASK, "serve"], cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT)
    base = f"http://127.0.0.1:{port}"
    try:
        _wait(base, serve, var / "serve.log")
        yield base
    finally:
        serve.send_signal(signal.SIGTERM)
        assert serve.wait(40) == 0
        log.close()


def _environ(var: Path) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    return ours | {"VAR_DIR": str(var), "ARGON2_TIME_COST": "1", "ARGON2_MEMORY_KIB": "64"}


def _wait(base: str, serve: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 180  # a machine may be busy
    while time.monotonic() < end:
        if serve.poll() is not None:
            raise AssertionError(log.read_text())
        try:
            with urllib.request.urlopen(f"{base}/healthz", timeout=2) as answer:  # noqa: S310 - our own loopback address
                if answer.status == 200:
                    return
        except (URLError, OSError):
            pass
    raise AssertionError(f"not ready: {log.read_text()}")
