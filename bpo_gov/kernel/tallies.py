"""Counts that stop: exact up to a bound, then "999+", so that no page walks through a history."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, bindparam, func, select

from bpo_gov.kernel import clock
from bpo_gov.kernel.access import may_see, of_side
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor, Party
from bpo_gov.kernel.words import Tally

MOST: Final = 999


@dataclass(frozen=True)
class Asked:
    """Which matters are counted, and the order of the index they are counted in."""

    condition: ColumnElement[bool]
    order: Sequence[Any] = (Matter.due_key, Matter.number)


def is_open() -> Asked:
    """Somebody is waited for: the engine takes the ball away at the end."""
    return Asked(Matter.ball.is_not(None))


def is_late() -> Asked:
    """A deadline has passed."""
    return Asked(and_(Matter.ball.is_not(None), Matter.due_key < clock.now()))


def waits_for(party: Party) -> Asked:
    """A side holds the ball, alone or with the other."""
    return Asked(Matter.ball.in_((party.value, "both")), (Matter.ball, Matter.due_key, Matter.number))


def of(actor: Actor, kind: str, **asked: Asked) -> dict[str, Tally]:
    """How many matters of a kind there are of each sort, of those the actor may see; one query."""
    mine = select(Matter.id).where(may_see(actor), Matter.kind == kind)
    columns = [bounded(mine.where(one.condition).order_by(*one.order), MOST).label(name) for name, one in asked.items()]
    row = db.session.execute(select(*columns)).one()
    return {name: Tally(getattr(row, name), MOST) for name in asked}


def open_by_kind(actor: Actor, kinds: tuple[str, ...]) -> dict[str, Tally]:
    """How many matters of each kind wait for somebody, of those a side may see; one query for all kinds. A neutral has no lists to count."""
    if actor.party is Party.NEUTRAL:
        return {kind: Tally(0, MOST) for kind in kinds}
    row = db.session.execute(_open(kinds), {"agreement": actor.agreement_id, "party": actor.party}).one()
    return {kind: Tally(getattr(row, kind), MOST) for kind in kinds}


@cache
def _open(kinds: tuple[str, ...]) -> "Select[*tuple[Any, ...]]":
    """Made once: it stands on every page."""
    one, mine = is_open(), of_side(bindparam("agreement"), bindparam("party", type_=Matter.raised_by.type))
    query = select(Matter.id).where(mine, one.condition).order_by(*one.order)
    return select(*(bounded(query.where(Matter.kind == kind), MOST).label(kind) for kind in kinds))


def bounded(query: Select[Any], most: int) -> ScalarSelect[int]:
    """How many rows a query has, counted no further than one more than `most`."""
    return select(func.count()).select_from(query.limit(most + 1).subquery()).scalar_subquery()
