"""Figures of the pulse: values in, a plain Plotly figure out, with roles and not colours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from textwrap import wrap
from typing import Any

from bpo_gov.kpis.rules.pulse import BEST, WORST

RANGE = [WORST - 0.5, BEST + 0.5]
SIDES = ("client", "vendor")
SIZES = {"client": 15, "vendor": 9}  # where both score alike, both are seen
LINE, LINES = 26, 3  # signs of a label, and lines


@dataclass(frozen=True)
class Seen:
    """How a side is seen: under which label, and how the client and the vendor score it; None is not known."""

    label: str
    client: Decimal | None
    vendor: Decimal | None


def over_time(rounds: Sequence[Seen], words: Mapping[str, str]) -> dict[str, Any]:
    """How one side is seen, quarter by quarter: a line for each side that scores it; the gap is what lies between them."""
    x = [one.label for one in rounds]
    data = [
        {"type": "scatter", "mode": "lines+markers", "name": words[by], "x": x, "y": [_y(getattr(one, by)) for one in rounds], "connectgaps": False,
         "meta": {"role": by}}
        for by in SIDES
    ]  # fmt: skip
    layout = {
        "xaxis": {"type": "category", "categoryorder": "array", "categoryarray": x, "dtick": max(1, -(-len(x) // 4)), "tickangle": 0},
        "yaxis": {"range": RANGE, "dtick": 3, "tick0": WORST},
    }  # fmt: skip
    return {"data": data, "layout": layout}


def gaps(questions: Sequence[Seen], words: Mapping[str, str]) -> dict[str, Any]:
    """How one side is seen, question by question: two marks and the gap between them as a line."""
    y = [_label(one.label) for one in questions]
    both = [
        (label, one)
        for label, one in zip(y, questions, strict=True)
        if one.client is not None and one.vendor is not None
    ]
    joined: list[dict[str, Any]] = [
        {
            "type": "scatter", "mode": "lines", "x": [at for _label, one in both for at in (_y(one.client), _y(one.vendor), None)],
            "y": [at for label, _one in both for at in (label, label, None)], "hoverinfo": "skip", "showlegend": False, "meta": {"role": "held"},
        }
    ] if both else []  # fmt: skip
    marks = [
        {"type": "scatter", "mode": "markers", "name": words[by], "x": [_y(getattr(one, by)) for one in questions], "y": y,
         "marker": {"size": SIZES[by]}, "hovertemplate": "%{x}<extra>" + words[by] + "</extra>", "meta": {"role": by}}
        for by in SIDES
    ]  # fmt: skip
    layout = {
        "xaxis": {"range": RANGE, "dtick": 1, "tick0": WORST, "showgrid": True}, "hovermode": "closest",
        "yaxis": {"type": "category", "categoryorder": "array", "categoryarray": y, "autorange": "reversed", "showgrid": False},
    }  # fmt: skip
    return {"data": [*joined, *marks], "layout": layout}


def _y(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _label(text: str) -> str:
    """A question on a few short lines."""
    lines = wrap(text.replace("<", "‹"), LINE) or [text]
    return "<br>".join(lines[:LINES]) + ("…" if len(lines) > LINES else "")
