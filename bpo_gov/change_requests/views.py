"""The pages of change requests: one request, a new one, and the door of every move."""

import secrets
from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from bpo_gov.action_items import pages as item_pages
from bpo_gov.action_items import queries as items
from bpo_gov.agreements import opening, standing
from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.door import inside
from bpo_gov.agreements.framework.classes import CLASSES
from bpo_gov.agreements.models import Framework
from bpo_gov.change_requests import actions, list_views, neighbours, pages, papers, path, queries, timelines, versions
from bpo_gov.change_requests.envelope import splitting
from bpo_gov.change_requests.forms import FORMS
from bpo_gov.change_requests.models import ChangeRequest, State
from bpo_gov.change_requests.request_forms import Request
from bpo_gov.change_requests.rules import Verdict
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.kernel import access, timers
from bpo_gov.kernel.errors import BpoError
from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.parties import Actor, Role
from bpo_gov.notes import shown
from bpo_gov.notes import views as notes
from bpo_gov.web import here, moves
from bpo_gov.web.words import tell

blueprint = inside("change_requests", "changes")
list_views.install(blueprint)


@blueprint.get("/new")
def new() -> str:
    """An empty request, with the one-time token that makes a double click open one change only."""
    form, framework = _request_form()
    form.token.data = secrets.token_urlsafe(24)
    return _new_page(form, framework)


@blueprint.post("/")
def create() -> Any:
    """Open a draft, or one that is submitted at once."""
    actor = here.actor()
    form, framework = _request_form()
    if not form.validate():
        return _new_page(form, framework), 422
    if request.form.get("check"):
        return _new_page(form, framework, actions.preview(actor, framework, **form.words()))
    if twin := queries.just_opened(actor, form.words()):
        flash(_("You opened this a moment ago: here it is. Nothing was opened twice."), "near")
        return redirect(url_for(".show", number=twin), 303)
    cr = actions.open_(actor, token=opening.once(form, actor), **form.words())
    if request.form.get("submit_now") and cr.state == State.DRAFT and (refusal := _submit(cr, actor)):
        flash(tell(refusal.says), "near")
    else:
        flash(_("%(label)s is a draft. Only your side sees it.", label=cr.label) if cr.state == State.DRAFT else
              _("%(label)s is submitted. The other side is told.", label=cr.label), "ok")  # fmt: skip
    return redirect(url_for(".show", number=cr.number), 303)


def _request_form() -> tuple[Request, Framework]:
    actor = here.actor()
    framework, form = opening.framework_for(actor), Request()
    form.offer(framework.terms, actor.party)
    return form, framework


def _submit(cr: ChangeRequest, actor: Actor) -> BpoError | None:
    refusal = CHANGE_REQUEST.refusal("submit", cr, actor)
    if refusal is None:
        actions.submit(cr, actor)
    return refusal


def _new_page(form: Request, framework: Framework, as_typed: Verdict | None = None) -> str:
    return render_template("change_requests/new.html", form=form, terms=framework.terms, verdict=as_typed)


@blueprint.get("/<int:number>")
def show(number: int) -> str:
    """One change request: where it is, whose turn, what the envelope says, request beside assessment, signatures, record."""
    actor = here.actor()
    cr = queries.load(number, actor)
    terms = cr.framework.terms
    events = access.events_of(cr, actor)
    clocks = standing.clocks_of(cr.framework.terms, timers.live(cr))
    members = agreements.members(actor.agreement_id)
    newer = versions.newer(cr)
    return render_template(
        "change_requests/show.html", newer=newer, adoption=versions.proposal_of(cr) if newer else None,
        cr=cr, terms=terms, state=pages.state_of(cr), ball=standing.ball_of(cr, actor), clocks=clocks,
        steps=path.steps(cr, events, cr.due_at), verdict=splitting.judged(cr, raised_at=_submitted_at(events)), arithmetic=queries.arithmetic(cr),
        class_chip=_(CLASSES[cr.change_class]).capitalize(), order=papers.order(cr), beside=neighbours.beside(cr, actor),
        asked=papers.asked(cr), assessed=papers.assessed(cr), signs=pages.signs(cr),
        timeline=timelines.of(events, {m.user_id: (m.user.name, m.title) for m in members}, shown.files(events)),
        moves=moves.buttons(CHANGE_REQUEST, cr, actor, "change_requests", FORMS), facts=pages.facts(cr, terms),
        composer=shown.composer(cr, actor, members, here.agreement(), url_for(".say_note", number=number)),
        walk=neighbours.neighbours(cr, actor), now=pages.as_of(), related=opening.related(cr, actor, apart=items.KIND),
        may_write=actor.role >= Role.MEMBER, items=item_pages.beside(items.about(cr, actor)),
    )  # fmt: skip


def _submitted_at(events: list[tuple[Event, EventContent]]) -> datetime | None:
    return next((event.at for event, _content in events if event.name == splitting.SUBMITTED), None)


door = moves.install(blueprint, CHANGE_REQUEST, FORMS, queries.load_for_writing, "change_requests")
notes.install(door)
