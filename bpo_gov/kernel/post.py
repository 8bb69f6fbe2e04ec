"""Letters: handed to the mail server, or without one laid into a folder of the recipient where a page shows them."""

import hashlib
import re
import secrets
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses, make_msgid, parsedate_to_datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from bpo_gov.kernel import clock

TIMEOUT = 20  # seconds until a silent mail server counts as away
LONGEST_NAME = 200  # bytes; a file name may have 255
LETTER = re.compile(r"[0-9a-f]{32}")


class Settings(Protocol):
    """What the post needs to know of the settings."""

    @property
    def mail_server(self) -> str | None: ...
    @property
    def mail_port(self) -> int: ...
    @property
    def mail_tls(self) -> str: ...
    @property
    def mail_username(self) -> str | None: ...
    @property
    def mail_password(self) -> str | None: ...
    @property
    def mail_from(self) -> str: ...
    @property
    def public_url(self) -> str: ...
    @property
    def var_dir(self) -> Path: ...


@dataclass(frozen=True)
class Letter:
    """A letter as its page shows it; `name` is its name in the recipient's folder."""

    name: str
    at: datetime
    sender: str
    subject: str
    text: str


@dataclass(frozen=True)
class Part:
    """What a letter carries beside its text: a file of its own kind, `text/calendar`, and what the kind needs to know."""

    content: bytes
    kind: str
    filename: str
    params: Mapping[str, str] = field(default_factory=dict)


_settings: list[Settings] = []


def configure(settings: Settings) -> None:
    """Wiring hands over where letters go."""
    _settings[:] = [settings]


def address(path: str) -> str:
    """The whole address of an own path, as letters need it."""
    return _settings[0].public_url + path


def sender() -> str:
    """The address that letters come from."""
    return _settings[0].mail_from


def send(message: EmailMessage) -> None:
    """Send a letter; in a folder the same Message-ID twice is one letter. Raises OSError when it cannot be sent."""
    settings = _settings[0]
    if "From" not in message:
        message["From"] = settings.mail_from
    if "Date" not in message:
        message["Date"] = clock.now()
    if "Message-ID" not in message:
        message["Message-ID"] = make_msgid(domain=settings.mail_from.rpartition("@")[2])
    if settings.mail_server is None:
        _file(message, settings.var_dir)
        return
    with _reach(settings.mail_server, settings) as server:
        _greet(server, settings)
        server.send_message(message)


def attach(message: EmailMessage, part: Part) -> None:
    """Lay a part into a letter, after its text in all its forms; its bytes arrive as they are."""
    main, _, sub = part.kind.partition("/")
    message.add_attachment(part.content, main, sub, filename=part.filename, params=dict(part.params))


def letters_to(recipient: str) -> list[Letter]:
    """The filed letters of an address, the newest first; none where a mail server sends them."""
    found = [_read(path) for path in _folder(recipient).glob("*.eml")]
    return sorted(found, key=lambda letter: (letter.at, letter.name), reverse=True)


def letter(recipient: str, name: str) -> Letter | None:
    """One filed letter by its name."""
    path = _folder(recipient) / f"{name}.eml"
    return _read(path) if LETTER.fullmatch(name) and path.is_file() else None


def _reach(host: str, settings: Settings) -> smtplib.SMTP:
    if settings.mail_tls == "tls":
        return smtplib.SMTP_SSL(host, settings.mail_port, timeout=TIMEOUT, context=ssl.create_default_context())
    return smtplib.SMTP(host, settings.mail_port, timeout=TIMEOUT)


def _greet(server: smtplib.SMTP, settings: Settings) -> None:
    if settings.mail_tls == "starttls":
        server.starttls(context=ssl.create_default_context())
    if settings.mail_username:
        server.login(settings.mail_username, settings.mail_password or "")


def _file(message: EmailMessage, var_dir: Path) -> None:
    name = hashlib.sha256(str(message["Message-ID"]).encode()).hexdigest()[:32]
    headers = [str(value) for key in ("To", "Cc", "Bcc") for value in message.get_all(key, [])]
    for _, recipient in getaddresses(headers):
        folder = _folder(recipient)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = folder / f".{name}.{secrets.token_hex(4)}"
        draft.write_bytes(message.as_bytes())
        draft.replace(folder / f"{name}.eml")


def _folder(recipient: str) -> Path:
    safe = quote(recipient.casefold(), safe="@+")
    if "@" not in safe or len(safe) > LONGEST_NAME:
        safe = hashlib.sha256(safe.encode()).hexdigest()
    return _settings[0].var_dir / "mail" / safe


def _read(path: Path) -> Letter:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    return Letter(
        path.stem, parsedate_to_datetime(str(message["Date"])), str(message["From"]), str(message["Subject"]),
        str(body.get_content()) if body else "",
    )  # fmt: skip
