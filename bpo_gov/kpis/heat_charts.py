"""The heat map of KPIs: values in, a plain Plotly figure out, with roles and not colours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

TONES = ("ok", "near", "bad", "contested")
SIGNS = {"ok": "✓", "near": "▲", "bad": "⬣", "contested": "◇"}  # never colour alone
NARROW = 5  # periods that have room on a phone


@dataclass(frozen=True)
class Cell:
    """A period of a KPI on the heat map: its tone, its attainment in percent, the figure, and all of it in words."""

    tone: str
    attained: Decimal
    text: str
    says: str


@dataclass(frozen=True)
class Row:
    """A KPI on the heat map; None is a period without a figure."""

    code: str
    cells: Sequence[Cell | None]


def heat(rows: Sequence[Row], heads: Sequence[str], words: Mapping[str, str]) -> dict[str, Any]:
    """Attainment of each KPI by period, a trace for each tone, so that its word stands in the legend; the figure says itself
    in its cell what it is. `heads` name the periods, `words` the tones."""
    codes = [row.code for row in rows]
    data: list[dict[str, Any]] = []
    for tone in TONES:
        of = [[cell if cell and cell.tone == tone else None for cell in row.cells] for row in rows]
        if not any(cell for line in of for cell in line):
            continue
        data.append({
            "type": "heatmap", "name": f"{SIGNS[tone]} {words[tone]}", "x": list(heads), "y": codes,
            "z": [[None if cell is None else float(cell.attained) for cell in line] for line in of],
            "text": [["" if cell is None else f"{SIGNS[tone]} {cell.text}" for cell in line] for line in of], "texttemplate": "%{text}",
            "customdata": [["" if cell is None else cell.says for cell in line] for line in of], "hovertemplate": "%{y}: %{customdata}<extra></extra>",
            "hoverongaps": False, "showscale": False, "showlegend": True, "zmin": 0, "zmax": 100, "xgap": 2, "ygap": 2, "meta": {"role": f"heat-{tone}"},
        })  # fmt: skip
    layout: dict[str, Any] = {
        "xaxis": {"type": "category", "categoryorder": "array", "categoryarray": list(heads), "side": "top", "tickangle": 0},
        "yaxis": {"type": "category", "categoryorder": "array", "categoryarray": codes, "autorange": "reversed", "showgrid": False},
        "hovermode": "closest", "legend": {"y": -0.02, "yanchor": "top"}, "meta": {"narrow": {"xaxis": {"range": [len(heads) - NARROW - 0.5, len(heads) - 0.5]}}},
    }  # fmt: skip
    return {"data": data, "layout": layout}
