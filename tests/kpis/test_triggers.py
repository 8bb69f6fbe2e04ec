"""Termination triggers: when they are reached, and the distance to each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo_gov.kpis.rules.triggers import nearest, over, repeated

BAD, GOOD = True, False


@pytest.mark.parametrize(
    ("happened", "n", "m", "distance"),
    [
        ([], 3, 3, 3),
        ([BAD, BAD], 3, 3, 1),
        ([BAD, BAD, GOOD], 3, 3, 3),
        ([GOOD, BAD], 3, 3, 2),
        ([BAD, None, BAD], 3, 3, 2),
        ([BAD, BAD, BAD], 3, 3, 0),
        ([BAD, BAD, BAD, GOOD], 3, 3, 3),
        ([BAD, GOOD, GOOD, BAD], 2, 6, 0),
        ([BAD, GOOD, GOOD, GOOD, GOOD], 2, 6, 1),
        ([BAD, GOOD, GOOD, GOOD, GOOD, GOOD], 2, 6, 2),
        ([BAD, *[GOOD] * 8, BAD, BAD], 4, 12, 1),
        ([BAD, *[GOOD] * 9, BAD, BAD], 4, 12, 2),
    ],
)
def test_how_far_it_is_until_it_happened_too_often(happened, n, m, distance) -> None:
    found = repeated(happened, n, m)
    assert (found.distance, found.is_reached) == (distance, distance == 0)
    assert found.how.result == distance


def test_a_trigger_names_what_counts_and_what_is_not_known() -> None:
    found = repeated([GOOD, BAD, None, BAD, GOOD], 4, 12)
    assert (found.used, found.needed, found.by, found.unknown) == (2, 4, (1, 3), (2,))
    assert found.how.inputs["counts"] == "0, 1, -, 1, 0"


def test_a_trigger_that_was_reached_earlier_says_when() -> None:
    found = repeated([BAD, BAD, BAD, BAD, GOOD, GOOD], 3, 3)
    assert (found.reached_at, found.is_reached) == ((2, 3), False)


@pytest.mark.parametrize(
    ("points", "threshold", "m", "used", "distance"),
    [
        ([], 20, 12, 0, 21),
        ([6, 6, None, 8], 20, 12, 20, 1),
        ([6, 6, None, 9], 20, 12, 21, 0),
        ([9, 6, 6], 12, 2, 6, 7),
        ([6, 7], 12, 2, 13, 0),
        ([6, 7], 12, 3, 13, 0),
        ([13], 12, 1, 13, 0),
        ([12], 12, 1, 0, 13),
    ],
)
def test_points_over_a_threshold_in_a_window(points, threshold, m, used, distance) -> None:
    found = over(points, threshold, m)
    assert (found.used, found.distance) == (used, distance)


def test_of_two_ways_to_one_right_the_nearest_counts() -> None:
    happened = [BAD, GOOD, BAD, GOOD, BAD, GOOD]
    in_a_row, of_twelve = repeated(happened, 3, 3), repeated(happened, 4, 12)
    assert (in_a_row.distance, of_twelve.distance) == (3, 1)
    assert nearest([in_a_row, of_twelve]) is of_twelve


@pytest.mark.parametrize(
    "wrong", [lambda: repeated([], 0, 3), lambda: repeated([], 4, 3), lambda: over([], -1, 3), lambda: over([-1], 1, 3), lambda: over([], 1, 0)]
)  # fmt: skip
def test_what_is_no_trigger_is_refused(wrong) -> None:
    with pytest.raises(ValueError, match=r"n from 1|not negative"):
        wrong()


@given(st.lists(st.sampled_from((True, False, None)), max_size=30), st.integers(1, 6), st.integers(0, 8))
def test_the_distance_is_the_first_end_at_which_it_is_reached(happened, n, more) -> None:
    m = n + more
    found = repeated(happened, n, m)
    ends = [len(happened) + d for d in range(n + 1) if [*happened, *[True] * d][-m:].count(True) >= n]
    assert found.distance == ends[0] - len(happened)
    assert found.reached_at == tuple(
        i for i in range(len(happened)) if happened[max(0, i - m + 1) : i + 1].count(True) >= n
    )


@given(st.lists(st.one_of(st.none(), st.integers(0, 9)), max_size=20), st.integers(0, 30), st.integers(1, 8))
def test_as_many_points_as_the_distance_reach_it_and_one_less_does_not(points, threshold, m) -> None:
    found = over(points, threshold, m)
    if found.distance:
        assert over([*points, found.distance], threshold, m).is_reached
        assert not over([*points, found.distance - 1], threshold, m).is_reached
    else:
        assert sum(one or 0 for one in points[-m:]) > threshold
