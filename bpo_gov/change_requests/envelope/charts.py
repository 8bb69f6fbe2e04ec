"""Figures of the envelope: values in, a plain Plotly figure out, with roles and not colours."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bpo_gov.change_requests.envelope.burn import Burn, Point

MARKED = 24  # with more points than that a line without marks is easier to read


@dataclass(frozen=True)
class Words:
    """What the traces and the axis are called, in the reader's language."""

    held: str
    with_reserved: str
    ahead: str
    limit: str
    unit: str


def scale_of(amount: Decimal) -> int:
    """By what amounts are divided so that an axis stays short: one, a thousand or a million."""
    return 1_000_000 if amount >= 100_000_000 else 1_000 if amount >= 100_000 else 1


def burn(burnt: Burn, words: Words) -> dict[str, Any]:
    """Held over time as steps, what is reserved on top today, where the pace leads, and the limit."""
    scale = scale_of(burnt.amount)

    def line(role: str, name: str, points: Iterable[Point], **more: Any) -> dict[str, Any]:
        days, amounts = zip(*points, strict=True)
        x, y = [day.isoformat() for day in days], [float(amount / scale) for amount in amounts]
        return {"type": "scatter", "mode": "lines", "name": name, "x": x, "y": y, "meta": {"role": role}} | more

    first, last = burnt.points[0][0], max(burnt.end, burnt.today)
    few = len(burnt.points) <= MARKED
    traces = [line("value", words.held, burnt.points, mode="lines+markers" if few else "lines", line={"shape": "hv"})]
    top = max(burnt.amount, burnt.held + burnt.reserved)
    if burnt.reserved:
        traces.append(
            line("contested", words.with_reserved, [(burnt.today, burnt.held + burnt.reserved)], mode="markers")
        )
    if burnt.ahead:
        traces.append(line("forecast", words.ahead, [burnt.points[-1], burnt.ahead], hoverinfo="skip"))
    traces.append(line("limit", words.limit, [(first, burnt.amount), (last, burnt.amount)], hoverinfo="skip"))
    return {
        "data": traces,
        "layout": {
            "xaxis": {
                "type": "date",
                "range": [first.isoformat(), last.isoformat()],
                "nticks": 6,
                "hoverformat": "%d %b %Y",
            },
            "yaxis": {
                "range": [0, float(top / scale) * 1.1],
                "nticks": 5,
                "tickformat": ",",
                "title": {"text": words.unit},
            },
        },
    }
