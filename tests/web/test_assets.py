"""Assets: what draws the charts is what the figures are made for, and only what they need."""

import gzip
import re
from pathlib import Path

import pytest
from flask import Flask
from plotly.offline import get_plotlyjs_version

from bpo_gov.web import assets

BUNDLE = "plotly-cartesian.min.js"
HEAD = f"plotly.js (cartesian - minified) v{get_plotlyjs_version()}"
ROOMS = Path(assets.__file__).parent.parent
# what the bundle holds, from the list of its maker
DRAWN = {
    *("bar", "box", "contour", "heatmap", "histogram", "histogram2d", "histogram2dcontour", "image", "pie"),
    *("scatter", "scatterternary", "violin"),
}


def test_the_bundle_is_of_the_version_that_checks_the_figures() -> None:
    """`python tools/plotlyjs.py` brings the one that belongs to a newer package."""
    assert HEAD in (assets.OURS / BUNDLE).read_text(encoding="utf-8")[:200]


def test_every_trace_that_a_room_draws_is_in_the_bundle() -> None:
    rooms = [path for path in ROOMS.rglob("*.py") if path.name.endswith("charts.py") or "charts" in path.parts]
    said = {found for path in rooms for found in re.findall(r'"type": "([a-z0-9]+)"', path.read_text(encoding="utf-8"))}
    traces = said - {"category", "date", "linear", "rect", "line", "log"}
    assert {"bar", "heatmap", "scatter"} <= traces <= DRAWN


@pytest.mark.parametrize("packed", ["gzip", ""])
def test_it_is_served_packed_and_kept_for_ever(application: Flask, packed: str) -> None:
    with application.test_request_context():
        place = assets.asset(BUNDLE)
    answer = application.test_client().get(place, headers={"Accept-Encoding": packed})
    body = gzip.decompress(answer.data) if packed else answer.data
    assert body == (assets.OURS / BUNDLE).read_bytes()
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers.get("Content-Encoding", "") == packed


def test_what_is_not_an_asset_is_not_found(application: Flask) -> None:
    assert application.test_client().get("/assets/0/../app.py").status_code == 404
    assert application.test_client().get("/assets/0/none.js").status_code == 404
