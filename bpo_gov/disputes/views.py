"""The pages of disputes: the list, one dispute as a map of its path, a notice, and the door of every move."""

import secrets
from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from bpo_gov.action_items import pages as item_pages
from bpo_gov.action_items import queries as items
from bpo_gov.agreements import deadlines, opening, standing
from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.clocks import POLICIES, period
from bpo_gov.agreements.door import inside
from bpo_gov.agreements.models import Framework
from bpo_gov.disputes import actions, pages, path, queries, timelines, timetable
from bpo_gov.disputes.forms import FORMS, Notify
from bpo_gov.disputes.lists import LIST
from bpo_gov.disputes.models import Dispute
from bpo_gov.disputes.sealed import pages as sealed
from bpo_gov.disputes.workflow import DISPUTE
from bpo_gov.kernel import access, clock, timers
from bpo_gov.kernel.ledger import PRIVILEGED
from bpo_gov.kernel.parties import SIDES, Actor, Role
from bpo_gov.kernel.words import say
from bpo_gov.notes import shown
from bpo_gov.notes import views as notes
from bpo_gov.web import here, moves, tables
from bpo_gov.web.app import TAKE_FILES
from bpo_gov.web.lists import door as lists
from bpo_gov.web.words import tell, zone_here

blueprint = inside("disputes", "disputes", neutrals=("show", "move"))
TAKE_FILES.update({("disputes.create", ""), ("disputes.move", "position")})


def _rows(found: Sequence[Dispute], actor: Actor) -> list[pages.Row]:
    framework = agreements.active_framework(actor.agreement_id)
    running = deadlines.first_running([one.id for one in found])
    return [pages.row_of(one, actor, framework.terms, running.get(one.id)) for one in found] if framework else []


def _heads() -> list[str]:
    return [
        _("No."), _("Title"), _("State"), _("Waiting for"), _("Due"), _("Amount"), _("Raised by"), _("Opened"), _("Last moved"),
    ]  # fmt: skip


def _cells(one: Dispute) -> list[tables.Cell]:
    zone = zone_here()
    return [
        one.label, one.title, tell(DISPUTE.word(one.state)), _(standing.TURNS[one.ball]) if one.ball else "", one.due_at and one.due_at.astimezone(zone),
        one.amount, _(standing.TURNS[one.raised_by.value]), one.created_at.astimezone(zone), one.moved_at.astimezone(zone),
    ]  # fmt: skip


lists.install(
    blueprint, LIST, DISPUTE, FORMS, queries.load, template="disputes/index.html", part="disputes", rows=_rows, heads=_heads, cells=_cells,
    more=lambda actor: {"may_notify": actor.role >= Role.MANAGER, "framework": agreements.active_framework(actor.agreement_id)},
)  # fmt: skip


@blueprint.get("/new")
def new() -> str:
    """An empty notice, with the one-time token that makes a double click give one only."""
    form, framework = _form()
    form.token.data = secrets.token_urlsafe(24)
    form.about.data = request.args.get("about", "")[:20]
    return _new_page(form, framework)


@blueprint.post("/")
def create() -> Any:
    """Give notice: the other side is told at once, and the timetable begins."""
    actor = here.actor()
    form, framework = _form()
    about = opening.named(form.about, actor) if form.validate() else None
    if form.errors:
        return _new_page(form, framework), 422
    if not form.words()["files"] and (twin := queries.just_noticed(actor, form.words(), about)):
        flash(_("You opened this a moment ago: here it is. Nothing was opened twice."), "near")
        return redirect(url_for(".show", number=twin), 303)
    one = actions.notify(actor, token=opening.once(form, actor), **(form.words() | {"about": about}))
    flash(_("Notice of %(label)s is given. The other side is told.", label=one.label), "ok")
    return redirect(url_for(".show", number=one.number), 303)


def _form() -> tuple[Notify, Framework]:
    framework = opening.framework_for(
        here.actor(), Role.MANAGER, say("A manager of your side gives notice of a dispute.")
    )
    form = Notify()
    form.amount.unit = framework.terms.header.currency
    return form, framework


def _new_page(form: Notify, framework: Framework) -> str:
    terms = framework.terms
    return render_template("disputes/new.html", form=form, terms=terms, steps=terms.disputes.steps, period=period)


@blueprint.get("/<int:number>")
def show(number: int) -> str:
    """One dispute: the path with dates on both sides, the issue paper, the two files, what happens if nobody acts."""
    actor = here.actor()
    one = queries.load(number, actor)
    events, running, clocks = access.events_of(one, actor), timers.live(one), queries.clocks_of(one)
    members, terms = agreements.members(actor.agreement_id), one.framework.terms
    seated = [*members, *agreements.neutrals(one.id)]
    people, files = {m.user_id: (m.user.name, m.title) for m in seated}, shown.files(events)
    told = {
        name: timelines.of(part(events), people, files, terms.header.currency)
        for name, part in (("timeline", pages.opened), ("privileged", pages.privileged))
    }
    may_write = actor.role >= Role.MEMBER and actor.party in SIDES
    sees_terms = pages.may_see_terms(one, actor)
    return render_template(
        "disputes/show.html", one=one, terms=terms, state=pages.state_of(one), ball=standing.ball_of(one, actor), amount=pages.amount_of(one, terms),
        clocks=standing.clocks_of(terms, running), stops=path.stops(one, events, clocks), ahead=path.ahead(one, running), paper=pages.paper(one),
        tiers=pages.tiers(one), facts=pages.facts(one), policies=POLICIES, timetable=pages.timetable_of(one),
        about=opening.about(one, actor), related=opening.related(one, actor, apart=items.KIND),
        asked=timelines.asked(one.asked) if one.asked and sealed.may_see_asked(one, actor) else None, sealed=sealed.shown(one, actor),
        extended=_extended(one), promises=pages.promises(one) if sees_terms else [], sees_terms=sees_terms and bool(one.terms),
        signs=standing.signs(one, terms, one.terms_digest, pages.worth(one)) if sees_terms and one.terms else [],
        may_see_room=actor.party not in SIDES or actor.role >= PRIVILEGED, may_write=may_write, now=clock.now(), **told,
        items=item_pages.beside(items.about(one, actor)) if actor.party in SIDES else [],
        moves=moves.buttons(DISPUTE, one, actor, "disputes", FORMS),
        composer=may_write and shown.composer(one, actor, members, here.agreement(), url_for(".say_note", number=number)),
    )  # fmt: skip


def _extended(one: Dispute) -> list[tuple[str, int]]:
    """The steps to which both agreed to add days."""
    return [(key.value, one.extended[key.value]) for key in timetable.ORDER if one.extended.get(key.value)]


door = moves.install(blueprint, DISPUTE, FORMS, queries.load, "disputes")
notes.install(door)
