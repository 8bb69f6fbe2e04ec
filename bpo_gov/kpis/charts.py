"""Figures of KPIs as pictures: values in, a plain Plotly figure out, with roles and not colours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Point:
    """A period with what counts for it, and whether that is contested; None is no data."""

    label: str
    value: Decimal | None
    contested: bool = False


def trend(
    points: Sequence[Point], target: Decimal, minimum: Decimal, unit: str, words: Mapping[str, str]
) -> dict[str, Any]:
    """A KPI over its periods, with target and minimum; `words` name value, contested, target, minimum. Gaps stay gaps."""
    x = [point.label for point in points]
    y = [None if point.value is None else float(point.value) for point in points]
    data: list[dict[str, Any]] = [
        {"type": "scatter", "mode": "lines+markers", "name": words["value"], "x": x, "y": y, "connectgaps": False, "meta": {"role": "value"}},
        *(
            {"type": "scatter", "mode": "lines", "name": words[name], "x": x, "y": [float(level)] * len(x), "meta": {"role": name}, "hoverinfo": "name+y"}
            for name, level in (("target", target), ("minimum", minimum))
        ),
    ]  # fmt: skip
    contested = [(point.label, float(point.value)) for point in points if point.contested and point.value is not None]
    if contested:
        data.append(
            {"type": "scatter", "mode": "markers", "name": words["contested"], "x": [label for label, _ in contested], "y": [value for _, value in contested],
             "meta": {"role": "contested"}}
        )  # fmt: skip
    return {"data": data, "layout": {"xaxis": {"type": "category", "nticks": 12}, "yaxis": {"title": {"text": unit}}}}
