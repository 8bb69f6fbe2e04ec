"""Figures of KPIs as pictures: values in, a plain Plotly figure out, with roles and not colours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bpo_gov.kpis.rules import control as noise
from bpo_gov.kpis.rules.periods import Length

Figure = dict[str, Any]
OFF_THE_LINE = ("contested", "provisional")  # what does not count yet
MONTHS = (
    (6, "M1"),
    (12, "M2"),
    (18, "M3"),
    (40, "M6"),
    (80, "M12"),
    (10_000, "M24"),
)  # up to so many months, a mark every
WEEKS = ((6, 7 * 86_400_000), (26, "M1"), (53, "M2"), (80, "M3"), (170, "M6"), (300, "M12"), (10_000, "M24"))
FORMATS = {Length.WEEK: "%d %b %y", Length.MONTH: "%b %y"}
CLEAR = "rgba(0,0,0,0)"
ROOM = 0.06  # of the height, that the words of a band need


@dataclass(frozen=True)
class Point:
    """A period: its first day, its label, what counts for it (None is no data), and what that is: settled, contested or
    provisional; the figure and all of it in words, and target and minimum of the card that it was submitted under."""

    begins: date
    label: str
    value: Decimal | None
    standing: str
    figure: str
    text: str
    target: Decimal
    minimum: Decimal


@dataclass(frozen=True)
class Band:
    """What lies between two levels, from the worse to the better one, in words; None is without end."""

    low: Decimal | None
    high: Decimal | None
    words: str


def trend(
    points: Sequence[Point], length: Length, unit: str, bands: Sequence[Band], words: Mapping[str, str], *, higher: bool
) -> Figure:
    """A KPI over its periods with target, minimum and bands; what does not count yet is a mark beside the line. Gaps stay gaps.

    `words` name settled, contested, provisional, target, minimum.
    """
    shown = [p.value for p in points if p.value is not None]
    low, high = _reach([*shown, *(level for p in points for level in (p.target, p.minimum))])
    data = [
        _line([_x(p, length) for p in points], [_y(p) if p.standing == "settled" else None for p in points], words["settled"], "value", [p.text for p in points])
    ]  # fmt: skip
    for standing in OFF_THE_LINE:
        mine = [p for p in points if p.standing == standing and p.value is not None]
        if mine:
            data.append(
                _marks([_x(p, length) for p in mine], [_y(p) for p in mine], words[standing], standing, [p.text for p in mine])
            )  # fmt: skip
    data += [_level(points, length, name, words[name]) for name in ("target", "minimum")]
    notes = [_note(band, low, high) for band in bands]
    layout: Figure = {
        "xaxis": axis(points, length),
        "yaxis": {"range": [low, high], **_suffix(unit)},
        "shapes": _shades(points[-1], bands, low, high, higher=higher) if points else [],
        "annotations": [note for note in notes if note],
    }
    return {"data": data, "layout": layout | ({"margin": {"r": 64}} if any(notes) else {})}


def control(
    points: Sequence[Point], found: noise.Chart, length: Length, unit: str, words: Mapping[str, str], *, higher: bool
) -> Figure:
    """The settled figures with mean and limits, signals ringed; with too few of them a run chart with its median.

    `words` name settled, mean (or median), limits, good and bad. Only settled points are handed in, gaps with None.
    """
    x, y = [_x(p, length) for p in points], [_y(p) for p in points]
    data = [_line(x, y, words["settled"], "value", [p.text for p in points])]
    levels = [level for level in (found.centre, found.lower, found.upper) if level is not None]
    low, high = _reach([*(p.value for p in points if p.value is not None), *levels])
    for role, good in (("signal", False), ("signal-good", True)):
        ringed = sorted({i for one in found.signals if (one.is_above is higher) is good for i in one.points})
        if ringed:
            data.append(
                _marks([x[i] for i in ringed], [y[i] for i in ringed], words["good" if good else "bad"], role, None)
            )
    ends = [x[0], x[-1]] if x else []
    layout: Figure = {"xaxis": axis(points, length), "yaxis": {"range": [low, high], **_suffix(unit)}}
    if found.centre is not None:
        data.append(_flat(ends, [float(found.centre)] * len(ends), words["mean"], "mean"))
    if found.centre is not None and found.lower is not None and found.upper is not None:
        upper, lower, sigma = float(found.upper), float(found.lower), float(found.upper - found.centre) / 3
        data.append(_flat([*ends, None, *ends], [upper, upper, None, lower, lower], words["limits"], "limit"))
        layout["shapes"] = [_rect(float(found.centre) - sigma, float(found.centre) + sigma, "band-sigma")]
    return {"data": data, "layout": layout}


def axis(points: Sequence[Point], length: Length) -> Figure:
    """Time, with few enough marks for a phone; quarters are words, as no axis knows them."""
    if length is Length.QUARTER or not points:
        labels = [p.label for p in points]
        return {
            "type": "category",
            "categoryarray": labels,
            "categoryorder": "array",
            "dtick": max(1, -(-len(labels) // 4)),
            "tickangle": 0,
        }
    first, last = points[0].begins, points[-1].begins
    pad = timedelta(days=max((last - first).days // 40, 4 if length is Length.WEEK else 16))
    steps = WEEKS if length is Length.WEEK else MONTHS
    step = next(step for most, step in steps if len(points) <= most)
    tick = FORMATS[Length.MONTH] if isinstance(step, str) else FORMATS[length]
    return {
        "type": "date", "range": [(first - pad).isoformat(), (last + pad).isoformat()], "dtick": step, "tick0": first.isoformat(),
        "tickformat": tick, "hoverformat": FORMATS[length],
    }  # fmt: skip


def _x(point: Point, length: Length) -> str:
    return point.label if length is Length.QUARTER else point.begins.isoformat()


def _y(point: Point) -> float | None:
    return None if point.value is None else float(point.value)


def _line(x: Sequence[Any], y: Sequence[Any], name: str, role: str, text: Sequence[str]) -> Figure:
    return {
        "type": "scatter", "mode": "lines+markers", "name": name, "x": list(x), "y": list(y), "text": list(text), "hovertemplate": "%{text}",
        "connectgaps": False, "meta": {"role": role},
    }  # fmt: skip


def _marks(x: Sequence[Any], y: Sequence[Any], name: str, role: str, text: Sequence[str] | None) -> Figure:
    hover: Figure = {"hoverinfo": "skip"} if text is None else {"text": list(text), "hovertemplate": "%{text}"}
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": list(x),
        "y": list(y),
        "meta": {"role": role},
        **hover,
    }


def _flat(x: Sequence[Any], y: Sequence[Any], name: str, role: str) -> Figure:
    return {
        "type": "scatter", "mode": "lines", "name": name, "x": list(x), "y": list(y), "hoverinfo": "skip", "meta": {"role": role},
    }  # fmt: skip


def _level(points: Sequence[Point], length: Length, name: str, word: str) -> Figure:
    """Target or minimum: straight while the framework stayed as it was, else in steps."""
    levels = [float(getattr(p, name)) for p in points]
    if len(set(levels)) == 1:
        points, levels = [points[0], points[-1]], [levels[0], levels[-1]]
    return _flat([_x(p, length) for p in points], levels, word, name) | {"line": {"shape": "hv"}}


def _shades(now: Point, bands: Sequence[Band], low: float, high: float, *, higher: bool) -> list[Figure]:
    """Beyond the minimum, and between it and the second band: what is a little short stays white."""
    edges = [level for level in ((band.low if higher else band.high) for band in bands) if level is not None]
    near, minimum = float(edges[1] if len(edges) > 1 else now.target), float(now.minimum)
    near = max(near, minimum) if higher else min(near, minimum)
    pairs = (("band-near", near, minimum), ("band-bad", minimum, low if higher else high))
    inside = [(name, max(low, min(one, other)), min(high, max(one, other))) for name, one, other in pairs]
    return [_rect(begin, end, name) for name, begin, end in inside if begin < end]


def _rect(y0: float, y1: float, name: str) -> Figure:
    return {"type": "rect", "xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": y0, "y1": y1, "name": name}


def _note(band: Band, low: float, high: float) -> Figure | None:
    """The words of a band at its right, where no line runs through them; none where it is too thin."""
    begin = max(low, low if band.low is None else float(band.low))
    end = min(high, high if band.high is None else float(band.high))
    if not band.words or end - begin < ROOM * (high - low):
        return None
    return {
        "xref": "paper", "x": 1.01, "xanchor": "left", "y": (begin + end) / 2, "text": band.words, "showarrow": False, "name": "quiet", "bgcolor": CLEAR,
    }  # fmt: skip


def _reach(values: Sequence[Decimal]) -> tuple[float, float]:
    """From the lowest to the highest, with room on both sides."""
    low, high = (float(min(values)), float(max(values))) if values else (0.0, 1.0)
    room = (high - low) * 0.12 or abs(high) * 0.05 or 1.0
    return low - room, high + room


def _suffix(unit: str) -> Figure:
    return {"ticksuffix": "%"} if unit == "%" else {"title": {"text": unit}}
