"""The pages of action items: the list with the punctuality of each side, one action, a new one, and the door of every move."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from bpo_gov.action_items import actions, pages, queries, timelines
from bpo_gov.action_items.forms import FORMS, Add
from bpo_gov.action_items.lists import LIST
from bpo_gov.action_items.models import ActionItem
from bpo_gov.action_items.workflow import ACTION_ITEM
from bpo_gov.agreements import deadlines, opening, standing
from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.door import inside
from bpo_gov.kernel import access, clock, timers
from bpo_gov.kernel.parties import SIDES, Actor, Role
from bpo_gov.notes import shown
from bpo_gov.notes import views as notes
from bpo_gov.web import here, moves, tables
from bpo_gov.web.lists import door as lists
from bpo_gov.web.words import tell, zone_here

blueprint = inside("action_items", "actions")


def _rows(found: Sequence[ActionItem], actor: Actor) -> list[pages.Row]:
    framework = agreements.active_framework(actor.agreement_id)
    running = deadlines.first_running([one.id for one in found])
    return [pages.row_of(one, actor, framework.terms, running.get(one.id)) for one in found] if framework else []


def _heads() -> list[str]:
    return [
        _("No."), _("Title"), _("State"), _("Side"), _("Owner"), _("Has left"), _("Due on"), _("A day was missed"), _("Ended"), _("Opened"), _("Last moved"),
    ]  # fmt: skip


def _cells(one: ActionItem) -> list[tables.Cell]:
    zone = zone_here()
    return [
        one.label, one.title, tell(ACTION_ITEM.word(one.state)), _(standing.TURNS[one.owner_side.value]), tell(pages.owner_of(one)),
        _("yes") if one.owner_left else "", one.due_on, _("yes") if one.is_late else "", one.ended_at and one.ended_at.astimezone(zone),
        one.created_at.astimezone(zone), one.moved_at.astimezone(zone),
    ]  # fmt: skip


def _more(actor: Actor) -> Mapping[str, Any]:
    found = queries.punctuality(actor)
    return {
        "may_add": actor.role >= Role.MEMBER, "framework": agreements.active_framework(actor.agreement_id),
        "bars": pages.bars(found), "figures": pages.figures(found),
    }  # fmt: skip


lists.install(
    blueprint, LIST, ACTION_ITEM, FORMS, queries.load, template="action_items/index.html", part="actions", rows=_rows, heads=_heads, cells=_cells,
    more=_more,
)  # fmt: skip


@blueprint.get("/new")
def new() -> str:
    """An empty action, with the one-time token that makes a double click add one only; `about` names a matter."""
    form = _form()
    form.token.data = secrets.token_urlsafe(24)
    form.about.data = request.args.get("about", "")[:20]
    return _new_page(form)


@blueprint.post("/")
def create() -> Any:
    """Add it: both sides are told at once."""
    actor = here.actor()
    form = _form()
    about = opening.named(form.about, actor) if form.validate() else None
    if form.errors:
        return _new_page(form), 422
    words = form.words() | {"about": about}
    if twin := queries.just_added(actor, words, about):
        flash(_("You opened this a moment ago: here it is. Nothing was opened twice."), "near")
        return redirect(url_for(".show", number=twin), 303)
    one = actions.add(actor, token=opening.once(form, actor), **words)
    flash(_("%(label)s is added. Both sides are told.", label=one.label), "ok")
    return redirect(opening.afterwards(actor, url_for(".show", number=one.number)), 303)


def _form() -> Add:
    actor, form = here.actor(), Add()
    framework = opening.framework_for(actor)
    form.offer(framework.terms, queries.able(actor.agreement_id), actor)
    return form


def _new_page(form: Add) -> str:
    return render_template("action_items/new.html", form=form)


@blueprint.get("/<int:number>")
def show(number: int) -> str:
    """One action: who owns it, until when, what was reported, the record."""
    actor = here.actor()
    one = queries.load(number, actor)
    events, running = access.events_of(one, actor), timers.live(one)
    members = agreements.members(actor.agreement_id)
    return render_template(
        "action_items/show.html", one=one, state=pages.state_of(one), ball=standing.ball_of(one, actor), has_missed=pages.has_missed(one),
        clocks=standing.clocks_of(one.framework.terms, running), facts=pages.facts(one, members), about=opening.about(one, actor),
        timeline=timelines.of(events, {m.user_id: (m.user.name, m.title) for m in members}, shown.files(events)),
        moves=moves.buttons(ACTION_ITEM, one, actor, "action_items", FORMS), now=clock.now(),
        may_write=actor.role >= Role.MEMBER and actor.party in SIDES,
        composer=shown.composer(one, actor, members, here.agreement(), url_for(".say_note", number=number)),
    )  # fmt: skip


door = moves.install(blueprint, ACTION_ITEM, FORMS, queries.load, "action_items")
notes.install(door)
