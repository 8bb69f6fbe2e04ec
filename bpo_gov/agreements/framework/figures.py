"""What must hold between the figures of the KPIs and the credits."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from bpo_gov.agreements.framework.document import Document, Item
from bpo_gov.kernel.parties import SIDES
from bpo_gov.kernel.words import Say, say

Found = Iterator[tuple[str, Say]]

_HUNDRED = Decimal(100)


def figures(document: Document) -> Found:
    """Weights over 100, levels in the wrong order, and a share at risk that is missing."""
    yield from _weights(document)
    for path, kpi in document.items("kpis[]"):
        yield from _levels(path, kpi)
    found = document.item("credits")
    if found.text("model") == "at_risk" and not found.has("at_risk_percent"):
        yield "credits.at_risk_percent", say("The model at_risk needs the share of the charges at risk.")
    for path, way in document.items("termination_triggers[].ways[]"):
        yield from _way(path, way)


def _weights(document: Document) -> Found:
    for side in SIDES:
        mine = [
            kpi.number("weight") or Decimal(0) for _, kpi in document.items("kpis[]") if kpi.text("measures") == side
        ]
        total = sum(mine, Decimal(0))
        if total > _HUNDRED and side == "client":
            yield (
                "kpis",
                say("The weights of the KPIs that measure the client sum to %(total)s, above 100.", total=total),
            )
        elif total > _HUNDRED:
            yield (
                "kpis",
                say("The weights of the KPIs that measure the vendor sum to %(total)s, above 100.", total=total),
            )


def _levels(path: str, kpi: Item) -> Found:
    sign = {"higher": 1, "lower": -1}.get(kpi.text("direction") or "")
    target, minimum = kpi.number("target"), kpi.number("minimum")
    if sign is None:
        return
    if target is not None and minimum is not None and sign * minimum > sign * target:
        yield f"{path}.minimum", say("The minimum must not be better than the target, %(target)s.", target=target)
    bands = kpi.numbers("bands")
    for i in _out_of_order([None if band is None else sign * band for band in bands]):
        yield f"{path}.bands[{i}]", say("Bands go from the best figure to the worst.")

    level = kpi.number("earn_back_level")
    if target is not None and level is not None and sign * level < sign * target:
        yield (
            f"{path}.earn_back_level",
            say("A credit comes back above the target, %(target)s, not below it.", target=target),
        )


def _way(path: str, way: Item) -> Found:
    times, window = way.number("times"), way.number("window")
    if way.text("counts") != "points" and times is not None and window is not None and times > window:
        yield f"{path}.times", say("This cannot happen more often than there are periods, %(window)s.", window=window)
    if way.text("counts") != "below_minimum" and way.has("kpi"):
        yield f"{path}.kpi", say("Only below_minimum is counted for one KPI.")


def _out_of_order(bands: Sequence[Decimal | None]) -> Iterator[int]:
    for i, (better, worse) in enumerate(pairwise(bands), start=1):
        if better is not None and worse is not None and worse >= better:
            yield i
