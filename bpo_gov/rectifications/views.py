"""The pages of rectification plans: the list, one plan, a new notice, and the door of every move."""

import secrets
from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from bpo_gov.action_items import pages as item_pages
from bpo_gov.action_items import queries as items
from bpo_gov.agreements import deadlines, opening, standing
from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.door import inside
from bpo_gov.agreements.models import Framework
from bpo_gov.kernel import access, clock, timers
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.parties import SIDES, Actor, Role
from bpo_gov.notes import shown
from bpo_gov.notes import views as notes
from bpo_gov.rectifications import actions, pages, queries, terms, timelines
from bpo_gov.rectifications.forms import FORMS, Notify
from bpo_gov.rectifications.lists import LIST
from bpo_gov.rectifications.models import Rectification
from bpo_gov.rectifications.workflow import RECTIFICATION
from bpo_gov.web import here, moves, tables
from bpo_gov.web.lists import door as lists
from bpo_gov.web.words import tell, zone_here

blueprint = inside("rectifications", "plans")


def _rows(found: Sequence[Rectification], actor: Actor) -> list[pages.Row]:
    framework = agreements.active_framework(actor.agreement_id)
    running = deadlines.first_running([one.id for one in found])
    return [pages.row_of(one, actor, framework.terms, running.get(one.id)) for one in found] if framework else []


def _heads() -> list[str]:
    return [
        _("No."), _("KPI"), _("Period"), _("State"), _("Waiting for"), _("Side at fault"), _("Known on"), _("Notice late, working days"), _("A day was missed"),
        _("Notified"), _("Last moved"),
    ]  # fmt: skip


def _cells(one: Rectification) -> list[tables.Cell]:
    zone = zone_here()
    return [
        one.label, one.code, one.period, tell(RECTIFICATION.word(one.state)), _(standing.TURNS[one.ball]) if one.ball else "",
        _(standing.TURNS[one.at_fault.value]), one.known_on, one.notice_late, _("yes") if one.is_late else "", one.created_at.astimezone(zone),
        one.moved_at.astimezone(zone),
    ]  # fmt: skip


def _more(actor: Actor) -> dict[str, Any]:
    framework = agreements.active_framework(actor.agreement_id)
    return {"framework": framework, "may_notify": actor.role >= Role.MEMBER and framework is not None}


lists.install(
    blueprint, LIST, RECTIFICATION, FORMS, queries.load, template="rectifications/index.html", part="kpis", rows=_rows, heads=_heads, cells=_cells,
    more=_more,
)  # fmt: skip


@blueprint.get("/new")
def new() -> str:
    """An empty notice; `figure` names what fell short."""
    form, framework = _form()
    form.token.data = secrets.token_urlsafe(24)
    form.figure.data = request.args.get("figure", "")[:40]
    return _new_page(form, framework)


@blueprint.post("/")
def create() -> Any:
    """Notify it: the other side is told, and the time for its draft begins."""
    actor = here.actor()
    form, framework = _form()
    if not form.validate():
        return _new_page(form, framework), 422
    try:
        one = actions.notify(actor, token=opening.once(form, actor), **form.words())
    except Refused as error:
        form.figure.errors = [tell(error.says)]
        return _new_page(form, framework), 422
    flash(_("%(label)s: the failing is notified. The other side hands in a plan.", label=one.label), "ok")
    return redirect(url_for(".show", number=one.number), 303)


def _form() -> tuple[Notify, Framework]:
    actor = here.actor()
    framework, form = opening.framework_for(actor), Notify()
    form.offer(framework.terms, actor)
    return form, framework


def _new_page(form: Notify, framework: Framework) -> str:
    agreed = framework.terms
    return render_template(
        "rectifications/new.html", form=form, section=terms.of(agreed), is_settled=agreed.rectification is not None
    )


@blueprint.get("/<int:number>")
def show(number: int) -> str:
    """One plan: what fell short, every version with its steps, the record."""
    actor = here.actor()
    one = queries.load(number, actor)
    events, running = access.events_of(one, actor), timers.live(one)
    members = agreements.members(actor.agreement_id)
    return render_template(
        "rectifications/show.html", one=one, state=pages.state_of(one), ball=standing.ball_of(one, actor), steps=pages.steps(one, events),
        clocks=standing.clocks_of(one.framework.terms, running), facts=pages.facts(one, queries.decided_by(one, actor)), notice=pages.notice_clock(one),
        failing=pages.failing(one, queries.figure_of(one)), versions=pages.versions(one), items=item_pages.beside(items.about(one, actor)),
        related=opening.related(one, actor, apart=items.KIND),
        timeline=timelines.of(events, {m.user_id: (m.user.name, m.title) for m in members}, shown.files(events)),
        moves=moves.buttons(RECTIFICATION, one, actor, "rectifications", FORMS), now=clock.now(), may_write=actor.role >= Role.MEMBER and actor.party in SIDES,
        composer=shown.composer(one, actor, members, here.agreement(), url_for(".say_note", number=number)),
    )  # fmt: skip


door = moves.install(blueprint, RECTIFICATION, FORMS, queries.load, "rectifications")
notes.install(door)
