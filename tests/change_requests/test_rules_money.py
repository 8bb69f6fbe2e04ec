"""Limits on money: one change, the sum of changes, their exact edges, and what is done about a missing fact."""

from datetime import date
from decimal import Decimal

import pytest

from bpo_gov.agreements.framework.choices import Base, Over
from bpo_gov.agreements.framework.envelope import CumulativeLimit, EachLimit
from bpo_gov.change_requests.rules import Answer, Used, arithmetic_of_value, judge, value_of
from tests.change_requests.envelopes import CODE, MONDAY, costs, effects, framework, of, told, used

TENTH = CumulativeLimit(**CODE, percent=Decimal(10), of=Base.INITIAL_VALUE, over=Over.LIFE)
THOUSAND = CumulativeLimit(**CODE, amount=Decimal(1000), over=Over.LIFE)
YEARLY = CumulativeLimit(**CODE, amount=Decimal(100), over=Over.CONTRACT_YEAR)
ROLLING = CumulativeLimit(**CODE, amount=Decimal(100), over=Over.ROLLING, months=12)
EACH = EachLimit(**CODE, amount=Decimal(5000))
EACH_OF_YEAR = EachLimit(**CODE, percent=Decimal(5), of=Base.ANNUAL_CHARGES)


def test_ten_percent_of_a_thousand_with_75_held_does_not_take_30_more():
    verdict = of(TENTH, costs("30"), used(held="75"))
    assert verdict.answer is Answer.OUTSIDE
    assert (verdict.held, verdict.reserved, verdict.this, verdict.limit) == (75, 0, 30, 100)
    assert (verdict.percent_before, verdict.percent_after) == (Decimal("75.0"), Decimal("105.0"))
    assert told(verdict.sentence) == (
        "GBP 75 held + GBP 0 reserved + GBP 30 this change = GBP 105 of GBP 100. Near begins at 80%, which is GBP 80."
    )
    assert told(verdict.remedy) == "Reduce the value by GBP 5, to GBP 25 or less."
    assert (verdict.unit, verdict.free) == ("GBP", 0)


def test_the_gauge_of_the_saturday_hours_reads_as_agreed():
    limit = CumulativeLimit(**CODE, percent=Decimal(10), of=Base.INITIAL_VALUE, over=Over.LIFE)
    terms = framework(limit, currency="IDR", initial_value=Decimal(64000))
    verdict = judge(terms, effects(one_off=Decimal(1097), currency="IDR"), used("3520", "720"), on=MONDAY)
    (gauge,) = verdict.limits
    assert (gauge.percent_before, gauge.percent_after) == (Decimal("66.3"), Decimal("83.4"))
    assert (gauge.answer, gauge.free) == (Answer.NEAR, Decimal(1063))
    assert told(gauge.sentence) == (
        "IDR 3,520 held + IDR 720 reserved + IDR 1,097 this change = IDR 5,337 of IDR 6,400. "
        "Near begins at 80%, which is IDR 5,120."
    )
    assert gauge.remedy is None
    assert told(verdict.headline) == "Near the limit. It can be done."


@pytest.mark.parametrize(
    ("cost", "answer", "percent"),
    [
        ("799.99", Answer.INSIDE, "80.0"),
        ("800", Answer.NEAR, "80.0"),
        ("1000", Answer.NEAR, "100.0"),
        ("1000.01", Answer.OUTSIDE, "100.0"),
        ("1000.0001", Answer.OUTSIDE, "100.0"),
    ],
)
def test_near_begins_at_the_percentage_and_ends_with_the_limit(cost, answer, percent):
    verdict = of(THOUSAND, costs(cost))
    assert (verdict.answer, verdict.percent_after) == (answer, Decimal(percent))


def test_percentages_are_rounded_half_up_to_one_decimal():
    assert of(THOUSAND, costs("0.5")).percent_after == Decimal("0.1")
    assert of(THOUSAND, costs("0.4999")).percent_after == Decimal("0.0")
    assert of(THOUSAND, costs("2.5")).percent_after == Decimal("0.3")


def test_twenty_digits_and_four_decimals_are_compared_exactly():
    limit = CumulativeLimit(**CODE, percent=Decimal("99.9999"), of=Base.INITIAL_VALUE, over=Over.LIFE)
    terms = framework(limit, initial_value=Decimal("9999999999999999.9999"))
    edge = "9999989999999999.9999000001"
    assert judge(terms, costs(edge), {}, on=MONDAY).answer is Answer.NEAR
    assert judge(terms, costs("9999989999999999.9999000002"), {}, on=MONDAY).answer is Answer.OUTSIDE


def test_one_hundredth_of_a_cent_on_top_of_a_very_large_sum_is_seen():
    limit = CumulativeLimit(**CODE, amount=Decimal("9" * 20), over=Over.LIFE)
    full = {"a": Used(Decimal("9" * 20), Decimal(0), 1, 0)}
    assert of(limit, costs("0.0000000001"), full).answer is Answer.OUTSIDE
    assert of(limit, costs("0"), full).answer is Answer.NEAR


def test_a_saving_takes_nothing_and_frees_no_room():
    verdict = of(TENTH, costs("-60"), used(held="75"))
    assert (verdict.this, verdict.percent_after, verdict.answer) == (0, Decimal("75.0"), Answer.INSIDE)
    assert told(verdict.sentence) == (
        "GBP 75 held + GBP 0 reserved + GBP 0 this change = GBP 75 of GBP 100. "
        "This change is a saving: it counts as zero and frees no room for others. "
        "Near begins at 80%, which is GBP 80."
    )
    assert of(TENTH, costs("-60"), used(held="75", reserved="26")).answer is Answer.OUTSIDE


def test_a_limit_of_zero_lets_nothing_pass_and_nothing_is_inside_of_it():
    limit = CumulativeLimit(**CODE, amount=Decimal(0), over=Over.LIFE)
    assert of(limit, costs("0")).answer is Answer.INSIDE
    verdict = of(limit, costs("0.01"))
    assert (verdict.answer, verdict.percent_after) == (Answer.OUTSIDE, None)


@pytest.mark.parametrize(
    ("limit", "held", "reserved", "remedy"),
    [
        (TENTH, "60", "20", "Reduce the value by GBP 10, to GBP 20 or less."),
        (
            TENTH,
            "60",
            "40",
            "No room is left while GBP 40 is reserved. Without that, GBP 40 or less is inside.",
        ),
        (
            TENTH,
            "100",
            "20",
            "No room is left: approved changes take the whole limit. Only an amendment of the agreement adds room.",
        ),
        (YEARLY, "100", "0", "No room is left in this contract year. The next one begins on 01 Feb 2027."),
        (ROLLING, "100", "0", "No room is left until approved changes are more than 12 months old."),
    ],
)
def test_the_remedy_says_what_would_bring_it_inside(limit, held, reserved, remedy):
    verdict = of(limit, costs("30"), used(held, reserved))
    assert (verdict.answer, told(verdict.remedy)) == (Answer.OUTSIDE, remedy)


def test_following_the_remedy_brings_it_inside():
    assert of(TENTH, costs("25"), used(held="75")).answer is Answer.NEAR
    assert of(TENTH, costs("40"), used(held="60")).answer is Answer.NEAR


def test_one_change_is_weighed_alone_by_its_whole_value():
    verdict = of(EACH, effects(one_off=Decimal(1000), monthly=Decimal(100), months=26), used("9999", "9999", 9, 9))
    assert (verdict.this, verdict.held, verdict.percent_after) == (3600, 0, Decimal("72.0"))
    assert (verdict.answer, told(verdict.sentence)) == (
        Answer.INSIDE,
        "GBP 1,000 once + GBP 100 x 26 months = GBP 3,600. That is GBP 3,600 of GBP 5,000. "
        "Near begins at 80%, which is GBP 4,000.",
    )
    assert told(of(EACH, costs("5000.01")).remedy) == "Reduce the value by GBP 0.01, to GBP 5,000 or less."


def test_a_share_of_the_annual_charges_weighs_the_first_year():
    terms = framework(EACH_OF_YEAR, currency="IDR", annual_charges=Decimal(16000))
    change = effects(one_off=Decimal(96), monthly=Decimal("38.5"), months=26, currency="IDR")
    (verdict,) = judge(terms, change, {}, on=MONDAY).limits
    assert (verdict.answer, verdict.this, verdict.limit) == (Answer.INSIDE, Decimal(558), Decimal(800))
    assert verdict.percent_after == Decimal("69.8")
    assert told(verdict.sentence) == (
        "In the first year: IDR 96 once + IDR 38.50 x 12 months = IDR 558. That is IDR 558 of IDR 800. "
        "Near begins at 80%, which is IDR 640."
    )
    dear = of(EACH_OF_YEAR, effects(one_off=Decimal(16), monthly=Decimal(3), months=24))
    assert told(dear.remedy) == "Reduce the cost of the first year by GBP 12, to GBP 40 or less."


def test_a_saving_takes_nothing_of_the_limit_on_one_change():
    change = effects(one_off=Decimal(10), monthly=Decimal(-5), months=24)
    assert told(of(EACH, change).sentence) == (
        "GBP 10 once + GBP -5 x 24 months = GBP -110. A saving takes nothing of GBP 5,000."
    )
    assert told(of(EACH_OF_YEAR, change).sentence) == (
        "In the first year: GBP 10 once + GBP -5 x 12 months = GBP -50. A saving takes nothing of GBP 40."
    )


@pytest.mark.parametrize(
    ("change", "value", "words"),
    [
        (costs("0"), 0, "It costs nothing."),
        (costs("12.5"), Decimal("12.5"), "GBP 12.50 once."),
        (effects(monthly=Decimal(7), months=1), 7, "GBP 7 x 1 month = GBP 7."),
        (effects(monthly=Decimal(7), months=3), 21, "GBP 7 x 3 months = GBP 21."),
        (effects(one_off=Decimal(2), monthly=Decimal(7), months=1), 9, "GBP 2 once + GBP 7 x 1 month = GBP 9."),
        (effects(monthly=Decimal(0), months=None), 0, "It costs nothing."),
        (effects(monthly=None, months=0), 0, "It costs nothing."),
        (effects(one_off=None), None, "The value is not known yet."),
        (effects(monthly=None, months=3), None, "The value is not known yet."),
        (effects(monthly=Decimal(1), months=None), None, "The value is not known yet."),
        (
            effects(one_off=Decimal(96_000_000), monthly=Decimal(38_500_000), months=26, currency="IDR"),
            1_097_000_000,
            "IDR 96,000,000 once + IDR 38,500,000 x 26 months = IDR 1,097,000,000.",
        ),
    ],
)
def test_the_value_and_its_arithmetic_in_words(change, value, words):
    assert (value_of(change), told(arithmetic_of_value(change))) == (value, words)


def test_numbers_that_make_no_sense_are_refused():
    with pytest.raises(ValueError, match="finite"):
        costs("NaN")
    with pytest.raises(ValueError, match="finite"):
        effects(volume=(("calls", Decimal("Infinity")),))
    with pytest.raises(ValueError, match="months"):
        effects(months=-1)
    with pytest.raises(ValueError, match="negative"):
        Used(Decimal(0), Decimal(-1), 0, 0)


def test_the_day_may_follow_the_class_or_stand_alone_but_must_be_given():
    terms, change = framework(TENTH), costs("1")
    assert judge(terms, change, {}, "normal", MONDAY) == judge(terms, change, {}, on=date(2026, 11, 23))
    with pytest.raises(TypeError, match="day"):
        judge(terms, change, {})  # type: ignore[call-overload]
