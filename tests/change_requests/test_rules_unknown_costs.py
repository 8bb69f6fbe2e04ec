"""A cost that nobody knows yet: what stays undecided, what is named as missing, and what is outside all the same."""

from decimal import Decimal

from bpo_gov.agreements.framework.choices import Base, Over
from bpo_gov.agreements.framework.envelope import CumulativeLimit, EachLimit
from bpo_gov.change_requests.rules import Answer
from tests.change_requests.envelopes import CODE, effects, judged, of, told, used

TENTH = CumulativeLimit(**CODE, percent=Decimal(10), of=Base.INITIAL_VALUE, over=Over.LIFE)
EACH = EachLimit(**CODE, amount=Decimal(5000))


def test_a_missing_fact_leaves_the_limit_undecided_and_is_named():
    verdict = judged(TENTH, effects(one_off=None, monthly=None, months=None), used("40", "20"))
    assert verdict.answer is Answer.UNDECIDED
    assert [told(fact) for fact in verdict.missing] == [
        "The one-off cost is not known yet.",
        "The monthly cost is not known yet.",
        "The number of months is not known yet.",
    ]
    (limit,) = verdict.limits
    assert (limit.this, limit.percent_before, limit.percent_after, limit.free) == (None, Decimal("60.0"), None, None)
    assert told(limit.sentence) == (
        "GBP 40 held + GBP 20 reserved, and what this change adds is not known yet, of GBP 100. "
        "Near begins at 80%, which is GBP 80."
    )
    assert told(limit.remedy) == "It is inside at GBP 40 or less."
    assert told(verdict.headline) == "Not decided yet. A fact is missing."


def test_what_is_known_already_may_be_outside():
    verdict = of(TENTH, effects(one_off=Decimal(41), monthly=None, months=None), used("40", "20"))
    assert (verdict.answer, verdict.this, verdict.percent_after) == (Answer.OUTSIDE, 41, Decimal("101.0"))
    assert told(verdict.sentence) == (
        "GBP 40 held + GBP 20 reserved + at least GBP 41 this change = at least GBP 101 of GBP 100. "
        "Near begins at 80%, which is GBP 80."
    )
    assert told(verdict.remedy) == "It is inside at GBP 40 or less."
    assert len(verdict.missing) == 2
    each = of(EACH, effects(one_off=None, monthly=Decimal(600), months=10))
    assert (each.answer, told(each.sentence)) == (
        Answer.OUTSIDE,
        "This change costs at least GBP 6,000; at most GBP 5,000 is allowed.",
    )


def test_a_known_saving_beside_an_unknown_cost_frees_no_room():
    verdict = of(TENTH, effects(one_off=Decimal(-50), monthly=None, months=3), used("90", "20"))
    assert (verdict.answer, verdict.this, verdict.percent_after) == (Answer.OUTSIDE, 0, Decimal("110.0"))


def test_an_open_saving_may_outweigh_a_cost_so_nothing_is_known():
    change = effects(one_off=Decimal(6000), monthly=Decimal(-10), months=None)
    verdict = of(EACH, change)
    assert verdict.answer is Answer.UNDECIDED
    assert told(verdict.sentence) == "What this change costs is not known yet; at most GBP 5,000 is allowed."
    assert told(verdict.remedy) == "It is inside at GBP 5,000 or less."


def test_a_cost_in_another_currency_is_not_compared():
    verdict = judged(EACH, effects(one_off=Decimal(9999), currency="USD"))
    assert verdict.answer is Answer.UNDECIDED
    assert [told(fact) for fact in verdict.missing] == ["The cost is in USD, the limits are in GBP."]
    assert judged(EACH, effects(currency="USD")).answer is Answer.INSIDE
