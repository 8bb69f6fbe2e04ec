"""A real queue server for tests, started as the house starts it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bpo_gov.serving import valkey
from bpo_gov.serving.child import Child
from config import Settings


@contextmanager
def queue_server(var_dir: Path) -> Iterator[str]:
    """The URL of an embedded server with its files in `var_dir`; it ends with the block, or with the test process."""
    settings = Settings.from_env({"BPO_GOV_ENV": "testing", "VAR_DIR": str(var_dir)})
    child = start(settings)
    try:
        yield settings.queue_url
    finally:
        end(child)


def start(settings: Settings) -> Child:
    """Start the server of these settings and wait until it answers."""
    part = valkey.part(settings)
    child = Child(part, log=settings.var_dir / "valkey.log", environ={}, cwd=settings.var_dir)
    child.start()
    deadline = time.monotonic() + 20
    while not valkey.answers(settings.socket):
        if time.monotonic() > deadline or not child.runs():
            child.make_end()
            raise RuntimeError(f"the queue server did not start:\n{child.log.read_text()}")
        time.sleep(0.01)
    return child


def end(child: Child) -> None:
    """Ask it to end, wait, and kill it where it does not."""
    child.ask_to_end()
    deadline = time.monotonic() + 10
    while child.runs() and time.monotonic() < deadline:
        time.sleep(0.01)
    child.make_end()
