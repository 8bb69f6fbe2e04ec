"""The pages of reports: the list under what is due next by name, one report, and the door of every move."""

from collections.abc import Sequence
from typing import Any

from flask import Response, render_template, url_for
from flask_babel import gettext as _

from bpo_gov.action_items import pages as item_pages
from bpo_gov.action_items import queries as items
from bpo_gov.agreements import deadlines, opening, standing
from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.door import inside
from bpo_gov.agreements.standing import TURNS
from bpo_gov.kernel import access, clock, timers
from bpo_gov.kernel.parties import SIDES, Actor, Role
from bpo_gov.notes import shown
from bpo_gov.notes import views as notes
from bpo_gov.reports import overview, pages, queries, series, timelines
from bpo_gov.reports.forms import FORMS
from bpo_gov.reports.lists import LIST
from bpo_gov.reports.models import Report
from bpo_gov.reports.workflow import REPORT
from bpo_gov.web import here, moves, tables
from bpo_gov.web.app import TAKE_FILES
from bpo_gov.web.lists import door as lists
from bpo_gov.web.words import tell, zone_here

blueprint = inside("reports", "reports")
TAKE_FILES.add(("reports.move", "deliver"))


def _rows(found: Sequence[Report], actor: Actor) -> list[pages.Row]:
    framework = agreements.active_framework(actor.agreement_id)
    running = deadlines.first_running([one.id for one in found])
    return [pages.row_of(one, actor, framework.terms, running.get(one.id)) for one in found] if framework else []


def _heads() -> list[str]:
    return [
        _("No."), _("Report"), _("Period"), _("First day"), _("Last day"), _("Owed by"), _("State"), _("Waiting for"), _("Due"), _("Delivered first"),
        _("Delivered last"), _("Working days early"), _("Came late"), _("Where it stands"), _("Last moved"),
    ]  # fmt: skip


def _cells(one: Report) -> list[tables.Cell]:
    zone = zone_here()
    return [
        one.label, one.name, one.period, one.begins, one.ends, _(TURNS[one.ower.value]), tell(REPORT.word(one.state)),
        _(standing.TURNS[one.ball]) if one.ball else "", one.owed_at.astimezone(zone), one.first_at and one.first_at.astimezone(zone),
        one.delivered_at and one.delivered_at.astimezone(zone), one.lead, _("yes") if series.is_late(one) else "", one.link, one.moved_at.astimezone(zone),
    ]  # fmt: skip


def _more(actor: Actor) -> dict[str, Any]:
    framework = agreements.active_framework(actor.agreement_id)
    if framework is None:
        return {"framework": None}
    found = series.of(actor, framework.terms, agreements.today_of(framework))
    came = series.came(found)
    return {
        "framework": framework, "lines": overview.lines(found, framework.terms), "bars": overview.bars(found), "figures": overview.figures(found),
        "chart": overview.chart(came) if came else None, "finding": overview.finding(found), "came": overview.rows(came),
    }  # fmt: skip


lists.install(
    blueprint, LIST, REPORT, FORMS, queries.load, template="reports/index.html", part="reports", rows=_rows, heads=_heads, cells=_cells, more=_more,
)  # fmt: skip


@blueprint.get("/in-time.csv")
def in_time_file() -> Response:
    """The table under the picture as a file."""
    actor, zone = here.actor(), zone_here()
    framework = agreements.active_framework(actor.agreement_id)
    found = series.came(series.of(actor, framework.terms, agreements.today_of(framework))) if framework else []
    heads = [
        _("No."),
        _("Report"),
        _("Period"),
        _("Owed by"),
        _("Due"),
        _("Delivered first"),
        _("Working days early"),
        _("Came late"),
    ]
    rows: list[list[Any]] = [
        [
            one.label, one.name, one.period, _(TURNS[one.ower.value]), one.owed_at.astimezone(zone), one.first_at and one.first_at.astimezone(zone),
            one.lead, _("yes") if series.is_late(one) else "",
        ]
        for one in reversed(found)
    ]  # fmt: skip
    return tables.answer("csv", f"{here.agreement().key}-reports-in-time", heads, rows, len(rows))


@blueprint.get("/<int:number>")
def show(number: int) -> str:
    """One report: what it covers, what was delivered, the earlier ones of its name, the record."""
    actor = here.actor()
    one = queries.load(number, actor)
    events, running = access.events_of(one, actor), timers.live(one)
    members = agreements.members(actor.agreement_id)
    people, files = {m.user_id: (m.user.name, m.title) for m in members}, shown.files(events)
    return render_template(
        "reports/show.html", one=one, state=pages.state_of(one), ball=standing.ball_of(one, actor), steps=pages.steps(one, events),
        clocks=standing.clocks_of(one.framework.terms, running), facts=pages.facts(one), late=series.is_late(one), lead=pages.lead(one),
        delivered=pages.delivered(events, people, files), before=pages.before(queries.earlier(one, actor)), items=item_pages.beside(items.about(one, actor)),
        related=opening.related(one, actor, apart=items.KIND), timeline=timelines.of(events, people, files),
        moves=moves.buttons(REPORT, one, actor, "reports", FORMS), now=clock.now(), may_write=actor.role >= Role.MEMBER and actor.party in SIDES,
        composer=shown.composer(one, actor, members, here.agreement(), url_for(".say_note", number=number)),
    )  # fmt: skip


door = moves.install(blueprint, REPORT, FORMS, queries.load, "reports")
notes.install(door)
