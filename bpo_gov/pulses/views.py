"""The pages of the pulse: the rounds with the gap over the quarters, one round, a new one, and the door of every move."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from bpo_gov.agreements import deadlines, opening, standing
from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.door import inside
from bpo_gov.kernel import access, clock, timers
from bpo_gov.kernel.errors import NotFound, Refused
from bpo_gov.kernel.parties import SIDES, Actor, Role
from bpo_gov.kernel.words import say
from bpo_gov.notes import shown
from bpo_gov.notes import views as notes
from bpo_gov.pulses import actions, pages, queries, terms, timelines
from bpo_gov.pulses.forms import FORMS, Answer, Open
from bpo_gov.pulses.lists import LIST
from bpo_gov.pulses.models import Pulse, State
from bpo_gov.pulses.workflow import PULSE
from bpo_gov.web import here, moves, tables
from bpo_gov.web.lists import door as lists
from bpo_gov.web.words import tell, zone_here

blueprint = inside("pulses", "pulse")


def _rows(found: Sequence[Pulse], actor: Actor) -> list[pages.Row]:
    framework = agreements.active_framework(actor.agreement_id)
    running = deadlines.first_running([one.id for one in found])
    return [pages.row_of(one, actor, framework.terms, running.get(one.id)) for one in found] if framework else []


def _heads() -> list[str]:
    return [
        _("No."), _("Quarter"), _("State"), _("Client: have answered"), _("Vendor: have answered"), _("Opened by"), _("Opened"), _("Ended"), _("Last moved"),
    ]  # fmt: skip


def _cells(one: Pulse) -> list[tables.Cell]:
    zone = zone_here()
    return [
        one.label, one.quarter, tell(PULSE.word(one.state)), one.client_raters, one.vendor_raters, _(standing.TURNS[one.raised_by.value]),
        one.created_at.astimezone(zone), one.ended_at and one.ended_at.astimezone(zone), one.moved_at.astimezone(zone),
    ]  # fmt: skip


def _history(actor: Actor) -> list[pages.Side]:
    rounds = queries.closed(actor)
    return pages.history(rounds, queries.medians([one.id for one in rounds])) if rounds else []


def _more(actor: Actor) -> Mapping[str, Any]:
    return {
        "may_open": actor.role >= Role.MANAGER and actor.party in SIDES, "framework": agreements.active_framework(actor.agreement_id),
        "sides": _history(actor), "signed": pages.signed,
    }  # fmt: skip


lists.install(
    blueprint, LIST, PULSE, FORMS, queries.load, template="pulses/index.html", part="kpis", rows=_rows, heads=_heads, cells=_cells, more=_more,
)  # fmt: skip


@blueprint.get("/gaps.csv")
def gaps_file() -> Response:
    """How each side is seen, quarter by quarter."""
    heads = [_("Quarter"), _("Side seen"), _("By itself"), _("By the other side"), _("Gap")]
    return _file("pulse", heads, _history(here.actor()))


@blueprint.get("/<int:number>.csv")
def result_file(number: int) -> Response:
    """How each side is seen in a closed round, question by question."""
    one = queries.load(number, here.actor())
    if one.state != State.CLOSED:
        raise NotFound(say("There is nothing here, or you may not see it."))
    heads = [_("Question"), _("Side seen"), _("By itself"), _("By the other side"), _("Gap")]
    return _file(f"pulse-{one.quarter}", heads, pages.result(one, queries.medians([one.id])))


def _file(name: str, heads: list[str], sides: Sequence[pages.Side]) -> Response:
    rows: list[list[Any]] = [
        [line.label, _(standing.TURNS[side.party]), line.own, line.other, line.gap]
        for side in sides
        for line in side.lines
    ]
    return tables.answer("csv", f"{here.agreement().key}-{name}", heads, rows, len(rows))


@blueprint.get("/new")
def new() -> str:
    """An empty round, for a quarter that has none."""
    form = _form()
    form.token.data = secrets.token_urlsafe(24)
    return _new_page(form)


@blueprint.post("/")
def create() -> Any:
    """Open it: everybody who may answer is asked."""
    actor = here.actor()
    form = _form()
    if not form.validate():
        return _new_page(form), 422
    try:
        one = actions.open_(actor, token=opening.once(form, actor), **form.words())
    except Refused as error:
        form.quarter.errors = [tell(error.says)]
        return _new_page(form), 422
    flash(_("%(label)s is open. Both sides are asked.", label=one.label), "ok")
    return redirect(url_for(".show", number=one.number), 303)


def _form() -> Open:
    actor = here.actor()
    framework = opening.framework_for(actor, Role.MANAGER, say("A manager of either side opens a round."))
    form = Open()
    free = terms.quarters(framework.terms, queries.today(framework.terms))
    held = {} if form.is_submitted() else queries.taken(actor.agreement_id, free)  # what is held is said at the field
    form.offer([quarter for quarter in free if quarter not in held])
    return form


def _new_page(form: Open) -> str:
    framework = opening.framework_for(here.actor(), Role.MANAGER)
    questions, is_usual = terms.questions(framework.terms)
    return render_template(
        "pulses/new.html", form=form, questions=[_(text) for text in questions] if is_usual else questions, days=terms.rules(framework.terms).days,
    )  # fmt: skip


@blueprint.get("/<int:number>")
def show(number: int) -> str:
    """One round: the form while it is open, how both sides are seen once it is closed, the record."""
    actor = here.actor()
    one = queries.load(number, actor)
    events, running = access.events_of(one, actor), timers.live(one)
    members = agreements.members(actor.agreement_id)
    buttons = moves.buttons(PULSE, one, actor, "pulses", FORMS)
    asks = any(button.verb == "answer" and button.allowed for button in buttons)
    form = Answer() if asks else None
    if form:
        form.prepare(one, actor)
    return render_template(
        "pulses/show.html", one=one, state=pages.state_of(one), ball=standing.ball_of(one, actor), form=form, has_answered=bool(form and any(form.scores.typed.values())),
        clocks=standing.clocks_of(one.framework.terms, running), facts=pages.facts(one), answers=pages.answers(one), signed=pages.signed,
        sides=pages.result(one, queries.medians([one.id])) if one.state == State.CLOSED else [], questions=terms.asked(one),
        timeline=timelines.of(events, {m.user_id: (m.user.name, m.title) for m in members}, shown.files(events)),
        moves=[button for button in buttons if button.verb != "answer"], now=clock.now(), may_write=actor.role >= Role.MEMBER and actor.party in SIDES,
        composer=shown.composer(one, actor, members, here.agreement(), url_for(".say_note", number=number)),
    )  # fmt: skip


door = moves.install(blueprint, PULSE, FORMS, queries.load, "pulses")
notes.install(door)
