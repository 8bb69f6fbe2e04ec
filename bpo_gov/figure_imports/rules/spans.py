"""The period of a row: a label, a month in words, its first or last day, or both."""

import re
from datetime import date
from typing import Final

from bpo_gov.kernel.words import N_, Say, say
from bpo_gov.kpis.rules import periods
from bpo_gov.kpis.rules.cells import Reading, day
from bpo_gov.kpis.rules.periods import DAY, Length, Period
from bpo_gov.kpis.rules.refusals import Refused

LENGTHS: Final = {Length.WEEK: N_("week"), Length.MONTH: N_("month"), Length.QUARTER: N_("quarter")}
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("jan januari january", "feb pebruari februari february", "mar maret march", "apr april", "may mei", "jun juni june", "jul juli july",
         "aug agu agt agustus august", "sep sept september", "oct okt oktober october", "nov november nopember", "dec des desember december"), 1,
    )
    for name in names.split()
}  # fmt: skip
_IN_WORDS: Final = re.compile(r"([A-Za-z]{3,9})[ .-]+([0-9]{4}|[0-9]{2})")
_QUARTER: Final = re.compile(r"(?:Q([1-4])[ /-]?([0-9]{4})|([0-9]{4})[ /-]?Q([1-4]))", re.IGNORECASE)
_WEEK: Final = re.compile(r"([0-9]{4})[ -]?W([0-9]{1,2})", re.IGNORECASE)


def labelled(text: str, length: Length, reading: Reading) -> Period:
    """The period that a cell names. Raises Refused: missing, no_period, other_length, and what a day can be refused for."""
    if not text:
        raise Refused("missing", say("This cell is empty."))
    found = _named(text)
    if found is None:
        return _around(text, _day(text, reading), length)
    if found.length is not length:
        raise Refused(
            "other_length", say("“%(text)s” is no %(length)s, as this KPI has it.", text=text, length=Say(LENGTHS[length]))
        )  # fmt: skip
    return found


def between(starts: str, ends: str, length: Length, reading: Reading) -> Period:
    """The period from its first to its last day; without a last day the one that begins there."""
    first = day(starts, reading)
    span = periods.period_of(length, first)  # a day that was read lies in the years of figures
    last = day(ends, reading) if ends else span.last
    if (span.start, span.last) != (first, last):
        raise Refused(
            "no_period", say("%(first)s to %(last)s is no %(length)s, as this KPI has it.", first=first, last=last, length=Say(LENGTHS[length]))
        )  # fmt: skip
    return span


def days(label: str, starts: str, ends: str, reading: Reading) -> tuple[date, date] | None:
    """The first and the last day that a row means, whatever length its KPI has; None where it does not say."""
    try:
        if starts and ends:
            return day(starts, reading), day(ends, reading)
        found = _named(label) if label else None
    except Refused:
        return None
    return (found.start, found.last) if found else None


def _named(text: str) -> Period | None:
    """The period of a label: 2026-02, 2026-W05, 2026-Q1, Q1 2026, Feb 2026; None for anything else."""
    label = text.upper()
    if found := _QUARTER.fullmatch(text):
        label = f"{found[2] or found[3]}-Q{found[1] or found[4]}"
    elif found := _WEEK.fullmatch(text):
        label = f"{found[1]}-W{int(found[2]):02}"
    elif (found := _IN_WORDS.fullmatch(text)) and found[1].casefold() in _MONTHS:
        year = int(found[2]) + (2000 if len(found[2]) == 2 else 0)
        label = f"{year:04}-{_MONTHS[found[1].casefold()]:02}"
    try:
        return periods.parse(label)
    except ValueError:
        return None


def _day(text: str, reading: Reading) -> date:
    try:
        return day(text, reading)
    except Refused as refused:
        if refused.code != "not_a_date":
            raise
        words = say("“%(period)s” is no period. Write 2026-02, 2026-W05 or 2026-Q1.", period=text[:20])
        raise Refused("no_period", words) from None


def _around(text: str, on: date, length: Length) -> Period:
    """The period whose first or last day it is; a day in its midst names no period."""
    span = periods.period_of(length, on)
    if on not in (span.start, span.end - DAY):
        raise Refused(
            "no_period", say("“%(text)s” is neither the first nor the last day of a %(length)s.", text=text, length=Say(LENGTHS[length]))
        )  # fmt: skip
    return span
