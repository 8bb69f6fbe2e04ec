"""Which files may be attached, by name and by what is in them, and whom a text calls. No database, no time."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bpo_gov.kernel.attachments import File
from bpo_gov.kernel.words import Say, say
from bpo_gov.notes import packages

MOST_FILES: Final = 5
MOST_BYTES: Final = 3 * 1024 * 1024
LONGEST_NAME: Final = 120
UNSEEN: Final = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # categories of signs that hide or turn a name
IN_NO_NAME: Final = re.compile(r'[<>:"|?*\x00-\x1f]')
PROGRAMS: Final = {
    "app", "bat", "bin", "chm", "cmd", "com", "cpl", "dll", "docm", "dotm", "exe", "hta", "htm", "html", "iso", "jar", "js", "jse", "lnk", "msc",
    "msi", "msp", "php", "pif", "ppam", "pptm", "ps1", "py", "reg", "scf", "scr", "sh", "shtml", "svg", "swf", "url", "vbe", "vbs", "wsf", "wsh",
    "xhtml", "xll", "xlsm", "xml", "xsl",
}  # fmt: skip
RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
BINARY: Final = (
    b"%PDF",
    b"MZ",
    b"PK\x03\x04",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
)
MARKED_UP: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|script|svg|\?xml|\?php|iframe|img)", re.IGNORECASE
)
LETTER: Final = re.compile(rb"(?:\xef\xbb\xbf)?(?:From |[A-Za-z][A-Za-z0-9-]*:[ \t\r\n])")
CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
OFFICE: Final = "application/vnd.openxmlformats-officedocument."
OPEN: Final = "application/vnd.oasis.opendocument."


@dataclass(frozen=True)
class Kind:
    """A type of file that may be attached: its name on the wire, and whether bytes are one."""

    type: str
    holds: Callable[[bytes], bool]


def _is_text(data: bytes) -> bool:
    return not (CONTROL.search(data) or data.startswith(BINARY) or MARKED_UP.match(data))


def _is_letter(data: bytes) -> bool:
    return _is_text(data) and LETTER.match(data) is not None


def _is_pdf(data: bytes) -> bool:
    return data.startswith(b"%PDF-") and b"%%EOF" in data[-2048:]


def _is_png(data: bytes) -> bool:
    return data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR"


def _is_jpeg(data: bytes) -> bool:
    return data.startswith(b"\xff\xd8\xff")


KINDS: Final[Mapping[str, Kind]] = {
    "pdf": Kind("application/pdf", _is_pdf),
    "png": Kind("image/png", _is_png),
    "jpg": Kind("image/jpeg", _is_jpeg),
    "jpeg": Kind("image/jpeg", _is_jpeg),
    "csv": Kind("text/csv", _is_text),
    "txt": Kind("text/plain", _is_text),
    "eml": Kind("message/rfc822", _is_letter),
    "docx": Kind(f"{OFFICE}wordprocessingml.document", lambda data: packages.is_office(data, "word/")),
    "xlsx": Kind(f"{OFFICE}spreadsheetml.sheet", lambda data: packages.is_office(data, "xl/")),
    "pptx": Kind(f"{OFFICE}presentationml.presentation", lambda data: packages.is_office(data, "ppt/")),
    "odt": Kind(f"{OPEN}text", lambda data: packages.is_open(data, f"{OPEN}text")),
    "ods": Kind(f"{OPEN}spreadsheet", lambda data: packages.is_open(data, f"{OPEN}spreadsheet")),
}
ENDINGS: Final = ", ".join(kind.upper() for kind in KINDS if kind != "jpeg")


def clean_name(name: str) -> str:
    """The last part of a name without signs that hide, turn or lead elsewhere; at most 120 characters, the ending kept."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(sign for sign in last if unicodedata.category(sign) not in UNSEEN)
    tidy = " ".join(IN_NO_NAME.sub("_", seen).split()).strip(" .")
    if RESERVED.fullmatch(tidy):
        tidy = f"_{tidy}"
    stem, dot, ending = tidy.rpartition(".")
    return (
        tidy if len(tidy) <= LONGEST_NAME else (stem[: LONGEST_NAME - len(ending) - 1] + dot + ending)[-LONGEST_NAME:]
    )


def why_not(name: str, data: bytes) -> Say | None:
    """Why a file of this (clean) name cannot be attached, or None when it can."""
    stem, _dot, ending = name.rpartition(".")
    kind = KINDS.get(ending.lower())
    if kind is None or not stem.strip(" ._"):
        return say("“%(name)s” cannot be attached. These can: %(kinds)s.", name=name, kinds=ENDINGS)
    if PROGRAMS & {part.strip().lower() for part in stem.split(".")[1:]}:
        return say("“%(name)s” has two endings: give it one that says what it is.", name=name)
    if not data:
        return say("“%(name)s” is empty.", name=name)
    if len(data) > MOST_BYTES:
        return say("“%(name)s” is too large: a file has at most %(most)s MB.", name=name, most=MOST_BYTES >> 20)
    if not kind.holds(data):
        return say(
            "What is in “%(name)s” is not a sound %(kind)s file without macros. Save it anew and attach it again.",
            name=name, kind=ending.upper(),
        )  # fmt: skip
    return None


def file_of(name: str, data: bytes) -> File:
    """A file that `why_not` had nothing against."""
    return File(name, KINDS[name.rpartition(".")[2].lower()].type, data)


def handles(names: Mapping[int, str]) -> dict[str, int]:
    """By what people are called in a text: their whole name, and the first part of it where it is one person's alone."""
    whole = {name.casefold(): who for who, name in names.items() if list(names.values()).count(name) == 1}
    firsts = [name.split()[0].casefold() for name in names.values() if name.split()]
    alone = {name.split()[0].casefold(): who for who, name in names.items() if name.split()}
    return {first: who for first, who in alone.items() if firsts.count(first) == 1} | whole


def told(text: str, mentions: Sequence[int], files: Sequence[File]) -> dict[str, Any]:
    """What the deed of a note hands to the engine: mentions and files only where there are any."""
    more = {"mentions": sorted(set(mentions)), "files": tuple(files)}
    return {"text": text} | {name: value for name, value in more.items() if value}
