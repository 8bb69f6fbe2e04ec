"""The list of change requests: views, filters, sort and keyset pages; the same few queries for ten and for a hundred thousand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, literal, select
from sqlalchemy.orm import aliased

from bpo_gov.change_requests.asked import Asked
from bpo_gov.change_requests.models import ChangeRequest, Subject, SubjectKind
from bpo_gov.change_requests.orders import SORTS
from bpo_gov.change_requests.queries import PARTS, REST
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.kernel import access, clock, keyset, openings, tallies
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import Tally

MOST_ROWS = 100_000  # of a file
BATCH = 1000  # rows read at once for a file
BETWEEN = "\x1f"  # no code holds it


@dataclass(frozen=True)
class Found:
    """One page of rows, and the cursors of the pages before and after it."""

    rows: list[ChangeRequest]
    previous: str | None
    next: str | None


def page(actor: Actor, asked: Asked, zone: ZoneInfo) -> Found:
    """The rows of one page: one query, however many there are."""
    sort, place = SORTS[asked.sort], asked.place
    query = access.listing(ChangeRequest, actor).where(*conditions(actor, asked, zone))
    query = keyset.narrowed(query, sort, Matter.number, down=asked.down, place=place)
    rows = list(db.session.execute(query.limit(asked.size + 1)).scalars())
    more = len(rows) > asked.size
    rows = rows[: asked.size]
    back = place is not None and place.back
    if back:
        rows.reverse()
    before, after = (more, True) if back else (place is not None, more)
    return Found(
        rows,
        keyset.written(rows[0], sort) if rows and before else None,
        keyset.written(rows[-1], sort) if rows and after else None,
    )


def every(actor: Actor, asked: Asked, zone: ZoneInfo) -> Iterator[Any]:
    """All rows of a list in its order, for a file: one statement, read in batches; `services` are codes between marks."""
    services = (
        select(func.aggregate_strings(Subject.code, BETWEEN))
        .where(Subject.change_id == ChangeRequest.id, Subject.kind == SubjectKind.SERVICE)
        .correlate(ChangeRequest)
        .scalar_subquery()
    )
    query: Any = (
        access.visible(select(Matter.number, Matter.title, Matter.state, Matter.ball, Matter.due_at, Matter.raised_by,
               Matter.created_at, Matter.moved_at, ChangeRequest.value, ChangeRequest.change_class,
               ChangeRequest.required_by, services.label("services")).join_from(Matter, ChangeRequest.__table__,
               ChangeRequest.__table__.c.id == Matter.id), actor)
        .where(Matter.kind == CHANGE_REQUEST.name, *conditions(actor, asked, zone))
    )  # fmt: skip
    query = keyset.narrowed(query, SORTS[asked.sort], Matter.number, down=asked.down, place=None)
    yield from db.session.execute(query.limit(MOST_ROWS + 1).execution_options(yield_per=BATCH))


def picked(actor: Actor, numbers: Sequence[int]) -> list[ChangeRequest]:
    """The visible ones of these numbers, in their order, with all that guards read: a few queries for all of them."""
    query = access.listing(ChangeRequest, actor).where(Matter.number.in_(numbers)).options(*PARTS, *REST)
    return list(db.session.execute(query.order_by(Matter.number)).unique().scalars())


def counts(actor: Actor) -> dict[str, Tally]:
    """How many stand in each view that a person acts on, in one query."""
    return tallies.of(
        actor, CHANGE_REQUEST.name, open=tallies.is_open(), ours=tallies.waits_for(actor.party), late=tallies.is_late()
    )


def conditions(actor: Actor, asked: Asked, zone: ZoneInfo) -> list[ColumnElement[bool]]:
    """What narrows the list, beside what the actor may see; dates are days of the zone."""
    return [_view(asked.view, actor), *_closed_sets(asked), *_ranges(asked, zone)]


def _closed_sets(asked: Asked) -> Iterator[ColumnElement[bool]]:
    if asked.states:
        yield Matter.state.in_(asked.states)
    if asked.classes:
        yield ChangeRequest.change_class.in_(asked.classes)
    if asked.ball:
        yield Matter.ball.is_(None) if asked.ball == "none" else Matter.ball == asked.ball
    if asked.side:
        yield Matter.raised_by == asked.side
    if asked.service:
        touching = aliased(Subject)
        yield ChangeRequest.id.in_(
            select(touching.change_id).where(touching.kind == SubjectKind.SERVICE, touching.code == asked.service)
        )
    if asked.text:
        yield Matter.title.icontains(asked.text, autoescape=True)


def _ranges(asked: Asked, zone: ZoneInfo) -> Iterator[ColumnElement[bool]]:
    value = keyset.in_order(ChangeRequest.value)
    if asked.value_from is not None:
        yield value >= keyset.in_order(_amount(asked.value_from))
    if asked.value_to is not None:
        yield value <= keyset.in_order(_amount(asked.value_to))
    if asked.due_from:
        yield Matter.due_at >= openings.instant(asked.due_from, time(), zone)
    if asked.due_to:
        yield Matter.due_at < openings.instant(asked.due_to + timedelta(days=1), time(), zone)
    now = clock.now()
    if asked.due == "late":
        yield Matter.due_at < now
    elif asked.due:
        yield and_(Matter.due_at >= now, Matter.due_at <= now + timedelta(days=int(asked.due)))


def _amount(value: Decimal) -> Any:
    return literal(value, ChangeRequest.value.type)


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
