"""The pages of figures: the list, one figure, a new one, and the door of every move."""

import secrets
from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from bpo_gov.agreements import deadlines, opening, standing
from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.door import inside
from bpo_gov.agreements.models import Framework
from bpo_gov.kernel import access, clock, timers
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.parties import SIDES, Actor, Role
from bpo_gov.kpis import actions, beside, pages, queries, timelines
from bpo_gov.kpis.forms import FORMS, Submit
from bpo_gov.kpis.lists import LIST
from bpo_gov.kpis.models import Figure
from bpo_gov.kpis.workflow import FIGURE
from bpo_gov.notes import shown
from bpo_gov.notes import views as notes
from bpo_gov.web import here, moves, tables
from bpo_gov.web.lists import door as lists
from bpo_gov.web.words import tell, zone_here

blueprint = inside("figures", "figures")


def _rows(found: Sequence[Figure], actor: Actor) -> list[pages.Row]:
    framework = agreements.active_framework(actor.agreement_id)
    running = deadlines.first_running([one.id for one in found])
    return [pages.row_of(one, actor, framework.terms, running.get(one.id)) for one in found] if framework else []


def _heads() -> list[str]:
    return [
        _("No."), _("KPI"), _("Period"), _("State"), _("Waiting for"), _("Submitted"), _("Counts as"), _("Numerator"), _("Denominator"), _("Source"),
        _("Submitted by"), _("Last moved"),
    ]  # fmt: skip


def _cells(one: Figure) -> list[tables.Cell]:
    return [
        one.label, one.code, one.period, tell(FIGURE.word(one.state)), _(standing.TURNS[one.ball]) if one.ball else "", one.value, one.counted,
        one.numerator, one.denominator, one.source, _(standing.TURNS[one.submitter.value]), one.moved_at.astimezone(zone_here()),
    ]  # fmt: skip


def _more(actor: Actor) -> dict[str, Any]:
    framework = agreements.active_framework(actor.agreement_id)
    return {"framework": framework, "may_submit": may_submit(framework, actor)}


def may_submit(framework: Framework | None, actor: Actor) -> bool:
    """Whether a person can submit a figure at all: a member of a side that measures something."""
    kpis = framework.terms.kpis if framework else []
    return actor.role >= Role.MEMBER and any(kpi.measured_by == actor.party.value for kpi in kpis)


lists.install(
    blueprint, LIST, FIGURE, FORMS, queries.load, template="figures/index.html", part="kpis", rows=_rows, heads=_heads, cells=_cells, more=_more,
)  # fmt: skip


@blueprint.get("/new")
def new() -> str:
    """An empty figure; `code` and `period` name what it is for."""
    form, framework = _form()
    form.token.data = secrets.token_urlsafe(24)
    form.code.data, form.period.data = request.args.get("code", "")[:40], request.args.get("period", "")[:10]
    return _new_page(form, framework)


@blueprint.post("/")
def create() -> Any:
    """Submit it: the other side is told, and its time to contest begins."""
    actor = here.actor()
    form, framework = _form()
    if not form.validate():
        return _new_page(form, framework), 422
    try:
        one = actions.submit(actor, token=opening.once(form, actor), **form.words())
    except Refused as error:
        form.period.errors = [tell(error.says)]
        return _new_page(form, framework), 422
    flash(_("%(label)s is submitted. The other side accepts or contests it.", label=one.label), "ok")
    return redirect(url_for(".show", number=one.number), 303)


def _form() -> tuple[Submit, Framework]:
    actor = here.actor()
    framework, form = opening.framework_for(actor), Submit()
    form.offer(framework.terms, actor)
    return form, framework


def _new_page(form: Submit, framework: Framework) -> str:
    return render_template("figures/new.html", form=form, terms=framework.terms)


@blueprint.get("/<int:number>")
def show(number: int) -> str:
    """One figure: what was submitted, what was said against it, what counts, the record."""
    actor = here.actor()
    one = queries.load(number, actor)
    events, running = access.events_of(one, actor), timers.live(one)
    members = agreements.members(actor.agreement_id)
    return render_template(
        "figures/show.html", one=one, kpi=one.kpi, state=pages.state_of(one), ball=standing.ball_of(one, actor), worth=pages.worth,
        tone=pages.tone_of(one.counted, one.kpi), clocks=standing.clocks_of(one.framework.terms, running), facts=pages.facts(one),
        related=opening.related(one, actor, apart=beside.PLAN), cures=beside.cures(actor, one.code, one.period),
        timeline=timelines.of(events, {m.user_id: (m.user.name, m.title) for m in members}, shown.files(events)),
        moves=moves.buttons(FIGURE, one, actor, "figures", FORMS), now=clock.now(), may_write=actor.role >= Role.MEMBER and actor.party in SIDES,
        composer=shown.composer(one, actor, members, here.agreement(), url_for(".say_note", number=number)),
    )  # fmt: skip


door = moves.install(blueprint, FIGURE, FORMS, queries.load, "figures")
notes.install(door)
