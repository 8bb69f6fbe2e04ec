"""Text a framework may hold, and the error that carries the sentence about what is wrong with it."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from bpo_gov.kernel.words import Say, say

SHORT = 200
LONG = 4000

_COMPARED = 60

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_EMAIL = re.compile(r"[a-z0-9][a-z0-9.!#$%&'*+/=?^_`{|}~-]{0,63}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}")


class Wrong(ValueError):  # noqa: N818 - reads as what it says
    """A value that does not fit its field; `says` is the sentence for the person who wrote it."""

    def __init__(self, says: Say) -> None:
        super().__init__(str(says))
        self.says = says


def clip(value: object, most: int = 40) -> str:
    """A value as it may be quoted in a sentence: one short line without signs that disturb."""
    if isinstance(value, list | dict):
        return "[…]" if isinstance(value, list) else "{…}"
    shown = "".join("�" if _disturbs(sign) or sign in "\n\t" else sign for sign in str(value)[: most + 1])
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"


def text(value: object, most: int = LONG) -> str:
    """Text without ends of white space, in Unicode form C; Wrong if empty, too long or holding a forbidden sign."""
    if value is None:
        raise Wrong(say("This is empty; fill it in."))
    if not isinstance(value, str):
        raise Wrong(say("Text is needed here; put it in quotes if it looks like something else."))
    if len(value) > 4 * most:
        raise Wrong(_too_long(len(value), most))
    found = next((sign for sign in value.replace("\r\n", "\n") if _disturbs(sign)), None)
    if found is not None:
        raise Wrong(say("The text holds a sign that cannot be kept: %(sign)s.", sign=f"U+{ord(found):04X}"))
    clean = unicodedata.normalize("NFC", value.replace("\r\n", "\n")).strip()
    if not clean:
        raise Wrong(say("This is empty; fill it in."))
    if len(clean) > most:
        raise Wrong(_too_long(len(clean), most))
    return clean


def one_line(value: object) -> str:
    """Short text on one line: at most 200 characters."""
    clean = text(value, SHORT)
    if "\n" in clean or "\t" in clean:
        raise Wrong(say("This must stand on one line, without tabs."))
    return clean


def email(value: object) -> str:
    """An e-mail address in small letters."""
    address = one_line(value).lower()
    if not _EMAIL.fullmatch(address) or ".." in address or ".@" in address:
        raise Wrong(say("“%(value)s” is not an e-mail address.", value=clip(address)))
    return address


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant; long words are not compared, as that takes time."""
    short = [each for each in known if len(each) <= _COMPARED]
    near = get_close_matches(word, short, 1) if len(word) <= _COMPARED else []
    return near[0] if near else None


def sameness(name: str) -> str:
    """A name as it counts when two are compared: without case, spaces, form variants and invisible signs."""
    folded = unicodedata.normalize("NFKC", name[:SHORT]).casefold()
    return "".join(sign for sign in folded if unicodedata.category(sign) not in ("Cf", "Zs", "Cc"))


def _too_long(n: int, most: int) -> Say:
    return say("The text has %(n)s characters; at most %(most)s are allowed.", n=n, most=most)


def _disturbs(sign: str) -> bool:
    return sign in _BIDI or (unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t")


def _text_schema(most: int) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "minLength": 1, "maxLength": most})


Short = Annotated[str, BeforeValidator(one_line), _text_schema(SHORT)]
Long = Annotated[str, BeforeValidator(text), _text_schema(LONG)]
Email = Annotated[
    str, BeforeValidator(email), WithJsonSchema({"type": "string", "format": "email", "maxLength": SHORT})
]
