"""Passwords: how they are kept (argon2id), and which ones are too easy."""

import base64
import re
import secrets
import unicodedata
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Protocol

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bpo_gov.kernel.words import Say, say

LEAST, MOST = 15, 200  # characters; the least is what NIST SP 800-63B-4 asks of a password that stands alone
LEAST_SURPRISES = 6  # steps from one character to the next that do not follow a row, a count or a repetition
FEWEST_SIGNS = 5  # different characters
TELLING = 4  # letters from which a piece of a name or address counts
MOST_WORDS = 3  # so many well-known words in a row are as easy as one
ROWS = ("`1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/")
LOOKALIKES = str.maketrans("013457@$!", "oleastasi")
LEGAL_FORMS = frozenset(
    ("pt", "cv", "tbk", "persero", "ltd", "limited", "plc", "inc", "llc", "corp", "co", "gmbh", "ag", "bv", "nv", "pte")
)


class Cost(Protocol):
    """What one guess shall cost, as the settings say it."""

    @property
    def argon2_time_cost(self) -> int: ...
    @property
    def argon2_memory_kib(self) -> int: ...


_hasher = [PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)]


def configure(cost: Cost) -> None:
    """Wiring hands over the cost of new hashes; old ones are made anew when their person signs in."""
    _hasher[:] = [PasswordHasher(time_cost=cost.argon2_time_cost, memory_cost=cost.argon2_memory_kib, parallelism=1)]


def hashed(password: str) -> str:
    """The argon2id hash of a password, with its salt and cost."""
    return _hasher[0].hash(_normal(password))


def fits(kept: str | None, password: str) -> bool:
    """Whether the password is the one kept. Without one the same work is done for nothing: time tells nothing."""
    try:
        _hasher[0].verify(kept or _nobodys(_hasher[0]), _normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Whether a hash was made at another cost than today's."""
    return _hasher[0].check_needs_rehash(kept)


def objection(password: str, *, email: str = "", organisation: str = "") -> Say | None:
    """Why this may not become the person's password, or None.

    After NIST SP 800-63B-4, 3.1.1.2: long, not well known, not drawn from the person; no rule about kinds of signs.
    """
    normal = _normal(password)
    if len(normal) < LEAST:
        return say("Use at least %(least)s characters. Four or five words in a row are easy to remember.", least=LEAST)
    if len(normal) > MOST:
        return say("Use at most %(most)s characters.", most=MOST)
    if any(piece in _letters_and_digits(normal) for piece in _pieces_of(email, organisation)):
        return say("Leave your own name and your organisation's out of the password: they are tried first.")
    if _is_monotonous(normal):
        return say("This repeats itself or follows the keyboard. Use words that do not belong together.")
    if _is_well_known(normal):
        return say("This is one of the passwords that are tried first. Use words that do not belong together.")
    return None


def _normal(password: str) -> str:
    """One form for what looks the same, so that another keyboard still opens the door."""
    return unicodedata.normalize("NFKC", password[: MOST * 5]).encode("utf-8", "replace").decode()


def _nobodys(hasher: PasswordHasher) -> str:
    """A hash of today's cost that no password fits."""
    cost = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    salt, key = (base64.b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (16, hasher.hash_len))
    return f"$argon2id$v=19${cost}${salt}${key}"


def _letters_and_digits(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


def _pieces_of(email: str, organisation: str) -> list[str]:
    words = [word for word in re.split(r"[\s.,]+", organisation.casefold()) if word not in LEGAL_FORMS]
    pieces = [_letters_and_digits(email.partition("@")[0]), _letters_and_digits("".join(words))]
    return [piece for piece in pieces if len(piece) >= TELLING]


def _is_monotonous(password: str) -> bool:
    folded = password.casefold()
    spoken = _letters_and_digits(folded) or folded
    repeats = _shortest_period(spoken) * 2 <= len(spoken)
    surprises = sum(not _follows(one, other) for one, other in pairwise(folded))
    return repeats or len(set(folded)) < FEWEST_SIGNS or surprises < LEAST_SURPRISES


def _shortest_period(text: str) -> int:
    """The length of the shortest beginning that, repeated and cut off, gives the text."""
    return next(size for size in range(1, len(text) + 1) if text.startswith(text[size:]))


def _follows(one: str, other: str) -> bool:
    return abs(ord(one) - ord(other)) <= 1 or any(one + other in row or other + one in row for row in ROWS)


@cache
def _well_known() -> frozenset[str]:
    lines = files("bpo_gov.accounts").joinpath("well_known.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _is_well_known(password: str) -> bool:
    """Whether it is a well-known phrase, or its letters are at most three well-known words in a row; 0 is read as o."""
    folded = password.casefold()
    readings = (folded, folded.translate(LOOKALIKES))
    if any(_letters_and_digits(reading) in _well_known() for reading in readings):
        return True
    letters = {"".join(filter(str.isalpha, reading)) for reading in readings}
    return any(_is_made_of(words, MOST_WORDS) for words in letters)


def _is_made_of(text: str, most: int) -> bool:
    """Whether the text is 1 to `most` words of the list; its phrases, of `LEAST` letters and more, are no words."""
    if text in _well_known():
        return len(text) < LEAST
    cuts = range(1, len(text)) if most > 1 else ()
    return any(_is_made_of(text[:cut], 1) and _is_made_of(text[cut:], most - 1) for cut in cuts)
