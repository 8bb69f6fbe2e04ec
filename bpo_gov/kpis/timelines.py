"""The record of a figure as its page tells it: what stands under each entry."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.words import Value, say
from bpo_gov.kpis.workflow import FIGURE
from bpo_gov.notes import shown, timeline

CLOCK_SAYS = ("due_soon", "passed_by")


def of(events: list[tuple[Event, EventContent]], people: shown.People, files: shown.Files) -> list[Mapping[str, Any]]:
    """The record of the matter as the reader may see it."""
    return timeline.timeline(FIGURE, events, people, files, _because)


def _because(verb: str, told: Mapping[str, Any]) -> Value:
    if verb in CLOCK_SAYS:
        return timeline.due(told)
    if verb == "recounted":
        return timeline.recounted(told)
    if verb == "withdrawn":
        return str(told.get("reason", ""))
    return WORDED[verb](told) if verb in WORDED else ""


def _value(told: Mapping[str, Any], name: str = "value") -> Value:
    found = told.get(name)
    return say("no data") if found is None else Decimal(str(found))


def _submitted(told: Mapping[str, Any]) -> Value:
    line: list[Value] = [say("Submitted: %(value)s.", value=_value(told))]
    if told.get("numerator") is not None:
        line.append(
            say(
                "Computed from %(part)s / %(whole)s.", part=_value(told, "numerator"), whole=_value(told, "denominator")
            )
        )
    if told.get("replaces"):
        line.append(say("In place of %(label)s.", label=str(told["replaces"])))
    return line


def _contested(told: Mapping[str, Any]) -> Value:
    own = say("By its own count: %(value)s.", value=_value(told)) if told.get("value") is not None else ""
    return [str(told["reason"]), own] if own else str(told["reason"])


def _proposed(told: Mapping[str, Any]) -> Value:
    return [say("Proposed: %(value)s.", value=_value(told)), str(told["reason"])]


def _settled(told: Mapping[str, Any]) -> Value:
    return say(
        "It counts as %(value)s; submitted was %(submitted)s.", value=_value(told), submitted=_value(told, "submitted")
    )


def _determined(told: Mapping[str, Any]) -> Value:
    return [_settled(told), say("By decision %(label)s.", label=str(told["decision"]))]


def _corrected(told: Mapping[str, Any]) -> Value:
    return [str(told["reason"]), say("%(label)s stands in its place.", label=str(told["by"]))]


WORDED: Mapping[str, Callable[[Mapping[str, Any]], Value]] = {
    "submitted": _submitted, "contested": _contested, "value_proposed": _proposed, "agreed": _settled, "determined": _determined, "corrected": _corrected,
}  # fmt: skip
