"""The pages of key people: the posts and the changes of them, one change, a new one or a request for one, and the door of every move."""

import secrets
from collections.abc import Callable, Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from bpo_gov.action_items import pages as item_pages
from bpo_gov.action_items import queries as items
from bpo_gov.agreements import deadlines, opening, standing
from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.door import inside
from bpo_gov.agreements.models import Framework
from bpo_gov.agreements.shown import key_people as said
from bpo_gov.kernel import access, clock, timers
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.parties import SIDES, Actor, Role
from bpo_gov.kernel.words import say
from bpo_gov.notes import shown
from bpo_gov.notes import views as notes
from bpo_gov.successions import actions, pages, posts, queries, terms, timelines
from bpo_gov.successions.forms import FORMS, Announce, Request
from bpo_gov.successions.lists import LIST
from bpo_gov.successions.models import Succession
from bpo_gov.successions.words import WHYS
from bpo_gov.successions.workflow import SUCCESSION
from bpo_gov.web import here, moves, tables
from bpo_gov.web.lists import door as lists
from bpo_gov.web.words import tell, zone_here

blueprint = inside("successions", "key-people")
LEAST = {Announce: Role.MEMBER, Request: Role.MANAGER}


def _rows(found: Sequence[Succession], actor: Actor) -> list[pages.Row]:
    framework = agreements.active_framework(actor.agreement_id)
    running = deadlines.first_running([one.id for one in found])
    return [pages.row_of(one, actor, framework.terms, running.get(one.id)) for one in found] if framework else []


def _heads() -> list[str]:
    return [
        _("No."), _("Service"), _("Position"), _("State"), _("Waiting for"), _("Whose person"), _("Who leaves"), _("Why"), _("Announced"), _("Last day"),
        _("Announced too late, working days"), _("Successor"), _("First day"), _("Holds the post since"), _("A day was missed"),
        _("Last moved"),
    ]  # fmt: skip


def _cells(one: Succession) -> list[tables.Cell]:
    zone = zone_here()
    return [
        one.label, one.service, one.position, tell(SUCCESSION.word(one.state)), _(standing.TURNS[one.ball]) if one.ball else "",
        _(standing.TURNS[one.owner.value]), one.holder, _(WHYS[one.cause]), one.announced_at.astimezone(zone) if one.announced_at else None, one.last_on,
        one.notice_late, one.successor, one.first_on, one.taken_on,
        _("yes") if one.is_late else "", one.moved_at.astimezone(zone),
    ]  # fmt: skip


def _more(actor: Actor) -> dict[str, Any]:
    framework = agreements.active_framework(actor.agreement_id)
    agreed = framework.terms if framework else None
    section = agreed.key_people if agreed else None
    is_side = actor.party in SIDES and section is not None
    return {
        "framework": framework, "section": section, "rules": said.says(section) if section else (), "posts": posts.rows(actor, agreed) if agreed else [],
        "may_announce": is_side and actor.role >= Role.MEMBER, "may_ask": is_side and actor.role >= Role.MANAGER,
    }  # fmt: skip


lists.install(
    blueprint, LIST, SUCCESSION, FORMS, queries.load, template="successions/index.html", part="key-people", rows=_rows, heads=_heads, cells=_cells,
    more=_more,
)  # fmt: skip


@blueprint.get("/new")
def new() -> str:
    """An empty announcement; `post` names the post."""
    return _empty(Announce)


@blueprint.post("/")
def create() -> Any:
    """Announce it: the other side is told, and the time for a successor begins."""
    return _open(Announce, actions.announce, _("%(label)s: the change is announced. Now propose a successor."))


@blueprint.get("/ask")
def ask() -> str:
    """An empty request for a replacement; `post` names the post."""
    return _empty(Request)


@blueprint.post("/ask")
def send() -> Any:
    """Ask for it: the side whose person it is announces the change, or declines."""
    return _open(Request, actions.request, _("%(label)s: the other side is asked to replace the person."))


def _empty(kind: type[Announce] | type[Request]) -> str:
    form, framework = _form(kind)
    form.token.data = secrets.token_urlsafe(24)
    asked = request.args.get("post", "")
    form.post.data = asked if asked in {choice.value for choice in form.post.choices} else ""
    return _new_page(form, framework)


def _open(kind: type[Announce] | type[Request], make: Callable[..., Succession], done: str) -> Any:
    form, framework = _form(kind)
    if not form.validate():
        return _new_page(form, framework), 422
    try:
        one = make(here.actor(), token=opening.once(form, here.actor()), **form.words())
    except Refused as error:
        form.post.errors = [tell(error.says)]
        return _new_page(form, framework), 422
    flash(done % {"label": one.label}, "ok")
    return redirect(url_for(".show", number=one.number), 303)


def _form(kind: type[Announce] | type[Request]) -> tuple[Any, Framework]:
    actor = here.actor()
    framework = opening.framework_for(actor, LEAST[kind])
    if framework.terms.key_people is None:
        raise Refused(say("The framework says nothing about changes of key people."))
    holders = queries.holders(actor, queries.told(actor))
    form = kind()
    form.offer(
        framework.terms,
        [
            (each.post.key, f"{each.post.service} {each.post.position}: {holders[each.post].name}")
            for each in terms.named(framework.terms)
            if (each.post.side is actor.party) is (kind is Announce)
        ],
    )
    return form, framework


def _new_page(form: Any, framework: Framework) -> str:
    section = framework.terms.key_people
    name = "successions/new.html" if isinstance(form, Announce) else "successions/ask.html"
    return render_template(name, form=form, section=section, rules=said.says(section) if section else ())


@blueprint.get("/<int:number>")
def show(number: int) -> str:
    """One change: both people side by side, what the contract asks for, every proposal, the record."""
    actor = here.actor()
    one = queries.load(number, actor)
    events, running = access.events_of(one, actor), timers.live(one)
    members = agreements.members(actor.agreement_id)
    return render_template(
        "successions/show.html", one=one, state=pages.state_of(one), ball=standing.ball_of(one, actor), steps=pages.steps(one, events),
        clocks=standing.clocks_of(one.framework.terms, running), notice=pages.notice_clock(one), facts=pages.facts(one), people=pages.people(one),
        why=WHYS[one.cause], empty_since=posts.empty_since(one, terms.today(one.framework.terms)) if one.ball else None,
        items=item_pages.beside(items.about(one, actor)), related=opening.related(one, actor, apart=items.KIND),
        timeline=timelines.of(events, {m.user_id: (m.user.name, m.title) for m in members}, shown.files(events)),
        moves=moves.buttons(SUCCESSION, one, actor, "successions", FORMS), now=clock.now(), may_write=actor.role >= Role.MEMBER and actor.party in SIDES,
        composer=shown.composer(one, actor, members, here.agreement(), url_for(".say_note", number=number)),
    )  # fmt: skip


door = moves.install(blueprint, SUCCESSION, FORMS, queries.load, "successions")
notes.install(door)
