"""What must hold for every envelope and every change."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bpo_gov.agreements.framework.choices import Base, Over
from bpo_gov.agreements.framework.envelope import CountLimit, CumulativeLimit, EachLimit, EffortLimit, Limit, TermLimit
from bpo_gov.change_requests.rules import Answer, Effects, Used, judge, taken_of
from bpo_gov.change_requests.rules.verdict import WORST_FIRST
from bpo_gov.kernel.words import Money
from tests.change_requests.envelopes import CODE, MONDAY, effects, framework

AMOUNTS = st.decimals(0, Decimal("9999999999999999"), places=4)
COSTS = st.decimals(Decimal(-999999), Decimal(999999), places=4)
PERCENTS = st.decimals(Decimal("0.0001"), 1000, places=4)
SOME_DAYS = st.integers(0, 4000)
HELD = st.builds(Used, st.decimals(0, 2_000_000, places=4), st.decimals(0, 2_000_000, places=4), SOME_DAYS, SOME_DAYS)
BASES = st.sampled_from(Base)
ARITHMETIC = ("held", "reserved", "this", "total", "limit")


def sums() -> st.SearchStrategy[Limit]:
    amount: st.SearchStrategy[dict[str, Any]] = st.one_of(
        st.builds(dict, amount=st.decimals(0, 3_000_000, places=4)), st.builds(dict, percent=PERCENTS, of=BASES)
    )
    return st.one_of(
        amount.map(lambda facts: EachLimit(**CODE, **facts)),
        amount.map(lambda facts: CumulativeLimit(**CODE, over=Over.LIFE, **facts)),
        st.builds(lambda days: TermLimit(**CODE, days=days), st.integers(0, 5000)),
        st.builds(lambda percent: TermLimit(**CODE, percent=percent), PERCENTS),
        st.builds(lambda most, months: CountLimit(**CODE, at_most=most, months=months), SOME_DAYS, st.integers(1, 60)),
        st.builds(lambda days: EffortLimit(**CODE, days=days), st.integers(1, 500)),
    )


CHANGES = st.builds(
    effects,
    one_off=st.none() | COSTS,
    monthly=st.none() | COSTS,
    months=st.none() | st.integers(0, 120),
    effort_days=st.none() | st.decimals(0, 600, places=2),
    term_days=st.none() | st.integers(-500, 5000),
)


def verdict_of(limit: Limit, change: Effects, used: Used) -> Any:
    terms = framework(limit, initial_value=Decimal("1234567.89"), annual_charges=Decimal("98765.4321"))
    (verdict,) = judge(terms, change, {"a": used}, on=MONDAY).limits
    return verdict


def plain(value: Any) -> Decimal:
    return value.amount if isinstance(value, Money) else Decimal(value)


@given(sums(), CHANGES, HELD)
def test_nothing_past_a_limit_is_called_inside(limit, change, used):
    verdict = verdict_of(limit, change, used)
    if verdict.this is None:
        assert verdict.answer is Answer.UNDECIDED
        return
    total = verdict.held + verdict.reserved + verdict.this
    assert (verdict.answer is Answer.OUTSIDE) == (total > verdict.limit)
    if verdict.answer in (Answer.INSIDE, Answer.NEAR):
        assert (verdict.answer is Answer.NEAR) == (total > 0 and total * 100 >= verdict.limit * 80)


@given(sums(), CHANGES, HELD)
def test_the_sentence_says_the_arithmetic_of_the_verdict(limit, change, used):
    verdict = verdict_of(limit, change, used)
    said = {name: plain(value) for name, value in verdict.sentence.params.items() if name in ARITHMETIC}
    assert said["held"] + said["reserved"] + said["this"] == said["total"]
    assert (said["held"], said["reserved"], said["limit"]) == (verdict.held, verdict.reserved, verdict.limit)
    if verdict.this is not None:
        assert said["this"] == verdict.this
    assert "%(" not in str(verdict.sentence)


@given(sums(), CHANGES, HELD, st.decimals(0, 1_000_000, places=4), SOME_DAYS)
def test_more_reserved_never_improves_an_answer(limit, change, used, amount, number):
    more = Used(used.held, used.reserved + amount, used.held_count, used.reserved_count + number)
    before, after = verdict_of(limit, change, used), verdict_of(limit, change, more)
    assert WORST_FIRST.index(after.answer) <= WORST_FIRST.index(before.answer)


@given(sums(), CHANGES, HELD)
def test_it_does_not_matter_whether_others_hold_or_reserve(limit, change, used):
    swapped = Used(used.reserved, used.held, used.reserved_count, used.held_count)
    one, other = verdict_of(limit, change, used), verdict_of(limit, change, swapped)
    assert (one.answer, one.percent_after, one.free) == (other.answer, other.percent_after, other.free)


@given(st.lists(COSTS, min_size=1, max_size=6), st.randoms(use_true_random=False), st.decimals(1, 3_000_000, places=4))
def test_the_order_of_consumption_does_not_matter(values, random, amount):
    limit = CumulativeLimit(**CODE, amount=amount, over=Over.LIFE)

    def last_of(changes: list[Decimal]) -> tuple[Decimal | None, Answer]:
        taken = [taken_of(effects(one_off=value), "value") or Decimal(0) for value in changes[:-1]]
        verdict = verdict_of(limit, effects(one_off=changes[-1]), Used(sum(taken, Decimal(0)), Decimal(0), 0, 0))
        return verdict.percent_after, verdict.answer

    shuffled = list(values)
    random.shuffle(shuffled)
    assert last_of(values) == last_of(shuffled)


@given(sums(), CHANGES, HELD)
def test_what_was_not_known_cannot_turn_an_outside_into_an_inside_at_no_cost(limit, change, used):
    """Filling every missing fact with zero is the best case: if even the known part is outside, so is that."""
    if verdict_of(limit, change, used).answer is Answer.OUTSIDE:
        filled = effects(
            one_off=change.one_off or Decimal(0),
            monthly=change.monthly or Decimal(0),
            months=change.months or 0,
            effort_days=change.effort_days or Decimal(0),
            term_days=change.term_days or 0,
        )
        assert verdict_of(limit, filled, used).answer is Answer.OUTSIDE


@settings(max_examples=50)
@given(CHANGES, st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_a_missing_fact_is_always_named(change, on):
    limits = (EachLimit(**CODE, amount=Decimal(10)), EffortLimit(**CODE, days=20), TermLimit(**CODE, days=9))
    verdict = judge(framework(*limits), change, {}, on=on)
    undecided = [limit for limit in verdict.limits if limit.answer is Answer.UNDECIDED]
    assert all(limit.missing for limit in undecided)
    assert verdict.answer is min((limit.answer for limit in verdict.limits), key=WORST_FIRST.index)
