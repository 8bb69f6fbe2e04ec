"""The pulse: medians across raters, the gap between how a side sees itself and how it is seen."""

from decimal import Decimal
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo_gov.kernel.parties import Party
from bpo_gov.kpis.rules.pulse import Answer, Gap, Rated, gaps

CLIENT, VENDOR = Party.CLIENT, Party.VENDOR


def answers(question: str, by: Party, about: Party, *scores: int) -> list[Answer]:
    first = 1 if by is CLIENT else 100
    return [Answer(question, rater, by, about, score) for rater, score in enumerate(scores, start=first)]


def test_the_gap_is_how_a_side_sees_itself_less_how_it_is_seen() -> None:
    said = [*answers("trust", VENDOR, VENDOR, 9, 8, 8), *answers("trust", CLIENT, VENDOR, 4, 7)]
    about_client, about_vendor = gaps(said, ["trust"])
    assert about_vendor == Gap("trust", VENDOR, Rated(Decimal(8), 3), Rated(Decimal("5.5"), 2), Decimal("2.5"))
    assert about_client == Gap("trust", CLIENT, Rated(None, 0), Rated(None, 0), None)


def test_one_answer_alone_is_not_shown() -> None:
    said = [*answers("trust", VENDOR, VENDOR, 9, 8), *answers("trust", CLIENT, VENDOR, 4)]
    found = gaps(said, ["trust"])[1]
    assert (found.other, found.gap) == (Rated(None, 1), None)
    assert gaps(said, ["trust"], fewest=1)[1].gap == Decimal("4.5")


def test_questions_keep_their_order_and_do_not_mix() -> None:
    said = [*answers("b", CLIENT, CLIENT, 1, 1), *answers("a", CLIENT, CLIENT, 10, 10)]
    assert [(gap.question, gap.about, gap.own.median) for gap in gaps(said, ["b", "a"])] == [
        ("b", CLIENT, Decimal(1)), ("b", VENDOR, None), ("a", CLIENT, Decimal(10)), ("a", VENDOR, None),
    ]  # fmt: skip


@pytest.mark.parametrize("score", [0, 11, -1, 5.5, True, "5"])
def test_a_score_is_a_whole_number_from_1_to_10(score) -> None:
    with pytest.raises(ValueError, match="whole number"):
        Answer("trust", 1, CLIENT, VENDOR, score)


def test_who_is_not_a_side_does_not_score() -> None:
    with pytest.raises(ValueError, match="client and the vendor"):
        Answer("trust", 1, Party.NEUTRAL, VENDOR, 5)


def test_nobody_answers_twice_or_what_is_not_asked() -> None:
    once = answers("trust", CLIENT, VENDOR, 5)
    with pytest.raises(ValueError, match="once"):
        gaps(once * 2, ["trust"])
    with pytest.raises(ValueError, match="not asked"):
        gaps(once, ["pace"])


@given(st.lists(st.integers(1, 10), min_size=2), st.lists(st.integers(1, 10), min_size=2))
def test_medians_are_those_of_the_statistics(own: list[int], other: list[int]) -> None:
    found = gaps([*answers("q", VENDOR, VENDOR, *own), *answers("q", CLIENT, VENDOR, *other)], ["q"])[1]
    assert found.gap == Decimal(str(median(own))) - Decimal(str(median(other)))
