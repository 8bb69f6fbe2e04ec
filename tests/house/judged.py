"""One kind of matter as engine, page and answer judge it, to be laid side by side."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from typing import cast as cast_to

from sqlalchemy import Connection

from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Denied, NotFound
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.moves import NEW
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.workflow import Workflow
from bpo_gov.web.forms import BaseForm
from tests.house.conftest import Browser

EMPTY_IS_RIGHT = {
    ("change_request", "accept"),
    ("dispute", "agree_sealed"),
    ("figure_import", "bring_in"),
    ("framework", "sign"),
    ("meeting", "attend"),
    ("rectification", "verify"),
}  # forms that may be sent as they come
Seen = tuple[int, set[str], set[str]]  # status of the page, verbs on offer, labels that are quiet


class _Bar(HTMLParser):
    """The bar of moves of a page: verbs on offer, and the labels that stand quiet."""

    def __init__(self) -> None:
        super().__init__()
        self.can: set[str] = set()
        self.quiet: set[str] = set()
        self._in_list = self._in_label = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A verb, or the begin of a label."""
        found = dict(attrs)
        if verb := found.get("data-verb"):
            self.can.add(verb)
        if tag == "ul":
            self._in_list = found.get("class") == "not-now"
        self._in_label = self._in_list and tag == "strong"

    def handle_endtag(self, tag: str) -> None:
        """The end of a label, or of the list."""
        self._in_label = False
        self._in_list = self._in_list and tag != "ul"

    def handle_data(self, data: str) -> None:
        """The words of a label."""
        if self._in_label:
            self.quiet.add(data)


@dataclass(frozen=True)
class Kind:
    """A table with its forms, how a matter of it is loaded, and where its pages are."""

    flow: Workflow
    forms: Mapping[str, type[BaseForm]]
    load: Callable[[int, Actor], Any]
    folder: str

    def found(self, actor: Actor, number: int) -> Matter | None:
        """The matter, where the actor may see it."""
        try:
            return cast_to(Matter, self.load(number, actor))
        except NotFound:
            return None

    def expected(self, actor: Actor, matter: Matter | None) -> Seen:
        """What the page must show, by what the engine says."""
        if matter is None:
            return 404, set(), set()
        can, not_now = set(), set()
        for verb, move in self.flow.table.items():
            refusal = self.flow.refusal(verb, matter, actor)
            if move.quiet or move.from_ is NEW:
                continue
            if refusal is None:
                can.add(verb)
            elif not isinstance(refusal, Denied) and move.is_for(matter) and not move.shy:
                not_now.add(move.label)
        return 200, can, not_now

    def drawn(self, window: Browser, number: int) -> Seen:
        """What the page shows."""
        answer = window.get(f"{self.folder}/{number}")
        bar = _Bar()
        bar.feed(answer.get_data(as_text=True))
        return answer.status_code, bar.can, bar.quiet

    def reason(self, actor: Actor | None, matter: Matter | None, verb: str) -> str:
        """Why the move cannot be made, in words before their names are filled in; empty where it can."""
        if actor is None or matter is None or self.flow.table[verb].from_ is NEW:
            return "not found"
        refusal = self.flow.refusal(verb, matter, actor)
        return "" if refusal is None else f"{type(refusal).__name__}: {refusal.says.text}"

    def status(self, actor: Actor | None, matter: Matter | None, verb: str) -> int:
        """What the answer to an empty form must be: whoever may is stopped by the form at most."""
        if actor is None or matter is None or self.flow.table[verb].from_ is NEW:
            return 404
        refusal = self.flow.refusal(verb, matter, actor)
        if refusal is not None:
            return 403 if isinstance(refusal, Denied) else 409
        return 422 if verb in self.forms and (self.flow.name, verb) not in EMPTY_IS_RIGHT else 303

    def tried(self, window: Browser, number: int, verb: str) -> int:
        """The status of an empty form sent for a verb; whatever it did is undone."""
        connection = cast_to(Connection, db.engines[None])
        with connection.begin_nested() as undone:
            status = window.post(f"{self.folder}/{number}/{verb}").status_code
            undone.rollback()
        return status
