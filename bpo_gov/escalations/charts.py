"""Figures of escalations: values in, a plain Plotly figure out, with roles and not colours."""

from collections.abc import Mapping, Sequence
from typing import Any

from bpo_gov.escalations.ageing import Bar

ROLES = {"client": "client", "vendor": "vendor", "both": "held", "other": "held"}


def ageing(
    counts: Mapping[tuple[str, str], int], buckets: Mapping[str, str], holders: Mapping[str, str], axis: str
) -> dict[str, Any]:
    """How many are open by age, stacked by whose turn it is; `buckets` and `holders` give the words."""
    traces = [
        {"type": "bar", "name": word, "x": list(buckets.values()), "y": [counts.get((bucket, holder), 0) for bucket in buckets],
         "meta": {"role": ROLES[holder]}}
        for holder, word in holders.items() if any(counts.get((bucket, holder)) for bucket in buckets)
    ]  # fmt: skip
    most = max((sum(counts.get((bucket, holder), 0) for holder in holders) for bucket in buckets), default=0)
    marks = {"dtick": 1} if most < 6 else {"nticks": 5}  # half an escalation is no mark on an axis
    layout = {
        "barmode": "stack",
        "yaxis": {"title": {"text": axis}, "tickformat": "d", "rangemode": "tozero", **marks},
        "xaxis": {"type": "category"},
    }
    return {"data": traces, "layout": layout}


def gantt(bars: Sequence[Bar], holders: Mapping[str, str]) -> dict[str, Any]:
    """Who held each escalation and when: one line each, a bar for each stretch; lengths are milliseconds, as the axis wants them."""
    traces = []
    for holder, word in holders.items():
        mine = [(bar, one) for bar in bars for one in bar.stretches if one.holder == holder]
        if not mine:
            continue
        traces.append({
            "type": "bar", "orientation": "h", "name": word, "y": [bar.label for bar, _ in mine], "base": [one.begin.isoformat() for _, one in mine],
            "x": [(one.end - one.begin).total_seconds() * 1000 for _, one in mine], "text": [bar.title for bar, _ in mine], "textposition": "none",
            "hovertemplate": "%{y} %{text}<br>%{base|%d %b %Y %H:%M}<extra>" + word + "</extra>", "meta": {"role": ROLES[holder]},
        })  # fmt: skip
    labels = [bar.label for bar in bars]
    return {
        "data": traces,
        "layout": {
            "barmode": "overlay", "hovermode": "closest", "xaxis": {"type": "date", "nticks": 6},
            "yaxis": {"type": "category", "categoryorder": "array", "categoryarray": labels, "autorange": "reversed"},
        },
    }  # fmt: skip
