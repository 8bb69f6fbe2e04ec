"""A reckoned month as a statement keeps it: lines and what came back as plain values, sums as columns."""

from decimal import Decimal
from typing import Any

from bpo_gov.credits.models import GONE, Statement
from bpo_gov.credits.rules.lines import Credit
from bpo_gov.credits.rules.reckoning import Back, Given, Reckoned
from bpo_gov.kernel.ledger import plain
from bpo_gov.kpis.rules.how import as_json

SUMS = (
    "charges", "cap_of_period", "cap_of_year", "gross", "cut_by_period", "cut_by_year", "net", "earned", "before", "due", "ring_fenced", "is_at_cap",
)  # fmt: skip


def sums(found: Reckoned) -> dict[str, Any]:
    """The sums, by the names of the columns."""
    return {name: getattr(found, name) for name in SUMS}


def lines(found: Reckoned) -> list[dict[str, Any]]:
    """The line of each figure."""
    return [_line(one) for one in found.lines]


def back(found: Reckoned) -> list[dict[str, Any]]:
    """What came back, each with the period it was credited for."""
    return [_back(one) for one in found.back]


def given(statements: list[Statement]) -> list[Given]:
    """What statements gave, by figure: the last one of a month that holds says how its lines stand; with whether it came back since."""
    newest = {one.period: one for one in sorted(statements, key=lambda one: one.nth) if one.state not in GONE}
    came = {(each["code"], each["period"]) for one in newest.values() for each in one.back}
    return [
        Given(line["code"], line["period"], Decimal(line["allowed"]), (line["code"], line["period"]) in came)
        for one in newest.values()
        for line in one.lines
    ]


def _line(one: Credit) -> dict[str, Any]:
    told = {
        "code": one.code, "period": one.period, "figure": one.label, "value": one.value, "amount": one.amount, "allowed": one.allowed,
        "standing": one.standing.value, "is_excused": one.is_excused, "points": one.points, "times": one.times,
    }  # fmt: skip
    return {**plain(told), "how": as_json(one.how)}


def _back(one: Back) -> dict[str, Any]:
    told = {"code": one.code, "period": one.period, "by": one.by, "amount": one.amount}
    return {**plain(told), "how": as_json(one.how)}
