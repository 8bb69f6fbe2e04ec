"""The holidays that deadlines are counted by: a dated table which people can correct, with the source of each date."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import ColumnElement, Date, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from bpo_gov.kernel import clock
from bpo_gov.kernel.db import Model, db, words
from bpo_gov.kernel.holidays import PUBLISHER, Book, Entry, HolidayKind, Place, decreed_until, published, publisher

SEEN = "holidays as of"


class Holiday(Model):
    """One closed date of a country or of its part. What is struck out stays, so that nobody fills it in again."""

    __tablename__ = "holidays"
    __table_args__ = (UniqueConstraint("country", "subdivision", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    country: Mapped[str] = mapped_column(String(2))
    subdivision: Mapped[str] = mapped_column(String(40))  # empty: what holds where no part is named
    day: Mapped[date] = mapped_column(Date)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[HolidayKind] = mapped_column(words(HolidayKind))
    estimated: Mapped[bool]
    struck: Mapped[bool]
    source: Mapped[str] = mapped_column(String(200))


class HolidayYear(Model):
    """A year of a place that was filled in; `decreed` when its dates are fixed by law or decree."""

    __tablename__ = "holiday_years"

    country: Mapped[str] = mapped_column(String(2), primary_key=True)
    subdivision: Mapped[str] = mapped_column(String(40), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    decreed: Mapped[bool]
    source: Mapped[str] = mapped_column(String(200))


class HolidayChange(Model):
    """One change of the table: when and what. The mark of the last one says which table a count was made by."""

    __tablename__ = "holiday_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    country: Mapped[str] = mapped_column(String(2))
    what: Mapped[str]
    mark: Mapped[str] = mapped_column(String(16), unique=True)


# -- reads ---------------------------------------------------------------------------------------------------------


def version() -> str:
    """The mark of the table as it is now; asked of the database once in each transaction."""
    session = db.session()  # ours for this context; its transactions come and go
    seen = session.info.get(SEEN)
    if seen is None or seen[0] is not session.get_transaction():
        mark = session.scalar(select(HolidayChange.mark).order_by(HolidayChange.id.desc()).limit(1)) or ""
        seen = session.info[SEEN] = (session.get_transaction(), mark)
    return str(seen[1])


def book(places: Iterable[Place]) -> Book:
    """The holidays of some places as the table has them."""
    wanted = set(places)
    countries = {country for country, _ in wanted}
    entries: dict[Place, list[Entry]] = {place: [] for place in wanted}
    for row in db.session.scalars(select(Holiday).where(Holiday.country.in_(countries), Holiday.struck.is_(False))):
        if (row.country, row.subdivision) in wanted:
            entries[row.country, row.subdivision].append(Entry(row.day, row.name, row.kind, row.estimated))
    decreed: dict[Place, int] = {}
    for year in db.session.scalars(select(HolidayYear).where(HolidayYear.country.in_(countries), HolidayYear.decreed)):
        place = year.country, year.subdivision
        decreed[place] = max(year.year, decreed.get(place, 0))
    return Book({place: tuple(found) for place, found in entries.items()}, decreed)


def rows(country: str | None = None, year: int | None = None) -> list[Holiday]:
    """The table, struck dates too, by place and date."""
    query = select(Holiday).order_by(Holiday.country, Holiday.subdivision, Holiday.day)
    if country:
        query = query.where(Holiday.country == country)
    if year:
        query = query.where(Holiday.day.between(date(year, 1, 1), date(year, 12, 31)))
    return list(db.session.scalars(query))


def places(country: str | None = None) -> list[Place]:
    """The places that the table knows."""
    query = select(HolidayYear.country, HolidayYear.subdivision).distinct().order_by("country", "subdivision")
    if country:
        query = query.where(HolidayYear.country == country)
    return [(row.country, row.subdivision) for row in db.session.execute(query)]


# -- changes -------------------------------------------------------------------------------------------------------


def fill(place: Place, years: Iterable[int], *, anew: bool = False) -> int:
    """Fill in what the library publishes for years that are not in the table yet; how many dates changed.

    With `anew` also for those that are: what people have put in or struck out stays. Of a place that the library does
    not know nothing is filled in, and deadlines there stay provisional.
    """
    known = {row.year: row for row in db.session.scalars(select(HolidayYear).where(*_at(HolidayYear, place)))}
    kept = {row.day: row for row in db.session.scalars(select(Holiday).where(*_at(Holiday, place)))}
    changed, filled = 0, []
    for year in years:
        if year in known and not anew:
            continue
        try:
            found = {entry.day: entry for entry in published(*place, year)}
        except ValueError:
            return 0
        mine = {day: row for day, row in kept.items() if day.year == year}
        new = sum(_write(place, day, found.get(day), mine.get(day)) for day in found.keys() | mine.keys())
        decreed = year <= decreed_until(place[0])
        if year not in known:
            db.session.add(HolidayYear(
                country=place[0], subdivision=place[1], year=year, decreed=decreed, source=publisher()
            ))  # fmt: skip
        elif decreed and not known[year].decreed:
            known[year].decreed, known[year].source, new = True, publisher(), new + 1
        if new or year not in known:
            filled.append(year)
        changed += new
    if filled:
        _note(place[0], f"{'/'.join(filter(None, place))}: {min(filled)}-{max(filled)} filled in from {publisher()}")
    return changed


def add(country: str, part: str | None, entry: Entry, source: str) -> list[Place]:
    """Put in a date, for one part or for all known places of the country; the places it was put in for."""
    return _edit(country, part, entry.day, f"{entry.day} {entry.name} put in", source, entry)


def strike(country: str, part: str | None, day: date, source: str) -> list[Place]:
    """Strike out a date; the places it was struck out for."""
    return _edit(country, part, day, f"{day} struck out", source, None)


def decree(country: str, year: int, source: str) -> list[Place]:
    """The dates of a year are fixed now; the places this holds for."""
    found = list(
        db.session.scalars(select(HolidayYear).where(HolidayYear.country == country, HolidayYear.year == year))
    )
    for row in found:
        row.decreed, row.source = True, source
    if found:
        _note(country, f"{year} is decreed: {source}")
    return [(row.country, row.subdivision) for row in found]


def _edit(country: str, part: str | None, day: date, what: str, source: str, entry: Entry | None) -> list[Place]:
    query = select(Holiday).where(Holiday.country == country, Holiday.day == day)
    kept = {(row.country, row.subdivision): row for row in db.session.scalars(query)}
    wanted = places(country) if part is None else [(country, part)]
    touched = [place for place in wanted if entry is not None or (place in kept and not kept[place].struck)]
    for place in touched:
        row = kept.get(place)
        if row is None:
            row = Holiday(country=country, subdivision=place[1], day=day)
            db.session.add(row)
        if entry is not None:
            row.name, row.kind, row.estimated = entry.name, entry.kind, entry.estimated
        row.struck, row.source = entry is None, source
    if touched:
        _note(country, f"{what}: {source}")
    return touched


def _write(place: Place, day: date, entry: Entry | None, row: Holiday | None) -> bool:
    """One published date into the table; whether that changed something."""
    if row is not None and not row.source.startswith(PUBLISHER):
        return False
    if entry is None:
        db.session.delete(row)
        return True
    if row is not None and Entry(row.day, row.name, row.kind, row.estimated) == entry:
        return False
    if row is None:
        row = Holiday(country=place[0], subdivision=place[1], day=day, struck=False)
        db.session.add(row)
    row.name, row.kind, row.estimated, row.source = entry.name, entry.kind, entry.estimated, publisher()
    return True


def _at(table: type[Holiday] | type[HolidayYear], place: Place) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return (table.country == place[0], table.subdivision == place[1])


def _note(country: str, what: str) -> None:
    db.session.add(HolidayChange(at=clock.now(), country=country, what=what, mark=secrets.token_hex(8)))
    db.session.flush()
    db.session.info.pop(SEEN, None)
