"""The page of the envelope: every limit as it stands, its use over time, the history, and what is ahead."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response, abort, render_template, request, url_for
from flask_babel import gettext as _

from bpo_gov.agreements import clocks
from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.door import inside
from bpo_gov.agreements.framework import CumulativeLimit
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.change_requests import pages, queries, rules
from bpo_gov.change_requests.envelope import burn, files, history, shown, splitting
from bpo_gov.change_requests.kept import Consumption
from bpo_gov.kernel import clock
from bpo_gov.kernel.parties import Role
from bpo_gov.kernel.words import Value
from bpo_gov.web import here
from bpo_gov.web.words import zone_here

blueprint = inside("envelope", "envelope")
LARGEST = 2**31


@dataclass(frozen=True)
class Tab:
    """A limit to choose for the chart."""

    label: str
    href: str
    current: bool


@blueprint.get("")
def show() -> str:
    """How far things may still change without renegotiation, and how that came about."""
    actor = here.actor()
    framework = agreements.active_framework(actor.agreement_id)
    if framework is None:
        return render_template("change_requests/envelope.html", framework=None, now=clock.now())
    terms, today = framework.terms, _today()
    rows = queries.kept(actor.agreement_id)
    used = queries.used_of(rows, terms, today)
    limit, before = _asked(terms), _before()
    reserving = history.reserving(actor)
    within = terms.envelope.splitting.within if terms.envelope.splitting else None
    return render_template(
        "change_requests/envelope.html", framework=framework, terms=terms, limits=rules.room(terms, used), tabs=_tabs(terms, limit), limit=limit,
        chart=_chart(terms, limit, rows, today), found=history.page(actor, before), before=before, told=_told,
        reserving=[pages.row_of(cr, actor, terms) for cr in reserving], years=shown.years(terms, rows, today), frozen=shown.frozen(terms, today),
        marked=splitting.marked(actor.agreement_id, terms, used), within=clocks.period(within.n, within.unit) if within else None,
        may_open=actor.role >= Role.MEMBER, now=clock.now(),
    )  # fmt: skip


@blueprint.get("/use.csv")
def use() -> Response:
    """The table beside the chart, as a file."""
    terms = _terms()
    limit = _asked(terms)
    found = _chart(terms, limit, queries.kept(here.actor().agreement_id), _today())
    if limit is None:
        abort(404)
    unit = terms.header.currency if isinstance(limit, CumulativeLimit) else ""
    heads = [_("From"), _("Held, %(unit)s", unit=unit) if unit else _("Held")]
    return files.answer(f"{here.agreement().key}-limit-{limit.code}.csv", heads, found.rows if found else [])


@blueprint.get("/history.csv")
def history_file() -> Response:
    """The whole history, newest first, as a file."""
    currency = _terms().header.currency
    heads = [
        _("When"), _("No."), _("Title"), _("What happened"), _("Counted on"), _("Value, %(unit)s", unit=currency), _("Days"),
        _("Held after, %(unit)s", unit=currency), _("Reserved after, %(unit)s", unit=currency),
    ]  # fmt: skip
    rows = [_cells(line) for line in history.everything(here.actor())]
    return files.answer(f"{here.agreement().key}-envelope.csv", heads, rows)


def _cells(line: history.Line) -> list[Value]:
    entry = line.entry
    return [
        entry.at, line.label, line.title, _told(line), entry.day, entry.value, entry.term_days, entry.held_after, entry.reserved_after,
    ]  # fmt: skip


def _told(line: history.Line) -> str:
    """What an entry says happened."""
    entry = line.entry
    if entry.changes > 0:
        return str(_("held") if entry.taken == "held" else _("reserved"))
    return str(_("no longer held") if entry.taken == "held" else _("no longer reserved"))


def _terms() -> Terms:
    framework = agreements.active_framework(here.actor().agreement_id)
    if framework is None:
        abort(404)
    terms: Terms = framework.terms
    return terms


def _asked(terms: Terms) -> burn.Kept | None:
    """The limit that the address names, else the first sum, else the first that keeps anything."""
    kept = burn.kept_limits(terms)
    named = next((limit for limit in kept if limit.code == request.args.get("limit")), None)
    return named or burn.first_sum(terms) or (kept[0] if kept else None)


def _before() -> int | None:
    text = request.args.get("before", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 10 and int(text) < LARGEST else None


def _tabs(terms: Terms, chosen: Any) -> list[Tab]:
    return [
        Tab(limit.title, url_for(".show", limit=limit.code, _anchor="use"), limit is chosen)
        for limit in burn.kept_limits(terms)
    ]


def _chart(terms: Terms, limit: burn.Kept | None, rows: list[Consumption], today: date) -> shown.Chart | None:
    return shown.chart(terms, limit, shown.days_of(limit, rows), today) if limit else None


def _today() -> date:
    return clock.now().astimezone(zone_here()).date()
