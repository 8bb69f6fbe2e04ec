"""The pages of KPIs: all of them with their last periods, and one with its trend, its control chart, its ledger and its card."""

from datetime import timedelta
from typing import Any

from flask import Response, render_template, request
from flask_babel import gettext as _

from bpo_gov.agreements import policies, standing
from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.door import inside
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.framework import Kpi
from bpo_gov.agreements.models import Framework, FrameworkState
from bpo_gov.kernel import clock, tallies, timers
from bpo_gov.kernel.errors import NotFound
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import Say, say
from bpo_gov.kpis import beside, faces, heats, histories, noise, pages, queries, sections, spans, spoken, terms, views
from bpo_gov.kpis.forms import FORMS
from bpo_gov.kpis.models import Figure
from bpo_gov.kpis.rules.periods import Length
from bpo_gov.kpis.workflow import FIGURE
from bpo_gov.web import here, moves, tables
from bpo_gov.web.words import tell

blueprint = inside("kpis", "kpis")
BACK = timedelta(days=3 * 366)  # twelve quarters


@blueprint.get("/")
def index() -> str:
    """Every KPI with its last figure and its last twelve periods."""
    actor = here.actor()
    framework = agreements.active_framework(actor.agreement_id)
    if framework is None:
        return render_template(
            "kpis/index.html", framework=None, lines=[], heads=[], picture=None, finding=None, may_submit=False
        )
    lines = shown(actor, framework.terms)
    return render_template(
        "kpis/index.html", framework=framework, lines=lines, heads=pages.heads(), picture=heats.picture(lines), finding=heats.finding(lines),
        dropped=_dropped(actor, framework.terms), may_submit=views.may_submit(framework, actor), open_cures=tallies.open_by_kind(actor, beside.KINDS),
    )  # fmt: skip


def _dropped(actor: Actor, agreed: Terms) -> list[Kpi]:
    """The KPIs of earlier versions that the framework does not have any more, by code, as they stood last."""
    earlier = [one for one in agreements.versions(actor) if one.state == FrameworkState.SUPERSEDED]
    found = {kpi.code: kpi for one in reversed(earlier) for kpi in one.terms.kpis}
    return [found[code] for code in sorted(set(found) - {kpi.code for kpi in agreed.kpis})]


def shown(actor: Actor, agreed: Terms) -> list[pages.Line]:
    """Every KPI with its last twelve periods that are over, in one read."""
    today = policies.counting(agreed).local_date(clock.now())
    return pages.board(agreed, queries.since(actor, today - BACK), today)


@blueprint.get("/periods/all.<any(csv, xlsx):kind>")
def board_file(kind: str) -> Response:
    """The heat map as a file: a row for each KPI and period."""
    actor = here.actor()
    framework = agreements.active_framework(actor.agreement_id)
    lines = shown(actor, framework.terms) if framework else []
    heads = [_("KPI"), _("Side measured"), _("Period"), _("Figure"), _("Target"), _("Attained, percent"), _("Stands")]
    return tables.answer(kind, f"{here.agreement().key}-kpis", heads, heats.rows(lines), queries.MOST)


def _found(code: str) -> tuple[Actor, Framework, Kpi]:
    """Who reads, and the KPI in the framework in force; of one that was dropped, as its last figure knows it. Raises NotFound."""
    actor = here.actor()
    framework = agreements.active_framework(actor.agreement_id)
    kpi = terms.kpi_of(framework.terms, code) if framework else None
    if kpi is None and (last := queries.newest(actor, code)):
        framework, kpi = last.framework, last.kpi
    if framework is None or kpi is None:
        raise NotFound(say("There is nothing here, or you may not see it."))
    return actor, framework, kpi


def _history(actor: Actor, framework: Framework, kpi: Kpi, last: Figure | None, years: int) -> Any:
    found = queries.of_kpi(actor, kpi.code, spans.begin(last.begins, years)) if last else []
    return found, queries.cards(found, kpi.code, framework)


@blueprint.get("/<code>")
def show(code: str) -> str:
    """One KPI: its card, its trend, whether what moves is noise, its figures."""
    actor, framework, kpi = _found(code)
    last, years = queries.newest(actor, code), spans.asked(request.args.get("years"), Length(kpi.period.value))
    found, cards = _history(actor, framework, kpi, last, years)
    points, is_kept = histories.points(found, cards, kpi), framework.state == FrameworkState.ACTIVE
    return render_template(
        "kpis/show.html", kpi=kpi, card=pages.card(kpi, say("%(label)s, since %(day)s", label=framework.label, day=framework.effective_from)),
        walk=histories.walk(framework.terms, code), rhythm=histories.rhythm(kpi), trend=histories.trend(points, kpi) if points else None, points=points,
        finding=histories.finding(points, kpi), noise=noise.of(points, kpi), worth=pages.worth, levels=histories.levels(points),
        ledger=histories.ledger(found, cards, kpi), shares=any(one.denominator is not None for one in found), count=len(found),
        spans=spans.choices(code, years), years=years, beside=sections.of(actor, framework, kpi), cures=beside.cures(actor, code),
        may_submit=is_kept and views.may_submit(framework, actor) and kpi.measured_by == actor.party.value, is_kept=is_kept, **_open(actor, last),
    )  # fmt: skip


def _open(actor: Actor, last: Figure | None) -> dict[str, Any]:
    """The last figure as the head and the side column show it: its state, whose turn, until when, what one can do about it."""
    if last is None:
        return {"last": None, "chip": None, "ball": None, "clocks": [], "moves": [], "contest": None, "period": ""}
    running = timers.live(last) if last.ball else []
    return {
        "last": last, "chip": histories.last(last, last.kpi), "ball": standing.ball_of(last, actor), "clocks": standing.clocks_of(last.framework.terms, running),
        "moves": [one for one in moves.buttons(FIGURE, last, actor, "figures", FORMS) if one.verb not in ("note", "note_own")] if last.ball else [],
        "contest": faces.of(last, actor), "period": spoken.period(last.period),
    }  # fmt: skip


@blueprint.get("/<code>.<any(csv, xlsx):kind>")
def file(code: str, kind: str) -> Response:
    """All figures of a KPI that hold, oldest first."""
    heads = [
        _("KPI"), _("Period"), _("From"), _("Until"), _("Figure"), _("Numerator"), _("Denominator"), _("State"), _("Submitted"), _("No."),
    ]  # fmt: skip
    found = queries.of_kpi(here.actor(), code)
    rows: list[list[Any]] = [
        [one.code, one.period, one.begins, one.ends - timedelta(days=1), one.counted, one.numerator, one.denominator, tell(pages.state_of(one).label),
         one.value, one.label]
        for one in found
    ]  # fmt: skip
    return tables.answer(kind, f"{here.agreement().key}-{code}", heads, rows, queries.MOST)


@blueprint.get("/<code>/control.csv")
def control_file(code: str) -> Response:
    """The control chart: settled figures with their moving range, the mean and limits they are held against, and their signals."""
    actor, framework, kpi = _found(code)
    years = spans.asked(request.args.get("years"), Length(kpi.period.value))
    found, cards = _history(actor, framework, kpi, queries.newest(actor, code), years)
    said = noise.of(histories.points(found, cards, kpi), kpi)
    middle = _("Median") if said and said.is_run else _("Mean")
    heads = [_("Period"), _("Figure"), _("Moving range"), middle, _("Lower limit"), _("Upper limit"), _("Signal")]
    rows: list[list[Any]] = [
        [row.label, row.value, row.moved, said.chart.centre, said.chart.lower, said.chart.upper, "; ".join(tell(Say(word)) for word in row.signals)]
        for row in said.rows
    ] if said else []  # fmt: skip
    return tables.answer("csv", f"{here.agreement().key}-{code}-control", heads, rows, queries.MOST)
