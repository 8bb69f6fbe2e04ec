"""The vault: a figure is encrypted under a key of its own, which lies in a file and never in the database."""

import os
import re
import secrets
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bpo_gov.kernel import clock

KEY: Final = 32  # bytes: AES-256
NONCE: Final = 12
SALT: Final = 16
ROOM: Final = 32  # bytes for the figure, whatever its size
NAME: Final = re.compile(r"[0-9a-f]{32}")
_folder: list[Path] = []


class Broken(Exception):  # noqa: N818 - the names are the words of the house
    """A figure cannot be opened: its key is gone, or what was stored is not what was sealed."""


class Sealed(NamedTuple):
    """A sealed figure as it is stored; without its key only `commit` says anything, and that only to who has the salt."""

    key_name: str
    nonce: bytes
    data: bytes
    commit: str


def keep_in(folder: Path) -> None:
    """Wiring says where the keys lie."""
    _folder[:] = [folder]


def seal(figure: Decimal, about: str) -> Sealed:
    """Encrypt a figure for one place (`about`: no other will open it); every one is as long as every other."""
    salt, text = secrets.token_bytes(SALT), canonical(figure)
    name, key, nonce = secrets.token_hex(16), AESGCM.generate_key(KEY * 8), secrets.token_bytes(NONCE)
    data = AESGCM(key).encrypt(nonce, salt + text.ljust(ROOM), about.encode())
    _keep(name, key)
    return Sealed(name, nonce, data, commit_of(salt, text))


def unseal(sealed: Sealed, about: str) -> Decimal:
    """The figure. Raises Broken where the key is gone, and where anything was altered or put in another place."""
    try:
        key = _path(sealed.key_name).read_bytes()
        plain = AESGCM(key).decrypt(sealed.nonce, sealed.data, about.encode())
    except (OSError, InvalidTag, ValueError) as wrong:
        raise Broken(type(wrong).__name__) from None
    salt, text = plain[:SALT], plain[SALT:].rstrip()
    if not secrets.compare_digest(commit_of(salt, text), sealed.commit):
        raise Broken("commit")
    return Decimal(text.decode())


def canonical(figure: Decimal) -> bytes:
    """The one form of a figure: 120 is 120.00."""
    text = f"{figure:.2f}".encode()
    if len(text) > ROOM:
        raise ValueError("the figure is too long")
    return text


def commit_of(salt: bytes, text: bytes) -> str:
    """What the record keeps of a figure: SHA-256 over the salt and its canonical form."""
    return sha256(salt + text).hexdigest()


def destroy(name: str) -> None:
    """Overwrite and remove a key: nothing opens its figure any more. One that is gone is fine."""
    with suppress(FileNotFoundError):
        with open(_path(name), "r+b") as file:
            file.write(bytes(KEY))
            file.flush()
            os.fsync(file.fileno())
        _path(name).unlink()
        _fix(_folder[0])


def older_than(age: timedelta) -> Collection[str]:
    """The keys that were made longer ago."""
    until, found = clock.now() - age, set[str]()
    for path in _folder[0].glob("*"):
        with suppress(FileNotFoundError):
            if NAME.fullmatch(path.name) and datetime.fromtimestamp(path.stat().st_mtime, until.tzinfo) < until:
                found.add(path.name)
    return found


def _keep(name: str, key: bytes) -> None:
    """On the disk before the row that needs it is."""
    _folder[0].mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(os.open(_path(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    _fix(_folder[0])


def _path(name: str) -> Path:
    if not NAME.fullmatch(name):
        raise ValueError("no name of a key")
    return _folder[0] / name


def _fix(folder: Path) -> None:
    """What was made or removed in a directory outlasts a loss of power."""
    line = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(line)
    finally:
        os.close(line)
