"""The values of a framework as people read them: amounts with their currency, words for words, lengths of time."""

from collections.abc import Mapping
from datetime import time
from decimal import Decimal
from enum import StrEnum
from typing import Any

from bpo_gov.agreements import clocks
from bpo_gov.agreements.framework import Base, Language, Over, Per, Standing, Weekday
from bpo_gov.agreements.framework.classes import CLASSES
from bpo_gov.agreements.framework.comparing import is_length
from bpo_gov.agreements.shown import fields, words
from bpo_gov.kernel.calendars import Unit
from bpo_gov.kernel.parties import role_word
from bpo_gov.kernel.words import N_, Money, Percent, Say, Value, say

MONEY = frozenset(("initial_value", "annual_charges", "up_to", "amount"))
PERCENT = frozenset(
    (
        "percent",
        "near",
        "weight",
        "credit_share",
        "cap_percent",
        "at_risk_percent",
        "percent_of_point",
        "percent_of_unit",
        "allocation",
        "year_cap_percent",
    )
)
BASES: Mapping[str, str] = {Base.INITIAL_VALUE: N_("the initial value"), Base.ANNUAL_CHARGES: N_("the annual charges")}
SPANS: Mapping[str, str] = {
    Over.LIFE: N_("the life of the agreement"), Over.CONTRACT_YEAR: N_("a contract year"), Over.ROLLING: N_("rolling months"),
}  # fmt: skip
PERS: Mapping[str, str] = {
    Per.MONTH: N_("a month"), Per.YEAR: N_("a year"), Per.UNIT: N_("a unit"), Per.ONCE: N_("the whole, once"),
}  # fmt: skip
UNITS: Mapping[str, str] = {
    Unit.WORKING_DAY: N_("working days"), Unit.CALENDAR_DAY: N_("calendar days"), Unit.WORKING_HOUR: N_("working hours"),
    Unit.MONTH: N_("months"),
}  # fmt: skip
LIMITS: Mapping[str, str] = {
    "each": N_("one change at most"), "cumulative": N_("all changes together"), "count": N_("number of changes"),
    "term": N_("move of the end"), "effort": N_("effort of one change"), "band": N_("band around a baseline"),
    "protected": N_("protected subjects"), "frozen": N_("spans without changes"),
}  # fmt: skip
SILENCE: Mapping[str, str] = {
    "waits": N_("the vendor waits for an answer"),
    "stands": N_("the change stands"),
    **words.ON_MINUTES,
    **words.ON_REVIEW,
    **words.ON_REPORT,
    **words.ON_CONSENT,
}
_TABLES: Mapping[str, Mapping[str, str]] = {
    "of": BASES, "over": SPANS, "per": PERS, "unit": UNITS, "kind": LIMITS, "side": words.SIDES, "from": words.SIDES,
    "counts": words.COUNTS, "whose": words.SIDES, "measured_by": words.SIDES, "measures": words.SIDES, "topic": words.TOPICS, "topics": words.TOPICS,
    "cadence": words.CADENCES, "every": words.INTERVALS, "period": words.INTERVALS, "chair": words.CHAIRS,
    "classes": CLASSES, "change_class": CLASSES, "then": {**words.SILENCES, "notice": N_("notice may be given")}, "silence": SILENCE,
    "on_late": words.ON_LATE, "model": words.MODELS,
    "timetable": words.TIMETABLES, "direction": words.DIRECTIONS, "rule": words.SKIPPED,
    "key": words.DISPUTE_STEPS, "steps": words.DISPUTE_STEPS, "expedited": words.DISPUTE_STEPS,
}  # fmt: skip
_BY_NAME = frozenset(("kind", "steps", "expedited"))  # plain text there is one of the words all the same


def told(name: str, value: Any, currency: str) -> Value:
    """The value of the field of that name; None where it is not stated."""
    if value is None:
        return None
    if isinstance(value, list | tuple):
        return [told(name, one, currency) for one in value] or say("none")
    if isinstance(value, Mapping):
        return _length(value) if is_length(value) else _group(value, currency)
    return _one(name, value, currency)


def lines(item: Mapping[str, Any], currency: str) -> list[tuple[Say, Value]]:
    """A whole thing, field by field, the fields that say something."""
    return [
        (fields.field(name), told(name, value, currency)) for name, value in item.items() if value not in ([], None)
    ]


def _one(name: str, value: Any, currency: str) -> Value:
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, Decimal):
        return Money(value, currency) if name in MONEY else Percent(value) if name in PERCENT else value
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if name == "country":
        return words.country(value)
    return _word(name, value) if isinstance(value, str) else value


def _word(name: str, value: str) -> Value:
    if isinstance(value, Weekday):
        return Say(clocks.DAYS[value])
    if isinstance(value, Standing):
        return role_word(value.role)
    if isinstance(value, Language):
        return words.language(value)
    known = _TABLES.get(name, {})
    if value in known and (isinstance(value, StrEnum) or name in _BY_NAME):
        return Say(known[value])
    return str(value)


def _length(value: Mapping[str, Any]) -> Value:
    length = clocks.period(value["n"], Unit(value["unit"]))
    if "clause" not in value:
        return length
    return say("%(length)s (clause %(clause)s)", length=length, clause=value["clause"])


def _group(value: Mapping[str, Any], currency: str) -> Value:
    return [say("%(field)s: %(value)s", field=field, value=said) for field, said in lines(value, currency)]
