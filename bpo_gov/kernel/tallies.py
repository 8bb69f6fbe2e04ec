"""Counts of matters that stop: exact up to 999, then "999+", so that no page walks through a history."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, select

from bpo_gov.kernel.access import may_see
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import Tally

MOST: Final = Tally.MOST


def of(actor: Actor, kind: str, conditions: Mapping[str, ColumnElement[bool]]) -> dict[str, Tally]:
    """How many matters of a kind meet each condition, of those the actor may see; one query."""
    mine = select(Matter.id).where(may_see(actor), Matter.kind == kind)
    columns = [bounded(mine.where(condition)).label(name) for name, condition in conditions.items()]
    row = db.session.execute(select(*columns)).one()
    return {name: Tally(getattr(row, name)) for name in conditions}


def bounded(query: Select[Any]) -> ScalarSelect[int]:
    """How many rows a query has, counted no further than one more than MOST."""
    return select(func.count()).select_from(query.limit(MOST + 1).subquery()).scalar_subquery()
