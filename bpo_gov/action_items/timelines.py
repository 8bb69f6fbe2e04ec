"""The record of an action item as its page tells it: what stands under each entry."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bpo_gov.action_items.workflow import ACTION_ITEM
from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.words import Value, say
from bpo_gov.notes import shown, timeline

SAID = {"reopened": "reason", "dropped": "reason"}
CLOCK_SAYS = ("due_soon", "late")


def of(events: list[tuple[Event, EventContent]], people: shown.People, files: shown.Files) -> list[Mapping[str, Any]]:
    """The record of the matter as the reader may see it."""
    return timeline.timeline(ACTION_ITEM, events, people, files, _because)


def _because(verb: str, told: Mapping[str, Any]) -> Value:
    if verb in SAID:
        return str(told.get(SAID[verb], ""))
    if verb in CLOCK_SAYS:
        return timeline.due(told)
    return WORDED[verb](told) if verb in WORDED else ""


def _added(told: Mapping[str, Any]) -> Value:
    day, owner = date.fromisoformat(told["due_on"]), told["owner"]
    due = say("Due on %(day)s, for %(name)s.", day=day, name=owner) if owner else say("Due on %(day)s.", day=day)
    return [due, say("About %(label)s.", label=told["about"])] if told.get("about") else due


def _done(told: Mapping[str, Any]) -> Value:
    return [str(told["report"]), say("Its day was over.")] if told.get("was_late") else str(told["report"])


def _handed_over(told: Mapping[str, Any]) -> Value:
    before, owner = told["before"], told["owner"]
    if before and owner:
        return say("From %(before)s to %(name)s.", before=before, name=owner)
    return say("To %(name)s.", name=owner) if owner else say("From %(before)s to the side as a whole.", before=before)


def _moved(told: Mapping[str, Any]) -> Value:
    before, now = date.fromisoformat(told["before"]), date.fromisoformat(told["due_on"])
    return [str(told["reason"]), say("Due on %(day)s instead of %(before)s.", day=now, before=before)]


WORDED = {
    "added": _added, "done": _done, "handed_over": _handed_over, "day_moved": _moved, "recounted": timeline.recounted,
}  # fmt: skip
