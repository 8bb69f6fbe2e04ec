"""Public holidays of a country, in English, and how far ahead they are decreed: what `holidays` publishes, and a book."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.metadata import version

from holidays import GOVERNMENT, PUBLIC, country_holidays
from holidays.countries.indonesia import IndonesiaStaticHolidays

STATUTORY = 9999
PUBLISHER = "python-holidays"
ESTIMATED = " (estimated)"
Place = tuple[str, str]  # country, and its part or nothing


class HolidayKind(StrEnum):
    PUBLIC = "public"
    CUTI_BERSAMA = "cuti_bersama"


@dataclass(frozen=True)
class Entry:
    """One closed date of a place. An estimated one waits for a decree or a moon sighting."""

    day: date
    name: str
    kind: HolidayKind = HolidayKind.PUBLIC
    estimated: bool = False


@dataclass(frozen=True)
class Book:
    """The closed dates of some places, and the last year of each whose dates are decreed."""

    entries: Mapping[Place, tuple[Entry, ...]]
    decreed: Mapping[Place, int]

    def closed(self, country: str, subdivision: str | None, cuti_bersama: bool) -> dict[date, str]:
        """Date -> name, in order; one not yet fixed says "(estimated)". Joint leave only where it counts."""
        found = self.entries.get((country, subdivision or ""), ())
        return {
            entry.day: entry.name + ESTIMATED * entry.estimated
            for entry in sorted(found, key=lambda entry: entry.day)
            if cuti_bersama or entry.kind is HolidayKind.PUBLIC
        }

    def decreed_until(self, country: str, subdivision: str | None) -> int:
        """The last year whose holidays are known for sure; 0 where none is."""
        return self.decreed.get((country, subdivision or ""), 0)


def published(country: str, subdivision: str | None, year: int) -> tuple[Entry, ...]:
    """What the library knows of one year of a place. Raises ValueError when it does not know the place."""
    public = holidays_of(country, subdivision, (year,), cuti_bersama=False)
    every = holidays_of(country, subdivision, (year,), cuti_bersama=True)
    return tuple(
        Entry(
            day, name.replace(ESTIMATED, ""), HolidayKind.PUBLIC if day in public else HolidayKind.CUTI_BERSAMA,
            ESTIMATED in name,
        )
        for day, name in every.items()
    )  # fmt: skip


def publisher() -> str:
    """The source that a published date carries."""
    return f"{PUBLISHER} {version('holidays')}"


def published_book(places: Iterable[Place], years: Iterable[int]) -> Book:
    """A book of nothing but what the library knows."""
    span, all_places = tuple(years), tuple(places)
    return Book(
        {place: tuple(entry for year in span for entry in published(*place, year)) for place in all_places},
        {place: min(max(span), decreed_until(place[0])) for place in all_places},
    )


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
            country, subdiv=subdivision or None, years=years, expand=False, language="en_US", categories=categories
        )
    except NotImplementedError as error:
        raise ValueError(str(error)) from error
    return dict(sorted(found.items()))
