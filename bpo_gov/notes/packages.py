"""Documents that are packed: whether one is what it says, holds no program, and stays small when it is opened."""

import stat
import zipfile
from io import BytesIO
from typing import Final
from zlib import error as BrokenStream  # noqa: N812 - an error of that module, under a name that says so

MOST_PARTS: Final = 2000
MOST_UNPACKED: Final = 60 * 1024 * 1024  # bytes
MOST_RATIO: Final = 200  # of a part, where it is large; text packs to a hundredth at best
LARGE: Final = 1024 * 1024
PROGRAMS: Final = ("vbaproject.bin", "vbadata.xml", ".exe", ".dll", ".js", ".vbs", ".bat", ".ps1", ".scr", ".jar")
BASIC: Final = ("basic/", "scripts/")


def is_office(data: bytes, folder: str) -> bool:
    """Whether bytes are an Office Open XML document with its main part in this folder."""
    names = _parts(data)
    return "[content_types].xml" in names and any(name.startswith(folder) for name in names)


def is_open(data: bytes, kind: str) -> bool:
    """Whether bytes are an OpenDocument file of this type."""
    names = _parts(data)
    if "mimetype" not in names or "content.xml" not in names or any(name.startswith(BASIC) for name in names):
        return False
    with zipfile.ZipFile(BytesIO(data)) as package, package.open("mimetype") as part:
        return part.read(len(kind) + 1).strip() == kind.encode()


def _parts(data: bytes) -> set[str]:
    """The names of the parts in small letters; nothing where the package is broken, hostile or far too large."""
    if not data.startswith(b"PK\x03\x04"):
        return set()
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
            sound = len(parts) <= MOST_PARTS and all(map(_is_sound, parts))
            small = sum(part.file_size for part in parts) <= MOST_UNPACKED
            if not sound or not small or package.testzip() is not None:
                return set()
            return {part.filename.lower() for part in parts}
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        BrokenStream,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        OSError,
    ):
        return set()


def _is_sound(part: zipfile.ZipInfo) -> bool:
    name = part.filename.lower()
    leaves = name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name
    bomb = part.file_size > LARGE and part.file_size > MOST_RATIO * max(part.compress_size, 1)
    hidden = bool(part.flag_bits & 1) or stat.S_ISLNK(part.external_attr >> 16)
    return not (leaves or bomb or hidden or name.endswith(PROGRAMS))
