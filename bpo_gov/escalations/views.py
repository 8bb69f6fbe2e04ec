"""The pages of escalations: the list, one escalation, a new one, and the door of every move."""

import secrets
from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from wtforms import SelectChoice

from bpo_gov.action_items import pages as item_pages
from bpo_gov.action_items import queries as items
from bpo_gov.agreements import deadlines, opening, policies, standing
from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.clocks import period
from bpo_gov.agreements.door import inside
from bpo_gov.agreements.models import Framework
from bpo_gov.escalations import actions, clocks, pages, queries, timelines, times
from bpo_gov.escalations.forms import FORMS, SEVERITIES, Raise
from bpo_gov.escalations.lists import LIST
from bpo_gov.escalations.models import Escalation
from bpo_gov.escalations.workflow import ESCALATION
from bpo_gov.kernel import access, clock, timers, turns
from bpo_gov.kernel.parties import SIDES, Actor, Role
from bpo_gov.notes import shown
from bpo_gov.notes import views as notes
from bpo_gov.web import here, moves, tables
from bpo_gov.web.app import TAKE_FILES
from bpo_gov.web.lists import door as lists
from bpo_gov.web.words import tell, zone_here

blueprint = inside("escalations", "escalations")
TAKE_FILES.add(("escalations.create", ""))
clocks.install(blueprint)


def _rows(found: Sequence[Escalation], actor: Actor) -> list[pages.Row]:
    framework = agreements.active_framework(actor.agreement_id)
    running = deadlines.first_running([one.id for one in found])
    return [pages.row_of(one, actor, framework.terms, running.get(one.id)) for one in found] if framework else []


def _heads() -> list[str]:
    return [
        _("No."), _("Title"), _("State"), _("Waiting for"), _("Due"), _("Level"), _("Severity"), _("Raised by"), _("Opened"), _("Last moved"),
    ]  # fmt: skip


def _cells(one: Escalation) -> list[tables.Cell]:
    zone = zone_here()
    return [
        one.label, one.title, tell(ESCALATION.word(one.state)), _(standing.TURNS[one.ball]) if one.ball else "", one.due_at and one.due_at.astimezone(zone),
        one.level, tell(pages.severity_word(one)), _(standing.TURNS[one.raised_by.value]), one.created_at.astimezone(zone), one.moved_at.astimezone(zone),
    ]  # fmt: skip


lists.install(
    blueprint, LIST, ESCALATION, FORMS, queries.load, template="escalations/index.html", part="escalations", rows=_rows, heads=_heads, cells=_cells,
    more=lambda actor: {"may_raise": actor.role >= Role.MEMBER, "framework": agreements.active_framework(actor.agreement_id)},
)  # fmt: skip


@blueprint.get("/new")
def new() -> str:
    """An empty escalation, with the one-time token that makes a double click raise one only."""
    form, framework = _form()
    form.token.data = secrets.token_urlsafe(24)
    form.about.data = request.args.get("about", "")[:20]
    return _new_page(form, framework)


@blueprint.post("/")
def create() -> Any:
    """Raise it: the other side is told at once."""
    actor = here.actor()
    form, framework = _form()
    about = opening.named(form.about, actor) if form.validate() else None
    if form.errors:
        return _new_page(form, framework), 422
    if not form.words()["files"] and (twin := queries.just_raised(actor, form.words(), about)):
        flash(_("You opened this a moment ago: here it is. Nothing was opened twice."), "near")
        return redirect(url_for(".show", number=twin), 303)
    one = actions.raise_(actor, token=opening.once(form, actor), **(form.words() | {"about": about}))
    flash(_("%(label)s is raised. The other side is told.", label=one.label), "ok")
    return redirect(url_for(".show", number=one.number), 303)


def _form() -> tuple[Raise, Framework]:
    framework, form = opening.framework_for(here.actor()), Raise()
    form.severity.choices = [SelectChoice(key.value, _(words[0])) for key, words in SEVERITIES.items()]
    return form, framework


def _new_page(form: Raise, framework: Framework) -> str:
    hints = {severity.value: _(words[1]) for severity, words in SEVERITIES.items()}
    return render_template("escalations/new.html", form=form, terms=framework.terms, hints=hints, period=period)


@blueprint.get("/<int:number>")
def show(number: int) -> str:
    """One escalation: where it is, whose turn, the ladder with its clocks, the time of each side, the record."""
    actor = here.actor()
    one = queries.load(number, actor)
    events, running = access.events_of(one, actor), timers.live(one)
    members = agreements.members(actor.agreement_id)
    until = clock.now() if one.ball and one.source is None else events[-1][0].at
    held = times.held(times.stretches(turns.turns_of(one.id), until), policies.counting(one.framework.terms))
    return render_template(
        "escalations/show.html", one=one, terms=one.framework.terms, state=pages.state_of(one), ball=standing.ball_of(one, actor),
        clocks=standing.clocks_of(one.framework.terms, running), steps=pages.steps(one, events), rungs=pages.rungs(one, members, events), ahead=pages.ahead(one, running),
        held=pages.held_rows(held), facts=pages.facts(one), about=opening.about(one, actor), related=opening.related(one, actor, apart=items.KIND),
        items=item_pages.beside(items.about(one, actor)),
        severity=pages.severity_word(one), level=pages.level_word(one),
        tone=pages.TONES[one.severity], timeline=timelines.of(events, {m.user_id: (m.user.name, m.title) for m in members}, shown.files(events)),
        moves=moves.buttons(ESCALATION, one, actor, "escalations", FORMS), now=clock.now(), may_write=actor.role >= Role.MEMBER and actor.party in SIDES,
        composer=shown.composer(one, actor, members, here.agreement(), url_for(".say_note", number=number)),
    )  # fmt: skip


door = moves.install(blueprint, ESCALATION, FORMS, queries.load, "escalations")
notes.install(door)
