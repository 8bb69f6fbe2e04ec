"""A list of one kind of matter: what may narrow it, its orders, and a page of it by a place; the same few queries for any size."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, case, or_, select
from sqlalchemy.orm import aliased

from bpo_gov.kernel import access, keyset, tallies
from bpo_gov.kernel.db import db
from bpo_gov.kernel.keyset import Place, Sort
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import N_, Tally
from bpo_gov.kernel.workflow import WORKFLOWS

M = TypeVar("M", bound=Matter)
MOST_ROWS = 100_000  # of a file
VIEWS = ("open", "ours", "late", "closed", "all")
TURNS = {"client": N_("Client"), "vendor": N_("Vendor"), "both": N_("both sides"), "none": N_("nobody")}
Chosen = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Filter:
    """A closed set of words that narrows a list; `where` makes the condition of those chosen, `chip` says one of them.

    `own` makes it for whoever reads, where that counts: what is mine is another thing for each.
    """

    name: str
    label: str
    chip: str
    words: Mapping[str, str]
    where: Callable[[Sequence[str]], ColumnElement[bool]]
    many: bool = False
    own: Callable[[Actor], ColumnElement[bool]] | None = None

    def condition(self, words: Sequence[str], actor: Actor) -> ColumnElement[bool]:
        """What narrows the list by these words."""
        return self.own(actor) if self.own else self.where(words)


@dataclass(frozen=True)
class Listing(Generic[M]):
    """The list of a kind: its own orders and filters beside those that every kind has."""

    model: type[M]
    kind: str
    sorts: Mapping[str, Sort]
    order_words: Mapping[str, str]
    filters: Sequence[Filter]
    options: Sequence[Any] = ()
    columns: Sequence[str] = field(default=("number", "title", "due", "state"))
    first: str = "open"  # the view that is shown where none is asked for
    apart: Sequence[str] = ()  # states that are left out until the filter of states asks for them
    order: str = ""  # the sort where none is asked for; empty: as every list has it
    searched: Sequence[Any] = (Matter.title,)  # where words are looked for

    def filter(self, name: str) -> Filter | None:
        """The filter of that name."""
        return next((one for one in self.filters if one.name == name), None)


@dataclass(frozen=True)
class Found(Generic[M]):
    """One page of rows, and the cursors of the pages before and after it."""

    rows: list[M]
    previous: str | None
    next: str | None


def sorts(states: Sequence[str]) -> dict[str, Sort]:
    """The orders that every kind has; states in the order of their path."""
    ranks = {str(state): rank for rank, state in enumerate(states)}
    return {
        "due": Sort(Matter.due_key, "due_key", datetime),
        "number": Sort(Matter.number, "number", int, down=True),
        "moved": Sort(Matter.moved_at, "moved_at", datetime, down=True),
        "state": Sort(Matter.state, "state", str, key=lambda column: case(ranks, value=column, else_=len(ranks))),
    }


ORDER_WORDS = {"due": N_("Clock"), "number": N_("No."), "moved": N_("Last moved"), "state": N_("State")}
BALL = Filter(
    "ball", N_("Waits for"), N_("Waits for: %(word)s"), TURNS,
    lambda words: Matter.ball.is_(None) if words[0] == "none" else Matter.ball == words[0],
)  # fmt: skip
SIDE = Filter(
    "side", N_("Raised by"), N_("Raised by: %(word)s"), {key: TURNS[key] for key in ("client", "vendor")},
    lambda words: Matter.raised_by == words[0],
)  # fmt: skip


ALONE = "none"
ALONE_WORD = N_("Alone")


def about(words: Mapping[str, str]) -> Filter:
    """The filter of what a matter is about: a kind of matter each, or alone; wiring adds the kinds to `words`."""
    return Filter("about", N_("About"), N_("About: %(word)s"), words, _is_about, many=True)


def _is_about(kinds: Sequence[str]) -> ColumnElement[bool]:
    other = aliased(Matter)
    found = Matter.about_id.in_(select(other.id).where(other.kind.in_(kinds)))
    return or_(found, Matter.about_id.is_(None)) if ALONE in kinds else found


def states(kind: str) -> Filter:
    """The filter of the states of a kind."""
    words = {str(state): text for state, text in WORKFLOWS[kind].state_words.items()}
    return Filter("state", N_("State"), N_("State: %(word)s"), words, Matter.state.in_, many=True)


def narrowed(listing: Listing[M], actor: Actor, view: str, chosen: Chosen, text: str) -> list[ColumnElement[bool]]:
    """What narrows the list, beside what the actor may see."""
    found = [_view(view, actor)]
    found += [Matter.state.not_in(listing.apart)] if listing.apart and not chosen.get("state") else []
    found += [one.condition(chosen[one.name], actor) for one in listing.filters if chosen.get(one.name)]
    return [*found, or_(*(column.icontains(text, autoescape=True) for column in listing.searched))] if text else found


def page(
    listing: Listing[M], actor: Actor, conditions: Sequence[ColumnElement[bool]], sort: str, *, down: bool, size: int, place: Place | None
) -> Found[M]:  # fmt: skip
    """The rows of one page: one query, however many there are."""
    order = listing.sorts[sort]
    query: Select[Any] = access.listing(listing.model, actor).where(*conditions).options(*listing.options)
    query = keyset.narrowed(query, order, Matter.number, down=down, place=place)
    rows = list(db.session.execute(query.limit(size + 1)).unique().scalars())
    more, back = len(rows) > size, place is not None and place.back
    rows = rows[:size]
    if back:
        rows.reverse()
    before, after = (more, True) if back else (place is not None, more)
    return Found(
        rows,
        keyset.written(rows[0], order) if rows and before else None,
        keyset.written(rows[-1], order) if rows and after else None,
    )


def every(
    listing: Listing[M], actor: Actor, conditions: Sequence[ColumnElement[bool]], sort: str, *, down: bool
) -> Iterator[M]:
    """All rows of a list in its order, for a file: one statement, read in batches."""
    query: Select[Any] = access.listing(listing.model, actor).where(*conditions)
    query = keyset.narrowed(query, listing.sorts[sort], Matter.number, down=down, place=None)
    yield from db.session.execute(query.limit(MOST_ROWS + 1).execution_options(yield_per=1000)).scalars()


def picked(listing: Listing[M], actor: Actor, numbers: Sequence[int]) -> list[M]:
    """The visible ones of these numbers, in their order, with all that guards read."""
    query: Select[Any] = (
        access.listing(listing.model, actor).where(Matter.number.in_(numbers)).options(*listing.options)
    )
    return list(db.session.execute(query.order_by(Matter.number)).unique().scalars())


def counts(listing: Listing[M], actor: Actor) -> dict[str, Tally]:
    """How many stand in each view that a person acts on, in one query."""
    return tallies.of(
        actor, listing.kind, open=tallies.is_open(), ours=tallies.waits_for(actor.party), late=tallies.is_late()
    )


def _view(view: str, actor: Actor) -> ColumnElement[bool]:
    match view:
        case "ours":
            return tallies.waits_for(actor.party).condition
        case "late":
            return tallies.is_late().condition
        case "closed":
            return Matter.ball.is_(None)
        case "all":
            return Matter.number > 0
    return tallies.is_open().condition
