"""The pages of relief: the list, one claim, a new one, and the door of every move."""

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
from bpo_gov.reliefs import actions, pages, queries, terms, timelines
from bpo_gov.reliefs.forms import FORMS, Notify
from bpo_gov.reliefs.lists import LIST
from bpo_gov.reliefs.models import Relief
from bpo_gov.reliefs.workflow import RELIEF
from bpo_gov.web import here, moves, tables
from bpo_gov.web.lists import door as lists
from bpo_gov.web.words import tell, zone_here

blueprint = inside("reliefs", "relief")


def _rows(found: Sequence[Relief], actor: Actor) -> list[pages.Row]:
    framework = agreements.active_framework(actor.agreement_id)
    running = deadlines.first_running([one.id for one in found])
    return [pages.row_of(one, actor, framework.terms, running.get(one.id)) for one in found] if framework else []


def _heads() -> list[str]:
    return [
        _("No."), _("Title"), _("State"), _("Waiting for"), _("Claimed by"), _("Known on"), _("Came late"), _("Figures"), _("Milestone"), _("Day of it"),
        _("Delay claimed"), _("Lost in any case"), _("Moves by"), _("Moves to"), _("Notice given"), _("Last moved"),
    ]  # fmt: skip


def _cells(one: Relief) -> list[tables.Cell]:
    zone = zone_here()
    return [
        one.label, one.title, tell(RELIEF.word(one.state)), _(standing.TURNS[one.ball]) if one.ball else "", _(standing.TURNS[one.claimant.value]),
        one.aware_on, _("yes") if one.is_late else "", one.named, one.milestone, one.milestone_on, one.delay, one.own_delay if one.delay else None,
        one.moved_by, one.moved_to, one.created_at.astimezone(zone), one.moved_at.astimezone(zone),
    ]  # fmt: skip


def _more(actor: Actor) -> dict[str, Any]:
    framework = agreements.active_framework(actor.agreement_id)
    return {"framework": framework, "may_claim": actor.role >= Role.MEMBER and framework is not None}


lists.install(
    blueprint, LIST, RELIEF, FORMS, queries.load, template="reliefs/index.html", part="kpis", rows=_rows, heads=_heads, cells=_cells, more=_more,
)  # fmt: skip


@blueprint.get("/new")
def new() -> str:
    """An empty notice; `figure` names what it touches."""
    form, framework = _form()
    form.token.data = secrets.token_urlsafe(24)
    form.figures.data = request.args.get("figure", "")[:40]
    return _new_page(form, framework)


@blueprint.post("/")
def create() -> Any:
    """Give the notice: the other side is told, and the time for the details begins."""
    actor = here.actor()
    form, framework = _form()
    if not form.validate():
        return _new_page(form, framework), 422
    try:
        one = actions.notify(actor, token=opening.once(form, actor), **form.words())
    except Refused as error:
        form.aware_on.errors = [tell(error.says)]
        return _new_page(form, framework), 422
    flash(_("%(label)s: notice is given. Now give the details.", label=one.label), "ok")
    return redirect(url_for(".show", number=one.number), 303)


def _form() -> tuple[Notify, Framework]:
    actor = here.actor()
    framework, form = opening.framework_for(actor), Notify()
    form.offer(framework.terms, actor)
    return form, framework


def _new_page(form: Notify, framework: Framework) -> str:
    return render_template(
        "reliefs/new.html", form=form, section=terms.of(framework.terms), is_settled=framework.terms.relief is not None
    )


@blueprint.get("/<int:number>")
def show(number: int) -> str:
    """One claim: what happened, what it excuses, where the milestone goes, the record."""
    actor = here.actor()
    one = queries.load(number, actor)
    events, running = access.events_of(one, actor), timers.live(one)
    members = agreements.members(actor.agreement_id)
    return render_template(
        "reliefs/show.html", one=one, state=pages.state_of(one), ball=standing.ball_of(one, actor), steps=pages.steps(one, events),
        clocks=standing.clocks_of(one.framework.terms, running), facts=pages.facts(one, queries.decided_by(one, actor)), lines=pages.lines(one),
        notice=pages.notice_clock(one), moved=pages.moved_clock(one), delay=pages.delay_of(one), items=item_pages.beside(items.about(one, actor)),
        related=opening.related(one, actor, apart=items.KIND),
        timeline=timelines.of(events, {m.user_id: (m.user.name, m.title) for m in members}, shown.files(events)),
        moves=moves.buttons(RELIEF, one, actor, "reliefs", FORMS), now=clock.now(), may_write=actor.role >= Role.MEMBER and actor.party in SIDES,
        composer=shown.composer(one, actor, members, here.agreement(), url_for(".say_note", number=number)),
    )  # fmt: skip


door = moves.install(blueprint, RELIEF, FORMS, queries.load, "reliefs")
notes.install(door)
