"""The list of change requests: views, sort and keyset pages out of the address; the same few queries for ten and for a hundred thousand."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from bpo_gov.change_requests.models import ChangeRequest
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.kernel import access, tallies
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import Tally

PAGE = 25
LONGEST = 200  # signs of a cursor
VIEWS = ("open", "ours", "late", "closed", "all")
SORTS: Mapping[str, tuple[InstrumentedAttribute[Any], bool]] = {
    "due": (Matter.due_key, True), "number": (Matter.number, False), "moved": (Matter.moved_at, False),
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    view: str = "open"
    sort: str = "due"
    after: tuple[datetime | int, int] | None = None

    @classmethod
    def of(cls, args: Mapping[str, str]) -> "Asked":
        """Read the address; what it cannot mean falls back to the first page of what is open."""
        view, sort = args.get("view", "open"), args.get("sort", "")
        view = view if view in VIEWS else "open"
        default = "moved" if view in ("closed", "all") else "due"
        sort = sort if sort in SORTS else default
        return cls(view, sort, _cursor(args.get("after", ""), sort))


@dataclass(frozen=True)
class Found:
    """One page of rows, and the cursor of the next."""

    rows: list[ChangeRequest]
    next: str | None


def page(actor: Actor, asked: Asked) -> Found:
    """The rows of one page: one query, however many there are."""
    column, ascending = SORTS[asked.sort]
    query = access.listing(ChangeRequest, actor).where(_view(asked.view, actor))
    if asked.after is not None:
        value, number = asked.after
        here, there = tuple_(column, Matter.number), tuple_(literal(value, column.type), number)
        query = query.where(here > there if ascending else here < there)
    order = (column.asc(), Matter.number.asc()) if ascending else (column.desc(), Matter.number.desc())
    rows = list(db.session.execute(query.order_by(*order).limit(PAGE + 1)).scalars())
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    return Found(rows, _write(rows[-1], asked.sort) if more else None)


def counts(actor: Actor) -> dict[str, Tally]:
    """How many stand in each view that a person acts on, in one query."""
    return tallies.of(
        actor, CHANGE_REQUEST.name, open=tallies.is_open(), ours=tallies.waits_for(actor.party), late=tallies.is_late()
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


def _write(cr: ChangeRequest, sort: str) -> str:
    value = {"due": cr.due_key.isoformat(), "number": str(cr.number), "moved": cr.moved_at.isoformat()}[sort]
    return base64.urlsafe_b64encode(json.dumps([value, cr.number]).encode()).decode().rstrip("=")


def _cursor(text: str, sort: str) -> tuple[datetime | int, int] | None:
    """The last row of the page before: its value in this order and its number. None for what is no cursor of ours."""
    if not 0 < len(text) <= LONGEST:
        return None
    try:
        kept, number = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        value = number if sort == "number" else _moment(kept)
    except (ValueError, TypeError):
        return None
    return (value, number) if type(number) is int and 0 < number < 2**31 else None


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.utcoffset() != timedelta(0):
        raise ValueError("a cursor is written in UTC")
    return moment
