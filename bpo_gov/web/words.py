"""The edge where sentences and values become the reader's language: translation, money, numbers, dates."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, get_timezone_name
from babel.numbers import format_compact_currency, format_currency, format_decimal
from flask_babel import get_locale, gettext, ngettext

from bpo_gov.kernel.words import Money, Percent, Say, Tally
from bpo_gov.web import here

SUMMED, MILLION = 10_000, 1_000_000  # from where a summary shortens an amount, and keeps two places of it
TAGS = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def lang() -> str:
    """The language of this page: en or id."""
    return str(get_locale() or "en").split("_")[0]


def tell(value: object) -> str:
    """A sentence or value in the reader's language and formats; text, and markup with it, stays what it is."""
    if isinstance(value, str):
        return value
    for kind, spoken in SPOKEN:
        if isinstance(value, kind):
            return str(spoken(value))
    return "" if value is None else str(value)


def _sentence(said: Say) -> str:
    params = {name: tell(item) for name, item in said.params.items()}
    if said.plural is not None and said.n is not None:
        return str(ngettext(said.text, said.plural, said.n, **params))
    return str(gettext(said.text, **params) if params else gettext(said.text).replace("%%", "%"))


def number(value: Decimal | int) -> str:
    """A number with the reader's separators, up to four decimals."""
    return format_decimal(value, format="#,##0.####", locale=lang(), decimal_quantization=False)


def money(value: Money) -> str:
    """An amount with its currency; decimals only where there are any."""
    whole = value.amount == value.amount.to_integral_value()
    pattern = (
        ("\xa4\xa0#,##0" if whole else "\xa4\xa0#,##0.00")
        if lang() == "id" or value.currency == "IDR"
        else ("\xa4#,##0" if whole else "\xa4#,##0.00")
    )
    return format_currency(
        value.amount, value.currency, format=pattern, locale=lang(), currency_digits=False, decimal_quantization=True
    )


def zone_here() -> ZoneInfo:
    """The zone of this page: the agreement's; elsewhere the reader's own, else UTC."""
    agreement, reader = here.agreement(), here.reader()
    return ZoneInfo((agreement and agreement.zone) or (reader and reader.zone) or "UTC")


def local_day(instant: datetime) -> date:
    """The day that it was, or will be, at that instant in the zone of this page."""
    return instant.astimezone(zone_here()).date()


def zone_tag(instant: datetime, zone: ZoneInfo) -> str:
    """The short name of a zone at an instant: WIB, GMT, BST."""
    return (
        TAGS.get(zone.key) or instant.astimezone(zone).tzname() or get_timezone_name(zone, width="short", locale="en")
    )


def moment(instant: datetime, zone: ZoneInfo | None = None) -> str:
    """An instant in short local words: Thu 26 Nov 17:00 WIB."""
    zone = zone or zone_here()
    return f"{format_datetime(instant.astimezone(zone), 'EEE d MMM HH:mm', locale=lang())} {zone_tag(instant, zone)}"


def moment_in(instant: datetime, zone: ZoneInfo) -> str:
    """An instant with year in the words of a zone: Thu 26 Nov 2026 17:00 WIB."""
    local = format_datetime(instant.astimezone(zone), "EEE d MMM yyyy HH:mm", locale=lang())
    return f"{local} {zone_tag(instant, zone)}"


def moment_long(instant: datetime) -> str:
    """An instant with year in the page's zone and in UTC, for the hover."""
    return f"{moment_in(instant, zone_here())}, {instant.astimezone(ZoneInfo('UTC')):%H:%M} UTC"


def day(value: date, *, year: bool = True) -> str:
    """A date in words: 26 Nov 2026."""
    if isinstance(value, datetime):
        value = local_day(value)
    return format_date(value, "d MMM yyyy" if year else "EEE d MMM", locale=lang())


def brief(value: object) -> str:
    """An amount as summaries write it: £1.34m, Rp 41,86 M; everything else as it is told."""
    if not isinstance(value, Money) or abs(value.amount) < SUMMED:
        return tell(value)
    places = 2 if abs(value.amount) >= MILLION else 1
    return format_compact_currency(value.amount, value.currency, locale=lang(), fraction_digits=places).replace(
        "\xa0", "\u202f"
    )


# In this order: a datetime is a date, a bool is an int.
SPOKEN: tuple[tuple[type, Callable[[Any], object]], ...] = (
    (Say, _sentence), (Money, money), (Percent, lambda percent: f"{number(percent.value)}%"), (bool, str), (Tally, str),
    (Decimal, number), (int, number), (datetime, moment), (date, day), (Sequence, lambda items: ", ".join(tell(item) for item in items)),
)  # fmt: skip
