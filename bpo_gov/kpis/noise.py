"""Is it noise? The control chart of a KPI in words: its verdict, each signal, what is left out, how the limits are counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from bpo_gov.agreements.framework import Kpi
from bpo_gov.kernel.words import N_, Say, Value, say, say_n
from bpo_gov.kpis import charts, spoken
from bpo_gov.kpis.charts import Point
from bpo_gov.kpis.rules import control
from bpo_gov.kpis.rules.control import Kind, Signal
from bpo_gov.kpis.rules.periods import Length
from bpo_gov.web.words import number

SIGNALS: Mapping[tuple[Kind, bool], str] = {  # a kind of signal, and whether it is to the good
    (Kind.OUTSIDE, True): N_("%(periods)s: outside of the limits, to the good."),
    (Kind.OUTSIDE, False): N_("%(periods)s: outside of the limits, to the bad."),
    (Kind.TWO_OF_THREE, True): N_("%(periods)s: at least two of three neighbours lie far from the mean (beyond two sigma), to the good."),
    (Kind.TWO_OF_THREE, False): N_("%(periods)s: at least two of three neighbours lie far from the mean (beyond two sigma), to the bad."),
    (Kind.FOUR_OF_FIVE, True): N_("%(periods)s: at least four of five neighbours lie away from the mean (beyond one sigma), to the good."),
    (Kind.FOUR_OF_FIVE, False): N_("%(periods)s: at least four of five neighbours lie away from the mean (beyond one sigma), to the bad."),
    (Kind.ONE_SIDE, True): N_("%(periods)s: %(count)s figures in a row lie on the good side of the mean."),
    (Kind.ONE_SIDE, False): N_("%(periods)s: %(count)s figures in a row lie on the bad side of the mean."),
}  # fmt: skip
SHORT: Mapping[Kind, str] = {
    Kind.OUTSIDE: N_("outside of the limits"), Kind.TWO_OF_THREE: N_("two of three beyond two sigma"),
    Kind.FOUR_OF_FIVE: N_("four of five beyond one sigma"), Kind.ONE_SIDE: N_("eight or more on one side"),
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A signal as a sentence, and whether it is to the good."""

    says: Say
    good: bool


@dataclass(frozen=True)
class Row:
    """A settled figure on the chart: how far it is from the one before, and the signals that it belongs to."""

    label: str
    value: Decimal
    figure: str
    moved: Decimal | None
    signals: list[str]


@dataclass(frozen=True)
class Noise:
    """The section of the page; `figure` is what Plotly draws."""

    meta: Say
    verdict: Say
    finding: Say
    signals: list[Told]
    left_out: list[Say]
    how: list[Say]
    figure: dict[str, Any]
    rows: list[Row]
    chart: control.Chart

    @property
    def is_run(self) -> bool:
        """Whether there are too few figures for limits."""
        return self.chart.is_run_chart


def of(points: Sequence[Point], kpi: Kpi) -> Noise | None:
    """What the settled figures tell; None without any. Points that do not count yet are left out, and it is said."""
    kept = [p for p in points if p.standing == "settled"]
    found = control.chart([p.value for p in kept])
    if found.centre is None:
        return None
    higher, places = kpi.direction.value == "higher", _places(kept)
    known = sum(p.value is not None for p in kept)
    centre, apart = _cut(found.centre, places + 1), _cut(found.moving_range or Decimal(0), places + 2)
    told = [Told(_sentence(one, kept, higher=higher), one.is_above is higher) for one in _together(found.signals)]
    lower, upper = _cut(found.lower or Decimal(0), places + 1), _cut(found.upper or Decimal(0), places + 1)
    words = {
        "settled": _("Settled figure"), "good": _("Signal, to the good"), "bad": _("Signal, to the bad"),
        "mean": _("Median %(value)s", value=number(centre)) if found.is_run_chart else _("Mean %(value)s", value=number(centre)),
        "limits": _("Limits %(lower)s and %(upper)s", lower=number(lower), upper=number(upper)),
    }  # fmt: skip
    return Noise(
        meta=say("Run chart, %(points)s points, median %(median)s", points=known, median=centre) if found.is_run_chart
        else say("XmR chart, %(points)s points, mean %(mean)s, mean moving range %(range)s", points=known, mean=centre, range=apart),
        verdict=_verdict(found, told), finding=_finding(found, len(told), known, centre), signals=told, left_out=_left_out(points),
        how=[] if found.is_run_chart else _how(centre, _cut((found.moving_range or Decimal(0)) * Decimal("2.66"), places + 1), lower, upper),
        figure=charts.control(kept, found, Length(kpi.period.value), kpi.unit, words, higher=higher), rows=_rows(kept, found), chart=found,
    )  # fmt: skip


def _verdict(found: control.Chart, told: Sequence[Told]) -> Say:
    if found.is_run_chart:
        return say("It is too early to say.")
    if not told:
        return say("Nothing speaks against it.")
    sides = {one.good for one in told}
    if len(sides) > 1:
        return say("No: something has changed, to the good and to the bad.")
    return (
        say("No: something has changed, to the good.")
        if True in sides
        else say("No: something has changed, to the bad.")
    )


def _together(found: Sequence[Signal]) -> list[Signal]:
    """Points outside of the limits on one side make one sentence; the other kinds hold their neighbours already."""
    outside = {
        is_above: tuple(i for one in found if one.kind is Kind.OUTSIDE and one.is_above is is_above for i in one.points)
        for is_above in (True, False)
    }
    alone = [Signal(Kind.OUTSIDE, is_above, points) for is_above, points in outside.items() if points]
    return sorted([*alone, *(one for one in found if one.kind is not Kind.OUTSIDE)], key=lambda one: one.points[0])


def _finding(found: control.Chart, signals: int, known: int, centre: Decimal) -> Say:
    if found.is_run_chart:
        return say(
            "Limits need %(fewest)s settled figures, and there are %(known)s: with fewer they would be a guess. The line is the median, %(median)s.",
            fewest=control.FEWEST, known=known, median=centre,
        )  # fmt: skip
    if signals:
        return say_n(
            "%(n)s signal that chance does not explain:", "%(n)s signals that chance does not explain:", signals
        )
    return say(
        "All %(known)s figures lie as chance would scatter them around the mean; no single one of them tells more than it does.",
        known=known,
    )


def _sentence(one: Signal, points: Sequence[Point], *, higher: bool) -> Say:
    labels = [points[i].label for i in one.points]
    words: dict[str, Value] = {"periods": spoken.some(labels) if one.kind is Kind.OUTSIDE else spoken.several(labels)}
    if one.kind is Kind.ONE_SIDE:
        words["count"] = len(one.points)
    return Say(SIGNALS[one.kind, one.is_above is higher], words)


def _left_out(points: Sequence[Point]) -> list[Say]:
    contested, provisional = (
        [p.label for p in points if p.standing == standing] for standing in ("contested", "provisional")
    )
    told = []
    if contested:
        told.append(say("Left out, as it is contested: %(periods)s.", periods=spoken.some(contested)))
    if provisional:
        told.append(say("Left out, as it is not accepted yet: %(periods)s.", periods=spoken.some(provisional)))
    return told


def _how(mean: Decimal, reach: Decimal, lower: Decimal, upper: Decimal) -> list[Say]:
    return [
        say("Mean ± 2.66 × mean moving range = %(mean)s ± %(reach)s: from %(lower)s to %(upper)s.", mean=mean, reach=reach, lower=lower, upper=upper),
        say("Signals: a point outside of three sigma; two of three beyond two; four of five beyond one; eight in a row on one side. Only settled figures are counted."),
    ]  # fmt: skip


def _rows(points: Sequence[Point], found: control.Chart) -> list[Row]:
    touched: dict[int, list[str]] = {}
    for one in found.signals:
        for i in one.points:
            touched.setdefault(i, []).append(SHORT[one.kind])
    rows: list[Row] = []
    before: Decimal | None = None
    for i, point in enumerate(points):
        if point.value is None:
            continue
        rows.append(
            Row(
                point.label,
                point.value,
                point.figure,
                None if before is None else abs(point.value - before),
                touched.get(i, []),
            )
        )
        before = point.value
    return rows


def _places(points: Sequence[Point]) -> int:
    """Decimals that the figures have."""
    return max(
        (max(0, -int(p.value.normalize().as_tuple().exponent)) for p in points if p.value is not None), default=0
    )


def _cut(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-min(places, 4)))
