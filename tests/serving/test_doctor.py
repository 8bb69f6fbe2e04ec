"""The doctor names what is wrong, and what to do about it."""

import socket
import sqlite3
from contextlib import closing
from datetime import timedelta
from types import SimpleNamespace

import pytest
from redis import Redis

from bpo_gov.serving import doctor, valkey
from bpo_gov.serving.doctor import State
from config import Settings
from tests.valkey import queue_server


@pytest.fixture
def environ(tmp_path):
    return {"BPO_GOV_ENV": "testing", "VAR_DIR": str(tmp_path / "var")}


@pytest.fixture
def settings(environ):
    return Settings.from_env(environ)


@pytest.fixture
def database(settings):
    with closing(sqlite3.connect(settings.var_dir / "bpo_gov.db")) as line:
        line.execute("pragma journal_mode=wal")
        line.execute("create table t (x)")


def look(settings, **callables):
    return {check.name: check for check in doctor.examine(settings, **callables)}


def test_a_fresh_machine_is_told_to_set_up(settings):
    found = look(settings)
    assert found["Python"].state is State.OK
    assert found["Database"] == (
        "Database", State.BAD, f"{settings.var_dir}/bpo_gov.db does not exist", "Run `flask --app app setup`.",
    )  # fmt: skip
    assert not (settings.var_dir / "bpo_gov.db").exists()
    server = valkey.find_server()
    assert found["Queue server"] == ("Queue server", State.WARN, f"{server}, not running", "`make run` starts it.")
    assert found["Mail"] == ("Mail", State.OK, f"letters are written to {settings.var_dir}/mail", "")
    assert found["Secret key"] == ("Secret key", State.OK, f"{settings.var_dir}/secret_key", "")


def test_a_running_house_is_well(settings, database):
    with queue_server(settings.var_dir):
        found = look(
            settings,
            revisions=lambda: ("0003", "0003"),
            heartbeats=lambda: {"clock": timedelta(seconds=4), "worker mail": timedelta(seconds=61)},
        )
    assert found["Database"].state is State.OK
    assert found["SQLite journal"] == ("SQLite journal", State.OK, "wal", "")
    assert found["Migrations"] == ("Migrations", State.OK, "0003", "")
    assert found["Queue server"].state is State.OK
    assert found["Queue appendonly"] == ("Queue appendonly", State.OK, "yes", "")
    assert found["Queue maxmemory-policy"] == ("Queue maxmemory-policy", State.OK, "noeviction", "")
    assert found["clock"] == ("clock", State.OK, "4 s ago", "")
    assert found["worker mail"] == ("worker mail", State.OK, "61 s ago", "")


def test_a_forgetful_queue_server_is_bad(settings, environ):
    with queue_server(settings.var_dir) as url:
        with closing(Redis.from_url(url)) as line:
            line.config_set("appendonly", "no")
            line.config_set("maxmemory-policy", "allkeys-lru")
        found = look(Settings.from_env(environ | {"REDIS_URL": url}))
    assert found["Queue appendonly"] == ("Queue appendonly", State.BAD, "no", "Set it to yes.")
    assert found["Queue maxmemory-policy"].state is State.BAD
    assert found["Queue maxmemory-policy"].found == "allkeys-lru"


def test_a_server_that_does_not_answer_is_bad_and_its_password_is_not_shown(environ):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        found = look(
            Settings.from_env(
                environ
                | {
                    "DATABASE_URL": f"postgresql://app:hush@127.0.0.1:{port}/x?connect_timeout=2",
                    "REDIS_URL": f"redis://:hush@127.0.0.1:{port}",
                    "MAIL_SERVER": "127.0.0.1",
                    "MAIL_PORT": str(port),
                }
            )
        )
    for name in ("Database", "Queue server", "Mail"):
        assert found[name].state is State.BAD
        assert found[name].advice.startswith("Check ")
    assert "hush" not in str(found)


def test_no_queue_server_at_all_is_bad(settings, monkeypatch):
    def none_there():
        raise valkey.NoServer("Install one.")

    monkeypatch.setattr(valkey, "find_server", none_there)
    assert look(settings)["Queue server"] == ("Queue server", State.BAD, "none", "Install one.")


def unreadable():
    raise RuntimeError("no such table: alembic_version")


@pytest.mark.parametrize(
    ("revisions", "found"),
    [
        (lambda: ("0002", "0003"), "0002, newest is 0003"),
        (lambda: (None, "0003"), "none, newest is 0003"),
        (lambda: (None, None), "none, newest is none"),
        (unreadable, "no such table: alembic_version"),
    ],
)
def test_a_database_behind_its_migrations_is_bad(settings, database, revisions, found):
    assert look(settings, revisions=revisions)["Migrations"] == ("Migrations", State.BAD, found, "Run `make upgrade`.")


def test_a_rollback_journal_is_worth_a_word(settings):
    with closing(sqlite3.connect(settings.var_dir / "bpo_gov.db")) as line:
        line.execute("create table t (x)")
    assert look(settings)["SQLite journal"][1:3] == (State.WARN, "delete")


def test_silence_is_seen(settings):
    found = look(settings, heartbeats=lambda: {"clock": None, "mail": timedelta(minutes=6)})
    assert found["clock"].state is State.WARN
    assert found["mail"][1:3] == (State.BAD, "360 s ago")
    assert look(settings, heartbeats=unreadable)["Heartbeats"].state is State.WARN


def test_an_open_secret_is_bad(settings):
    (settings.var_dir / "secret_key").chmod(0o644)
    assert look(settings)["Secret key"].state is State.BAD


def test_a_given_secret_is_said_but_not_shown(environ):
    check = look(Settings.from_env(environ | {"SECRET_KEY": "hush"}))["Secret key"]
    assert check == ("Secret key", State.OK, "from SECRET_KEY", "")


@pytest.mark.parametrize(("free", "state"), [(5e9, State.OK), (5e8, State.WARN), (1e8, State.BAD)])
def test_little_room_is_seen(settings, monkeypatch, free, state):
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=free))
    assert look(settings)["Disk"].state is state


def test_catalogues_must_be_compiled_after_their_source(settings, monkeypatch, tmp_path):
    monkeypatch.setattr(doctor, "ROOT", tmp_path)
    assert look(settings)["Catalogues"].state is State.BAD
    source = tmp_path / "bpo_gov" / "translations" / "id" / "LC_MESSAGES" / "messages.po"
    source.parent.mkdir(parents=True)
    source.write_text("")
    assert look(settings)["Catalogues"][1:3] == (State.BAD, "not compiled: id")
    source.with_suffix(".mo").write_text("")
    assert look(settings)["Catalogues"] == ("Catalogues", State.OK, "id", "")


def test_the_browser_is_a_word_to_developers_only(settings, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert look(settings)["Chromium"].state is State.WARN
    (tmp_path / "chromium").write_text("#!/bin/sh\n")
    (tmp_path / "chromium").chmod(0o755)
    assert look(settings)["Chromium"] == ("Chromium", State.OK, f"{tmp_path}/chromium", "")
