"""The pages of change requests: the list, one request, a new one, and the door of every move."""

import secrets
from hashlib import sha256
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.door import inside
from bpo_gov.agreements.models import Framework
from bpo_gov.change_requests import actions, lists, pages, papers, queries, timelines, versions
from bpo_gov.change_requests.forms import FORMS, Request
from bpo_gov.change_requests.models import ChangeRequest, State
from bpo_gov.change_requests.rules import Verdict
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.kernel import access, timers
from bpo_gov.kernel.errors import BpoError, Denied, Refused
from bpo_gov.kernel.ledger import canonical, plain
from bpo_gov.kernel.parties import Actor, Role
from bpo_gov.kernel.words import say
from bpo_gov.web import here, moves
from bpo_gov.web.words import tell

blueprint = inside("change_requests", "changes")


@blueprint.get("/")
def index() -> str:
    """The list: one line a matter; view, sort and place in the address."""
    actor = here.actor()
    framework = agreements.active_framework(actor.agreement_id)
    asked = lists.Asked.of(request.args)
    found = lists.page(actor, asked)
    rows = [pages.row_of(cr, actor, framework.terms) for cr in found.rows] if framework else []
    return render_template(
        "change_requests/index.html", rows=rows, found=found, asked=asked, counts=lists.counts(actor), framework=framework,
        may_open=actor.role >= Role.MEMBER,
    )  # fmt: skip


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
    cr = actions.open_(actor, token=_once(form, actor), **form.words())
    if request.form.get("submit_now") and cr.state == State.DRAFT and (refusal := _submit(cr, actor)):
        flash(tell(refusal.says), "near")
    else:
        flash(_("%(label)s is a draft. Only your side sees it.", label=cr.label) if cr.state == State.DRAFT else
              _("%(label)s is submitted. The other side is told.", label=cr.label), "ok")  # fmt: skip
    return redirect(url_for(".show", number=cr.number), 303)


def _request_form() -> tuple[Request, Framework]:
    actor = here.actor()
    if actor.role < Role.MEMBER:
        raise Denied(say("A viewer only looks: ask a manager of your side for another role."))
    framework = agreements.active_framework(actor.agreement_id)
    if framework is None:
        raise Refused(say("The framework is not in force yet: both sides must sign it first."))
    form = Request()
    form.offer(framework.terms)
    return form, framework


def _once(form: Request, actor: Actor) -> str | None:
    """The form's one-time token, bound to who sent it and what: the same twice opens one change, other words another."""
    if not form.token.data:
        return None
    sent = {"token": form.token.data, "agreement": actor.agreement_id, "person": actor.user_id, "words": form.words()}
    return sha256(canonical(plain(sent))).hexdigest()


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
    clocks = pages.clocks_of(cr, timers.live(cr))
    members = agreements.members(actor.agreement_id)
    newer = versions.newer(cr)
    return render_template(
        "change_requests/show.html", newer=newer, adoption=versions.proposal_of(cr) if newer else None,
        cr=cr, terms=terms, state=pages.state_of(cr), ball=pages.ball_of(cr, actor), clocks=clocks,
        steps=pages.steps(cr, events, cr.due_at), verdict=queries.verdict(cr), arithmetic=queries.arithmetic(cr),
        asked=papers.asked(cr), assessed=papers.assessed(cr), signs=pages.signs(cr),
        timeline=timelines.timeline(events, {m.user_id: (m.user.name, m.title) for m in members}, actor),
        moves=moves.buttons(CHANGE_REQUEST, cr, actor, "change_requests", FORMS), facts=pages.facts(cr, terms),
        readers=pages.readers(queries.count_by_side(members), actor, agreements.side_names(here.agreement())),
        related=queries.related(cr, actor), walk=queries.neighbours(cr, actor), now=pages.as_of(),
        may_write=actor.role >= Role.MEMBER,
    )  # fmt: skip


@blueprint.post("/<int:number>/say")
def say_note(number: int) -> Any:
    """A note from the page's composer: for both sides, or for the own side only."""
    actor = here.actor()
    cr = queries.load(number, actor, lock=True)
    verb = {"both": "note", "own": "note_own"}.get(request.form.get("reach", ""))
    if verb is None:
        abort(400)  # nobody guesses who may read somebody's words
    if refusal := CHANGE_REQUEST.refusal(verb, cr, actor):
        raise refusal
    form = FORMS[verb]()
    if not form.validate():
        return door.page(cr, CHANGE_REQUEST.table[verb], form), 422
    if form.looked_at() in (None, cr.version) or not _is_last(cr, actor, verb, form.words()):
        CHANGE_REQUEST.effects[verb](cr, actor, **form.words())
    flash(_("Note sent to both sides.") if verb == "note" else _("Note sent to your side only."), "ok")
    return redirect(url_for(".show", number=number), 303)


def _is_last(cr: ChangeRequest, actor: Actor, verb: str, words: dict[str, Any]) -> bool:
    """Whether the last entry of the record is these very words of this person: a second click on send."""
    event, content = access.events_of(cr, actor)[-1]
    name = f"{CHANGE_REQUEST.name}.{CHANGE_REQUEST.table[verb].event}"
    return (event.actor_id, event.name, content.particulars) == (actor.user_id, name, plain(words))


door = moves.install(blueprint, CHANGE_REQUEST, FORMS, queries.load, "change_requests")
