"""How a credit was reckoned, in words and as steps: the inputs and formulas that a statement keeps."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from bpo_gov.kernel.words import N_, Money, Percent, Say, Value, say

STEPS: Mapping[str, str] = {
    "exact": N_("Reckoned"), "capped": N_("At most the whole"), "credit": N_("Rounded"), "at_risk": N_("At risk"), "short": N_("Short of the target by"),
    "base": N_("The part that hangs on it"), "earned_back": N_("Rounded"),
}  # fmt: skip
OF_MONEY = ("exact", "capped", "credit", "at_risk", "base", "earned_back", "charges", "invoice")


def sentence(line: Mapping[str, Any], currency: str, unit: str) -> Value:
    """What a line costs, in one sentence."""
    given = line["how"]["inputs"]
    if line["is_excused"]:
        return say("Excused by relief: it costs nothing.")
    if line["value"] is None:
        return say("There are no data: it costs nothing, and it is not counted as good.")
    if not Decimal(line["amount"]):
        return say("The level was met.")
    if "points" in given:
        return say(
            "%(points)s × %(percent)s of %(charges)s.", points=int(given["points"]), percent=Percent(Decimal(given["percent_of_point"])),
            charges=Money(Decimal(given["charges"]), currency),
        )  # fmt: skip
    if "at_risk_percent" in given:
        return say(
            "%(risk)s of %(invoice)s at risk, of which %(weight)s of a pool of %(allocation)s.", risk=Percent(Decimal(given["at_risk_percent"])),
            invoice=Money(Decimal(given["invoice"]), currency), weight=Percent(Decimal(given["weight"])), allocation=Percent(Decimal(given["allocation"])),
        )  # fmt: skip
    return say(
        "%(short)s %(unit)s short × %(percent)s of %(share)s of %(charges)s.", short=_step(line, "short"), unit=unit,
        percent=Percent(Decimal(given["percent_of_unit"])), share=Percent(Decimal(given["share"])), charges=Money(Decimal(given["charges"]), currency),
    )  # fmt: skip


def came_back(each: Mapping[str, Any], currency: str) -> Say:
    """Why a credit came back."""
    given = each["how"]["inputs"]
    return say(
        "%(percent)s of %(credit)s: %(by)s brought %(figure)s and beat %(level)s.", percent=Percent(Decimal(given["percent"])),
        credit=Money(Decimal(given["credit"]), currency), by=each["by"], figure=Decimal(given["figure"]), level=Decimal(given["level"]),
    )  # fmt: skip


def steps(kept: Mapping[str, Any], currency: str) -> Sequence[tuple[Value, str, Value]]:
    """The arithmetic as it was done: the word of a step, its formula, its result."""
    return [
        (
            Say(STEPS[step["name"]]) if step["name"] in STEPS else step["name"],
            step["formula"],
            _shown(step["name"], step["value"], currency),
        )
        for step in kept["steps"]
    ]


def _shown(name: str, value: Any, currency: str) -> Value:
    if value is None:
        return None
    return Money(Decimal(str(value)), currency) if name in OF_MONEY else Decimal(str(value))


def _step(line: Mapping[str, Any], name: str) -> Decimal:
    return next((Decimal(str(step["value"])) for step in line["how"]["steps"] if step["name"] == name), Decimal(0))
