"""Texts of frameworks to begin agreements from, with the cast in them."""

from collections.abc import Callable
from typing import Any

import yaml
from sqlalchemy import func, select

from bpo_gov.kernel.db import Base, db
from tests.cast import terms


def text(change: Callable[[dict[str, Any]], None] | None = None, **header: Any) -> str:
    """A good framework of the cast under another reference, changed at will before it is written."""
    data = terms(**{"reference": "second", "title": "Second agreement", **header})
    if change:
        change(data)
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))


def rows() -> dict[str, int]:
    """How many rows every table has."""
    return {
        table.name: db.session.execute(select(func.count()).select_from(table)).scalar_one()
        for table in Base.metadata.sorted_tables
    }
