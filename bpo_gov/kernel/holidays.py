"""Public holidays of a country, in English, and how far ahead they are decreed; the dates are those of `holidays`."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from holidays import GOVERNMENT, PUBLIC, country_holidays
from holidays.countries.indonesia import IndonesiaStaticHolidays

STATUTORY = 9999


def holidays_of(country: str, subdivision: str | None, years: Iterable[int], cuti_bersama: bool) -> dict[date, str]:
    """Date -> English name of the public holidays in `years`, in order; one not yet fixed says "(estimated)".

    `country` is the ISO 3166 code, `subdivision` that of its part ("ENG", "BY") or None for what holds everywhere.
    `cuti_bersama` adds Indonesia's decreed joint leave and has no meaning elsewhere. Raises ValueError when the
    country or part is unknown.
    """
    return dict(_named(country, subdivision, tuple(sorted(set(years))), cuti_bersama))


def decreed_until(country: str) -> int:
    """The last year whose holidays are decreed.

    Indonesia: the last year whose joint leave has been decreed, which is the same joint ministerial decree that sets
    the public holidays. Elsewhere holidays follow from statute and no year is ever beyond them; feasts that await a
    moon sighting carry "(estimated)" in their name and make a deadline provisional by themselves.
    """
    return max(IndonesiaStaticHolidays.special_government_holidays) if country == "ID" else STATUTORY


@lru_cache(maxsize=256)
def _named(country: str, subdivision: str | None, years: tuple[int, ...], cuti_bersama: bool) -> dict[date, str]:
    categories = (PUBLIC, GOVERNMENT) if country == "ID" and cuti_bersama else (PUBLIC,)
    try:
        found = country_holidays(
            country, subdiv=subdivision, years=years, expand=False, language="en_US", categories=categories
        )
    except NotImplementedError as error:
        raise ValueError(str(error)) from error
    return dict(sorted(found.items()))
