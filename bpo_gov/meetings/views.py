"""The pages of meetings: the list, one meeting before, while and after it is held, a new one, and the door of every move."""

import secrets
from collections.abc import Sequence
from typing import Any

from flask import Response, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _

from bpo_gov.action_items import queries as items
from bpo_gov.agreements import deadlines, opening, standing
from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.door import inside
from bpo_gov.agreements.models import Framework
from bpo_gov.kernel import access, clock, timers
from bpo_gov.kernel.errors import Refused, Stale
from bpo_gov.kernel.parties import SIDES, Actor, Role
from bpo_gov.meetings import actions, falls, pages, pulse, pulse_pages, queries, timelines
from bpo_gov.meetings.forms import FORMS
from bpo_gov.meetings.lists import LIST
from bpo_gov.meetings.models import Meeting, State
from bpo_gov.meetings.when import Call, PlanSeries
from bpo_gov.meetings.workflow import MEETING
from bpo_gov.notes import shown
from bpo_gov.notes import views as notes
from bpo_gov.web import here, moves, tables
from bpo_gov.web.lists import door as lists
from bpo_gov.web.words import tell, zone_here

blueprint = inside("meetings", "meetings")
pulse_pages.install(blueprint)


def _rows(found: Sequence[Meeting], actor: Actor) -> list[pages.Row]:
    framework = agreements.active_framework(actor.agreement_id)
    running = deadlines.first_running([one.id for one in found])
    return [pages.row_of(one, actor, framework.terms, running.get(one.id)) for one in found] if framework else []


def _heads() -> list[str]:
    return [
        _("No."), _("Title"), _("Forum"), _("State"), _("Waiting for"), _("Begins"), _("Length in minutes"), _("Place"), _("Chair"), _("Last moved"),
    ]  # fmt: skip


def _cells(one: Meeting) -> list[tables.Cell]:
    zone = zone_here()
    return [
        one.label, one.title, one.forum, tell(MEETING.word(one.state)), _(standing.TURNS[one.ball]) if one.ball else "", one.starts_at.astimezone(zone),
        one.length, one.place, _(standing.TURNS[one.chair.value]), one.moved_at.astimezone(zone),
    ]  # fmt: skip


def _more(actor: Actor) -> dict[str, Any]:
    framework = agreements.active_framework(actor.agreement_id)
    found = pulse.of(actor)
    return {
        "may_call": actor.role >= Role.MEMBER, "framework": framework, "forums": framework.terms.forums if framework else [],
        "nexts": pages.nexts(queries.ahead(actor), framework.terms.forums) if framework else [], "alarms": pulse_pages.said(found.alarms),
        "held": pulse_pages.tell_held(found) if found.planned else None,
    }  # fmt: skip


lists.install(
    blueprint, LIST, MEETING, FORMS, queries.load, template="meetings/index.html", part="meetings", rows=_rows, heads=_heads, cells=_cells, more=_more,
)  # fmt: skip


@blueprint.get("/new")
def new() -> str:
    """An empty meeting, with the one-time token that makes a double click plan one only."""
    form, framework = _form()
    form.token.data = secrets.token_urlsafe(24)
    form.forum.data = request.args.get("forum", "")[:40]
    return _new_page(form, framework)


@blueprint.post("/")
def create() -> Any:
    """Plan it: the agenda is gathered, and everybody in the forum is invited."""
    actor = here.actor()
    form, framework = _form()
    if not form.validate():
        return _new_page(form, framework), 422
    words = form.words()
    if twin := queries.just_called(actor, words["forum"], words["starts_at"]):
        flash(_("You opened this a moment ago: here it is. Nothing was opened twice."), "near")
        return redirect(url_for(".show", number=twin), 303)
    one = actions.call(actor, token=opening.once(form, actor), **words)
    flash(_("%(label)s is planned. Both sides are invited.", label=one.label), "ok")
    return redirect(url_for(".show", number=one.number), 303)


@blueprint.get("/series")
def new_series() -> str:
    """The empty form of a series."""
    form, framework = _series_form()
    form.token.data = secrets.token_urlsafe(24)
    form.forum.data = request.args.get("forum", "")[:40]
    return _series_page(form, framework)


@blueprint.post("/series")
def plan_series() -> Any:
    """Plan it: the first meetings of the forum stand there, and the clock plans on."""
    actor = here.actor()
    form, framework = _series_form()
    if not form.validate():
        return _series_page(form, framework), 422
    try:
        one = actions.plan(actor, token=opening.once(form, actor), **form.words())
    except Refused as error:
        form.forum.errors = [tell(error.says)]
        return _series_page(form, framework), 422
    flash(_("The series is planned. %(label)s is its first meeting.", label=one.label), "ok")
    return redirect(url_for(".show", number=one.number), 303)


def _series_form() -> tuple[PlanSeries, Framework]:
    framework, form = opening.framework_for(here.actor()), PlanSeries()
    form.offer(framework.terms)
    return form, framework


def _series_page(form: PlanSeries, framework: Framework) -> str:
    return render_template("meetings/series.html", form=form, terms=framework.terms)


def _form() -> tuple[Call, Framework]:
    framework, form = opening.framework_for(here.actor()), Call()
    form.offer(framework.terms)
    return form, framework


def _new_page(form: Call, framework: Framework) -> str:
    return render_template("meetings/new.html", form=form, terms=framework.terms)


@blueprint.get("/<int:number>")
def show(number: int) -> str:
    """One meeting: its agenda with the reasons, who is here, the minutes as they grow, their versions, the record."""
    actor = here.actor()
    one = queries.load(number, actor)
    events, running, terms = access.events_of(one, actor), timers.live(one), one.framework.terms
    members = agreements.members(actor.agreement_id)
    return render_template(
        "meetings/live.html" if one.state == State.IN_PROGRESS else "meetings/show.html", state=pages.state_of(one),
        ball=standing.ball_of(one, actor), clocks=_clocks(one, running), ahead=pages.ahead(one, running), facts=pages.facts(one), terms=terms,
        timeline=timelines.of(events, {m.user_id: (m.user.name, m.title) for m in members}, shown.files(events)),
        moves=moves.buttons(MEETING, one, actor, "meetings", FORMS), now=clock.now(), mark=queries.mark(one), **_room(one, actor),
        composer=shown.composer(one, actor, members, here.agreement(), url_for(".say_note", number=number)),
    )  # fmt: skip


def _room(one: Meeting, actor: Actor) -> dict[str, Any]:
    """What everybody in the meeting sees, and what one side keeps to itself."""
    lines = pages.lines(one, actor)
    may_write = actor.role >= Role.MEMBER and actor.party in SIDES
    return {
        "one": one, "lines": lines, "line": pages.current(lines, request.args.get("item", "")), "chairs": pages.chairs(one),
        "quorums": pages.quorums(one), "may_write": may_write, "falls": falls.of(one, actor), "owners": items.able(one.agreement_id) if may_write else [],
        "today": clock.now().astimezone(zone_here()).date().isoformat(),
    }  # fmt: skip


def _clocks(one: Meeting, running: Sequence[timers.Timer]) -> list[Any]:
    """The day of a meeting that is to come is no deadline of anybody."""
    return [] if one.state in (State.DRAFT, State.SCHEDULED) else standing.clocks_of(one.framework.terms, running)


@blueprint.get("/<int:number>/live")
def live(number: int) -> Any:
    """What is new in the room since the version that the page has; 204 when nothing is."""
    actor = here.actor()
    one = queries.load(number, actor)
    if request.args.get("seen") == queries.mark(one):
        return Response(status=204)
    room = render_template("meetings/_room.html", mark=queries.mark(one), **_room(one, actor))
    return jsonify(seen=queries.mark(one), state=one.state, room=room)


@blueprint.post("/<int:number>/items/<int:item>")
def save(number: int, item: int) -> Any:
    """The minutes of one item as they are typed: saved, or what somebody else has saved meanwhile."""
    actor = here.actor()
    one = queries.load(number, actor, lock=True)
    form = FORMS["write"]()
    form.prepare(one, actor)
    form["item"].data, form["item"].raw_data = str(item), [str(item)]
    if not form.validate():
        return jsonify(errors=[str(error) for errors in form.errors.values() for error in errors]), 422
    try:
        actions.write(one, actor, **form.words())
    except Stale as error:
        found = one.item(item)
        return jsonify(
            errors=[tell(error.says)], text=found.text if found else "", edition=found.edition if found else 0
        ), 409
    found = one.item(item)
    return jsonify(
        edition=found.edition if found else 0,
        version=one.version,
        saved=f"{clock.now().astimezone(zone_here()):%H:%M:%S}",
    )


door = moves.install(blueprint, MEETING, FORMS, queries.load, "meetings")
notes.install(door)
