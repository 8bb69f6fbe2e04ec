"""The door of moves for many: pick, look at what each row would answer, send once, read a result for each row."""

import re
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from bpo_gov.kernel import bulk
from bpo_gov.kernel.bulk import MOST, Outcome, Row
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.moves import NEW, Move
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import N_, Say, say
from bpo_gov.kernel.workflow import Workflow
from bpo_gov.web import here
from bpo_gov.web.forms import BaseForm, Confirm
from bpo_gov.web.words import tell

READ_FIRST = frozenset({"sign", "agree_amendment"})  # a text that one puts one's name to is looked at by itself
NOTHING = N_("There is nothing here, or you may not see it.")
Picked = Callable[[Actor, Sequence[int]], list[Any]]


@dataclass(frozen=True)
class Line:
    """A picked row before it is sent: its words, and why it will be refused (None: it will be done)."""

    number: int
    version: int
    label: str
    title: str
    refused: Say | None


@dataclass(frozen=True)
class Door:
    """`/bulk` and its results for one table; `picked` loads visible rows with all that guards read, `part` is their place in the rail."""

    blueprint: Blueprint
    flow: Workflow
    forms: Mapping[str, type[BaseForm]]
    load: bulk.Load
    picked: Picked
    prefix: str
    part: str

    def verbs(self) -> list[str]:
        """The moves of people that need no words, or one text that can stand for all."""
        return [verb for verb, move in self.flow.table.items() if move.label and self._is_shareable(verb, move)]

    def _is_shareable(self, verb: str, move: Move) -> bool:
        if move.from_ is NEW or move.shy or verb in READ_FIRST:
            return False
        form = self.forms.get(verb, Confirm)
        own = [name for name in vars(form) if hasattr(getattr(form, name), "field_class")]
        return len(own) <= 1 and form.prepare is BaseForm.prepare

    def choices(self, rows: Iterable[Matter], actor: Actor) -> list[tuple[str, str]]:
        """The buttons under a list: what the actor may do with at least one of its rows."""
        rows = list(rows)
        return [
            (verb, self.word(verb))
            for verb in self.verbs()
            if any(self.flow.table[verb].starts_in(row.state) and self.flow.table[verb].who(row, actor) for row in rows)
        ]

    def word(self, verb: str) -> str:
        """What a button says."""
        return str(_(self.flow.table[verb].label))

    def send(self) -> Any:
        """The page that asks once more, or, with its token, the deed."""
        verb, actor = request.form.get("move", ""), here.actor()
        if verb not in self.verbs():
            abort(404)
        form = self.forms.get(verb, Confirm)()
        token = request.form.get("token", "")
        if not re.fullmatch(r"[\w-]{20,64}", token, re.ASCII):
            return self._ask(verb, actor, form, self._picks(), secrets.token_urlsafe(24))
        if run := bulk.sent_before(actor, self.flow.name, token):
            return redirect(self._at(".bulk_result", run_id=run.id), 303)
        rows = _rows()
        if not 0 < len(rows) <= MOST or not form.validate():
            return self._ask(verb, actor, form, rows, token, 422)
        results = bulk.make(self.flow, self.load, actor, verb, rows, form.words())
        told = [
            {"number": r.number, "title": r.title, "outcome": r.outcome.value, "says": tell(r.says)} for r in results
        ]
        run = bulk.keep(actor, self.flow.name, verb, token, told)
        return redirect(self._at(".bulk_result", run_id=run.id), 303)

    def result(self, run_id: int) -> str:
        """What became of each row."""
        run = bulk.run_of(here.actor(), self.flow.name, run_id)
        done = sum(1 for row in run.results if row["outcome"] == Outcome.DONE)
        return render_template(
            "moves/bulk_result.html", run=run, done=done, word=self.word(run.verb), back=self._at(".index"), prefix=self.prefix,
            show=f"{self.blueprint.name}.show", active=self.part,
        )  # fmt: skip

    def _ask(self, verb: str, actor: Actor, form: BaseForm, rows: list[Row], token: str, status: int = 200) -> Any:
        if not rows or len(rows) > MOST:
            flash(_("Pick at least one row.") if not rows else _("Pick at most %(n)s rows at once.", n=MOST), "near")
            return redirect(self._at(".index"), 303)
        lines = self._lines(verb, actor, rows)
        good = sum(1 for line in lines if line.refused is None)
        word = self.word(verb)
        page = render_template(
            "moves/bulk.html", lines=lines, good=good, form=form, token=token, verb=verb, word=word, hurts=self.flow.table[verb].hurts,
            action=self._at(".bulk"), back=self._at(".index"), show=f"{self.blueprint.name}.show", active=self.part, needs_words=verb in self.forms,
            submit=ngettext("%(word)s: %(num)s row", "%(word)s: %(num)s rows", good, word=word),
        )  # fmt: skip
        return page, status

    def _lines(self, verb: str, actor: Actor, rows: list[Row]) -> list[Line]:
        found = {matter.number: matter for matter in self.picked(actor, [row.number for row in rows])}
        return [self._line(verb, actor, row, found.get(row.number)) for row in rows]

    def _line(self, verb: str, actor: Actor, row: Row, matter: Matter | None) -> Line:
        if matter is None:
            return Line(row.number, 0, f"{self.prefix}-{row.number}", "", Say(NOTHING))
        refusal = self.flow.refusal(verb, matter, actor)
        version = row.version or matter.version
        refused = refusal.says if refusal else None
        if refused is None and version != matter.version:
            refused = say("It has been moved meanwhile. Look again before you go on.")
        return Line(matter.number, version, matter.label, matter.title, refused)

    def _picks(self) -> list[Row]:
        found = (re.fullmatch(rf"{self.prefix}-([1-9][0-9]{{0,8}})", text) for text in request.form.getlist("pick"))
        return [Row(number, 0) for number in dict.fromkeys(int(one[1]) for one in found if one)]

    def _at(self, endpoint: str, **values: Any) -> str:
        """An address of this blueprint that remembers the list one came from."""
        query = request.query_string.decode("ascii", "replace")
        return url_for(endpoint, **values) + (f"?{query}" if query else "")


def _rows() -> list[Row]:
    found = (re.fullmatch(r"([1-9][0-9]{0,8}):([0-9]{1,9})", text) for text in request.form.getlist("row"))
    return [Row(*pair) for pair in dict.fromkeys((int(one[1]), int(one[2])) for one in found if one)]


def install(
    blueprint: Blueprint,
    flow: Workflow,
    forms: Mapping[str, type[BaseForm]],
    load: bulk.Load,
    picked: Picked,
    prefix: str,
    part: str,
) -> Door:
    """Give a feature's blueprint its door for many; the blueprint has an `index` and a `show`."""
    door = Door(blueprint, flow, forms, load, picked, prefix, part)
    blueprint.add_url_rule("/bulk", "bulk", door.send, methods=["POST"])
    blueprint.add_url_rule("/bulk/<int:run_id>", "bulk_result", door.result, methods=["GET"])
    return door
