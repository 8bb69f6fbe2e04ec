"""The whole real house in a directory of its own: set up with the demo, served, and at the end nobody left."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import create_engine, text

from bpo_gov.serving import door
from bpo_gov.serving.leash import leashed
from config import ROOT, SETTINGS
from tests.faults import processes

FLASK = [sys.executable, "-m", "flask", "--app", "app"]
PATIENCE = 90.0  # seconds until the house must be ready
GRACE = 90.0  # seconds an orderly end may take


class Stack:
    """Web, workers, clock and queue server under their supervisor; without a `database_url` on SQLite."""

    def __init__(self, database_url: str | None = None, *, keep: bool = False) -> None:
        self.keep = keep
        self.var_dir = Path(tempfile.mkdtemp(prefix="bpof"))
        with socket.socket() as probe:
            probe.bind((door.HOST, 0))
            self.port = int(probe.getsockname()[1])
        self.database_url = database_url or f"sqlite:///{self.var_dir}/bpo_gov.db"
        ours = {"VAR_DIR": str(self.var_dir), "PORT": str(self.port), "DATABASE_URL": self.database_url}
        cheap = {"ARGON2_TIME_COST": "1", "ARGON2_MEMORY_KIB": "64"}
        strange = {setting.name for setting in SETTINGS} | {"FLASK_APP"}
        self.environ = {name: value for name, value in os.environ.items() if name not in strange} | ours | cheap
        self.serve: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        processes.adopt_orphans()
        self._others = processes.below(os.getpid())
        try:
            self.flask("setup")
            self._forget_old_letters()
            with (self.var_dir / "serve.log").open("wb") as log:
                self.serve = subprocess.Popen(
                    leashed([*FLASK, "serve"]), cwd=ROOT, env=self.environ, stdout=log, stderr=subprocess.STDOUT
                )
            self._await_ready()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, wrong: BaseException | None, at: TracebackType | None) -> None:
        self.end()
        if not self.keep:
            shutil.rmtree(self.var_dir, ignore_errors=True)

    def flask(self, *words: str, check: bool = True) -> str:
        """The last line a command of the house prints; where it fails it raises RuntimeError, unless that is an answer."""
        done = subprocess.run([*FLASK, *words], cwd=ROOT, env=self.environ, check=False, capture_output=True, text=True)
        if check and done.returncode:
            raise RuntimeError(f"{' '.join(words)}: {done.stdout}{done.stderr}")
        return (done.stdout.strip() or done.stderr.strip()).rpartition("\n")[2]

    def parts(self) -> dict[str, int]:
        """The running parts by name: what the supervisor wrote down and what really is its child."""
        try:
            written = json.loads((self.var_dir / "serve.lock").read_text())["parts"]
        except (OSError, ValueError, KeyError):
            return {}
        real = processes.children_of(self.supervisor)
        return {name: pid for name, pid in written.items() if pid in real}

    @property
    def supervisor(self) -> int:
        """The process id of the supervisor; 0 before and after."""
        return self.serve.pid if self.serve and self.serve.poll() is None else 0

    def end(self) -> tuple[int | None, int]:
        """End the house in order: (exit code of the supervisor, how many were left and had to be killed)."""
        code = None
        if self.serve is not None:
            if self.serve.poll() is None:
                self.serve.send_signal(signal.SIGTERM)
            try:
                code = self.serve.wait(GRACE)
            except subprocess.TimeoutExpired:
                self.serve.kill()
                self.serve.wait()
            self.serve = None
        return code, len(processes.end_all_below(os.getpid(), but=getattr(self, "_others", set())))

    def complaints(self) -> dict[str, int]:
        """Last lines of the tracebacks in the logs, with their counts, by part."""
        found: dict[str, int] = {}
        for log in sorted((self.var_dir / "log").glob("*.log")):
            inside = False
            for line in log.read_text(errors="replace").splitlines():
                if line.startswith("Traceback "):
                    inside = True
                elif inside and line[:1].strip() and not line.startswith(("During", "The above")):
                    told = f"{log.stem}: {line[:140]}"
                    found[told] = found.get(told, 0) + 1
                    inside = False
        return dict(sorted(found.items(), key=lambda pair: -pair[1])[:20])

    def _forget_old_letters(self) -> None:
        """The story's thousand letters would only keep the new ones waiting."""
        engine = create_engine(self.database_url)
        with engine.begin() as line:
            line.execute(text("update notifications set mail = 'none', mail_next_at = null"))
            for kind in ("change_request", "framework"):  # every letter at once: a digest would wait for the morning
                line.execute(
                    text(
                        "insert into notice_choices (user_id, kind, turn, news, counts) "
                        "select id, :kind, 'at_once', 'at_once', true from users"
                    ),
                    {"kind": kind},
                )
        engine.dispose()

    def _await_ready(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while not door.answers(self.port):
            if not self.supervisor or time.monotonic() > deadline:
                raise RuntimeError((self.var_dir / "serve.log").read_text())
            time.sleep(0.05)
