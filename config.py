"""Settings of the house: read once from the environment, typed, and refused by name where they would be unsafe."""

import hashlib
import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, Self, TypeVar
from urllib.parse import urlsplit

W = TypeVar("W", bound=StrEnum)
ROOT = Path(__file__).resolve().parent
LONGEST_SOCKET = 100  # bytes; Linux takes 107 and macOS 103, a server adds a temporary ending
SHORTEST_SECRET = 32  # characters
EASY = ("change", "secret", "example", "password")
LEAST_ARGON2_KIB = 19_456  # with two passes, the least that OWASP's password storage sheet allows


class Env(StrEnum):
    DEVELOPMENT = "development"
    PRODUCTION = "production"
    TESTING = "testing"


class MailTls(StrEnum):
    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


MAIL_PORTS = {MailTls.STARTTLS: 587, MailTls.TLS: 465, MailTls.NONE: 25}


class Setting(NamedTuple):
    """One row of the table of settings: environment variable, what holds without it, what it does."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("BPO_GOV_ENV", "development", "development, production or testing; production refuses unsafe settings"),
    Setting("DATABASE_URL", "SQLite in VAR_DIR", "the database; PostgreSQL in production"),
    Setting("REDIS_URL", "own server in VAR_DIR", "Redis 6.2 or newer, or Valkey; required in production"),
    Setting("PORT", "5000", "the port of `make run` on this machine"),
    Setting("VAR_DIR", "var", "the directory for database, logs, letters and keys; relative to the project"),
    Setting("SEALS_DIR", "seals in VAR_DIR", "the directory of the keys of sealed offers; no backup may hold it"),
    Setting("SECRET_KEY", "made once in VAR_DIR", "signs sessions and links; at least 32 characters in production"),
    Setting("PUBLIC_URL", "http://127.0.0.1:PORT", "the address in letters; https in production"),
    Setting("MAIL_SERVER", "none", "the SMTP host; without one letters are written to VAR_DIR/mail"),
    Setting("MAIL_PORT", "587", "the SMTP port; 465 when MAIL_TLS is tls, 25 when it is none"),
    Setting("MAIL_TLS", "starttls", "starttls, tls or none"),
    Setting("MAIL_USERNAME", "none", "the SMTP user"),
    Setting("MAIL_PASSWORD", "none", "the SMTP password"),
    Setting("MAIL_FROM", "bpo_gov@localhost", "the sender of letters"),
    Setting("ARGON2_TIME_COST", "3", "passes over the memory for one password"),
    Setting("ARGON2_MEMORY_KIB", "65536", "memory for one password, in KiB"),
    Setting("FLASK_DEBUG", "0", "1 shows the debugger; refused in production"),
)


class BadSettings(Exception):  # noqa: N818 - the names are the words of the house
    """The environment holds values that cannot be used; `reasons` has one sentence for each."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


class UnsafeSettings(BadSettings):
    """The settings work, but must not be used in production."""


@dataclass(frozen=True)
class Settings:
    """Everything the environment decides. Fields that may hold a secret stay out of `repr`."""

    env: Env
    var_dir: Path
    seals_dir: Path
    port: int
    database_url: str = field(repr=False)
    redis_url: str | None = field(repr=False)
    secret_key: str = field(repr=False)
    public_url: str
    mail_server: str | None
    mail_port: int
    mail_tls: MailTls
    mail_username: str | None
    mail_password: str | None = field(repr=False)
    mail_from: str
    argon2_time_cost: int
    argon2_memory_kib: int
    debug: bool

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Self:
        """Read `environ` (the process's own by default).

        Outside production it makes VAR_DIR, and in it a secret key where none is given. Raises BadSettings
        for values that mean nothing, UnsafeSettings in production, each with every reason at once.
        """
        read = _Reader(os.environ if environ is None else environ)
        env = read.word("BPO_GOV_ENV", Env.DEVELOPMENT)
        cheap = env is Env.TESTING
        var_dir = ROOT / Path(read.text("VAR_DIR") or "var").expanduser()
        port = read.number("PORT", 5000, least=1, most=65_535)
        tls = read.word("MAIL_TLS", MailTls.STARTTLS)
        values = cls(
            env=env,
            var_dir=var_dir,
            seals_dir=ROOT / Path(read.text("SEALS_DIR") or var_dir / "seals").expanduser(),
            port=port,
            database_url=_database_url(read.text("DATABASE_URL"), var_dir),
            redis_url=read.url("REDIS_URL", ("redis", "rediss", "unix")),
            secret_key=read.text("SECRET_KEY") or "",
            public_url=(read.url("PUBLIC_URL", ("http", "https")) or f"http://127.0.0.1:{port}").rstrip("/"),
            mail_server=read.text("MAIL_SERVER"),
            mail_port=read.number("MAIL_PORT", MAIL_PORTS[tls], least=1, most=65_535),
            mail_tls=tls,
            mail_username=read.text("MAIL_USERNAME"),
            mail_password=read.text("MAIL_PASSWORD"),
            mail_from=read.text("MAIL_FROM") or "bpo_gov@localhost",
            argon2_time_cost=read.number("ARGON2_TIME_COST", 1 if cheap else 3, least=1, most=100),
            argon2_memory_kib=read.number("ARGON2_MEMORY_KIB", 8 if cheap else 65_536, least=8, most=4_194_304),
            debug=(read.text("FLASK_DEBUG") or "0").lower() not in {"0", "false", "no"},
        )
        if read.problems:
            raise BadSettings(read.problems)
        if values.production:
            if reasons := _unsafe(values):
                raise UnsafeSettings(reasons)
            return values
        try:
            var_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            return values if values.secret_key else replace(values, secret_key=_secret_kept_in(var_dir))
        except OSError as wrong:
            raise BadSettings([f"VAR_DIR cannot be used: {wrong}"]) from wrong

    @property
    def production(self) -> bool:
        return self.env is Env.PRODUCTION

    @property
    def testing(self) -> bool:
        return self.env is Env.TESTING

    @property
    def socket(self) -> Path:
        """The unix socket of the embedded queue server, short and plain enough for every system and client."""
        path = self.var_dir / "valkey.sock"
        plain = re.fullmatch(r"[\w/.+-]+", str(path))  # redis-py stumbles over a space or = in a worker's address
        if plain and len(os.fsencode(path)) <= LONGEST_SOCKET:
            return path
        name = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"bpo_gov-{name}" / "valkey.sock"

    @property
    def queue_url(self) -> str:
        """Where the queue is: REDIS_URL, else the socket of the embedded server."""
        return self.redis_url or f"unix://{self.socket}"

    def environment(self) -> dict[str, str]:
        """The variables from which another process reads these same settings."""
        values = {"BPO_GOV_ENV": self.env.value, "FLASK_DEBUG": str(int(self.debug))}
        rest = (row.name for row in SETTINGS if row.name not in values)
        return values | {name: str(getattr(self, name.lower()) or "") for name in rest}


class _Reader:
    """Takes typed values out of the environment and gathers what is wrong; empty means not set."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.problems: list[str] = []

    def text(self, name: str) -> str | None:
        return self.environ.get(name, "").strip() or None

    def number(self, name: str, default: int, *, least: int, most: int) -> int:
        text = self.text(name)
        if text is None:
            return default
        if text.isascii() and text.isdigit() and least <= int(text) <= most:
            return int(text)
        self.problems.append(f"{name} must be a whole number from {least} to {most}, not {text!r}")
        return default

    def word(self, name: str, default: W) -> W:
        text = self.text(name)
        if text is None or text in set(type(default)):
            return default if text is None else type(default)(text)
        self.problems.append(f"{name} must be one of {', '.join(type(default))}, not {text!r}")
        return default

    def url(self, name: str, schemes: tuple[str, ...]) -> str | None:
        text = self.text(name)
        parts = urlsplit(text or "")
        if text is None or (parts.scheme in schemes and (parts.netloc or parts.scheme == "unix")):
            return text
        self.problems.append(f"{name} must start with {' or '.join(f'{s}://' for s in schemes)}")
        return None


def _database_url(text: str | None, var_dir: Path) -> str:
    """The address in SQLAlchemy's spelling; a relative SQLite file is taken from the project's directory."""
    if text is None:
        return f"sqlite:///{var_dir / 'bpo_gov.db'}"
    scheme, colon, rest = text.partition("://")
    if scheme in {"postgres", "postgresql"}:
        return f"postgresql+psycopg{colon}{rest}"
    if scheme == "sqlite" and rest.startswith("/") and not rest.startswith(("//", "/:memory:")):
        return f"sqlite:///{ROOT / rest[1:]}"
    return text


def _unsafe(values: Settings) -> list[str]:
    """Every reason against these settings in production."""
    secret = values.secret_key
    easy = len(set(secret)) < 10 or any(word in secret.lower() for word in EASY)
    reasons = {
        "SECRET_KEY is not set": not secret,
        f"SECRET_KEY is shorter than {SHORTEST_SECRET} characters": 0 < len(secret) < SHORTEST_SECRET,
        "SECRET_KEY is easy to guess; make one with `openssl rand -hex 32`": bool(secret) and easy,
        "DATABASE_URL is SQLite, which has no row locks; give PostgreSQL": values.database_url.startswith("sqlite"),
        "REDIS_URL is not set; the embedded server is for trying out": values.redis_url is None,
        "PUBLIC_URL does not start with https://": not values.public_url.startswith("https://"),
        "FLASK_DEBUG is on": values.debug,
        f"ARGON2_MEMORY_KIB is below {LEAST_ARGON2_KIB}": values.argon2_memory_kib < LEAST_ARGON2_KIB,
        "ARGON2_TIME_COST is below 2": values.argon2_time_cost < 2,
    }
    return [reason for reason, holds in reasons.items() if holds]


def _secret_kept_in(var_dir: Path) -> str:
    """The secret of this machine: made by whoever comes first, read by everyone after."""
    kept = var_dir / "secret_key"
    if not kept.exists():
        with tempfile.NamedTemporaryFile("w", dir=var_dir, prefix=".secret") as made:  # is 0600 from birth
            made.write(secrets.token_hex(32))
            made.flush()
            with suppress(FileExistsError):  # another process was first, and its file is whole
                os.link(made.name, kept)
    return kept.read_text().strip()
