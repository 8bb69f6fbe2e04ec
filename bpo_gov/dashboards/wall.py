"""What a chair projects of one relationship beside its matters: the health in a word, its KPIs by period, the next meeting."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from flask import url_for

from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.standing import TURNS
from bpo_gov.dashboards.executive import relations
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.sentences import unpack
from bpo_gov.kernel.words import Say, Value, say_n
from bpo_gov.kpis import board
from bpo_gov.kpis import pages as kpi_pages
from bpo_gov.meetings.models import Meeting
from bpo_gov.relationships.models import Relationship

PERIODS: Final = 6  # of the heat map
ITEMS: Final = 5  # of the agenda


@dataclass(frozen=True)
class Health:
    """The health in a word, where it goes, and why."""

    word: str
    tone: str
    trend: Value
    why: Value


@dataclass(frozen=True)
class Ahead:
    """The next meeting: when, how long, who chairs, and the head of its agenda."""

    number: str
    title: str
    href: str
    starts: Value
    length: Value
    chair: Value
    items: Sequence[tuple[int, str, Value]]
    more: int


def health(row: Relationship | None) -> Health | None:
    """As it is kept; None where it was never counted."""
    if row is None or not row.in_force:
        return None
    word, tone = relations.word_of(row)
    return Health(word, tone, relations.trend(row)[1], unpack(row.reason))


def kpis(actor: Actor, terms: Terms) -> list[kpi_pages.Line]:
    """Every KPI with its last periods, of which the wall shows the last."""
    return [replace(line, cells=line.cells[-PERIODS:]) for line in board.shown(actor, terms)]


def heads() -> list[str]:
    """The columns of the heat map."""
    every = kpi_pages.heads()
    return [every[0], *every[-PERIODS:]]


def meeting(one: Meeting | None) -> Ahead | None:
    """The next meeting as the page tells it."""
    if one is None:
        return None
    items = [(n, item.title, _minutes(item.length)) for n, item in enumerate(one.items[:ITEMS], 1)]
    return Ahead(
        one.label, one.title, url_for("meetings.show", number=one.number), one.starts_at, _minutes(one.length), Say(TURNS[one.chair.value]), items,
        max(0, len(one.items) - ITEMS),
    )  # fmt: skip


def _minutes(length: int) -> Say:
    return say_n("%(n)s minute", "%(n)s minutes", length)
