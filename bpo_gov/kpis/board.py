"""The pages of KPIs: all of them with their last periods, and one with its trend and its definition card."""

from datetime import timedelta
from typing import Any

from flask import Response, render_template, url_for
from flask_babel import gettext as _

from bpo_gov.agreements import policies
from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.door import inside
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.kernel import clock, tallies
from bpo_gov.kernel.errors import NotFound
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import say
from bpo_gov.kpis import beside, charts, pages, queries, terms, views
from bpo_gov.kpis.models import State
from bpo_gov.web import here, tables
from bpo_gov.web.words import tell

blueprint = inside("kpis", "kpis")
BACK = timedelta(days=3 * 366)  # twelve quarters


@blueprint.get("/")
def index() -> str:
    """Every KPI with its last figure and its last twelve periods."""
    actor = here.actor()
    framework = agreements.active_framework(actor.agreement_id)
    if framework is None:
        return render_template("kpis/index.html", framework=None, lines=[], heads=[], may_submit=False)
    return render_template(
        "kpis/index.html", framework=framework, lines=shown(actor, framework.terms), heads=pages.heads(), may_submit=views.may_submit(framework, actor),
        open_cures=tallies.open_by_kind(actor, beside.KINDS),
    )  # fmt: skip


def shown(actor: Actor, agreed: Terms) -> list[pages.Line]:
    """Every KPI with its last twelve periods that are over, in one read."""
    today = policies.counting(agreed).local_date(clock.now())
    return pages.board(agreed, queries.since(actor, today - BACK), today)


@blueprint.get("/<code>")
def show(code: str) -> str:
    """One KPI: its card, its trend, its figures."""
    actor = here.actor()
    framework = agreements.active_framework(actor.agreement_id)
    kpi = terms.kpi_of(framework.terms, code) if framework else None
    if framework is None or kpi is None:
        raise NotFound(say("There is nothing here, or you may not see it."))
    found = queries.of_kpi(actor, code)
    points = [charts.Point(one.period, one.counted, one.state == State.CONTESTED) for one in found]
    words = {"value": kpi.name, "target": _("Target"), "minimum": _("Minimum"), "contested": _("contested")}
    return render_template(
        "kpis/show.html", kpi=kpi, card=pages.card(kpi), clause=framework.terms.credits.clause,
        figure=charts.trend(points, kpi.target, kpi.minimum, kpi.unit, words) if found else None, finding=pages.finding(found, kpi),
        rows=[(one, pages.worth(one.counted, kpi.unit), pages.tone_of(one.counted, kpi), pages.state_of(one)) for one in reversed(found)],
        may_submit=views.may_submit(framework, actor) and kpi.measured_by == actor.party.value, links=((_("As CSV"), url_for(".file", code=code)),),
    )  # fmt: skip


@blueprint.get("/<code>.csv")
def file(code: str) -> Response:
    """The figures of a KPI that hold, oldest first."""
    heads = [_("KPI"), _("Period"), _("From"), _("Until"), _("Figure"), _("Numerator"), _("Denominator"), _("State")]
    found = queries.of_kpi(here.actor(), code)
    rows: list[list[Any]] = [
        [one.code, one.period, one.begins, one.ends - timedelta(days=1), one.counted, one.numerator, one.denominator, tell(pages.state_of(one).label)]
        for one in found
    ]  # fmt: skip
    return tables.answer("csv", f"{here.agreement().key}-{code}", heads, rows, queries.MOST)
