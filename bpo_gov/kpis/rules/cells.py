"""What stands in a cell of a table: dates, lengths of time, counts and yes or no, read exactly or refused."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final

from bpo_gov.kernel.words import N_, Say, Value
from bpo_gov.kpis.rules.refusals import Refused

DAY_SECONDS: Final = 86_400
LONGEST: Final = 20  # signs of a number; sums of a million of them stay exact
YES: Final = frozenset({"y", "yes", "true", "1", "ya", "ja"})
NO: Final = frozenset({"n", "no", "false", "0", "tidak", "nein"})

_EPOCH: Final = date(1899, 12, 30)  # a serial counts from here, since spreadsheets believe in a 29 February 1900
_SERIALS: Final = range(10_000, 73_051)  # 1927 to 2099
_CLOCK: Final = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?: ?[AaPp][Mm])?"
_ISO: Final = re.compile(rf"([0-9]{{4}})[-/.]([0-9]{{1,2}})[-/.]([0-9]{{1,2}})(?:[T ]{_CLOCK}Z?)?")
_OTHER: Final = re.compile(rf"([0-9]{{1,2}})([-/.])([0-9]{{1,2}})\2([0-9]{{4}}|[0-9]{{2}})(?: {_CLOCK})?")
_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_PART: Final = re.compile(
    r"[0-9](?:\.[0-9]+)?E-0?[1-9]", re.IGNORECASE
)  # as a spreadsheet writes a few seconds: 5.8E-05
_LENGTH: Final = re.compile(r"([0-9]{1,3}):([0-5][0-9]):([0-5][0-9])(?:\.0+)?( ?[AaPp][Mm])?")

_SAYS: Final = {
    "missing": N_("This cell is empty."),
    "not_a_date": N_("“%(text)s” is not a date."),
    "ambiguous_date": N_("“%(text)s” may be two dates. Say whether the day or the month stands first."),
    "future_date": N_("“%(text)s” is later than %(latest)s."),
    "not_a_length": N_("“%(text)s” is not a length of time: write hours:minutes:seconds, or seconds."),
    "ambiguous_length": N_("“%(text)s” may be a part of a second or of a day. Say which."),
    "not_a_number": N_("“%(text)s” is not a number."),
    "not_yes_or_no": N_("“%(text)s” is neither yes nor no."),
    "out_of_range": N_("“%(text)s” is not between %(least)s and %(most)s."),
}


class First(StrEnum):
    """What stands first in a date such as 02/03/2021."""

    DAY = "day"
    MONTH = "month"


class Below(StrEnum):
    """What a length of time below one is: a part of a second, or the part of a day that a spreadsheet makes of a time."""

    SECONDS = "seconds"
    DAYS = "days"


@dataclass(frozen=True)
class Reading:
    """How cells are read: what stands first in a date (None: a date that may be two is refused), the decimal sign, the last
    day that may stand in a file (None: any), and what a length below one is.

    With None a length with up to three decimals is refused, as it may be either; with more it is a part of a day.
    """

    first: First | None = None
    decimal: str = "."
    latest: date | None = None
    below_one: Below | None = None


def refused(code: str, **params: Value) -> Refused:
    """The refusal of a cell, by its code."""
    return Refused(code, Say(_SAYS[code], params))


@lru_cache(maxsize=4096)  # a log has few dates and many rows
def day(text: str, reading: Reading) -> date:
    """The date of a cell: 2021-01-31, 31/01/2021, 1/31/21 (20xx), 31.01.2021, a time of day behind it, or a serial number
    of a spreadsheet (44227, 44227.38).

    Raises Refused: missing, not_a_date, ambiguous_date, future_date.
    """
    if not text:
        raise refused("missing")
    if len(text) > 2 * LONGEST:
        raise refused("not_a_date", text=text[: 2 * LONGEST])
    number = text.replace(reading.decimal, ".") if reading.decimal == "," else text
    if _NUMBER.fullmatch(number):
        found = _serial(text, Decimal(number))
    elif iso := _ISO.fullmatch(text):
        found = _date(text, *map(int, iso.groups()))
    else:
        found = _by_order(text, reading.first)
    if reading.latest is not None and found > reading.latest:
        raise refused("future_date", text=text, latest=reading.latest)
    return found


def seconds(text: str, reading: Reading) -> int | Decimal:
    """A length of time in seconds: 143, 143.5, 00:02:23, 12:02:23 AM (as a spreadsheet shows it), or a part of a day
    below one (0.00165509), which is taken to the nearest whole second.

    Raises Refused: missing, not_a_length, ambiguous_length. Two numbers with one colon are refused: they may be hours.
    """
    if text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    if not text:
        raise refused("missing")
    if clock := _LENGTH.fullmatch(text):
        hours, minutes, rest, half = clock.groups()
        return _hours(text, int(hours), half) * 3600 + int(minutes) * 60 + int(rest)
    plain = text.replace(reading.decimal, ".")
    value = Decimal(plain) if _PART.fullmatch(plain) else _plain(text, reading, "not_a_length")
    if not 0 < value < 1 or reading.below_one is Below.SECONDS:
        return value
    if reading.below_one is None and value == round(value, 3):
        raise refused("ambiguous_length", text=text)
    return int((value * DAY_SECONDS).to_integral_value(ROUND_HALF_UP))


def number(text: str, reading: Reading, least: int, most: int) -> Decimal:
    """A number of a cell in a range. Raises Refused: missing, not_a_number, out_of_range."""
    if not text:
        raise refused("missing")
    value = _plain(text, reading, "not_a_number")
    if not least <= value <= most:
        raise refused("out_of_range", text=text, least=least, most=most)
    return value


def yes(text: str) -> bool:
    """Whether a cell says yes: Y, yes, true, 1, ya, ja, or the opposite of each. Raises Refused: missing, not_yes_or_no."""
    word = text.casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise refused("not_yes_or_no", text=text) if text else refused("missing")


def _plain(text: str, reading: Reading, code: str) -> Decimal:
    plain = text.replace(",", ".") if reading.decimal == "," and "." not in text else text
    if len(text) > LONGEST or not _NUMBER.fullmatch(plain) or (reading.decimal == "," and "." in text):
        raise refused(code, text=text)
    return Decimal(plain)


def _hours(text: str, hours: int, half: str | None) -> int:
    if not half:
        return hours
    if not 1 <= hours <= 12:
        raise refused("not_a_length", text=text)
    return hours % 12 + (12 if half.strip().casefold() == "pm" else 0)


def _serial(text: str, value: Decimal) -> date:
    if int(value) not in _SERIALS:
        raise refused("not_a_date", text=text)
    return _EPOCH + timedelta(days=int(value))


def _by_order(text: str, first: First | None) -> date:
    found = _OTHER.fullmatch(text)
    if not found:
        raise refused("not_a_date", text=text)
    one, _, two, ending = found.groups()
    year = int(ending) + (2000 if len(ending) == 2 else 0)
    if first is None and int(one) != int(two) and int(one) <= 12 and int(two) <= 12:
        raise refused("ambiguous_date", text=text)
    day_first = first is First.DAY or (first is None and int(two) <= 12)
    return _date(text, year, int(two if day_first else one), int(one if day_first else two))


def _date(text: str, year: int, month: int, day_of_month: int) -> date:
    try:
        found = date(year, month, day_of_month)
    except ValueError:
        raise refused("not_a_date", text=text) from None
    if not 1927 <= year <= 2099:
        raise refused("not_a_date", text=text)
    return found
