"""The pages of imports: the list, a new file, one import with its rows, and the door of every move."""

import secrets
from collections.abc import Sequence
from typing import Any

from flask import Response, redirect, render_template, url_for
from flask_babel import gettext as _

from bpo_gov.agreements import opening, standing
from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.door import inside
from bpo_gov.agreements.models import Framework
from bpo_gov.figure_imports import actions, pages, queries, timelines
from bpo_gov.figure_imports.forms import FORMS, Upload
from bpo_gov.figure_imports.lists import LIST
from bpo_gov.figure_imports.models import FigureImport, State
from bpo_gov.figure_imports.rules.choices import SORTS, Sort
from bpo_gov.figure_imports.workflow import FIGURE_IMPORT
from bpo_gov.kernel import access, clock
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.parties import SIDES, Actor, Party, Role
from bpo_gov.kernel.words import say
from bpo_gov.kpis.views import may_submit
from bpo_gov.notes import shown
from bpo_gov.notes import views as notes
from bpo_gov.web import app, here, moves, tables
from bpo_gov.web.lists import door as lists
from bpo_gov.web.words import tell, zone_here

blueprint = inside("figure_imports", "kpis/imports")
app.TAKE_FILES.add(("figure_imports.create", ""))
MOST_ROWS = 10_000  # of the file of rows: more are never kept


def _rows(found: Sequence[FigureImport], actor: Actor) -> list[pages.Row]:
    return [pages.row_of(one, actor) for one in found]


def _heads() -> list[str]:
    return [
        _("No."), _("File"), _("What it holds"), _("State"), _("Rows"), _("New"), _("Changed"), _("Same"), _("Left out"), _("Wrong"), _("Brought by"),
        "SHA-256", _("Last moved"),
    ]  # fmt: skip


def _cells(one: FigureImport) -> list[tables.Cell]:
    return [
        one.label, one.name, _(SORTS[one.sort]), tell(FIGURE_IMPORT.word(one.state)), one.rows, one.fresh, one.changed, one.same, one.left_out, one.wrong,
        _(standing.TURNS[one.raised_by.value]), one.sha256, one.moved_at.astimezone(zone_here()),
    ]  # fmt: skip


def _more(actor: Actor) -> dict[str, Any]:
    framework = agreements.active_framework(actor.agreement_id)
    return {"framework": framework, "may_upload": may_submit(framework, actor)}


lists.install(
    blueprint, LIST, FIGURE_IMPORT, FORMS, queries.load, template="figure_imports/index.html", part="kpis", rows=_rows, heads=_heads, cells=_cells,
    more=_more,
)  # fmt: skip


@blueprint.get("/new")
def new() -> str:
    """A file to hand over."""
    framework, form = _framework(), Upload()
    form.token.data = secrets.token_urlsafe(24)
    return _new_page(form, framework)


@blueprint.post("/")
def create() -> Any:
    """Take the file; it is read in the background."""
    actor, framework, form = here.actor(), _framework(), Upload()
    if not form.validate():
        return _new_page(form, framework), 422
    sort = Sort(form.sort.data)
    chosen = form.chosen(framework.terms, actor, queries.chosen_last(actor.agreement_id, actor.party, sort))
    one = actions.upload(
        actor,
        sort=sort,
        file=form.file.data,
        heads=list(form.file.heads),
        chosen=chosen,
        token=opening.once(form, actor),
    )
    return redirect(url_for(".show", number=one.number), 303)


def _framework() -> Framework:
    actor = here.actor()
    framework = opening.framework_for(actor)
    if not may_submit(framework, actor):
        raise Refused(say("Your side measures no KPI."))
    return framework


def _new_page(form: Upload, framework: Framework) -> str:
    actor = here.actor()
    mine = [kpi for kpi in framework.terms.kpis if kpi.measured_by == actor.party.value]
    return render_template("figure_imports/new.html", form=form, kpis=mine)


@blueprint.get("/<int:number>")
def show(number: int) -> str:
    """One import: how far its reading is, what is wrong, what it would change, the record."""
    actor = here.actor()
    one = queries.load(number, actor)
    events, members = access.events_of(one, actor), agreements.members(actor.agreement_id)
    found, state = queries.rows(one), State(one.state)
    kpis = {kpi.code: kpi for kpi in one.framework.terms.kpis}
    before = queries.imported_before(one.agreement_id, Party(one.raised_by), one.sha256)
    return render_template(
        "figure_imports/show.html", one=one, state=pages.state_of(one), ball=standing.ball_of(one, actor), is_reading=state is State.READING,
        is_refused=state is State.REFUSED, is_ready=state is State.READY, is_in=state is State.IMPORTED, read=pages.progress(queries.reading_of(one)),
        tiles=pages.tiles(one), lines=pages.lines(found, kpis), wrong=pages.wrong(found), cut=len(found) == queries.SHOWN, before=_twin(one, before),
        facts=pages.facts(one), timeline=timelines.of(events, {m.user_id: (m.user.name, m.title) for m in members}, shown.files(events)),
        moves=moves.buttons(FIGURE_IMPORT, one, actor, "figure_imports", FORMS), now=clock.now(),
        may_write=actor.role >= Role.MEMBER and actor.party in SIDES and state is not State.READING,
        composer=shown.composer(one, actor, members, here.agreement(), url_for(".say_note", number=number)),
    )  # fmt: skip


def _twin(one: FigureImport, before: FigureImport | None) -> tuple[str, str] | None:
    """The import that brought these very bytes in before, with its address."""
    if before is None or before.id == one.id or one.state not in (State.READY, State.REFUSED):
        return None
    return before.label, url_for(".show", number=before.number)


@blueprint.get("/<int:number>/rows.csv")
def rows_file(number: int) -> Response:
    """Every row that is kept of an import, as a file."""
    one = queries.load(number, here.actor())
    found = queries.rows(one, MOST_ROWS + 1)
    name = f"{here.agreement().key}-{one.label}"
    return tables.answer("csv", name, pages.heads(), [pages.cells(row) for row in found], MOST_ROWS)


door = moves.install(blueprint, FIGURE_IMPORT, FORMS, queries.load, "figure_imports")
notes.install(door)
