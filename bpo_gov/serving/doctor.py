"""The doctor: looks at everything the house stands on and says what to do; prints nothing."""

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from smtplib import SMTP, SMTP_SSL, SMTPException
from typing import NamedTuple

from redis import Redis, RedisError
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from bpo_gov.serving import valkey
from config import ROOT, MailTls, Settings

OLDEST_PYTHON = (3, 11)
LATE = timedelta(minutes=5)  # a clock or worker that beat longer ago is not working
LITTLE_DISK, NO_DISK = 1_000_000_000, 200_000_000  # bytes
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

Revisions = Callable[[], tuple[str | None, str | None]]
Heartbeats = Callable[[], Mapping[str, timedelta | None]]


class State(StrEnum):
    OK = "ok"
    WARN = "warn"
    BAD = "bad"


class Check(NamedTuple):
    """One finding: what was looked at, how it stands, what was found, and what to do about it."""

    name: str
    state: State
    found: str
    advice: str = ""


def examine(
    settings: Settings, *, revisions: Revisions | None = None, heartbeats: Heartbeats | None = None
) -> list[Check]:
    """Every check, in the order of the table.

    `revisions` gives the migration the database is at and the newest one; `heartbeats` the time since the
    last sign of life by name, None for never. A check that cannot be made counts as bad.
    """
    return [
        _python(),
        *_database(settings, revisions),
        *_queue(settings),
        _mail(settings),
        _catalogues(ROOT / "bpo_gov" / "translations"),
        _secret(settings),
        _disk(settings.var_dir),
        *([] if settings.production else [_browser()]),
        *([_heartbeat(name, age) for name, age in _known(heartbeats).items()] if heartbeats else []),
    ]


def _python() -> Check:
    found = ".".join(map(str, sys.version_info[:3]))
    fine = sys.version_info >= OLDEST_PYTHON
    return Check("Python", State.OK if fine else State.BAD, found, "" if fine else "Install Python 3.11 or newer.")


def _database(settings: Settings, revisions: Revisions | None) -> Iterator[Check]:
    engine = create_engine(settings.database_url)
    file = engine.url.database if engine.dialect.name == "sqlite" else None
    if file and not Path(file).exists():
        yield Check("Database", State.BAD, f"{file} does not exist", "Run `flask --app app setup`.")
        return
    try:
        with engine.connect() as line:
            line.execute(text("select 1"))
            journal = line.execute(text("pragma journal_mode")).scalar_one() if file else None
    except (SQLAlchemyError, OSError) as wrong:
        yield Check("Database", State.BAD, _short(wrong), "Check DATABASE_URL and that the server runs.")
        return
    finally:
        engine.dispose()
    yield Check("Database", State.OK, engine.url.render_as_string(hide_password=True))
    if journal:
        fine = journal == "wal"
        advice = "" if fine else "Start the house once; it turns the write-ahead log on."
        yield Check("SQLite journal", State.OK if fine else State.WARN, str(journal), advice)
    if revisions:
        yield _migrations(revisions)


def _migrations(revisions: Revisions) -> Check:
    try:
        at, newest = revisions()
    except Exception as wrong:  # whatever it is, the table must show it
        return Check("Migrations", State.BAD, _short(wrong), "Run `make upgrade`.")
    if at == newest and at is not None:
        return Check("Migrations", State.OK, at)
    return Check("Migrations", State.BAD, f"{at or 'none'}, newest is {newest or 'none'}", "Run `make upgrade`.")


def _queue(settings: Settings) -> Iterator[Check]:
    if settings.redis_url is None:
        try:
            server = valkey.find_server()
        except valkey.NoServer as missing:
            yield Check("Queue server", State.BAD, "none", str(missing))
            return
        if not valkey.answers(settings.socket):
            yield Check("Queue server", State.WARN, f"{server}, not running", "`make run` starts it.")
            return
    try:
        with closing(Redis.from_url(settings.queue_url, socket_timeout=3, socket_connect_timeout=3)) as line:
            yield from _running_queue(line)
    except (RedisError, OSError) as wrong:
        yield Check("Queue server", State.BAD, _short(wrong), "Check REDIS_URL; notifications wait until it answers.")


def _running_queue(line: Redis) -> Iterator[Check]:
    info = line.info("server")
    name = info.get("server_name", "redis")
    version = str(info.get(f"{name}_version", info["redis_version"]))
    fine = tuple(map(int, version.split(".")[:2])) >= valkey.OLDEST
    yield Check(
        "Queue server", State.OK if fine else State.BAD, f"{name} {version}", "" if fine else "Use 6.2 or newer."
    )
    for setting, wanted in (("appendonly", "yes"), ("maxmemory-policy", "noeviction")):
        try:
            found = str(line.config_get(setting).get(setting))
        except RedisError:
            yield Check(f"Queue {setting}", State.WARN, "the server does not tell", f"Make sure that it is {wanted}.")
            continue
        fine = found == wanted
        yield Check(f"Queue {setting}", State.OK if fine else State.BAD, found, "" if fine else f"Set it to {wanted}.")


def _mail(settings: Settings) -> Check:
    if settings.mail_server is None:
        place = settings.var_dir / "mail"
        state = State.WARN if settings.production else State.OK
        return Check(
            "Mail", state, f"letters are written to {place}", "Set MAIL_SERVER." if settings.production else ""
        )
    where = f"{settings.mail_server}:{settings.mail_port}"
    kind = SMTP_SSL if settings.mail_tls is MailTls.TLS else SMTP
    try:
        with kind(settings.mail_server, settings.mail_port, timeout=5) as line:
            line.noop()
    except (OSError, SMTPException) as wrong:
        return Check("Mail", State.BAD, f"{where}: {_short(wrong)}", "Check MAIL_SERVER, MAIL_PORT and MAIL_TLS.")
    return Check("Mail", State.OK, where)


def _catalogues(directory: Path) -> Check:
    sources = sorted(directory.glob("*/LC_MESSAGES/*.po"))
    stale = [po for po in sources if not _compiled(po)]
    names = ", ".join(po.parent.parent.name for po in (stale or sources)) or "none"
    if stale or not sources:
        return Check("Catalogues", State.BAD, f"not compiled: {names}", "Run `flask --app app setup`.")
    return Check("Catalogues", State.OK, names)


def _compiled(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime


def _secret(settings: Settings) -> Check:
    kept = settings.var_dir / "secret_key"
    if not kept.exists() or kept.read_text().strip() != settings.secret_key:
        return Check("Secret key", State.OK, "from SECRET_KEY")
    if kept.stat().st_mode & 0o077:
        return Check("Secret key", State.BAD, f"{kept} can be read by others", f"Run `chmod 600 {kept}`.")
    return Check("Secret key", State.OK, f"{kept}")


def _disk(directory: Path) -> Check:
    free = shutil.disk_usage(directory if directory.exists() else ROOT).free
    state = State.BAD if free < NO_DISK else State.WARN if free < LITTLE_DISK else State.OK
    return Check("Disk", state, f"{free / 1e9:.1f} GB free", "" if state is State.OK else f"Make room for {directory}.")


def _browser() -> Check:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found:
        return Check("Chromium", State.OK, found)
    return Check("Chromium", State.WARN, "none", "Only the browser tests need it; they are skipped without.")


def _known(heartbeats: Heartbeats) -> Mapping[str, timedelta | None]:
    try:
        return heartbeats()
    except Exception:  # the database may be the sick part; it has its own line
        return {"Heartbeats": None}


def _heartbeat(name: str, age: timedelta | None) -> Check:
    if age is None:
        return Check(name, State.WARN, "no sign of life", "`make run` starts it.")
    found = f"{age.total_seconds():.0f} s ago"
    if age > LATE:
        return Check(name, State.BAD, found, "Start it again; in the meantime nothing is sent and no deadline is seen.")
    return Check(name, State.OK, found)


def _short(wrong: Exception) -> str:
    """The first line of an error, without the password that an address may hold."""
    said = str(getattr(wrong, "orig", None) or wrong).strip()
    return (said.splitlines() or [type(wrong).__name__])[0][:160]
