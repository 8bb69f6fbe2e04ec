"""Attainment, bands, points and the weighted score, by the reference vectors and against an independent count."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo_gov.kpis.rules.how import as_json
from bpo_gov.kpis.rules.scores import Direction, Part, attainment, band, points, weighted

HIGHER, LOWER = Direction.HIGHER, Direction.LOWER
BANDS = [Decimal(99), Decimal(98), Decimal(97), Decimal(96)]


def given_points(*figures: str | None, excused=()) -> list[int | None]:
    months = [None if figure is None else Decimal(figure) for figure in figures]
    return [month.points for month in points(months, BANDS, HIGHER, excused)]


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (("98.5", "96.5", "96.5"), [1, 6, 6]),
        (("96.5", "98.5", "96.5"), [3, 2, 6]),
        (("99.0", "95.9", "99.2", "98.1"), [0, 4, 0, 1]),
    ],
)
def test_a_repeat_counts_twice_and_so_does_every_further_one(figures, expected) -> None:
    assert given_points(*figures) == expected


def test_a_period_without_a_figure_has_no_points_and_ends_the_row() -> None:
    assert given_points("95", None, "95", "95") == [4, None, 4, 8]


def test_an_excused_period_is_no_failure() -> None:
    assert given_points("95", "95", "95", excused={1}) == [4, 0, 4]


@pytest.mark.parametrize(
    ("figure", "expected"), [("99", 0), ("98.999999", 1), ("98", 1), ("97.9", 2), ("96", 3), ("95.9", 4), ("-1", 4)]
)
def test_a_band_is_reached_exactly(figure, expected) -> None:
    assert band(Decimal(figure), BANDS, HIGHER) == expected


def test_bands_where_lower_is_better() -> None:
    seconds = [Decimal(30), Decimal(40), Decimal(50), Decimal(60)]
    assert [band(Decimal(n), seconds, LOWER) for n in (0, 30, 31, 60, 61)] == [0, 0, 1, 3, 4]


def test_bands_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="from the best"):
        band(Decimal(1), BANDS, LOWER)


@pytest.mark.parametrize(
    ("figure", "target", "direction", "expected"),
    [
        ("90", "95", HIGHER, "94.736842"),
        ("97", "95", HIGHER, "100"),
        ("94.99999999999", "95", HIGHER, "99.999999"),
        ("40", "30", LOWER, "75"),
        ("20", "30", LOWER, "100"),
        ("0", "30", LOWER, "100"),
        ("1", "0", LOWER, "0"),
        ("-5", "95", HIGHER, "0"),
    ],
)
def test_attainment(figure, target, direction, expected) -> None:
    assert attainment(Decimal(figure), Decimal(target), direction) == Decimal(expected)


def parts(*pairs):
    return [
        Part(f"KPI-{n}", None if score is None else Decimal(score), Decimal(weight))
        for n, (score, weight) in enumerate(pairs)
    ]


def test_the_weighted_score() -> None:
    found = weighted(parts(("54.42", 10), ("83", 55), ("88.5", 25), ("100", 10)))
    assert found.value == Decimal("83.217")
    assert (found.covered, found.is_complete, found.is_severe) == (Decimal(100), True, False)
    assert found.how.result == found.value
    assert as_json(found.how)["steps"][-1] == {  # type: ignore[index]
        "name": "score", "formula": "sum(score * weight) / covered", "value": "83.217000",
    }  # fmt: skip


def test_no_figure_is_neither_100_nor_0() -> None:
    found = weighted(parts(("80", 50), (None, 25), ("90", 25)))
    assert found.value == Decimal("83.333333")
    assert (found.covered, found.missing) == (Decimal(75), ("KPI-1",))
    nothing = weighted(parts((None, 50), (None, 50)))
    assert (nothing.value, nothing.covered, nothing.is_complete) == (None, Decimal(0), False)
    assert weighted([]).value is None


def test_a_severe_failure_stands_beside_the_mean() -> None:
    found = weighted([Part("A", Decimal(100), Decimal(95)), Part("B", Decimal(10), Decimal(5), is_severe=True)])
    assert (found.value, found.severe, found.is_severe) == (Decimal("95.5"), ("B",), True)


@pytest.mark.parametrize(
    "wrong", [parts((101, 1)), parts((-1, 1)), parts((1, -1)), [*parts((1, 1)), *parts((2, 1))]], ids=str
)
def test_scores_and_weights_have_their_range(wrong) -> None:
    with pytest.raises(ValueError, match=r"0 to 100|counts once"):
        weighted(wrong)


a_share = st.integers(0, 10_000).map(lambda n: Decimal(n).scaleb(-2))


@given(st.lists(st.tuples(st.one_of(st.none(), a_share), a_share)))
def test_a_score_is_the_mean_of_what_is_known(pairs) -> None:
    found = weighted(parts(*pairs))
    known = [(Fraction(score), Fraction(weight)) for score, weight in pairs if score is not None]
    weight = sum(weight for _, weight in known)
    if weight:
        exact = sum(score * weight for score, weight in known) / weight
        assert found.value is not None
        assert 0 <= exact - Fraction(found.value) < Fraction(1, 1_000_000)
    else:
        assert found.value is None
