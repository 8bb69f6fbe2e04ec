"""Is it noise? Each kind of signal in a sentence of both languages, for the good and for the bad; what is left out; the run chart."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

import pytest
from flask import Flask
from flask_babel import force_locale

from bpo_gov.agreements.framework import Kpi
from bpo_gov.kernel.words import Say
from bpo_gov.kpis import noise
from bpo_gov.kpis.charts import Point
from bpo_gov.kpis.noise import Noise
from bpo_gov.kpis.rules.control import Kind
from bpo_gov.web.words import tell
from tests.cast import Cast
from tests.kpis.test_charts import points

CALM = [50, 52] * 8


@pytest.fixture(params=["en", "id"])
def language(app: Flask, cast: Cast, request: pytest.FixtureRequest) -> Iterator[str]:
    with app.test_request_context(), force_locale(request.param):
        yield request.param


def kpi(cast: Cast, direction: str = "higher") -> Kpi:
    from bpo_gov.agreements import queries

    framework = queries.active_framework(cast.agreement.id)
    assert framework is not None
    found = next(one for one in framework.terms.kpis if one.code == "KPI-01")
    return found.model_copy(update={"direction": type(found.direction)(direction)})


def of(shown: list[Point], card: Kpi) -> Noise:
    found = noise.of(shown, card)
    assert found is not None
    return found


ROWS: dict[Kind, Sequence[float]] = {
    Kind.OUTSIDE: [*CALM, 70],
    Kind.TWO_OF_THREE: [49.5, 50.5] * 12 + [52.6, 50, 52.6] + [49.5, 50.5] * 12,
    Kind.FOUR_OF_FIVE: [49.5, 50.5] * 10 + [51.4, 51.4, 50, 51.4, 51.4] + [50.5, 49.5] * 10,
    Kind.ONE_SIDE: [60, 40] * 10 + [51] * 8 + [40, 60] * 10,
}
SAYS = {
    Kind.OUTSIDE: "May 2021: outside of the limits",
    Kind.TWO_OF_THREE: "Jan 2022 and Mar 2022: at least two of three",
    Kind.FOUR_OF_FIVE: "Sep 2021, Oct 2021, Dec 2021, and Jan 2022: at least four of five",
    Kind.ONE_SIDE: "Sep 2021 to Apr 2022: 8 figures in a row lie on",
}


@pytest.mark.parametrize("kind", list(Kind))
def test_each_signal_is_a_sentence_that_names_its_periods_and_its_side(cast: Cast, language: str, kind: Kind) -> None:
    above_is_good = {tell(one.says): one.good for one in of(points(*ROWS[kind]), kpi(cast)).signals}
    above_is_bad = {tell(one.says): one.good for one in of(points(*ROWS[kind]), kpi(cast, "lower")).signals}
    assert set(above_is_good.values()) >= {True}
    assert set(above_is_bad.values()) >= {False}
    assert set(above_is_good) != set(above_is_bad)
    if language == "en":
        assert any(text.startswith(SAYS[kind]) and "good" in text for text in above_is_good)
        assert any(text.startswith(SAYS[kind]) and "bad" in text for text in above_is_bad)
    else:
        assert not any("limits" in text or "mean" in text for text in (*above_is_good, *above_is_bad))


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_the_meta_line_and_the_way_of_the_limits(cast: Cast, language: str) -> None:
    row = [
        98.9,
        99.2,
        99.1,
        99.3,
        99.0,
        99.4,
        99.2,
        99.5,
        99.3,
        99.1,
        99.4,
        99.2,
        99.0,
        99.3,
        99.1,
        99.3,
        99.2,
        98.7,
        98.4,
        97.8,
        98.2,
    ]
    found = of(points(*row), kpi(cast))
    assert tell(found.meta) == "XmR chart, 21 points, mean 99.03, mean moving range 0.275"
    assert "99.03 ± 0.73: from 98.3 to 99.76" in tell(found.how[0])
    assert tell(found.verdict) == "No: something has changed, to the bad."
    assert "Sep 2021 and Oct 2021: outside of the limits, to the bad." not in [tell(one.says) for one in found.signals]
    assert "Aug 2021 and Sep 2021: outside of the limits, to the bad." in [tell(one.says) for one in found.signals]


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_what_does_not_count_is_left_out_and_it_is_said(cast: Cast, language: str) -> None:
    found = of(points(*CALM, 70, 71, p16="contested", p17="provisional"), kpi(cast))
    assert found.signals == []
    assert [tell(one) for one in found.left_out] == [
        "Left out, as it is contested: May 2021.",
        "Left out, as it is not accepted yet: Jun 2021.",
    ]
    assert tell(found.meta).startswith("XmR chart, 16 points, mean 51")
    assert tell(found.verdict) == "Nothing speaks against it."


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_under_twelve_points_limits_are_refused(cast: Cast, language: str) -> None:
    found = of(points(*range(11), None), kpi(cast))
    assert found.is_run
    assert tell(found.meta) == "Run chart, 11 points, median 5"
    assert tell(found.finding).startswith("Limits need 12 settled figures, and there are 11")
    assert (found.how, found.signals) == ([], [])
    assert not of(points(*range(12), None), kpi(cast)).is_run


def test_nothing_settled_has_no_chart(cast: Cast) -> None:
    assert noise.of(points(None, 97, p1="contested"), kpi(cast)) is None


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_rows_carry_moving_ranges_over_gaps(cast: Cast, language: str) -> None:
    rows = of(points(50, None, 52, 49), kpi(cast)).rows
    assert [(row.label, row.moved) for row in rows] == [
        ("2020-01", None),
        ("2020-03", Decimal(2)),
        ("2020-04", Decimal(3)),
    ]


def test_every_kind_has_a_sentence_for_both_sides() -> None:
    assert set(noise.SIGNALS) == {(kind, good) for kind in Kind for good in (True, False)}
    assert set(noise.SHORT) == set(Kind)
    assert all(str(Say(text, {"periods": "x", "count": 8})) for text in noise.SIGNALS.values())
