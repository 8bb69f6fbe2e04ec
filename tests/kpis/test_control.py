"""The control chart: its limits, each signal alone, and the run chart of too few figures."""

from decimal import Decimal
from statistics import fmean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo_gov.kpis.rules.control import Chart, Kind, Signal, chart

CALM = [50, 52] * 8  # mean 51, moving range 2: limits 51 +- 5.32, sigma 1.773...


def of(*figures: float | str | None) -> Chart:
    return chart([None if figure is None else Decimal(str(figure)) for figure in figures])


def test_limits_are_the_mean_and_2_66_mean_moving_ranges() -> None:
    found = of(*CALM)
    assert (found.centre, found.moving_range) == (Decimal(51), Decimal(2))
    assert (found.lower, found.upper) == (Decimal("45.68"), Decimal("56.32"))
    assert (found.signals, found.is_run_chart) == ((), False)


def test_a_point_outside_is_a_signal() -> None:
    found = of(*CALM, 70)
    assert found.signals[-1] == Signal(Kind.OUTSIDE, True, (16,))


def test_two_of_three_beyond_two_sigma() -> None:
    # mean 50.1, mean moving range 1.13, so that two sigma end at 52.1
    row = [49.5, 50.5] * 12 + [52.6, 50, 52.6] + [49.5, 50.5] * 12
    assert Signal(Kind.TWO_OF_THREE, True, (24, 26)) in of(*row).signals


def test_four_of_five_beyond_one_sigma() -> None:
    row = [49.5, 50.5] * 10 + [48.6, 48.6, 50, 48.6, 48.6] + [50.5, 49.5] * 10
    assert [(signal.kind, signal.points) for signal in of(*row).signals] == [(Kind.FOUR_OF_FIVE, (20, 21, 23, 24))]


def test_eight_in_a_row_on_one_side_and_not_seven() -> None:
    eight = of(*[40, 60] * 10, *[49] * 8, *[60, 40] * 10)
    assert [(s.kind, s.is_above, len(s.points)) for s in eight.signals] == [(Kind.ONE_SIDE, False, 8)]
    seven = of(*[40, 60] * 10, *[49] * 7, *[60, 40] * 10)
    assert seven.signals == ()


def test_a_point_on_the_centre_is_on_no_side() -> None:
    assert of(*[5] * 20).signals == ()
    assert of(*[5] * 20).upper == Decimal(5)


@pytest.mark.parametrize(("row", "centre"), [((3, 1, 2), 2), ((4, 1, 2, 3), Decimal("2.5")), (range(11), 5)])
def test_under_twelve_figures_there_is_a_median_and_no_limits(row, centre) -> None:
    found = of(*row)
    assert found == Chart(Decimal(centre), None, None, None, ())
    assert found.is_run_chart


def test_no_figure_has_no_centre() -> None:
    assert of() == of(None, None) == Chart(None, None, None, None, ())


def test_a_period_without_a_figure_is_left_out_and_keeps_its_place() -> None:
    without = of(*CALM, 70)
    found = of(None, *CALM, None, 70)
    assert (found.centre, found.upper) == (without.centre, without.upper)
    assert found.signals[-1].points == (18,)
    assert of(*range(11), None).is_run_chart
    assert not of(*range(12), None).is_run_chart


def by_eye(row: list[float]) -> set[tuple[str, bool, int]]:
    """Every point that a signal touches, with plain numbers: kind, side, index."""
    mean = fmean(row)
    sigma = fmean([abs(a - b) for a, b in zip(row[1:], row, strict=False)]) * 2.66 / 3
    found = set()
    for above in (True, False):
        far = [value - mean if above else mean - value for value in row]
        for name, needed, window, sigmas in (
            ("outside", 1, 1, 3), ("two_of_three", 2, 3, 2), ("four_of_five", 4, 5, 1), ("one_side", 8, 8, 0),
        ):  # fmt: skip
            for i in range(len(row) - window + 1):
                hit = [j for j in range(i, i + window) if far[j] > sigmas * sigma]
                found |= {(name, above, j) for j in hit if len(hit) >= needed}
    return found


@given(st.lists(st.integers(0, 1000), max_size=60))
def test_signals_touch_the_points_that_are_found_by_eye(row: list[int]) -> None:
    # uneven steps, so that no point lies on a line, where plain numbers would be rounded
    uneven = [value + (i * 7919 % 1000) / 1009 for i, value in enumerate(row)]
    found = of(*uneven)
    touched = {(str(signal.kind), signal.is_above, n) for signal in found.signals for n in signal.points}
    assert touched == (by_eye(uneven) if len(row) >= 12 else set())
    if 0 < len(row) < 12:
        assert found.centre == pytest.approx(Decimal(median(uneven)), abs=Decimal("0.000001"))


@given(st.lists(st.integers(-50, 50), min_size=12, max_size=40))
def test_the_mirror_image_has_the_mirrored_signals(row: list[int]) -> None:
    there, mirrored = of(*row), of(*(-value for value in row))
    flipped = {Signal(signal.kind, not signal.is_above, signal.points) for signal in there.signals}
    assert set(mirrored.signals) == flipped
