"""The list of change requests: views, sort and keyset pages out of the address; the same few queries for ten and for a hundred thousand."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from bpo_gov.change_requests.models import ChangeRequest
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.kernel import access, clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor

PAGE = 25
LONGEST = 200  # signs of a cursor
VIEWS = ("open", "ours", "late", "closed", "all")
SORTS: Mapping[str, tuple[InstrumentedAttribute[Any], bool]] = {
    "due": (Matter.due_at, True), "number": (Matter.number, False), "moved": (Matter.moved_at, False),
}  # fmt: skip
FAR = datetime(9999, 1, 1, tzinfo=UTC)


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
    key = func.coalesce(column, FAR) if asked.sort == "due" else column
    query = access.listing(ChangeRequest, actor).where(_view(asked.view, actor))
    if asked.after is not None:
        value, number = asked.after
        beyond = key > value if ascending else key < value
        query = query.where(
            or_(beyond, and_(key == value, Matter.number > number if ascending else Matter.number < number))
        )
    order = (key.asc(), Matter.number.asc()) if ascending else (key.desc(), Matter.number.desc())
    rows = list(db.session.execute(query.order_by(*order).limit(PAGE + 1)).scalars())
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    return Found(rows, _write(rows[-1], asked.sort) if more else None)


def counts(actor: Actor) -> dict[str, int]:
    """How many stand in each view that a person acts on, in one query."""
    names = ("open", "ours", "late")
    columns = [func.count().filter(_view(name, actor)).label(name) for name in names]
    row = db.session.execute(
        access.visible(
            select(*columns).select_from(Matter).where(Matter.kind == CHANGE_REQUEST.name, _view("open", actor)), actor
        )
    ).one()
    return {name: int(getattr(row, name)) for name in names}


def _view(view: str, actor: Actor) -> ColumnElement[bool]:
    final = Matter.state.in_(CHANGE_REQUEST.final)
    match view:
        case "ours":
            return and_(~final, Matter.ball.in_((actor.party.value, "both")))
        case "late":
            return and_(~final, Matter.due_at < clock.now())
        case "closed":
            return final
        case "all":
            return Matter.number > 0
    return ~final


def _write(cr: ChangeRequest, sort: str) -> str:
    value = {"due": (cr.due_at or FAR).isoformat(), "number": str(cr.number), "moved": cr.moved_at.isoformat()}[sort]
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
