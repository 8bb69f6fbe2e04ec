"""Limits on numbers that are not money: changes, days of term, days of effort, volume."""

from decimal import Decimal

import pytest

from bpo_gov.agreements.framework.choices import ChangeClass
from bpo_gov.agreements.framework.envelope import (
    BandLimit,
    CountLimit,
    EffortLimit,
    TermLimit,
)
from bpo_gov.agreements.framework.header import Extension
from bpo_gov.change_requests.rules import Answer, judge
from tests.change_requests.envelopes import CODE, MONDAY, effects, framework, judged, of, told, used

FAST = CountLimit(**CODE, at_most=4, months=12, change_class=ChangeClass.FAST_TRACK)
ANY = CountLimit(**CODE, at_most=4, months=1)
TERM = TermLimit(**CODE, percent=Decimal(10))
DAYS = TermLimit(**CODE, days=100)
EFFORT = EffortLimit(**CODE, days=20)
BAND = BandLimit(**CODE, measure="calls a month", baseline=Decimal(1840), percent=Decimal(15))


def test_the_fifth_fast_track_change_is_refused_and_normal_is_offered():
    verdict = of(FAST, effects(), used(held_count=3, reserved_count=1), "fast_track")
    assert (verdict.answer, verdict.unit, verdict.percent_after) == (Answer.OUTSIDE, "changes", Decimal("125.0"))
    assert told(verdict.sentence) == "3 held + 1 reserved + 1 this change = 5 of 4 in any 12 months."
    assert told(verdict.remedy) == (
        "Raise it as a normal change, or wait until an earlier one is more than 12 months old."
    )
    assert of(FAST, effects(), used(held_count=3), "fast_track").answer is Answer.NEAR
    assert of(FAST, effects(), used(held_count=2), "fast_track").answer is Answer.INSIDE


def test_a_count_limit_leaves_other_classes_out():
    verdict = judged(FAST, effects(), used(held_count=9), "normal")
    assert (verdict.limits, verdict.answer) == ((), Answer.INSIDE)
    assert told(verdict.summary) == "No limit applies to this change."


def test_a_count_limit_without_a_class_counts_every_class():
    for change_class in ("operational", "catalogue", "fast_track", "normal", "emergency"):
        assert of(ANY, effects(), used(held_count=4), change_class).answer is Answer.OUTSIDE
    verdict = of(ANY, effects(), used(held_count=4))
    assert told(verdict.sentence) == "4 held + 0 reserved + 1 this change = 5 of 4 in any month."
    assert told(verdict.remedy) == "Wait until an earlier change is more than 1 month old."


def test_where_no_change_is_allowed_waiting_is_not_offered():
    none = CountLimit(**CODE, at_most=0, months=12, change_class=ChangeClass.CATALOGUE)
    assert told(of(none, effects(), change_class="catalogue").remedy) == "Raise it as a normal change."
    never = CountLimit(**CODE, at_most=0, months=12)
    assert told(of(never, effects()).remedy) == "Only an amendment of the agreement allows it."


def test_the_end_moves_by_a_share_of_the_maximum_term():
    terms = framework(TERM)
    assert terms.maximum_term_days == 1827
    (verdict,) = judge(terms, effects(term_days=30), used("100", "20"), on=MONDAY).limits
    assert (verdict.limit, verdict.unit, verdict.answer) == (Decimal(182), "days", Answer.NEAR)
    assert told(verdict.sentence) == (
        "Days by which the end moves: 100 held + 20 reserved + 30 this change = 150 of 182. "
        "Near begins at 80%, which is 145.60."
    )
    assert judge(terms, effects(term_days=62), used("100", "20"), on=MONDAY).answer is Answer.NEAR
    assert judge(terms, effects(term_days=63), used("100", "20"), on=MONDAY).answer is Answer.OUTSIDE


def test_extensions_count_into_the_maximum_term():
    option = Extension(months=12, notice_months=6, clause="2.3")
    terms = framework(TERM, extensions=[option, option])
    (verdict,) = judge(terms, effects(), {}, on=MONDAY).limits
    assert verdict.limit == 255  # 10 % of 1 Feb 2024 to 31 Jan 2031, 2,557 days


@pytest.mark.parametrize(
    ("held", "reserved", "remedy"),
    [
        ("60", "20", "Move the end by at most 20 days."),
        ("60", "39", "Move the end by at most 1 day."),
        ("60", "40", "No day is left while others are reserved. Without those, the end may move by at most 40 days."),
        (
            "100",
            "40",
            "No day is left: approved changes take the whole limit. Only an amendment of the agreement adds room.",
        ),
    ],
)
def test_the_remedy_of_the_term_is_in_days(held, reserved, remedy):
    verdict = of(DAYS, effects(term_days=50), used(held, reserved))
    assert (verdict.answer, told(verdict.remedy)) == (Answer.OUTSIDE, remedy)


def test_an_earlier_end_frees_no_days():
    verdict = of(DAYS, effects(term_days=-30), used(held="70"))
    assert (verdict.this, verdict.percent_after) == (0, Decimal("70.0"))
    assert "An earlier end counts as zero and frees no room for others." in told(verdict.sentence)


def test_an_unknown_end_is_undecided_unless_others_passed_the_limit():
    verdict = judged(DAYS, effects(term_days=None), used("60", "20"))
    assert [told(fact) for fact in verdict.missing] == ["By how many days the end moves is not known yet."]
    assert told(verdict.limits[0].sentence) == (
        "Days by which the end moves: 60 held + 20 reserved, and what this change adds is not known yet, of 100. "
        "Near begins at 80%, which is 80."
    )
    assert (verdict.answer, told(verdict.limits[0].remedy)) == (Answer.UNDECIDED, "Move the end by at most 20 days.")
    assert judged(DAYS, effects(term_days=None), used("60", "41")).answer is Answer.OUTSIDE


def test_effort_is_weighed_for_one_change():
    verdict = of(EFFORT, effects(effort_days=Decimal(14)), used("19", "19"))
    assert (verdict.answer, verdict.percent_after, verdict.unit) == (Answer.INSIDE, Decimal("70.0"), "days")
    assert told(verdict.sentence) == "Working days: 14 of 20. Near begins at 80%, which is 16."
    assert of(EFFORT, effects(effort_days=Decimal(20))).answer is Answer.NEAR
    dear = of(EFFORT, effects(effort_days=Decimal("20.5")))
    assert (dear.answer, told(dear.remedy)) == (
        Answer.OUTSIDE,
        "Working days to take away: 0.50, down to 20 or less.",
    )


def test_saved_effort_counts_as_zero():
    verdict = of(EFFORT, effects(effort_days=Decimal(-3)))
    assert (verdict.answer, verdict.this, verdict.percent_after) == (Answer.INSIDE, 0, Decimal("0.0"))


def test_unknown_effort_is_undecided():
    verdict = judged(EFFORT, effects(effort_days=None))
    assert verdict.answer is Answer.UNDECIDED
    assert [told(fact) for fact in verdict.missing] == ["The effort in working days is not known yet."]
    assert told(verdict.limits[0].sentence) == (
        "Working days: not known yet, at most 20. Near begins at 80%, which is 16."
    )
    assert told(verdict.limits[0].remedy) == "Working days that are inside: 20 or less."


@pytest.mark.parametrize(
    ("volume", "answer", "percent", "words"),
    [
        (
            "2010",
            Answer.INSIDE,
            "61.6",
            "calls a month: 1,840 become 2,010, 9.20% more than the baseline; at most 15% is allowed. "
            "Near begins at 12%.",
        ),
        (
            "1600",
            Answer.NEAR,
            "87.0",
            "calls a month: 1,840 become 1,600, 13% less than the baseline; at most 15% is allowed. "
            "Near begins at 12%.",
        ),
        ("1840", Answer.INSIDE, "0.0", "calls a month: 1,840, as the baseline."),
        (
            "2116",
            Answer.NEAR,
            "100.0",
            "calls a month: 1,840 become 2,116, 15% more than the baseline; at most 15% is allowed. "
            "Near begins at 12%.",
        ),
    ],
)
def test_a_volume_is_measured_by_its_distance_from_the_baseline(volume, answer, percent, words):
    verdict = of(BAND, effects(volume=(("Calls a  month", Decimal(volume)),)))
    assert (verdict.answer, verdict.percent_after, told(verdict.sentence)) == (answer, Decimal(percent), words)
    assert (verdict.unit, verdict.remedy) == ("calls a month", None)


@pytest.mark.parametrize("volume", ["2116.0001", "1563.9999"])
def test_a_volume_past_either_edge_is_outside(volume):
    verdict = of(BAND, effects(volume=(("calls a month", Decimal(volume)),)))
    assert (verdict.answer, told(verdict.remedy)) == (
        Answer.OUTSIDE,
        "Keep the volume between 1,564 and 2,116.",
    )


def test_a_band_minds_its_own_measure_and_the_farthest_figure():
    assert told(of(BAND, effects(volume=(("letters", Decimal(9)),))).sentence) == "calls a month: not changed."
    two = (("calls a month", Decimal(1900)), ("calls a month", Decimal(1000)))
    assert of(BAND, effects(volume=two)).answer is Answer.OUTSIDE


def test_a_baseline_of_zero_allows_only_zero():
    band = BandLimit(**CODE, measure="visits", baseline=Decimal(0), percent=Decimal(15))
    verdict = of(band, effects(volume=(("visits", Decimal(1)),)))
    assert (verdict.answer, verdict.percent_after) == (Answer.OUTSIDE, None)
    assert told(verdict.sentence) == "visits: the baseline is 0, so every other volume is outside."
    assert of(band, effects(volume=(("visits", Decimal(0)),))).answer is Answer.INSIDE
