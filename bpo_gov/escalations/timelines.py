"""The record of an escalation as its page tells it: what stands under each entry."""

from collections.abc import Mapping
from typing import Any

from bpo_gov.escalations.workflow import ESCALATION
from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.words import Value, say
from bpo_gov.notes import shown, timeline

SAID = {
    "waiting": "need", "answered": "answer", "proposed": "resolution", "confirmed": "resolution", "refused": "reason", "reopened": "reason",
    "promoted": "reason", "disputed": "reason", "dispute_ended": "reason", "withdrawn": "reason",
}  # fmt: skip
CLOCK_SAYS = ("due_soon", "overdue", "spent", "reviewed")


def of(events: list[tuple[Event, EventContent]], people: shown.People, files: shown.Files) -> list[Mapping[str, Any]]:
    """The record of the matter as the reader may see it."""
    return timeline.timeline(ESCALATION, events, people, files, _because)


def _because(verb: str, told: Mapping[str, Any]) -> Value:
    if verb in SAID:
        return str(told.get(SAID[verb], ""))
    if verb in ("climbed", "climbed_late"):
        climbed = say(
            "From level %(one)s to level %(other)s: %(client)s and %(vendor)s.",
            one=told["from"], other=told["level"], client=told["client"], vendor=told["vendor"],
        )  # fmt: skip
        return [str(told["reason"]), climbed] if told.get("reason") else climbed
    if verb in CLOCK_SAYS:
        return timeline.due(told)
    if verb == "recounted":
        return timeline.recounted(told)
    if verb == "replayed":
        return " · ".join(str(told[name]) for name in ("status", "substatus", "owner") if told.get(name))
    if verb in ("raised", "raised_late") and told.get("about"):
        return say("About %(label)s.", label=told["about"])
    return ""
