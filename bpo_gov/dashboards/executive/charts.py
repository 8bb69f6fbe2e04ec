"""Figures of the executive page: values in, a plain Plotly figure out, with roles and not colours."""

from collections.abc import Mapping
from typing import Any


def clocks(
    counts: Mapping[tuple[str, str], int], buckets: Mapping[str, str], sides: Mapping[str, str]
) -> dict[str, Any]:
    """How many clocks run out, late and by working days, one bar for each side; `buckets` and `sides` give the words."""
    names = list(buckets.values())
    traces = [
        {"type": "bar", "name": word, "x": names, "y": [counts[side, bucket] for bucket in buckets],
         "text": [str(counts[side, bucket]) for bucket in buckets], "textposition": "outside", "cliponaxis": False, "meta": {"role": side}}
        for side, word in sides.items()
    ]  # fmt: skip
    most = max(counts.values(), default=0)
    layout = {
        "barmode": "group", "bargap": 0.3, "bargroupgap": 0.08, "yaxis": {"visible": False, "range": [0, max(most, 1) * 1.2]},
        "xaxis": {"type": "category", "tickangle": 0}, "margin": {"l": 0, "r": 0, "t": 8, "b": 24}, "legend": {"y": 1.0},
    }  # fmt: skip
    return {"data": traces, "layout": layout}
