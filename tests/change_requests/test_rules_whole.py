"""The whole envelope: the worst answer, the lines above the gauges, and the room without a change."""

from datetime import date
from decimal import Decimal

import pytest

from bpo_gov.agreements.framework.choices import Base, ChangeClass, Over, Topic
from bpo_gov.agreements.framework.envelope import (
    BandLimit,
    CountLimit,
    CumulativeLimit,
    EachLimit,
    EffortLimit,
    FrozenLimit,
    ProtectedLimit,
    TermLimit,
)
from bpo_gov.change_requests.rules import Answer, Effects, Used, judge, room
from tests.change_requests.envelopes import MONDAY, clause, effects, framework, told

LIMITS = (
    EachLimit(code="a", title="One", clause="9.2(a)", percent=Decimal(5), of=Base.ANNUAL_CHARGES),
    CumulativeLimit(code="b", title="All", clause="9.2(b)", percent=Decimal(10), of=Base.INITIAL_VALUE, over=Over.LIFE),
    CountLimit(code="c", title="Fast", clause="9.2(c)", at_most=4, months=12, change_class=ChangeClass.FAST_TRACK),
    BandLimit(code="d", title="Calls", clause="9.2(d)", measure="calls", baseline=Decimal(1840), percent=Decimal(15)),
    TermLimit(code="e", title="Term", clause="9.2(e)", percent=Decimal(10)),
    EffortLimit(code="f", title="Effort", clause="9.2(f)", days=20),
    ProtectedLimit(code="g", title="Protected", clause="9.2(g)", topics=[Topic.CONFIDENTIALITY]),
)
FROZEN = FrozenLimit.model_validate(
    {
        "code": "h",
        "title": "Close",
        "clause": "9.2(h)",
        "periods": [{"from": date(2026, 12, 15), "to": date(2026, 12, 31), "reason": "close"}],
    }
)
CLAUSES = (clause("4.2", "Service hours"), clause("13", "Secrets", "confidentiality"))
TERMS = framework(*LIMITS, clauses=CLAUSES, currency="IDR", initial_value=Decimal(64000), annual_charges=Decimal(16000))
USED = {"b": Used(Decimal(3520), Decimal(720), 9, 2), "c": Used(Decimal(0), Decimal(0), 2, 1)}


def saturday(**other: object) -> Effects:
    stated: dict[str, object] = {
        "one_off": Decimal(96),
        "monthly": Decimal("38.5"),
        "months": 26,
        "effort_days": Decimal(14),
        "volume": (("calls", Decimal(2010)),),
        "clauses": ("4.2",),
        "currency": "IDR",
    }
    return effects(**{**stated, **other})


def test_the_saturday_hours_are_near_and_can_be_done():
    verdict = judge(TERMS, saturday(), USED, on=MONDAY)
    assert verdict.answer is Answer.NEAR
    assert told(verdict.headline) == "Near the limit. It can be done."
    assert told(verdict.summary) == "Five limits checked: four inside, one near. Nothing protected is touched."
    assert [(limit.code, limit.answer.value, str(limit.percent_after)) for limit in verdict.limits] == [
        ("a", "inside", "69.8"),
        ("b", "near", "83.4"),
        ("d", "inside", "61.6"),
        ("e", "inside", "0.0"),
        ("f", "inside", "70.0"),
        ("g", "inside", "None"),
    ]


@pytest.mark.parametrize(
    ("change", "answer", "headline", "summary"),
    [
        (
            saturday(one_off=Decimal(0), monthly=Decimal(0)),
            Answer.INSIDE,
            "Inside the limits. It can be done.",
            "Five limits checked: five inside. Nothing protected is touched.",
        ),
        (
            saturday(effort_days=None),
            Answer.UNDECIDED,
            "Not decided yet. A fact is missing.",
            "Five limits checked: three inside, one near, one undecided. Nothing protected is touched.",
        ),
        (
            saturday(effort_days=None, term_days=999),
            Answer.OUTSIDE,
            "Outside the limits. Make it smaller, or amend the agreement.",
            "Five limits checked: two inside, one near, one outside, one undecided. Nothing protected is touched.",
        ),
        (
            saturday(clauses=("13",)),
            Answer.OUTSIDE,
            "Outside the limits. Make it smaller, or amend the agreement.",
            "Five limits checked: four inside, one near. Something protected is touched.",
        ),
    ],
)
def test_the_worst_limit_answers_for_the_change(change, answer, headline, summary):
    verdict = judge(TERMS, change, USED, on=MONDAY)
    assert (verdict.answer, told(verdict.headline), told(verdict.summary)) == (answer, headline, summary)


def test_a_missing_fact_is_named_once_however_many_limits_need_it():
    verdict = judge(TERMS, saturday(one_off=None), USED, on=MONDAY)
    assert [told(fact) for fact in verdict.missing] == ["The one-off cost is not known yet."]
    assert [limit.code for limit in verdict.limits if limit.missing] == ["a", "b"]


def test_one_limit_and_thirteen_are_counted_in_words_and_in_figures():
    one = judge(framework(LIMITS[5]), effects(), {}, on=MONDAY)
    assert told(one.summary) == "One limit checked: one inside."
    many = judge(framework(*[LIMITS[5]] * 13), effects(), {}, on=MONDAY)
    assert told(many.summary) == "13 limits checked: 13 inside."
    assert told(judge(framework(), effects(), {}, on=MONDAY).summary) == "No limit applies to this change."


def test_a_limit_of_an_unknown_kind_is_never_passed_over():
    unknown = LIMITS[5].model_copy(update={"kind": "weather"})
    terms = framework()
    terms.envelope.limits.append(unknown)
    with pytest.raises(KeyError, match="weather"):
        judge(terms, effects(), {}, on=MONDAY)
    with pytest.raises(KeyError, match="weather"):
        room(terms, {})


def test_the_room_without_a_change_is_told_for_every_limit():
    terms = framework(
        *LIMITS,
        FROZEN,
        clauses=CLAUSES,
        currency="IDR",
        initial_value=Decimal(64000),
        annual_charges=Decimal(16000),
    )
    rooms = room(terms, USED)
    assert [(limit.code, limit.answer.value, limit.free) for limit in rooms] == [
        ("a", "inside", 800),
        ("b", "inside", 2160),
        ("c", "inside", 1),
        ("d", "inside", 276),
        ("e", "inside", 182),
        ("f", "inside", 20),
        ("g", "inside", None),
        ("h", "inside", None),
    ]
    assert [told(limit.sentence) for limit in rooms] == [
        "One change may take at most IDR 800. Near begins at 80%, which is IDR 640.",
        "IDR 3,520 held + IDR 720 reserved = IDR 4,240 of IDR 6,400; IDR 2,160 is free. "
        "Near begins at 80%, which is IDR 5,120.",
        "2 held + 1 reserved = 3 of 4 in any 12 months.",
        "calls: between 1,564 and 2,116, that is 15% around the baseline of 1,840.",
        "Days by which the end moves: 0 held + 0 reserved = 0 of 182; 182 free. Near begins at 80%, which is 145.60.",
        "Working days for one change: at most 20. Near begins at 80%, which is 16.",
        "13 Secrets is protected.",
        "Frozen: 15 Dec 2026 to 31 Dec 2026: close.",
    ]
    assert {limit.remedy for limit in rooms} == {None}


def test_the_room_shows_a_limit_that_is_full_or_passed():
    limit = LIMITS[1].model_copy(update={"code": "a"})
    full, passed = (room(framework(limit), {"a": Used(Decimal(n), Decimal(0), 1, 0)})[0] for n in (100, 101))
    assert (full.answer, full.free, full.percent_before) == (Answer.NEAR, Decimal(0), Decimal(100))
    assert (passed.answer, passed.free, passed.percent_before) == (Answer.OUTSIDE, Decimal(0), Decimal(101))


def test_a_room_without_protected_clauses_says_so():
    (verdict,) = room(framework(LIMITS[6]), {})
    assert told(verdict.sentence) == "No clause is protected."
