"""One change in parts: when the warning comes, what it says, and that it never touches the answer."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo_gov.agreements.framework.choices import Base, ChangeClass, Over
from bpo_gov.agreements.framework.envelope import CumulativeLimit, EachLimit, EffortLimit, Limit
from bpo_gov.change_requests.rules import Part, Split, Used, judge, splits
from tests.change_requests.envelopes import CODE, MONDAY, costs, effects, framework

TWENTY = EachLimit(**CODE, percent=Decimal(2), of=Base.INITIAL_VALUE)  # 2 % of 1,000
HUNDRED = CumulativeLimit(**CODE, percent=Decimal(10), of=Base.INITIAL_VALUE, over=Over.LIFE)  # 10 % of 1,000
WEEK_BEFORE = date(2026, 11, 16)


def part(amount: str, title: str = "Saturday helpdesk", label: str = "CR-2", **more: Any) -> Part:
    """A change of that cost, raised on the Monday, about service S-01 unless said otherwise."""
    facts: dict[str, Any] = {"raised_on": MONDAY, "change_class": "normal", "counted_on": None}
    facts |= {name: more.pop(name) for name in tuple(more) if name in facts}
    return Part(label, title, effects=effects(**({"one_off": Decimal(amount), "services": ("S-01",)} | more)), **facts)


def warned(limit: Limit, this: Part, *others: Part, used: str = "0") -> tuple[Split, ...]:
    usage = {"a": Used(Decimal(used), Decimal(0), 0, 0)}
    return splits(framework(limit), this, others, usage, MONDAY)


def test_two_of_fifteen_on_one_subject_in_one_week_are_marked() -> None:
    (split,) = warned(TWENTY, part("15"), part("15", label="CR-1", raised_on=WEEK_BEFORE))
    assert str(split.sentence) == "GBP 15 here + GBP 15 in CR-1 = GBP 30; one change may take at most GBP 20."
    assert [(other.label, other.days_apart, str(other.why)) for other in split.others] == [
        ("CR-1", 7, "the same services: S-01")
    ]


def test_a_sum_that_each_would_fit_and_both_pass_is_marked() -> None:
    # 40 + 35 approved of 100; the first 15 is reserved already.
    (split,) = warned(HUNDRED, part("15"), part("15", label="CR-1", counted_on=WEEK_BEFORE), used="90")
    assert str(split.sentence) == (
        "GBP 75 of all other changes + GBP 15 here + GBP 15 in CR-1 = GBP 105, more than GBP 100; each alone would fit."
    )


def test_together_exactly_at_the_limit_is_not_marked() -> None:
    assert warned(TWENTY, part("15"), part("5", label="CR-1")) == ()
    assert len(warned(TWENTY, part("15"), part("5.0001", label="CR-1"))) == 1


def test_one_that_is_over_the_limit_alone_is_outside_and_not_a_part() -> None:
    assert warned(TWENTY, part("21"), part("15", label="CR-1")) == ()
    assert warned(TWENTY, part("15"), part("21", label="CR-1")) == ()


def test_effort_is_marked_too() -> None:
    limit = EffortLimit(**CODE, days=20)
    (split,) = warned(limit, part("0", effort_days=Decimal(14)), part("0", label="CR-1", effort_days=Decimal(7)))
    assert str(split.sentence) == "Working days: 14 here + 7 in CR-1 = 21; one change may take at most 20."


def test_a_limit_of_one_class_looks_at_that_class_only() -> None:
    limit = EachLimit(**CODE, amount=Decimal(20), change_class=ChangeClass.CATALOGUE)
    assert warned(limit, part("15"), part("15", label="CR-1")) == ()
    catalogue = {"change_class": "catalogue"}
    assert len(warned(limit, part("15", **catalogue), part("15", label="CR-1", **catalogue))) == 1


@pytest.mark.parametrize(
    ("title", "more", "why"),
    [
        ("Saturday helpdesk", {}, "the same services: S-01"),
        ("Sunday opening", {"clauses": ("5.1",), "services": ()}, "the same clauses: 5.1"),
        ("Payroll portal, part 2", {"services": ()}, "nearly the same title"),
        ("PAYROLL PORTAL part 17", {"services": ()}, "nearly the same title"),
        ("Payroll letters by mail", {"services": ()}, None),
        ("Another thing", {"services": ("S-02",)}, None),
        ("", {"services": ()}, None),
    ],
)
def test_what_one_subject_is(title: str, more: dict[str, Any], why: str | None) -> None:
    this = part("15", "Payroll portal, part 1", clauses=("5.1", "6.1"))
    found = warned(TWENTY, this, part("15", title, "CR-1", **more))
    assert [str(split.others[0].why) for split in found] == ([why] if why else [])


def test_an_unknown_cost_counts_with_what_is_known_of_it() -> None:
    unknown = part("15", label="CR-1", monthly=None, months=12)
    (split,) = warned(TWENTY, part("15"), unknown)
    assert "= GBP 30" in str(split.sentence)


AMOUNTS = st.decimals(0, 40, places=2)


@given(AMOUNTS, st.lists(AMOUNTS, max_size=6), st.decimals(0, 100, places=2), st.randoms())
def test_the_order_of_neighbours_changes_nothing_and_the_answer_stays(
    mine: Decimal, theirs: list[Decimal], held: Decimal, shuffle: Any
) -> None:
    others = [part(str(amount), label=f"CR-{n}", counted_on=MONDAY) for n, amount in enumerate(theirs, 10)]
    used = {"a": Used(held + sum(theirs, Decimal(0)), Decimal(0), 0, 0)}
    for limit in (TWENTY, HUNDRED):
        terms = framework(limit)
        found = splits(terms, part(str(mine)), others, used, MONDAY)
        shuffled = list(others)
        shuffle.shuffle(shuffled)
        again = splits(terms, part(str(mine)), shuffled, used, MONDAY)
        assert {other.label for split in found for other in split.others} == {
            other.label for split in again for other in split.others
        }
        assert judge(terms, costs(str(mine)), used, on=MONDAY).splits == ()
        if limit is TWENTY:
            fit = [amount for amount in theirs if 0 < amount <= 20]
            assert bool(found) == (0 < mine <= 20 and bool(fit) and mine + sum(fit) > 20)
