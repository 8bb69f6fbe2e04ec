"""Credits as pictures: values in, a plain Plotly figure out, with roles and not colours."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

PARTS = (("applied", "held"), ("open", "value"), ("gone", "missed"), ("ring_fenced", "off"))


def months(
    labels: Sequence[str], parts: Mapping[str, Sequence[Decimal]], words: Mapping[str, str], currency: str
) -> dict[str, Any]:
    """Credits by month, stacked by what became of them: applied, open, lapsed or waived, ring-fenced; below zero goes back."""
    traces = [
        {"type": "bar", "name": words[part], "x": list(labels), "y": [float(value) or None for value in parts[part]], "meta": {"role": role}}
        for part, role in PARTS if any(parts[part])
    ]  # fmt: skip
    layout = {
        "barmode": "relative",
        "xaxis": {"type": "category", "nticks": 12},
        "yaxis": {"title": {"text": currency}, "rangemode": "tozero"},
    }
    return {"data": traces, "layout": layout}


def waterfall(steps: Sequence[tuple[str, Decimal, bool]], currency: str) -> dict[str, Any]:
    """From the lines over what is taken off to what is due: (word, amount or sum, whether it is a sum), as floating bars."""
    base: list[float] = []
    up: list[float | None] = []
    down: list[float | None] = []
    sums: list[float | None] = []
    level = 0.0
    for _word, amount, is_sum in steps:
        value = float(amount)
        low = 0.0 if is_sum else min(level, level + value)
        base.append(low if low > 0 else 0.0)
        height = value if is_sum else abs(value)
        up.append(None if is_sum or value < 0 else height)
        down.append(height if not is_sum and value < 0 else None)
        sums.append(height if is_sum else None)
        level = value if is_sum else level + value
    x = [word for word, _amount, _is_sum in steps]
    kinds = ((up, "value"), (down, "off"), (sums, "held"))
    data: list[dict[str, Any]] = [
        {"type": "bar", "x": x, "y": heights, "base": base, "meta": {"role": role}, "showlegend": False, "hovertemplate": "%{y}<extra></extra>"}
        for heights, role in kinds if any(height is not None for height in heights)
    ]  # fmt: skip
    return {
        "data": data,
        "layout": {
            "barmode": "overlay",
            "xaxis": {"type": "category"},
            "yaxis": {"title": {"text": currency}},
            "hovermode": "closest",
        },
    }
