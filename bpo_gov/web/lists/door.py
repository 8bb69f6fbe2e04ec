"""Hangs the list of a kind into its blueprint: the page, its files, its saved views, and the moves for many rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from bpo_gov.kernel import clock, listing, saved_views
from bpo_gov.kernel.bulk import Load
from bpo_gov.kernel.listing import Listing
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.workflow import Workflow
from bpo_gov.web import bulk, here, tables
from bpo_gov.web.forms import BaseForm
from bpo_gov.web.lists import menus
from bpo_gov.web.lists.asked import Asked
from bpo_gov.web.lists.menus import Keep
from bpo_gov.web.words import zone_here


@dataclass(frozen=True)
class Door:
    """What a feature gives: its list, its template, the rows as the page shows them, heads and cells of its file.

    `more` are further values for the template.
    """

    blueprint: Blueprint
    listing: Listing[Any]
    flow: Workflow
    bulk: bulk.Door
    template: str
    part: str
    rows: Callable[[Sequence[Any], Actor], list[Any]]
    heads: Callable[[], list[str]]
    cells: Callable[[Any], list[tables.Cell]]
    more: Callable[[Actor], Mapping[str, Any]]

    def index(self) -> Any:
        """The list: one line a matter; view, filters, sort and place in the address."""
        actor, asked = here.actor(), Asked.of(self.listing, request.args)
        conditions = listing.narrowed(self.listing, actor, asked.view, asked.chosen, asked.text)
        found = listing.page(
            self.listing, actor, conditions, asked.sort, down=asked.down, size=asked.size, place=asked.place
        )
        query = asked.but().address()
        return render_template(
            self.template, rows=self.rows(found.rows, actor), asked=asked, counts=listing.counts(self.listing, actor), link=self._link,
            query=query, tail=f"?{query}" if query else "", door=self.blueprint.name, active=self.part, hidden=asked.but(text="").pairs(),
            previous=self._turned(asked, "before", found.previous), next=self._turned(asked, "after", found.next),
            columns=menus.columns(asked, self._link), chips=menus.chips(asked, self._link), menus=menus.menus(asked, self._link),
            layout=menus.layout(asked, self._link), picks=self.bulk.choices(found.rows, actor), saved=saved_views.of(actor, self.listing.kind),
            now=clock.now(), **self.more(actor),
        )  # fmt: skip

    def file(self, kind: str) -> Response:
        """What is seen, as a file: the whole list in its order, not only the page."""
        actor, asked = here.actor(), Asked.of(self.listing, request.args)
        conditions = listing.narrowed(self.listing, actor, asked.view, asked.chosen, asked.text)
        rows: Iterable[Any] = listing.every(self.listing, actor, conditions, asked.sort, down=asked.down)
        name = f"{here.agreement().key}-{self.part}-{clock.now().astimezone(zone_here()):%Y-%m-%d}"
        return tables.answer(kind, name, self.heads(), (self.cells(row) for row in rows), listing.MOST_ROWS)

    def new_view(self) -> Any:
        """Keep the present list under a name."""
        form = Keep()
        if request.method == "GET":
            form.query.data = Asked.of(self.listing, request.args).but().address()
        elif form.validate():
            asked = Asked.of(self.listing, MultiDict(parse_qsl(form.query.data or "")))
            kept = saved_views.keep(
                here.actor(),
                self.listing.kind,
                asked.but().address(),
                name=form.name.data,
                shared=bool(form.shared.data),
            )
            flash(_("“%(name)s” is kept.", name=kept.name), "ok")
            return redirect(self._at(kept.query), 303)
        return self._view_page(form, _("Save this view"), url_for(".new_view"), self._at(form.query.data or ""))

    def view(self, view_id: int) -> Any:
        """Another name for one's own view, or another circle of readers."""
        kept = saved_views.mine(here.actor(), self.listing.kind, view_id)
        form = Keep(obj=kept) if request.method == "GET" else Keep()
        form.query.data = kept.query
        if request.method == "POST" and form.validate():
            saved_views.rename(kept, name=form.name.data, shared=bool(form.shared.data))
            flash(_("“%(name)s” is kept.", name=kept.name), "ok")
            return redirect(self._at(kept.query), 303)
        title, action = _("Saved view: %(name)s", name=kept.name), url_for(".view", view_id=view_id)
        return self._view_page(form, title, action, self._at(kept.query), view_id)

    def drop_view(self, view_id: int) -> Any:
        """One's own view goes."""
        kept = saved_views.mine(here.actor(), self.listing.kind, view_id)
        saved_views.drop(kept)
        flash(_("“%(name)s” is deleted.", name=kept.name), "ok")
        return redirect(url_for(".index"), 303)

    def _view_page(self, form: Keep, title: str, action: str, back: str, view_id: int | None = None) -> Any:
        page = render_template(
            "lists/saved_view.html", form=form, title=title, action=action, back=back, view_id=view_id, active=self.part,
            door=self.blueprint.name, part=_(self.flow.title),
        )  # fmt: skip
        return (page, 422) if form.errors else page

    def _link(self, asked: Asked) -> str:
        return self._at(asked.address())

    def _at(self, query: str) -> str:
        return url_for(f"{self.blueprint.name}.index") + (f"?{query}" if query else "")

    def _turned(self, asked: Asked, way: str, cursor: str | None) -> str | None:
        if cursor is None:
            return None
        query = asked.but().address()
        return self._at(f"{query}&{way}={cursor}" if query else f"{way}={cursor}")


def install(
    blueprint: Blueprint, kept: Listing[Any], flow: Workflow, forms: Mapping[str, type[BaseForm]], load: Load, *, template: str, part: str,
    rows: Callable[[Sequence[Any], Actor], list[Any]], heads: Callable[[], list[str]], cells: Callable[[Any], list[tables.Cell]],
    more: Callable[[Actor], Mapping[str, Any]] = lambda actor: {},
) -> Door:  # fmt: skip
    """`/`, `/list.csv` and `.xlsx`, `/views/...` and `/bulk` of a feature; `template` is that of the page."""

    def picked(actor: Actor, numbers: Sequence[int]) -> list[Any]:
        return listing.picked(kept, actor, numbers)

    many = bulk.install(blueprint, flow, forms, load, picked, kept.model.PREFIX, part)
    door = Door(blueprint, kept, flow, many, template, part, rows, heads, cells, more)
    blueprint.add_url_rule("/", "index", door.index)
    blueprint.add_url_rule("/list.<any(csv, xlsx):kind>", "file", door.file)
    blueprint.add_url_rule("/views/new", "new_view", door.new_view, methods=["GET", "POST"])
    blueprint.add_url_rule("/views/<int:view_id>", "view", door.view, methods=["GET", "POST"])
    blueprint.add_url_rule("/views/<int:view_id>/delete", "drop_view", door.drop_view, methods=["POST"])
    return door
