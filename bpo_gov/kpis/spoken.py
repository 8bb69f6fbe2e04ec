"""Periods and lists of them as people say them in the reader's language."""

from collections.abc import Sequence

from babel.dates import format_date
from babel.lists import format_list
from flask_babel import gettext as _
from flask_babel import ngettext

from bpo_gov.kpis.rules import periods
from bpo_gov.kpis.rules.periods import Length
from bpo_gov.web.words import lang

FEW = 4  # so many are named one by one


def period(label: str) -> str:
    """Oct 2026, W5 2026, Q1 2026; `label` as figures carry it."""
    span = periods.parse(label)
    if span.length is Length.MONTH:
        return format_date(span.start, "MMM yyyy", locale=lang())
    if span.length is Length.QUARTER:
        return str(_("Q%(quarter)s %(year)s", quarter=span.start.month // 3 + 1, year=span.start.year))
    year, _w, week = label.partition("-W")
    return str(_("W%(week)s %(year)s", week=int(week), year=year))


def several(labels: Sequence[str]) -> str:
    """Neighbours: a few are named one by one, more of them by the first and the last."""
    if len(labels) > FEW:
        return str(_("%(first)s to %(last)s", first=period(labels[0]), last=period(labels[-1])))
    return some(labels)


def some(labels: Sequence[str]) -> str:
    """Single ones: the last few are named, of the others only how many they are."""
    named = [period(label) for label in labels[-FEW:]]
    if len(labels) > FEW:
        named.append(str(ngettext("%(num)s earlier", "%(num)s earlier", len(labels) - FEW)))
    return format_list(named, locale=lang())
