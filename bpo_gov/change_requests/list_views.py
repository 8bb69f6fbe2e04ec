"""The list of change requests as a page and as a file, its saved views, and the moves for many rows."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from bpo_gov.agreements import deadlines
from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.framework.classes import CLASSES
from bpo_gov.agreements.shown.words import SIDES
from bpo_gov.change_requests import filters, lists, pages, queries
from bpo_gov.change_requests.asked import Asked
from bpo_gov.change_requests.filters import Keep, Narrow
from bpo_gov.change_requests.forms import FORMS
from bpo_gov.change_requests.models import ChangeRequest
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.kernel import clock, saved_views
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.parties import Role
from bpo_gov.kernel.words import say
from bpo_gov.web import bulk, here, tables
from bpo_gov.web.words import tell, zone_here

KIND = CHANGE_REQUEST.name


def install(blueprint: Blueprint) -> None:
    """Hang the list into the blueprint of change requests."""
    door = bulk.install(blueprint, CHANGE_REQUEST, FORMS, queries.load, lists.picked, ChangeRequest.PREFIX, "changes")

    @blueprint.get("/")
    def index() -> Any:
        """The list: one line a matter; view, filters, sort and place in the address."""
        asked = Asked.of(request.args)
        if "filter" not in request.args:
            return _page(door, asked, Narrow.showing(asked))
        form = Narrow(request.args)
        if form.validate():
            return redirect(_link(form.put_into(asked)))
        return _page(door, filters.unranged(asked), form), 422

    blueprint.add_url_rule("/list.<any(csv, xlsx):kind>", "file", file)
    blueprint.add_url_rule("/views/new", "new_view", new_view, methods=["GET", "POST"])
    blueprint.add_url_rule("/views/<int:view_id>", "view", view, methods=["GET", "POST"])
    blueprint.add_url_rule("/views/<int:view_id>/delete", "drop_view", drop_view, methods=["POST"])


def _page(door: bulk.Door, asked: Asked, form: Narrow) -> str:
    actor = here.actor()
    framework = agreements.active_framework(actor.agreement_id)
    if framework is None:
        return render_template("change_requests/index.html", framework=None, counts=lists.counts(actor), may_open=False)
    terms = framework.terms
    form.value_from.unit = form.value_to.unit = terms.header.currency
    found = lists.page(actor, asked, zone_here())
    running = deadlines.first_running([cr.id for cr in found.rows])
    plain = asked.but()
    return render_template(
        "change_requests/index.html", framework=framework, rows=[pages.row_of(cr, actor, terms, running.get(cr.id)) for cr in found.rows], asked=asked, form=form,
        counts=lists.counts(actor), may_open=actor.role >= Role.MEMBER, link=_link, query=plain.address(), hidden=filters.unranged(asked).pairs(),
        previous=_turned(asked, "before", found.previous), next=_turned(asked, "after", found.next), columns=filters.columns(asked, _link),
        chips=filters.chips(asked, terms, _link), menus=filters.menus(asked, terms, _link), layout=filters.layout(asked, _link),
        picks=door.choices(found.rows, actor), saved=saved_views.of(actor, KIND), now=clock.now(),
    )  # fmt: skip


def file(kind: str) -> Response:
    """What is seen, as a file: the whole list in its order, not only the page."""
    actor = here.actor()
    framework = agreements.active_framework(actor.agreement_id)
    if framework is None:
        raise Refused(say("The framework is not in force yet: both sides must sign it first."))
    zone = zone_here()
    name = f"{here.agreement().key}-changes-{clock.now().astimezone(zone):%Y-%m-%d}"
    asked = Asked.of(request.args)
    return tables.answer(
        kind, name, _heads(), _cells(lists.every(actor, asked, zone), framework.terms, zone), lists.MOST_ROWS
    )


def _heads() -> list[str]:
    return [
        _("No."), _("Title"), _("State"), _("Waiting for"), _("Due"), _("Value"), _("Currency"), _("Class"), _("Raised by"), _("Services"),
        _("Required by"), _("Opened"), _("Last moved"),
    ]  # fmt: skip


def _cells(rows: Iterator[Any], terms: Terms, zone: ZoneInfo) -> Iterator[list[tables.Cell]]:
    states = {state.value: tell(CHANGE_REQUEST.word(state)) for state in CHANGE_REQUEST.states}
    turns = {ball: tell(filters.turn_word(ball)) for ball in ("client", "vendor", "both", None)}
    classes, sides = ({str(key): _(word) for key, word in words.items()} for words in (CLASSES, SIDES))
    for row in rows:
        services = sorted(row.services.split(lists.BETWEEN)) if row.services else []
        yield [
            f"{ChangeRequest.PREFIX}-{row.number}", row.title, states[row.state], turns[row.ball] if row.ball else "",
            row.due_at and row.due_at.astimezone(zone), row.value, terms.header.currency if row.value is not None else "",
            classes[str(row.change_class)], sides[str(row.raised_by)], "; ".join(services), row.required_by,
            row.created_at.astimezone(zone), row.moved_at.astimezone(zone),
        ]  # fmt: skip


def new_view() -> Any:
    """Keep the present list under a name."""
    form = Keep()
    if request.method == "GET":
        form.query.data = Asked.of(request.args).but().address()
    elif form.validate():
        asked = Asked.of(MultiDict(parse_qsl(form.query.data or "")))
        kept = saved_views.keep(
            here.actor(), KIND, asked.but().address(), name=form.name.data, shared=bool(form.shared.data)
        )
        flash(_("“%(name)s” is kept.", name=kept.name), "ok")
        return redirect(_at(kept.query), 303)
    return _view_page(form, _("Save this view"), url_for(".new_view"), _at(form.query.data or ""))


def view(view_id: int) -> Any:
    """Another name for one's own view, or another circle of readers."""
    kept = saved_views.mine(here.actor(), KIND, view_id)
    form = Keep(obj=kept) if request.method == "GET" else Keep()
    form.query.data = kept.query
    if request.method == "POST" and form.validate():
        saved_views.rename(kept, name=form.name.data, shared=bool(form.shared.data))
        flash(_("“%(name)s” is kept.", name=kept.name), "ok")
        return redirect(_at(kept.query), 303)
    return _view_page(
        form, _("Saved view: %(name)s", name=kept.name), url_for(".view", view_id=view_id), _at(kept.query), view_id
    )


def _view_page(form: Keep, title: str, action: str, back: str, view_id: int | None = None) -> Any:
    page = render_template(
        "change_requests/saved_view.html", form=form, title=title, action=action, back=back, view_id=view_id
    )
    return (page, 422) if form.errors else page


def drop_view(view_id: int) -> Any:
    """One's own view goes."""
    kept = saved_views.mine(here.actor(), KIND, view_id)
    saved_views.drop(kept)
    flash(_("“%(name)s” is deleted.", name=kept.name), "ok")
    return redirect(url_for(".index"), 303)


def _link(asked: Asked) -> str:
    return _at(asked.address())


def _at(query: str) -> str:
    return url_for("change_requests.index") + (f"?{query}" if query else "")


def _turned(asked: Asked, way: str, cursor: str | None) -> str | None:
    if cursor is None:
        return None
    query = asked.but().address()
    return _at(f"{query}&{way}={cursor}" if query else f"{way}={cursor}")
