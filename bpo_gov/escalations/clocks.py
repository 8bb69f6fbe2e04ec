"""The page of the clocks: how old what is open is, and who held it when, as charts, tables and files."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from bpo_gov.agreements import standing
from bpo_gov.escalations import ageing, charts, pages
from bpo_gov.escalations.lists import AGES
from bpo_gov.kernel import clock
from bpo_gov.web import here, tables

HOLDERS = ("client", "vendor", "both", "other")


def install(blueprint: Blueprint) -> None:
    """Hang the page of the clocks and its files into the blueprint of escalations."""
    blueprint.add_url_rule("/clocks", "clocks", show)
    blueprint.add_url_rule("/ageing.csv", "ageing_file", ageing_file)
    blueprint.add_url_rule("/clocks.csv", "clocks_file", clocks_file)


def show() -> str:
    """Open escalations by age and side, and whose turn it was over time."""
    actor, now = here.actor(), clock.now()
    counts, bars = ageing.ageing(actor), ageing.bars(actor, now)
    words = {holder: _(standing.TURNS[holder]) for holder in HOLDERS}
    ages = {bucket: _(AGES[bucket]) for bucket in ageing.BUCKETS}
    total, old = sum(counts.values()), sum(n for (bucket, _side), n in counts.items() if bucket in ("90", "more"))
    return render_template(
        "escalations/clocks.html", total=total, bars=bars, now=now, length=pages.length,
        ageing=charts.ageing(counts, ages, words, _("open")), gantt=charts.gantt(bars, words),
        finding=ngettext("%(num)s escalation is open", "%(num)s escalations are open", total)
        + ", " + ngettext("%(num)s of them for more than 30 days.", "%(num)s of them for more than 30 days.", old),
        rows=[(ages[bucket], *(counts.get((bucket, holder), 0) for holder in HOLDERS[:3])) for bucket in ageing.BUCKETS],
        words=words, files=((_("CSV"), url_for(".ageing_file")), (_("CSV"), url_for(".clocks_file"))),
    )  # fmt: skip


def ageing_file() -> Response:
    """The table of ages as a file."""
    counts = ageing.ageing(here.actor())
    heads = [_("Age"), *(_(standing.TURNS[holder]) for holder in HOLDERS[:3])]
    rows: list[list[tables.Cell]] = [
        [_(AGES[bucket]), *(counts.get((bucket, holder), 0) for holder in HOLDERS[:3])] for bucket in ageing.BUCKETS
    ]
    return tables.answer("csv", f"{here.agreement().key}-escalations-ageing", heads, rows, len(rows))


def clocks_file() -> Response:
    """Every stretch of the chart of clocks as a file."""
    heads = [_("No."), _("Title"), _("With whom"), _("From"), _("Until"), _("Hours")]
    return tables.answer("csv", f"{here.agreement().key}-escalations-clocks", heads, _stretches(), 100_000)


def _stretches() -> Iterator[list[Any]]:
    for bar in ageing.bars(here.actor(), clock.now()):
        for one in bar.stretches:
            hours = round((one.end - one.begin).total_seconds() / 3600, 2)
            yield [bar.label, bar.title, _(standing.TURNS[one.holder]), one.begin, one.end, f"{hours}"]
