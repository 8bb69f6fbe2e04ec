"""Reports as a picture: values in, a plain Plotly figure out, with roles and not colours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

SIZES = {"client": 13, "vendor": 9}  # where both fall on one day, both are seen


@dataclass(frozen=True)
class Came:
    """A report that was delivered: of which side, when it was due, how many working days before that it came, in words."""

    side: str
    due: date
    lead: int
    text: str


def punctuality(came: Sequence[Came], words: Mapping[str, str], scale: str) -> dict[str, Any]:
    """A mark for each report at the day it was due: above the line it came early, below it late."""
    data = [
        {
            "type": "scatter", "mode": "markers", "name": words[side], "x": [one.due.isoformat() for one in came if one.side == side],
            "y": [one.lead for one in came if one.side == side], "text": [one.text for one in came if one.side == side],
            "hovertemplate": "%{text}<extra>" + words[side] + "</extra>", "marker": {"size": size}, "meta": {"role": side},
        }
        for side, size in SIZES.items() if any(one.side == side for one in came)
    ]  # fmt: skip
    layout = {
        "xaxis": {"type": "date"},
        "yaxis": {"title": {"text": scale}, "zeroline": True, "rangemode": "tozero", "tickformat": "d"},
        "hovermode": "closest",
    }
    return {"data": data, "layout": layout}
