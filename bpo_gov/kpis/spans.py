"""How much of a KPI's history a page shows: some years up to its last figure, chosen in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for

from bpo_gov.kernel.words import Say, say, say_n
from bpo_gov.kpis.rules.periods import Length

YEARS = (1, 2, 5, 10)  # ten are all that a page reads at most
USUAL: Mapping[Length, int] = {Length.WEEK: 1, Length.MONTH: 2, Length.QUARTER: 5}


@dataclass(frozen=True)
class Choice:
    """A tab."""

    label: Say
    href: str
    current: bool


def asked(text: str | None, length: Length) -> int:
    """The years that the address asks for; the usual ones for anything that is no choice."""
    return {str(years): years for years in YEARS}.get(text or "", USUAL[length])


def begin(last: date, years: int) -> date:
    """The first day of those years, so that twelve months are a year and not thirteen."""
    return date(last.year - years, last.month, min(last.day, 28)) + timedelta(days=1)


def choices(code: str, years: int) -> list[Choice]:
    """The tabs."""
    return [
        Choice(say_n("%(n)s year", "%(n)s years", n) if n < YEARS[-1] else say("all"), url_for("kpis.show", code=code, years=n), n == years)
        for n in YEARS
    ]  # fmt: skip
