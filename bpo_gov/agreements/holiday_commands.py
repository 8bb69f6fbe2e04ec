"""The command line of holidays: fill in, list, put in, strike out, decree, and count anew what was provisional."""

from datetime import date, datetime

import click
from flask.cli import with_appcontext

from bpo_gov.agreements import holidays as of_agreements
from bpo_gov.kernel import holiday_table
from bpo_gov.kernel.db import unit_of_work
from bpo_gov.kernel.holidays import Entry, HolidayKind, Place

DAY = click.DateTime(["%Y-%m-%d"])
AFTER = "running provisional deadlines are counted anew within the hour, or now by: flask holidays recount"
COUNTRY = click.option("--country", required=True, metavar="CODE", help="ISO 3166 code, for example ID.")
PART = click.option("--part", default=None, help="Only this part of the country; default: every part the table knows.")
SOURCE = click.option("--source", required=True, help="Who says so: the decree, gazette or notice.")


class Years(click.ParamType[range]):
    """A year or a span of years: 2027 or 2027-2029."""

    name = "A-B"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> range:
        """The years as a range."""
        first, _, last = value.partition("-")
        if not (first.isdigit() and (last or first).isdigit()):
            self.fail(f"{value} is not a year or a span such as 2027-2029", param, ctx)
        years = range(int(first), int(last or first) + 1)
        if not years or years[0] < 1950 or years[-1] > 2150:
            self.fail("the years lie between 1950 and 2150, the first one first", param, ctx)
        return years


@click.group()
def holidays() -> None:
    """The holidays that deadlines are counted by."""


@holidays.command("fill")
@click.option("--years", type=Years(), required=True, help="A year or a span: 2026-2030.")
@click.option("--country", default=None, metavar="CODE", help="Only this country; default: all of the agreements.")
@with_appcontext
def fill(years: range, country: str | None) -> None:
    """Fill in what the library publishes; what people have put in or struck out stays."""
    with unit_of_work():
        changed = of_agreements.fill_years(years, country)
    for place, n in changed.items():
        click.echo(f"{_named(place):<12}{n} {'date' if n == 1 else 'dates'} changed")
    _after(any(changed.values()))


@holidays.command("list")
@click.option("--country", default=None, metavar="CODE")
@click.option("--year", type=int, default=None)
@with_appcontext
def list_(country: str | None, year: int | None) -> None:
    """Every date of the table with its source."""
    for row in holiday_table.rows(country, year):
        marks = [row.kind.value, *(["estimated"] if row.estimated else []), *(["struck out"] if row.struck else [])]
        where = _named((row.country, row.subdivision))
        click.echo(f"{where:<12}{row.day}  {row.name}  ({', '.join(marks)}; {row.source})")


@holidays.command("add")
@click.argument("day", type=DAY)
@click.argument("name")
@COUNTRY
@PART
@SOURCE
@click.option("--kind", type=click.Choice(list(HolidayKind)), default=HolidayKind.PUBLIC, show_default=True)
@click.option("--estimated", is_flag=True, help="The date may still move.")
@with_appcontext
def add(
    day: datetime, name: str, country: str, part: str | None, source: str, kind: HolidayKind, estimated: bool
) -> None:
    """Put in a date, or correct the one that is there."""
    if not name.strip() or len(name) > 200 or not source.strip() or len(source) > 200:
        raise click.ClickException("name and source have 1 to 200 characters")
    with unit_of_work():
        entry = Entry(day.date(), name.strip(), HolidayKind(kind), estimated)
        touched = holiday_table.add(country, part, entry, source.strip())
    _said(touched, day.date(), "put in", country)


@holidays.command("remove")
@click.argument("day", type=DAY)
@COUNTRY
@PART
@SOURCE
@with_appcontext
def remove(day: datetime, country: str, part: str | None, source: str) -> None:
    """Strike out a date: it stays in the table as struck out, and is not filled in again."""
    with unit_of_work():
        touched = holiday_table.strike(country, part, day.date(), source.strip()[:200])
    _said(touched, day.date(), "struck out", country)


@holidays.command("decree")
@click.argument("country", metavar="CODE")
@click.argument("year", type=int)
@SOURCE
@with_appcontext
def decree(country: str, year: int, source: str) -> None:
    """The dates of a year are fixed now: deadlines in it are provisional no longer."""
    with unit_of_work():
        touched = holiday_table.decree(country, year, source.strip()[:200])
    if not touched:
        raise click.ClickException(f"{country} {year} is not in the table; fill it in first")
    click.echo(f"{country} {year}: decreed")
    _after(True)


def _said(touched: list[Place], day: date, what: str, country: str) -> None:
    if not touched:
        raise click.ClickException(f"the table has no such date or place: {country} {day}")
    click.echo(f"{day}: {what} for {', '.join(map(_named, touched))}")
    _after(True)


def _after(changed: bool) -> None:
    if changed:
        click.echo(AFTER)


def _named(place: Place) -> str:
    return "-".join(filter(None, place))
