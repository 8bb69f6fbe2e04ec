"""The one view that makes any move: look the verb up, ask, read the form, act, answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from bpo_gov.kernel.db import MARK, db
from bpo_gov.kernel.errors import BpoError, Denied, Stale
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.moves import NEW, Move
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import say
from bpo_gov.kernel.workflow import Workflow
from bpo_gov.web import here
from bpo_gov.web.forms import BaseForm, Confirm
from bpo_gov.web.words import tell

Load = Callable[..., Any]


@dataclass(frozen=True)
class Button:
    """A move as the page draws it."""

    verb: str
    label: str
    href: str
    primary: bool
    needs_words: bool
    hurts: bool
    allowed: bool
    why: str
    version: int


@dataclass(frozen=True)
class Door:
    """`/<number>/<verb>` for every row of a table that a person may make; `install` hangs it into a blueprint."""

    blueprint: Blueprint
    flow: Workflow
    forms: Mapping[str, type[BaseForm]]
    load: Load
    folder: str

    def view(self, number: int, verb: str) -> Any:
        """The page of a verb, or the deed."""
        move = self.flow.table.get(verb)
        if move is None or move.from_ is NEW:
            abort(404)
        actor = here.actor()
        matter = self.load(number, actor, lock=request.method == "POST")
        form = self.forms.get(verb, Confirm)()
        form.prepare(matter, actor)
        refusal = self.flow.refusal(verb, matter, actor)
        if request.method == "POST":
            return self._post(matter, move, form, actor, refusal)
        if refusal:
            raise refusal
        form.version.data = str(matter.version)
        return self.page(matter, move, form)

    def page(self, matter: Matter, move: Move, form: BaseForm) -> str:
        """`templates/<folder>/<verb>.html` where there is one, else the general form or the question "are you sure"."""
        back = url_for(f"{self.blueprint.name}.show", number=matter.number)
        return render_template(
            [f"{self.folder}/{move.verb}.html", "moves/form.html" if move.verb in self.forms else "moves/confirm.html"],
            matter=matter, form=form, flow=self.flow, number=matter.label, title=_("%(verb)s: %(label)s", verb=_(move.label), label=matter.label),
            action=url_for(f"{self.blueprint.name}.move", number=matter.number, verb=move.verb), submit=_(move.label), back=back, hurts=move.hurts,
            version=matter.version, trail=((matter.label, back), (_(move.label), None)), lede=matter.title, text=matter.title,
        )  # fmt: skip

    def _post(self, matter: Matter, move: Move, form: BaseForm, actor: Actor, refusal: BpoError | None) -> Any:
        if refusal is None and form.looked_at() not in (None, matter.version):
            refusal = Stale(say("It has been moved meanwhile. Look again before you go on."))
        if refusal:
            return self._refused(matter, move, form, refusal)
        if not form.validate():
            return self.page(matter, move, form), 422
        try:
            self.flow.effects[move.verb](matter, actor, **form.words())
        except BpoError as error:
            return self._refused(matter, move, form, error)
        flash(
            _("%(label)s: done. It is now: %(state)s.", label=matter.label, state=tell(self.flow.word(matter.state))),
            "ok",
        )
        return redirect(url_for(f"{self.blueprint.name}.show", number=matter.number), 303)

    def _refused(self, matter: Matter, move: Move, form: BaseForm, error: BpoError) -> Any:
        if isinstance(error, Denied) or move.verb not in self.forms:
            raise error
        # What was typed is kept: the same page again, with the reason and the matter as it stands now.
        flash(tell(error.says), "bad")
        form.version.data = str(matter.version)
        body = self.page(matter, move, form)
        db.session.rollback()
        db.session.info.pop(MARK, None)
        return body, 409


def install(blueprint: Blueprint, flow: Workflow, forms: Mapping[str, type[BaseForm]], load: Load, folder: str) -> Door:
    """Give a feature's blueprint its door; `load(number, actor, lock)` returns the matter with all that its guards and pages read."""
    door = Door(blueprint, flow, forms, load, folder)
    blueprint.add_url_rule("/<int:number>/<verb>", "move", door.view, methods=["GET", "POST"])
    return door


def buttons(
    flow: Workflow, matter: Matter, actor: Actor, blueprint: str, forms: Mapping[str, type[BaseForm]]
) -> list[Button]:
    """The bar of moves of a page, from the same function that judges the click; the primary first."""
    drawn = [
        Button(
            verb=choice.move.verb, label=_(choice.move.label), href=url_for(f"{blueprint}.move", number=matter.number, verb=choice.move.verb),
            primary=choice.move.main and choice.allowed, needs_words=choice.move.verb in forms, hurts=choice.move.hurts,
            allowed=choice.allowed, why=tell(choice.refusal.says) if choice.refusal else "", version=matter.version,
        )
        for choice in flow.available(matter, actor)
    ]  # fmt: skip
    return sorted(drawn, key=lambda button: (not button.allowed, not button.primary))
