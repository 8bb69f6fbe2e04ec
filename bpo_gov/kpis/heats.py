"""The heat map of the board: KPI by period as a picture, in words, and as rows of a file."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from bpo_gov.agreements import standing
from bpo_gov.kernel.words import Percent, Say, say
from bpo_gov.kpis import heat_charts, spoken
from bpo_gov.kpis.pages import TONES, Cell, Line, heads
from bpo_gov.web.words import tell

PLACES = Decimal("0.1")


def picture(lines: Sequence[Line]) -> dict[str, Any] | None:
    """What Plotly draws; None as long as nothing was submitted."""
    rows = [heat_charts.Row(line.code, [_cell(line, cell) for cell in line.cells]) for line in lines]
    if not any(cell for row in rows for cell in row.cells):
        return None
    return heat_charts.heat(rows, heads()[1:], {tone: _(word) for tone, word in TONES.items()})


def _cell(line: Line, cell: Cell) -> heat_charts.Cell | None:
    if cell.attained is None:
        return None
    words = say(
        "%(name)s, %(period)s: %(figure)s, target %(target)s, %(tone)s", name=line.label, period=spoken.period(cell.period), figure=cell.text,
        target=line.target, tone=Say(TONES[cell.tone]),
    )  # fmt: skip
    return heat_charts.Cell(cell.tone, cell.attained, tell(Percent(_short(cell.attained))), tell(words))


def _short(attained: Decimal) -> Decimal:
    """Cut, never rounded up: what is missed by a hair is not shown as reached."""
    return (attained // PLACES * PLACES).normalize() if attained < 100 else Decimal(100)


def finding(lines: Sequence[Line]) -> Say:
    """The caption: how many KPIs are at target in their last figure, and how many are short of their minimum."""
    known = [line for line in lines if line.last and line.tone != "none"]
    good, bad = (sum(line.tone == tone for line in known) for tone in ("ok", "bad"))
    return say(
        "%(good)s of %(all)s KPIs are at target in their last figure, %(bad)s short of the minimum.",
        good=good,
        all=len(known),
        bad=bad,
    )


def rows(lines: Sequence[Line]) -> list[list[Any]]:
    """A row for each KPI and period, as the file has them."""
    return [
        [line.label, _(standing.TURNS[line.party]), cell.period, cell.value, line.aim, cell.attained, _(TONES[cell.tone])]
        for line in lines
        for cell in line.cells
    ]  # fmt: skip
