"""The one view that makes any move: look the verb up, ask, read the form, act, answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from bpo_gov.kernel.db import MARK, db
from bpo_gov.kernel.errors import BpoError, Denied, Stale
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import say
from bpo_gov.kernel.workflow import NEW, Move, Workflow
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


def install(
    blueprint: Blueprint, flow: Workflow, forms: Mapping[str, type[BaseForm]], load: Load, folder: str
) -> Callable[[Matter, Move, BaseForm], str]:
    """Give a feature's blueprint `/<number>/<verb>` for every row of its table that a person may make.

    `load(number, actor, lock)` returns the matter with all that its guards and pages read.
    A verb's page is `templates/<folder>/<verb>.html` where there is one, else the general form; what draws it is
    returned, for a view that reads the form of a move elsewhere.
    """

    def page(matter: Matter, move: Move, form: BaseForm, error: BpoError | None = None) -> str:
        back = url_for(f"{blueprint.name}.show", number=matter.number)
        if error is not None:
            flash(tell(error.says), "bad")
        return render_template(
            [f"{folder}/{move.verb}.html", "moves/form.html" if move.verb in forms else "moves/confirm.html"],
            matter=matter, form=form, flow=flow, number=matter.label, title=_("%(verb)s: %(label)s", verb=_(move.label), label=matter.label),
            action=url_for(f"{blueprint.name}.move", number=matter.number, verb=move.verb), submit=_(move.label), back=back, hurts=move.hurts,
            version=matter.version, trail=((matter.label, back), (_(move.label), None)), lede=matter.title, text=matter.title,
        )  # fmt: skip

    def view(number: int, verb: str) -> Any:
        move = flow.table.get(verb)
        if move is None or move.from_ is NEW:
            abort(404)
        actor = here.actor()
        matter = load(number, actor, lock=request.method == "POST")
        form = forms.get(verb, Confirm)()
        form.prepare(matter, actor)
        if request.method != "POST":
            if refusal := flow.refusal(verb, matter, actor):
                raise refusal
            form.version.data = str(matter.version)
            return page(matter, move, form)
        return _post(matter, move, form, actor)

    def _post(matter: Matter, move: Move, form: BaseForm, actor: Actor) -> Any:
        if refusal := flow.refusal(move.verb, matter, actor):
            return _refused(matter, move, form, refusal)
        if form.looked_at() not in (None, matter.version):
            return _refused(matter, move, form, Stale(say("It has been moved meanwhile. Look again before you go on.")))
        if not form.validate():
            return page(matter, move, form), 422
        try:
            flow.effects[move.verb](matter, actor, **form.words())
        except BpoError as error:
            return _refused(matter, move, form, error)
        flash(_("%(label)s: done. It is now: %(state)s.", label=matter.label, state=tell(flow.word(matter.state))), "ok")
        return redirect(url_for(f"{blueprint.name}.show", number=matter.number), 303)

    def _refused(matter: Matter, move: Move, form: BaseForm, error: BpoError) -> Any:
        if isinstance(error, Denied) or move.verb not in forms:
            raise error
        # What was typed is kept: the same page again, with the reason and the matter as it stands now.
        form.version.data = str(matter.version)
        body = page(matter, move, form, error)
        db.session.rollback()
        db.session.info.pop(MARK, None)
        return body, 409

    blueprint.add_url_rule("/<int:number>/<verb>", "move", view, methods=["GET", "POST"])
    return page


def buttons(flow: Workflow, matter: Matter, actor: Actor, blueprint: str, forms: Mapping[str, type[BaseForm]]) -> list[Button]:
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
