"""The page of the clocks: how old what is open is, and who held it when, as charts, tables and files."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from bpo_gov.agreements import standing
from bpo_gov.escalations import ageing, charts, pages
from bpo_gov.escalations.lists import AGES
from bpo_gov.kernel import clock
from bpo_gov.kernel.parties import Actor
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
    bars, words = ageing.bars(actor, now), {holder: _(standing.TURNS[holder]) for holder in HOLDERS}
    return render_template(
        "escalations/clocks.html", ages=ages(actor), bars=bars, now=now, length=pages.length, gantt=charts.gantt(bars, words), words=words,
        files=((_("CSV"), url_for(".ageing_file")), (_("CSV"), url_for(".clocks_file"))),
    )  # fmt: skip


@dataclass(frozen=True)
class Ages:
    """The chart of open escalations by age: its figure, its finding, its table."""

    total: int
    figure: Mapping[str, Any]
    finding: str
    heads: Sequence[str]
    rows: Sequence[tuple[Any, ...]]


def ages(actor: Actor) -> Ages:
    """How old the open escalations are, and with whom they lie."""
    counts, words = ageing.ageing(actor), {holder: _(standing.TURNS[holder]) for holder in HOLDERS}
    names = {bucket: _(AGES[bucket]) for bucket in ageing.BUCKETS}
    total, old = sum(counts.values()), sum(n for (bucket, _side), n in counts.items() if bucket in ("90", "more"))
    finding = (
        ngettext("%(num)s escalation is open", "%(num)s escalations are open", total)
        + ", " + ngettext("%(num)s of them for more than 30 days.", "%(num)s of them for more than 30 days.", old)
    )  # fmt: skip
    rows = [(names[bucket], *(counts.get((bucket, holder), 0) for holder in HOLDERS[:3])) for bucket in ageing.BUCKETS]
    heads = [_("Age"), *(words[holder] for holder in HOLDERS[:3])]
    return Ages(total, charts.ageing(counts, names, words, _("open")), finding, heads, rows)


def ageing_file() -> Response:
    """The table of ages as a file."""
    found = ages(here.actor())
    rows = [list(row) for row in found.rows]
    return tables.answer("csv", f"{here.agreement().key}-escalations-ageing", list(found.heads), rows, len(rows))


def clocks_file() -> Response:
    """Every stretch of the chart of clocks as a file."""
    heads = [_("No."), _("Title"), _("With whom"), _("From"), _("Until"), _("Hours")]
    return tables.answer("csv", f"{here.agreement().key}-escalations-clocks", heads, _stretches(), 100_000)


def _stretches() -> Iterator[list[Any]]:
    for bar in ageing.bars(here.actor(), clock.now()):
        for one in bar.stretches:
            hours = round((one.end - one.begin).total_seconds() / 3600, 2)
            yield [bar.label, bar.title, _(standing.TURNS[one.holder]), one.begin, one.end, f"{hours}"]
