"""The pages of decisions: the register, one decision, a new one, and the door of every move."""

import secrets
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from bpo_gov.action_items import pages as item_pages
from bpo_gov.action_items import queries as items
from bpo_gov.agreements import deadlines, opening, standing
from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.clocks import period
from bpo_gov.agreements.door import inside
from bpo_gov.agreements.models import Framework
from bpo_gov.decisions import actions, pages, queries, timelines
from bpo_gov.decisions.forms import FORMS, Propose
from bpo_gov.decisions.lists import LIST
from bpo_gov.decisions.models import Decision, State
from bpo_gov.decisions.workflow import DECISION
from bpo_gov.kernel import access, clock, timers
from bpo_gov.kernel.parties import SIDES, Actor, Role
from bpo_gov.notes import shown
from bpo_gov.notes import views as notes
from bpo_gov.web import here, moves, tables
from bpo_gov.web.app import TAKE_FILES
from bpo_gov.web.lists import door as lists
from bpo_gov.web.words import tell, zone_here

blueprint = inside("decisions", "decisions")
TAKE_FILES.add(("decisions.create", ""))


def _rows(found: Sequence[Decision], actor: Actor) -> list[pages.Row]:
    framework = agreements.active_framework(actor.agreement_id)
    if framework is None:
        return []
    running, abouts = deadlines.first_running([one.id for one in found]), queries.abouts(found, actor)
    return [
        pages.row_of(one, actor, framework.terms, running.get(one.id), abouts.get(one.about_id or 0)) for one in found
    ]


def _heads() -> list[str]:
    return [
        _("No."), _("Title"), _("The exact words"), _("State"), _("Waiting for"), _("In force from"), _("Review"), _("What it is worth"),
        _("Proposed by"), _("Made as"), _("Opened"), _("Last moved"),
    ]  # fmt: skip


def _whence(one: Decision) -> tuple[str, str]:
    """The side that proposed it, or what it was made as with another matter."""
    return ("", _(pages.SOURCES[one.source])) if one.source else (_(standing.TURNS[one.raised_by.value]), "")


def _cells(one: Decision) -> list[tables.Cell]:
    zone = zone_here()
    return [
        one.label, one.title, one.text, tell(DECISION.word(one.state)), _(standing.TURNS[one.ball]) if one.ball else "", one.effective_on, one.review_on,
        one.amount, *_whence(one), one.created_at.astimezone(zone), one.moved_at.astimezone(zone),
    ]  # fmt: skip


lists.install(
    blueprint, LIST, DECISION, FORMS, queries.load, template="decisions/index.html", part="decisions", rows=_rows, heads=_heads, cells=_cells,
    more=lambda actor: {"may_propose": actor.role >= Role.MEMBER, "framework": agreements.active_framework(actor.agreement_id)},
)  # fmt: skip


@blueprint.get("/new")
def new() -> str:
    """An empty decision, with the one-time token that makes a double click propose one only."""
    form, framework = _form()
    form.token.data = secrets.token_urlsafe(24)
    form.about.data, form.supersedes.data = request.args.get("about", "")[:20], request.args.get("supersedes", "")[:20]
    form.effective_on.data = clock.now().astimezone(zone_here()).date()
    return _new_page(form, framework)


@blueprint.post("/")
def create() -> Any:
    """Propose it: the other side is told at once."""
    actor = here.actor()
    form, framework = _form()
    form.validate()
    about, supersedes = opening.named(form.about, actor), _replaced(form, actor)
    if form.errors:
        return _new_page(form, framework), 422
    words = form.words() | {"about": about, "supersedes": supersedes}
    if not words["files"] and (twin := queries.just_proposed(actor, words, about)):
        flash(_("You opened this a moment ago: here it is. Nothing was opened twice."), "near")
        return redirect(url_for(".show", number=twin), 303)
    one = actions.propose(actor, token=opening.once(form, actor), **words)
    flash(_("%(label)s is proposed. The other side is told.", label=one.label), "ok")
    return redirect(opening.afterwards(actor, url_for(".show", number=one.number)), 303)


def _replaced(form: Propose, actor: Actor) -> Decision | None:
    found = opening.named(form.supersedes, actor)
    if found is not None and (not isinstance(found, Decision) or found.state != State.AGREED):
        form.supersedes.errors = [_("Name a decision that both sides agreed to and that still holds.")]
        return None
    return queries.load(found.number, actor) if found else None


def _form() -> tuple[Propose, Framework]:
    framework, form = opening.framework_for(here.actor()), Propose()
    form.amount.unit = framework.terms.header.currency
    return form, framework


def _new_page(form: Propose, framework: Framework) -> str:
    return render_template("decisions/new.html", form=form, terms=framework.terms, period=period)


@blueprint.get("/<int:number>")
def show(number: int) -> str:
    """One decision: its words, who agreed by which authority, what it replaces, when it comes back, the record."""
    actor = here.actor()
    one = queries.load(number, actor)
    events, running, terms = access.events_of(one, actor), timers.live(one), one.framework.terms
    members = agreements.members(actor.agreement_id)
    people = {member.user_id: (member.user.name, member.title) for member in members}
    return render_template(
        "decisions/show.html", one=one, terms=terms, state=pages.state_of(one), ball=standing.ball_of(one, actor), worth=pages.worth(one, terms),
        clocks=standing.clocks_of(terms, running), ahead=pages.ahead(one, running), facts=pages.facts(one, terms),
        about=opening.about(one, actor), keys=pages.keys(one), given=pages.given(one), related=opening.related(one, actor, apart=items.KIND),
        items=item_pages.beside(items.about(one, actor)),
        signs=standing.signs(one, terms, one.digest, one.amount or Decimal(0)), chain=pages.links(queries.chain(one), one),
        dissents=pages.dissents(events, people), timeline=timelines.of(events, people, shown.files(events)),
        moves=moves.buttons(DECISION, one, actor, "decisions", FORMS), now=clock.now(), may_write=actor.role >= Role.MEMBER and actor.party in SIDES,
        composer=shown.composer(one, actor, members, here.agreement(), url_for(".say_note", number=number)),
    )  # fmt: skip


door = moves.install(blueprint, DECISION, FORMS, queries.load, "decisions")
notes.install(door)
