"""The small strict types of a framework: exact numbers, dates, clock times and codes, each with its own sentence."""

import re
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainSerializer, Strict, WithJsonSchema

from bpo_gov.agreements.framework.texts import Wrong, clip, one_line
from bpo_gov.kernel.words import Say, say

MOST_DIGITS = 20
YEARS = (1950, 2150)

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]{1,4})?")
_LIKE_EXPONENT = re.compile(r"[-+]?[0-9.]+[eE][-+]?[0-9]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


def number(value: object) -> Decimal:
    """An exact number from text, int or Decimal: ASCII digits, one dot, at most 20 digits, 4 decimals; else Wrong."""
    text = _numeral(value)
    if not _NUMBER.fullmatch(text):
        raise Wrong(_why_no_number(text))
    if sum(map(str.isdigit, text)) > MOST_DIGITS:
        raise Wrong(say("The number has more than %(most)s digits.", most=MOST_DIGITS))
    return Decimal(text) + 0  # + 0 turns a minus zero into zero


def whole(value: object) -> int:
    """A whole number from text or int; else Wrong."""
    exact = number(value)
    if exact != exact.to_integral_value():
        raise Wrong(say("“%(value)s” must be a whole number.", value=clip(value)))
    return int(exact)


def _numeral(value: object) -> str:
    if isinstance(value, Decimal) and value.is_finite() and -30 < value.adjusted() < 30:
        return format(value, "f")
    if isinstance(value, str | int | Decimal) and not isinstance(value, bool):
        return str(value) if not isinstance(value, int) or value.bit_length() < 128 else "9" * (MOST_DIGITS + 1)
    raise Wrong(say("A number is needed here, for example 2500.50."))


def _why_no_number(text: str) -> Say:
    if _LIKE_EXPONENT.fullmatch(text):
        return say("“%(value)s” is written with an exponent; write all the digits.", value=clip(text))
    if text.strip(".+-").lower() in ("inf", "infinity", "nan", "snan"):
        return say("“%(value)s” is not a number that can be counted with.", value=clip(text))
    if "." in text and len(text.rpartition(".")[2]) > 4 and text.lstrip("-").replace(".", "", 1).isdecimal():
        return say("“%(value)s” has more than four decimals.", value=clip(text))
    return say(
        "“%(value)s” is not a number; write digits only, with a dot before decimals and no other separator.",
        value=clip(text),
    )


def day(value: object) -> date:
    """A calendar date written YYYY-MM-DD, between the years 1950 and 2150; else Wrong."""
    if isinstance(value, date) and type(value) is date:
        found = value
    elif not isinstance(value, str) or not _DAY.fullmatch(value):
        raise Wrong(
            say("“%(value)s” is not a date; write year, month and day, for example 2026-03-31.", value=clip(value))
        )
    else:
        try:
            found = date.fromisoformat(value)
        except ValueError:
            raise Wrong(say("There is no such day as %(value)s.", value=value)) from None
    if not YEARS[0] <= found.year <= YEARS[1]:
        raise Wrong(say("The year must lie between %(first)s and %(last)s.", first=str(YEARS[0]), last=str(YEARS[1])))
    return found


def hour(value: object) -> time:
    """A time of day written HH:MM, from 00:00 to 23:59; else Wrong."""
    if type(value) is time:
        return value
    if not isinstance(value, str) or not _HOUR.fullmatch(value):
        raise Wrong(
            say("“%(value)s” is not a time of day; write hours and minutes, for example 09:00.", value=clip(value))
        )
    return time.fromisoformat(value)


def _shaped(pattern: str, says: Say, least: int, most: int) -> Callable[[object], str]:
    compiled = re.compile(pattern)

    def check(value: object) -> str:
        text = one_line(value)
        if not compiled.fullmatch(text) or not least <= len(text) <= most:
            raise Wrong(says)
        return text

    return check


def _text_schema(pattern: str, least: int, most: int) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern}$", "minLength": least, "maxLength": most})


def _number_schema(**bounds: int) -> WithJsonSchema:
    return WithJsonSchema({"type": ["number", "string"], "pattern": f"^{_NUMBER.pattern}$", **bounds})


def _whole_schema(**bounds: int) -> WithJsonSchema:
    return WithJsonSchema({"type": "integer", **bounds})


Number = Annotated[Decimal, BeforeValidator(number), _number_schema()]
Amount = Annotated[Decimal, BeforeValidator(number), Field(ge=0), _number_schema(minimum=0)]
Share = Annotated[Decimal, BeforeValidator(number), Field(ge=0, le=100), _number_schema(minimum=0, maximum=100)]
Rate = Annotated[
    Decimal, BeforeValidator(number), Field(gt=0, le=1000), _number_schema(exclusiveMinimum=0, maximum=1000)
]
Nearness = Annotated[Decimal, BeforeValidator(number), Field(ge=1, le=100), _number_schema(minimum=1, maximum=100)]
Whole = Annotated[int, BeforeValidator(whole), Field(ge=1, le=10_000), _whole_schema(minimum=1, maximum=10_000)]
FromZero = Annotated[int, BeforeValidator(whole), Field(ge=0, le=10_000), _whole_schema(minimum=0, maximum=10_000)]
Months = Annotated[int, BeforeValidator(whole), Field(ge=1, le=600), _whole_schema(minimum=1, maximum=600)]
Span = Annotated[int, BeforeValidator(whole), Field(ge=1, le=3660), _whole_schema(minimum=1, maximum=3660)]
YesNo = Annotated[bool, Strict()]

Day = Annotated[date, BeforeValidator(day)]
Hour = Annotated[
    time,
    BeforeValidator(hour),
    PlainSerializer(lambda moment: moment.strftime("%H:%M"), return_type=str),
    WithJsonSchema({"type": "string", "pattern": f"^{_HOUR.pattern}$", "examples": ["09:00"]}),
]

_SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
_CODE = r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)*"
_CLAUSE = r"[A-Za-z0-9]+([./-][A-Za-z0-9]+)*"

Slug = Annotated[
    str,
    BeforeValidator(
        _shaped(_SLUG, say("Use 3 to 40 small letters, digits and single dashes, for example acme-payroll."), 3, 40)
    ),
    _text_schema(_SLUG, 3, 40),
]
Code = Annotated[
    str,
    BeforeValidator(_shaped(_CODE, say("A code has letters, digits, dots and dashes only, for example S-01."), 1, 20)),
    _text_schema(_CODE, 1, 20),
]
ClauseNumber = Annotated[
    str,
    BeforeValidator(
        _shaped(_CLAUSE, say("A clause number has digits, letters and dots only, for example 9.2."), 1, 20)
    ),
    _text_schema(_CLAUSE, 1, 20),
]
