"""Frameworks and effects for the tests of the envelope, in which only what the rules read is filled in."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from bpo_gov.agreements.framework.envelope import Envelope, Limit
from bpo_gov.agreements.framework.header import Header
from bpo_gov.agreements.framework.services import Clause
from bpo_gov.agreements.framework.terms import Framework
from bpo_gov.change_requests.rules import Effects, Used, Verdict, judge

MONDAY = date(2026, 11, 23)
CODE: dict[str, Any] = {"code": "a", "title": "A limit", "clause": "9.2(a)"}
NOTHING: Mapping[str, Used] = {}


def framework(*limits: Limit, clauses: tuple[Clause, ...] = (), near: str = "80", **header: Any) -> Framework:
    """An agreement in GBP over 1,000 in five years (1,826 days), 800 a year, with these limits."""
    facts = {
        "start": date(2024, 2, 1),
        "end": date(2029, 1, 31),
        "extensions": [],
        "currency": "GBP",
        "initial_value": Decimal(1000),
        "annual_charges": Decimal(800),
    }
    return Framework.model_construct(
        header=Header.model_construct(**{**facts, **header}),
        clauses=list(clauses),
        envelope=Envelope(clause="9.2", near=Decimal(near), limits=list(limits)),
    )


def effects(**stated: Any) -> Effects:
    """A change that costs, moves and touches nothing but what is stated."""
    nothing = {
        "one_off": Decimal(0),
        "monthly": Decimal(0),
        "months": 0,
        "effort_days": Decimal(0),
        "term_days": 0,
        "volume": (),
        "clauses": (),
        "services": (),
        "locations": (),
        "key_personnel": (),
        "data_location": None,
        "currency": "GBP",
    }
    return Effects(**{**nothing, **stated})


def costs(amount: str) -> Effects:
    """A change with this one-off cost and no other effect."""
    return effects(one_off=Decimal(amount))


def used(held: str = "0", reserved: str = "0", held_count: int = 0, reserved_count: int = 0) -> Mapping[str, Used]:
    """What is used of limit a."""
    return {"a": Used(Decimal(held), Decimal(reserved), held_count, reserved_count)}


def clause(number: str, heading: str, topic: str = "other", *, protected: bool = False) -> Clause:
    return Clause.model_validate(
        {"number": number, "heading": heading, "topic": topic, "summary": heading, "protected": protected}
    )


def of(limit: Limit, change: Effects, usage: Mapping[str, Used] = NOTHING, change_class: str = "normal") -> Any:
    """The verdict of one limit alone; untyped, so that a test may compare amounts with plain numbers."""
    (verdict,) = judged(limit, change, usage, change_class).limits
    return verdict


def judged(limit: Limit, change: Effects, usage: Mapping[str, Used] = NOTHING, change_class: str = "normal") -> Verdict:
    return judge(framework(limit), change, usage, change_class, MONDAY)


def told(sentence: object) -> str:
    """A sentence in plain English, or an empty text where there is none."""
    return "" if sentence is None else str(sentence)
