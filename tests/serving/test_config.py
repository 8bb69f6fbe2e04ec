"""Settings: read once, typed, and refused by name where they are unsafe."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from config import ROOT, SETTINGS, BadSettings, Env, MailTls, Settings, UnsafeSettings

SAFE = {
    "BPO_GOV_ENV": "production",
    "SECRET_KEY": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
    "DATABASE_URL": "postgresql://app:pw@db/bpo_gov",
    "REDIS_URL": "rediss://queue:6380/0",
    "PUBLIC_URL": "https://gov.example/",
}


EASY = "SECRET_KEY is easy to guess; make one with `openssl rand -hex 32`"


def test_without_any_variable_the_house_runs_on_this_machine_alone(tmp_path):
    settings = Settings.from_env({"VAR_DIR": str(tmp_path)})
    assert (settings.env, settings.port, settings.debug) == (Env.DEVELOPMENT, 5000, False)
    assert settings.database_url == f"sqlite:///{tmp_path}/bpo_gov.db"
    assert settings.queue_url == f"unix://{tmp_path}/valkey.sock"
    assert settings.public_url == "http://127.0.0.1:5000"
    assert (settings.mail_server, settings.mail_port) == (None, 587)
    assert (settings.argon2_time_cost, settings.argon2_memory_kib) == (3, 65536)


def test_var_is_taken_from_the_project_wherever_the_command_was_given(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    settings = Settings.from_env(SAFE)
    assert settings.var_dir == ROOT / "var"
    assert Settings.from_env(SAFE | {"VAR_DIR": "elsewhere"}).var_dir == ROOT / "elsewhere"


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("postgres://u:p%40@h:5/d", "postgresql+psycopg://u:p%40@h:5/d"),
        ("postgresql://u@h/d?sslmode=require", "postgresql+psycopg://u@h/d?sslmode=require"),
        ("postgresql+psycopg://u@h/d", "postgresql+psycopg://u@h/d"),
        ("sqlite:////srv/x.db", "sqlite:////srv/x.db"),
        ("sqlite:///x.db", f"sqlite:///{ROOT}/x.db"),
        ("sqlite:///:memory:", "sqlite:///:memory:"),
        ("sqlite://", "sqlite://"),
    ],
)
def test_a_database_address_is_brought_into_one_spelling(given, meant, tmp_path):
    assert Settings.from_env({"VAR_DIR": str(tmp_path), "DATABASE_URL": given}).database_url == meant


def test_the_secret_is_made_once_and_only_its_owner_can_read_it(tmp_path):
    environ = {"VAR_DIR": str(tmp_path / "var")}
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(lambda _: Settings.from_env(environ).secret_key, range(24)))
    kept = tmp_path / "var" / "secret_key"
    assert secrets == {kept.read_text()}
    assert len(kept.read_text()) == 64
    assert kept.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "var").stat().st_mode & 0o777 == 0o700
    assert os.listdir(tmp_path / "var") == ["secret_key"]


def test_a_given_secret_is_used_and_nothing_is_written(tmp_path):
    settings = Settings.from_env({"VAR_DIR": str(tmp_path), "SECRET_KEY": "mine"})
    assert settings.secret_key == "mine"
    assert os.listdir(tmp_path) == []


def test_nothing_secret_is_in_the_printed_form():
    settings = Settings.from_env(SAFE | {"MAIL_PASSWORD": "hush", "REDIS_URL": "redis://:quiet@queue"})
    for secret in ("hush", "quiet", ":pw@", SAFE["SECRET_KEY"]):
        assert secret not in repr(settings)


def test_every_wrong_value_is_named_at_once():
    environ = {
        "BPO_GOV_ENV": "prod", "PORT": "0", "MAIL_PORT": "１２", "MAIL_TLS": "ssl", "REDIS_URL": "localhost:6379",
        "PUBLIC_URL": "gov.example", "ARGON2_TIME_COST": "-1",
    }  # fmt: skip
    with pytest.raises(BadSettings) as refused:
        Settings.from_env(environ)
    assert refused.value.reasons == [
        "BPO_GOV_ENV must be one of development, production, testing, not 'prod'",
        "PORT must be a whole number from 1 to 65535, not '0'",
        "MAIL_TLS must be one of starttls, tls, none, not 'ssl'",
        "REDIS_URL must start with redis:// or rediss:// or unix://",
        "PUBLIC_URL must start with http:// or https://",
        "MAIL_PORT must be a whole number from 1 to 65535, not '１２'",
        "ARGON2_TIME_COST must be a whole number from 1 to 100, not '-1'",
    ]


def test_an_unusable_var_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BadSettings, match=r"VAR_DIR cannot be used: .*Not a directory"):
        Settings.from_env({"VAR_DIR": str(tmp_path / "file" / "var")})


def test_production_starts_with_safe_settings_and_writes_nothing(tmp_path):
    settings = Settings.from_env(SAFE | {"VAR_DIR": str(tmp_path / "var")})
    assert settings.production
    assert not settings.testing
    assert settings.public_url == "https://gov.example"
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize(
    ("unsafe", "reason"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set"),
        ({"SECRET_KEY": "0f1e2d3c4b5a6978"}, "SECRET_KEY is shorter than 32 characters"),
        ({"SECRET_KEY": "a" * 40}, EASY),
        ({"SECRET_KEY": "please-change-me-0123456789-abcdef"}, EASY),
        ({"DATABASE_URL": ""}, "DATABASE_URL is SQLite, which has no row locks; give PostgreSQL"),
        ({"REDIS_URL": ""}, "REDIS_URL is not set; the embedded server is for trying out"),
        ({"PUBLIC_URL": "http://gov.example"}, "PUBLIC_URL does not start with https://"),
        ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG is on"),
        ({"ARGON2_MEMORY_KIB": "8"}, "ARGON2_MEMORY_KIB is below 19456"),
        ({"ARGON2_TIME_COST": "1"}, "ARGON2_TIME_COST is below 2"),
    ],
)  # fmt: skip
def test_production_refuses_an_unsafe_value_by_name(unsafe, reason):
    with pytest.raises(UnsafeSettings) as refused:
        Settings.from_env(SAFE | unsafe)
    assert refused.value.reasons == [reason]


def test_production_with_nothing_set_lists_every_reason():
    with pytest.raises(UnsafeSettings) as refused:
        Settings.from_env({"BPO_GOV_ENV": "production", "FLASK_DEBUG": "true"})
    assert [reason.split()[0] for reason in refused.value.reasons] == [
        "SECRET_KEY", "DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "FLASK_DEBUG",
    ]  # fmt: skip


def test_testing_makes_passwords_cheap(tmp_path):
    settings = Settings.from_env({"BPO_GOV_ENV": "testing", "VAR_DIR": str(tmp_path)})
    assert settings.testing
    assert (settings.argon2_time_cost, settings.argon2_memory_kib) == (1, 8)


@pytest.mark.parametrize(("tls", "port"), [(MailTls.STARTTLS, 587), (MailTls.TLS, 465), (MailTls.NONE, 25)])
def test_the_mail_port_follows_the_way_of_encryption(tls, port):
    assert Settings.from_env(SAFE | {"MAIL_TLS": tls}).mail_port == port


def test_another_process_reads_the_same_settings(tmp_path):
    for environ in (SAFE | {"MAIL_USERNAME": "u", "MAIL_PASSWORD": "p w"}, {"VAR_DIR": str(tmp_path), "PORT": "81"}):
        settings = Settings.from_env(environ)
        assert Settings.from_env(settings.environment()) == settings


def test_the_table_of_settings_holds_exactly_what_is_read(tmp_path):
    class Watched(dict[str, str]):
        def get(self, name, default=None):
            asked.add(name)
            return super().get(name, default)

    asked: set[str] = set()
    Settings.from_env(Watched(VAR_DIR=str(tmp_path)))
    assert asked == {row.name for row in SETTINGS}
    assert set(Settings.from_env(SAFE).environment()) == {row.name for row in SETTINGS}


def test_a_long_path_gets_a_short_socket(tmp_path):
    deep = tmp_path / ("d" * 100)
    settings = Settings.from_env({"VAR_DIR": str(deep)})
    assert len(os.fsencode(settings.socket)) <= 100
    assert not settings.socket.is_relative_to(deep)
    assert settings.socket == Settings.from_env({"VAR_DIR": str(deep)}).socket
    assert settings.socket != Settings.from_env({"VAR_DIR": str(deep) + "x"}).socket


@pytest.mark.parametrize("name", ["a b", "a=b", "a#b", "a%20b", "a?b", 'a"b'])
def test_a_path_with_odd_characters_gets_a_plain_socket(tmp_path, name):
    settings = Settings.from_env({"VAR_DIR": str(tmp_path / name)})
    assert settings.queue_url == f"unix://{settings.socket}"
    assert name not in settings.queue_url
