"""Pictures of KPIs: what Plotly can draw, gaps that stay gaps, what does not count beside the line, signals that are ringed."""

from datetime import date
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go
import pytest

from bpo_gov.kpis import charts, heat_charts
from bpo_gov.kpis.charts import Band, Point
from bpo_gov.kpis.heat_charts import Cell, Row
from bpo_gov.kpis.rules import control
from bpo_gov.kpis.rules.periods import Length, between

WORDS = {
    "settled": "Settled", "contested": "Contested", "provisional": "Provisional", "target": "Target", "minimum": "Minimum", "mean": "Mean",
    "limits": "Limits", "good": "Good", "bad": "Bad",
}  # fmt: skip
BANDS = (
    Band(Decimal(99), None, ""),
    Band(Decimal(98), Decimal(99), "1 point"),
    Band(Decimal(97), Decimal(98), "2 points"),
    Band(None, Decimal(97), "3 points"),
)


def points(
    *figures: float | str | None, length: Length = Length.MONTH, target: int = 99, **standing: str
) -> list[Point]:
    """From January 2020 on; `p3="contested"` says what the fourth one is."""
    spans = between(length, date(2020, 1, 1), date(2200, 1, 1))
    return [
        Point(span.start, span.label, None if figure is None else Decimal(str(figure)), standing.get(f"p{n}", "settled"), str(figure), span.label,
              Decimal(target), Decimal(97))
        for n, (figure, span) in enumerate(zip(figures, spans, strict=False))
    ]  # fmt: skip


def trend(shown: list[Point], length: Length = Length.MONTH, bands: tuple[Band, ...] = BANDS) -> dict[str, Any]:
    figure = charts.trend(shown, length, "%", bands, WORDS, higher=True)
    go.Figure(figure)  # refuses what Plotly does not know
    return figure


def of_role(figure: dict[str, Any], role: str) -> dict[str, Any] | None:
    return next((trace for trace in figure["data"] if trace["meta"]["role"] == role), None)


def test_gaps_stay_gaps_and_what_does_not_count_stands_beside_the_line() -> None:
    figure = trend(points(99, None, 98.5, 96, 99.5, p3="contested", p4="provisional"))
    line = of_role(figure, "value")
    assert line is not None
    assert (line["y"], line["connectgaps"]) == ([99.0, None, 98.5, None, None], False)
    contested, provisional = of_role(figure, "contested"), of_role(figure, "provisional")
    assert contested is not None
    assert provisional is not None
    assert (contested["x"], contested["y"], contested["mode"]) == (["2020-04-01"], [96.0], "markers")
    assert provisional["y"] == [99.5]


def test_bands_are_shaded_and_say_their_points_beside_the_plot() -> None:
    figure = trend(points(99.5, 98.5, 96.5))
    low, high = figure["layout"]["yaxis"]["range"]
    assert low < 96.5 < 99.5 < high
    shades = {shape["name"]: (shape["y0"], shape["y1"]) for shape in figure["layout"]["shapes"]}
    assert shades == {"band-near": (97.0, 98.0), "band-bad": (low, 97.0)}
    notes = {note["text"]: note["y"] for note in figure["layout"]["annotations"]}
    assert notes["1 point"] == 98.5
    assert notes["2 points"] == 97.5
    assert {note["xref"] for note in figure["layout"]["annotations"]} == {"paper"}


def test_where_lower_is_better_the_bands_go_up() -> None:
    bands = (
        Band(None, Decimal(30), ""),
        Band(Decimal(30), Decimal(40), "1 point"),
        Band(Decimal(40), None, "2 points"),
    )
    shown = [Point(date(2020, 1, 1), "2020-01", Decimal(45), "settled", "", "", Decimal(30), Decimal(50))]
    figure = charts.trend(shown, Length.MONTH, "seconds", bands, WORDS, higher=False)
    go.Figure(figure)
    shades = {shape["name"]: (shape["y0"], shape["y1"]) for shape in figure["layout"]["shapes"]}
    assert shades["band-near"] == (40.0, 50.0)
    assert shades["band-bad"][0] == 50.0
    assert figure["layout"]["yaxis"]["title"] == {"text": "seconds"}


def test_a_target_that_changed_is_drawn_in_steps() -> None:
    shown = [
        *points(99, 99),
        *[Point(date(2020, 3, 1), "2020-03", Decimal(98), "settled", "", "", Decimal(98), Decimal(97))],
    ]
    line, minimum = of_role(trend(shown), "target"), of_role(trend(shown), "minimum")
    assert line is not None
    assert minimum is not None
    assert (line["y"], line["line"]["shape"]) == ([99.0, 99.0, 98.0], "hv")
    assert len(minimum["x"]) == 2


@pytest.mark.parametrize("length", list(Length))
@pytest.mark.parametrize("count", [1, 2, 9, 30, 104, 520])
def test_an_axis_has_few_marks_for_any_length(length: Length, count: int) -> None:
    figure = trend(points(*[99] * count, length=length), length)
    axis = figure["layout"]["xaxis"]
    line = of_role(figure, "value")
    assert line is not None
    assert len(line["x"]) == count
    if length is Length.QUARTER:
        assert count / axis["dtick"] <= 5
    else:
        assert axis["range"][0] < line["x"][0] <= line["x"][-1] < axis["range"][1]


def control_of(shown: list[Point], *, higher: bool = True) -> dict[str, Any]:
    figure = charts.control(shown, control.chart([p.value for p in shown]), Length.MONTH, "%", WORDS, higher=higher)
    go.Figure(figure)
    return figure


def test_mean_limits_and_one_sigma_are_drawn_and_a_signal_is_ringed() -> None:
    figure = control_of(points(*[50, 52] * 8, 70))
    limit, mean, signal = (of_role(figure, role) for role in ("limit", "mean", "signal-good"))
    assert limit is not None
    assert mean is not None
    assert signal is not None
    assert limit["y"][2] is None
    assert limit["y"][0] > mean["y"][0] > limit["y"][3]
    assert signal["y"][-1] == 70.0
    (band,) = figure["layout"]["shapes"]
    assert band["name"] == "band-sigma"
    assert (band["y1"] - band["y0"]) * 3 == pytest.approx(limit["y"][0] - limit["y"][3])


def test_above_is_to_the_bad_where_lower_is_better() -> None:
    figure = control_of(points(*[50, 52] * 8, 70), higher=False)
    signal = of_role(figure, "signal")
    assert signal is not None
    assert signal["y"] == [70.0]


def test_a_run_chart_has_its_median_and_no_limits() -> None:
    figure = control_of(points(1, 2, None, 9))
    mean = of_role(figure, "mean")
    assert mean is not None
    assert mean["y"] == [2.0, 2.0]
    assert of_role(figure, "limit") is None
    assert "shapes" not in figure["layout"]


def test_the_heat_map_has_a_trace_for_each_tone_and_words_in_each_cell() -> None:
    rows = [
        Row("KPI-01", [Cell("ok", Decimal(100), "100%", "one"), None]),
        Row("KPI-02", [Cell("bad", Decimal("91.5"), "91.5%", "two"), Cell("contested", Decimal(99), "99%", "three")]),
    ]
    words = {"ok": "at target", "near": "short", "bad": "below", "contested": "contested"}
    figure = heat_charts.heat(rows, ["−1", "last"], words)
    go.Figure(figure)
    assert [trace["name"] for trace in figure["data"]] == ["✓ at target", "⬣ below", "◇ contested"]
    assert [trace["z"] for trace in figure["data"]] == [
        [[100.0, None], [None, None]],
        [[None, None], [91.5, None]],
        [[None, None], [None, 99.0]],
    ]
    assert figure["data"][1]["text"] == [["", ""], ["⬣ 91.5%", ""]]
    assert all("color" not in str(trace) for trace in figure["data"])
