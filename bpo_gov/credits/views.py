"""The pages of credits: statements with the months and triggers, one statement, a new one, and the door of every move."""

import secrets
from collections.abc import Sequence
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from bpo_gov.agreements import deadlines, opening, standing
from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.door import inside
from bpo_gov.agreements.standing import TURNS
from bpo_gov.credits import actions, charts, months, overview, pages, queries, timelines
from bpo_gov.credits.forms import FORMS, DrawUp
from bpo_gov.credits.lists import LIST
from bpo_gov.credits.models import Statement
from bpo_gov.credits.workflow import STATEMENT
from bpo_gov.kernel import access, clock, timers
from bpo_gov.kernel.errors import NotFound, Refused
from bpo_gov.kernel.parties import SIDES, Actor, Role
from bpo_gov.kernel.words import Money, say
from bpo_gov.notes import shown
from bpo_gov.notes import views as notes
from bpo_gov.rectifications import queries as plans
from bpo_gov.web import here, moves, tables
from bpo_gov.web.lists import door as lists
from bpo_gov.web.words import tell, zone_here

blueprint = inside("credits", "credits")


def _rows(found: Sequence[Statement], actor: Actor) -> list[pages.Row]:
    framework = agreements.active_framework(actor.agreement_id)
    running = deadlines.first_running([one.id for one in found])
    return [pages.row_of(one, actor, framework.terms, running.get(one.id)) for one in found] if framework else []


def _heads() -> list[str]:
    return [
        _("No."), _("Month"), _("Whose performance"), _("State"), _("Waiting for"), _("Charges"), _("By the levels"), _("Under the caps"), _("Came back"),
        _("Stated before"), _("Due"), _("Counts as"), _("Ring-fenced"), _("Currency"), _("Applied on"), _("Day"), _("Last moved"),
    ]  # fmt: skip


def _cells(one: Statement) -> list[tables.Cell]:
    return [
        one.label, one.period, _(TURNS[one.owed_by.value]), tell(STATEMENT.word(one.state)), _(standing.TURNS[one.ball]) if one.ball else "", one.charges,
        one.gross, one.net, one.earned, one.before, one.due, one.amount, one.ring_fenced, one.currency, one.document, one.applied_on,
        one.moved_at.astimezone(zone_here()),
    ]  # fmt: skip


def _more(actor: Actor) -> dict[str, Any]:
    framework = agreements.active_framework(actor.agreement_id)
    if framework is None:
        return {"framework": None, "may_draw": False}
    terms, today = framework.terms, agreements.today_of(framework)
    known = months.ground(actor.agreement_id, today - queries.FAR_BACK)
    found, currency = overview.rows(known, today), terms.header.currency
    return {
        "framework": framework, "may_draw": actor.role >= Role.MEMBER and bool(months.sides(known, today)), "months": found, "currency": currency,
        "money": lambda value: Money(value, currency), "chart": overview.chart(found, currency), "finding": overview.finding(found, currency),
        "tiles": overview.tiles(known, found, today, currency, terms.header.start), "triggers": overview.triggers(known, today, plans.failed(actor.agreement_id)),
    }  # fmt: skip


lists.install(
    blueprint, LIST, STATEMENT, FORMS, queries.load, template="credits/index.html", part="credits", rows=_rows, heads=_heads, cells=_cells, more=_more,
)  # fmt: skip


@blueprint.get("/new")
def new() -> str:
    """What a month comes to as the figures stand now, to be drawn up as a statement."""
    form = _form()
    form.token.data = secrets.token_urlsafe(24)
    form.period.data = request.args.get("period", "")[:10]
    form.owed_by.data = request.args.get("owed_by", "")[:10]
    return _new_page(form)


@blueprint.post("/")
def create() -> Any:
    """Draw it up: both sides are told, and the time to claim it begins."""
    actor, form = here.actor(), _form()
    if not form.validate():
        return _new_page(form), 422
    try:
        one = actions.draw_up(actor, token=opening.once(form, actor), **form.words())
    except Refused as error:
        form.period.errors = [tell(error.says)]
        return _new_page(form), 422
    flash(_("%(label)s is drawn up. Both sides are told.", label=one.label), "ok")
    return redirect(url_for(".show", number=one.number), 303)


def _form() -> DrawUp:
    actor = here.actor()
    framework, form = opening.framework_for(actor), DrawUp()
    form.offer(
        [party for party in SIDES if any(kpi.measures == party and kpi.credit_share for kpi in framework.terms.kpis)]
    )
    return form


def _new_page(form: DrawUp) -> str:
    return render_template("credits/new.html", form=form)


@blueprint.get("/<int:number>")
def show(number: int) -> str:
    """One statement: its lines with how each was reckoned, the sums to what is due, the record."""
    actor = here.actor()
    one = queries.load(number, actor)
    events, running = access.events_of(one, actor), timers.live(one)
    members = agreements.members(actor.agreement_id)
    sums = pages.sums(one)
    figure = (
        charts.waterfall([(tell(word), amount, is_sum) for word, amount, is_sum in sums], one.currency)
        if len(sums) > 1
        else None
    )
    return render_template(
        "credits/show.html", one=one, state=pages.state_of(one), ball=standing.ball_of(one, actor), amount=pages.amount_of(one), lines=pages.lines(one),
        back=pages.back(one), sums=[(word, Money(value, one.currency)) for word, value, _is_sum in sums], figure=figure, finding=_finding(one),
        clocks=standing.clocks_of(one.framework.terms, running), facts=pages.facts(one), related=opening.related(one, actor),
        ring_fenced=Money(one.ring_fenced, one.currency) if one.ring_fenced else None,
        timeline=timelines.of(events, {m.user_id: (m.user.name, m.title) for m in members}, shown.files(events), one.currency),
        moves=moves.buttons(STATEMENT, one, actor, "credits", FORMS), now=clock.now(), may_write=actor.role >= Role.MEMBER and actor.party in SIDES,
        composer=shown.composer(one, actor, members, here.agreement(), url_for(".say_note", number=number)),
    )  # fmt: skip


def _finding(one: Statement) -> Any:
    if one.due < 0:
        return say(
            "%(amount)s goes back to %(side)s.", amount=pages.amount_of(one), side=overview.side_word(one.creditor)
        )
    return say(
        "%(amount)s is due to %(side)s.", amount=Money(one.due, one.currency), side=overview.side_word(one.creditor)
    )


@blueprint.get("/months.csv")
def months_file() -> Response:
    """The chart of the page over all statements as a file; empty before the framework is in force."""
    actor = here.actor()
    framework = agreements.active_framework(actor.agreement_id)
    found: list[overview.Month] = []
    if framework is not None:
        today = agreements.today_of(framework)
        found = overview.rows(months.ground(actor.agreement_id, today - queries.FAR_BACK), today)
    rows = overview.cells(found, framework.terms.header.currency if framework else "")
    return tables.answer("csv", f"{here.agreement().key}-credits-by-month", overview.heads(), rows, len(rows))


@blueprint.get("/<int:number>/lines.<kind>")
def lines_file(number: int, kind: str) -> Response:
    """The lines of a statement and the way to what is due, as a file."""
    if kind not in tables.TYPES:
        raise NotFound(say("There is nothing here, or you may not see it."))
    one = queries.load(number, here.actor())
    heads = [
        _("KPI"),
        _("Period"),
        _("Figure"),
        _("Value"),
        _("Standing"),
        _("Points"),
        _("Reckoned"),
        _("Under the caps"),
        _("How"),
        _("Currency"),
    ]
    rows: list[list[tables.Cell]] = [
        [line.code, line.period, line.figure, line.value, _(pages.STANDINGS[line.standing]), line.points, line.amount.amount, line.allowed.amount,
         tell(line.sentence), one.currency]
        for line in pages.lines(one)
    ]  # fmt: skip
    blank: list[tables.Cell] = [None] * 5
    rows += [
        [tell(word), *blank, value, None, None, one.currency] for word, value, _is_sum in pages.sums(one, lines=False)
    ]
    return tables.answer(kind, f"{here.agreement().key}-{one.label}", heads, rows, len(rows))


door = moves.install(blueprint, STATEMENT, FORMS, queries.load, "credits")
notes.install(door)
