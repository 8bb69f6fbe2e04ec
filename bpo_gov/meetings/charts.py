"""Figures of meetings: values in, a plain Plotly figure out, with roles and not colours."""

from collections.abc import Mapping, Sequence
from typing import Any

from bpo_gov.meetings.pulse import Forum, Side

PARTS = (("held", "held"), ("cancelled", "off"), ("missed", "missed"))


def forums(found: Sequence[Forum], words: Mapping[str, str]) -> dict[str, Any]:
    """Meetings by forum: held, cancelled, not held, one bar each; `words` name the parts."""
    names = [forum.code for forum in found][::-1]
    traces = [
        {"type": "bar", "orientation": "h", "name": words[part], "y": names, "x": [getattr(forum, part) or None for forum in found][::-1],
         "meta": {"role": role}}
        for part, role in PARTS if any(getattr(forum, part) for forum in found)
    ]  # fmt: skip
    most = max((forum.planned for forum in found), default=0)
    marks = {"dtick": 1} if most < 8 else {"nticks": 6}
    return {
        "data": traces,
        "layout": {
            "barmode": "stack",
            "xaxis": {"tickformat": "d", "rangemode": "tozero", **marks},
            "yaxis": {"type": "category"},
        },
    }


def sides(found: Sequence[Side], names: Mapping[str, str], words: Mapping[str, str]) -> dict[str, Any]:
    """Percent of minutes that were answered in time, and of seats that were filled, by side."""
    traces = [
        {"type": "bar", "name": names[side.party.value], "x": [words["answers"], words["seats"]],
         "y": [share(side.in_time, side.answered), share(side.filled, side.seats)], "meta": {"role": side.party.value}}
        for side in found
    ]  # fmt: skip
    return {
        "data": traces,
        "layout": {"barmode": "group", "yaxis": {"range": [0, 100], "ticksuffix": "%"}, "xaxis": {"type": "category"}},
    }


def share(part: int, whole: int) -> int | None:
    """Whole percents; None of nothing."""
    return round(100 * part / whole) if whole else None
