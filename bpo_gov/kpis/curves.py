"""The trend of every KPI at once, for a page that shows them side by side: two reads, however many KPIs there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from bpo_gov.agreements.framework import Kpi
from bpo_gov.agreements.models import Framework
from bpo_gov.kernel.db import db
from bpo_gov.kernel.parties import Actor
from bpo_gov.kpis import histories, queries
from bpo_gov.kpis.charts import Point
from bpo_gov.kpis.models import Figure


@dataclass(frozen=True)
class Curve:
    """The trend of one KPI: the figure, what it says, and its points for the table."""

    kpi: Kpi
    figure: Mapping[str, Any]
    finding: str
    points: list[Point]


def of(actor: Actor, framework: Framework, begin: date) -> list[Curve]:
    """The KPIs that have figures of periods since a day, in the order of the framework."""
    found: dict[str, list[Figure]] = {}
    for one in queries.since(actor, begin):
        found.setdefault(one.code, []).append(one)
    cards = _cards(framework, {one.framework_id for mine in found.values() for one in mine})
    return [_curve(kpi, found[kpi.code], cards[kpi.code]) for kpi in framework.terms.kpis if kpi.code in found]


def _curve(kpi: Kpi, found: list[Figure], cards: Mapping[int, Kpi]) -> Curve:
    points = histories.points(found, cards, kpi)
    return Curve(kpi, histories.trend(points, kpi), histories.finding(points, kpi), points)


def _cards(now: Framework, versions: set[int]) -> dict[str, dict[int, Kpi]]:
    """The cards of each KPI by the version that figures were submitted under."""
    other = versions - {now.id}
    known = [now, *(db.session.scalars(select(Framework).where(Framework.id.in_(other))) if other else ())]
    return {
        kpi.code: {one.id: card for one in known for card in one.terms.kpis if card.code == kpi.code}
        for kpi in now.terms.kpis
    }
