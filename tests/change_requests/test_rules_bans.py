"""What no change may do: touch a protected clause, or fall into a frozen period."""

from datetime import date

import pytest

from bpo_gov.agreements.framework.choices import Topic
from bpo_gov.agreements.framework.envelope import (
    EffortLimit,
    FrozenLimit,
    ProtectedLimit,
)
from bpo_gov.change_requests.rules import Answer, judge
from tests.change_requests.envelopes import CODE, MONDAY, clause, effects, framework, told

EFFORT = EffortLimit(**CODE, days=20)
PROTECTED = ProtectedLimit(**CODE, topics=[Topic.CONFIDENTIALITY])
CLAUSES = (
    clause("4.2", "Service hours", "scope"),
    clause("12.1", "Ownership of results", "ip_ownership", protected=True),
    clause("12.2", "Tools", "ip_ownership"),
    clause("13", "Secrets", "confidentiality"),
)


@pytest.mark.parametrize(
    ("touched", "answer", "words"),
    [
        ((), Answer.INSIDE, "No clause is touched."),
        (("4.2",), Answer.INSIDE, "Clauses touched, not protected: 4.2 Service hours."),
        (("4.2", "12.1"), Answer.OUTSIDE, "12.1 Ownership of results is protected."),
        (("12.1(b)",), Answer.OUTSIDE, "12.1 Ownership of results is protected."),
        (("12",), Answer.OUTSIDE, "12.1 Ownership of results is protected."),
        (("12.2",), Answer.INSIDE, "Clauses touched, not protected: 12.2 Tools."),
        (("13.4", "12.1"), Answer.OUTSIDE, "12.1 Ownership of results, 13 Secrets are protected."),
        (("12.10",), Answer.UNDECIDED, "No clause is touched."),
        ((" ",), Answer.INSIDE, "No clause is touched."),
    ],
)
def test_protected_clauses_are_named(touched, answer, words):
    terms = framework(PROTECTED, clauses=CLAUSES)
    (verdict,) = judge(terms, effects(clauses=touched), {}, on=MONDAY).limits
    assert (verdict.answer, told(verdict.sentence)) == (answer, words)
    assert (verdict.held, verdict.this, verdict.limit, verdict.percent_after, verdict.free) == (None,) * 5


def test_a_protected_clause_needs_an_amendment_and_an_unknown_one_a_look():
    terms = framework(PROTECTED, clauses=CLAUSES)
    one = judge(terms, effects(clauses=("12.1", "99")), {}, on=MONDAY)
    assert told(one.limits[0].remedy) == (
        "Leave this clause as it is; to change it, the agreement itself must be amended."
    )
    assert [told(fact) for fact in one.missing] == ["Clause 99 is not in the framework."]
    assert told(one.summary) == "Something protected is touched."
    unknown = judge(terms, effects(clauses=("99",)), {}, on=MONDAY)
    assert told(unknown.summary) == "Whether something protected is touched is not known yet."


def test_a_clause_marked_as_protected_is_so_without_a_limit_that_says_it():
    terms = framework(EFFORT, clauses=CLAUSES)
    verdict = judge(terms, effects(clauses=("12.1",)), {}, on=MONDAY)
    assert (verdict.answer, [limit.kind for limit in verdict.limits]) == (Answer.OUTSIDE, ["effort", "protected"])
    assert verdict.limits[1].title == "12.1 Ownership of results"
    assert [limit.kind for limit in judge(terms, effects(clauses=("13",)), {}, on=MONDAY).limits] == ["effort"]


@pytest.mark.parametrize(
    ("day", "answer", "words", "remedy"),
    [
        (date(2026, 12, 14), Answer.INSIDE, "14 Dec 2026 is in no frozen period.", ""),
        (
            date(2026, 12, 15),
            Answer.OUTSIDE,
            "15 Dec 2026 is in the frozen period 15 Dec 2026 to 31 Dec 2026: year-end close.",
            "Wait until 11 Jan 2027.",
        ),
        (
            date(2026, 12, 31),
            Answer.OUTSIDE,
            "31 Dec 2026 is in the frozen period 15 Dec 2026 to 31 Dec 2026: year-end close.",
            "Wait until 11 Jan 2027.",
        ),
        (date(2027, 1, 11), Answer.INSIDE, "11 Jan 2027 is in no frozen period.", ""),
    ],
)
def test_a_frozen_period_includes_its_first_and_last_day_and_the_next_period(day, answer, words, remedy):
    frozen = FrozenLimit.model_validate(
        {
            **CODE,
            "periods": [
                {"from": date(2026, 12, 15), "to": date(2026, 12, 31), "reason": "year-end close"},
                {"from": date(2027, 1, 1), "to": date(2027, 1, 10), "reason": "audit"},
            ],
        }
    )
    (verdict,) = judge(framework(frozen), effects(), {}, on=day).limits
    assert (verdict.answer, told(verdict.sentence), told(verdict.remedy)) == (answer, words, remedy)
