"""Types that a public list decides: countries, currencies and time zones."""

from collections.abc import Callable
from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from babel import Locale
from pydantic import BeforeValidator, WithJsonSchema

from bpo_gov.agreements.framework.texts import Wrong, clip, nearest, one_line
from bpo_gov.kernel.words import say

# Two letters that are a group, an invented region, or a part of a country.
_NO_COUNTRY = frozenset(("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"))


@cache
def countries() -> frozenset[str]:
    """Two-letter codes of ISO 3166-1, as Babel knows them."""
    codes = map(str, Locale("en").territories)
    return frozenset(code for code in codes if len(code) == 2 and code.isalpha()) - _NO_COUNTRY


@cache
def currencies() -> frozenset[str]:
    """Three-letter codes of ISO 4217, as Babel knows them."""
    return frozenset(Locale("en").currencies)


@cache
def zones() -> frozenset[str]:
    """Names of the IANA time zone database: Area/Place, and UTC."""
    return frozenset(name for name in available_timezones() if "/" in name or name == "UTC")


def country(value: object) -> str:
    """A two-letter country code in capitals; else Wrong."""
    code = one_line(value)
    if code not in countries():
        raise Wrong(say("“%(value)s” is not a country code; use two capitals such as GB or ID.", value=clip(code)))
    return code


def currency(value: object) -> str:
    """A three-letter currency code in capitals; else Wrong."""
    code = one_line(value)
    if code not in currencies():
        raise Wrong(say("“%(value)s” is not a currency code; use three capitals such as GBP or IDR.", value=clip(code)))
    return code


def zone(value: object) -> str:
    """A time zone name; else Wrong, with the nearest name."""
    name = one_line(value)
    if name in zones():
        return name
    if near := nearest(name, zones()):
        raise Wrong(say("“%(value)s” is not a time zone; did you mean “%(near)s”?", value=clip(name), near=near))
    raise Wrong(say("“%(value)s” is not a time zone; use a name such as Europe/London.", value=clip(name)))


def _schema(pattern: str, example: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": [example]})


def _checked(check: Callable[[object], str]) -> BeforeValidator:
    return BeforeValidator(check)


Country = Annotated[str, _checked(country), _schema("^[A-Z]{2}$", "GB")]
Currency = Annotated[str, _checked(currency), _schema("^[A-Z]{3}$", "GBP")]
Zone = Annotated[str, _checked(zone), _schema("^([A-Za-z_]+(/[A-Za-z0-9_+-]+)+|UTC)$", "Europe/London")]
