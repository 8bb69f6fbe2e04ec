"""Pictures of the pulse: what Plotly can draw, what is not known stays away, long questions stay short."""

from decimal import Decimal

import plotly.graph_objects as go

from bpo_gov.pulses import charts
from bpo_gov.pulses.charts import Seen

WORDS = {"client": "Scored by Client", "vendor": "Scored by itself: Vendor"}


def test_a_line_for_each_side_over_the_quarters_and_a_gap_stays_a_gap() -> None:
    rounds = [
        Seen("2026-Q1", Decimal("4.5"), Decimal(8)),
        Seen("2026-Q2", None, Decimal("7.5")),
        Seen("2026-Q3", Decimal(6), Decimal(7)),
    ]
    figure = charts.over_time(rounds, WORDS)
    go.Figure(figure)
    client, vendor = figure["data"]
    assert (client["meta"]["role"], client["y"], client["connectgaps"]) == ("client", [4.5, None, 6.0], False)
    assert (vendor["name"], vendor["y"]) == ("Scored by itself: Vendor", [8.0, 7.5, 7.0])
    assert figure["layout"]["yaxis"]["range"] == [0.5, 10.5]


def test_marks_of_both_sides_are_joined_where_both_are_known() -> None:
    questions = [
        Seen("Is fair", Decimal(4), Decimal(8)),
        Seen("Is kind", None, Decimal(7)),
        Seen("<b>" + "word " * 40, Decimal(5), Decimal(5)),
    ]
    figure = charts.gaps(questions, WORDS)
    go.Figure(figure)
    joined, client, vendor = figure["data"]
    assert (joined["x"][:3], joined["y"][:3]) == ([4.0, 8.0, None], ["Is fair", "Is fair", None])
    assert len(joined["x"]) == 6
    assert client["x"] == [4.0, None, 5.0]
    assert vendor["x"] == [8.0, 7.0, 5.0]
    assert "<b>" not in str(figure)
    assert vendor["y"][2].count("<br>") == 2
    assert "color" not in str(figure)


def test_nothing_known_is_nothing_joined() -> None:
    figure = charts.gaps([Seen("Is fair", None, None)], WORDS)
    go.Figure(figure)
    assert [trace["meta"]["role"] for trace in figure["data"]] == ["client", "vendor"]
