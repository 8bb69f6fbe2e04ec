"""The record of a decision as its page tells it: what stands under each entry."""

from collections.abc import Mapping
from typing import Any

from bpo_gov.decisions.workflow import DECISION
from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.words import Value, say
from bpo_gov.notes import shown, timeline

SAID = {
    "proposed": "text", "reworded": "text", "declined": "reason", "withdrawn": "reason", "dissented": "text", "reviewed": "result",
}  # fmt: skip
CLOCK_SAYS = ("due_soon", "overdue", "came_up")


def of(events: list[tuple[Event, EventContent]], people: shown.People, files: shown.Files) -> list[Mapping[str, Any]]:
    """The record of the matter as the reader may see it."""
    return timeline.timeline(DECISION, events, people, files, _because)


def _because(verb: str, told: Mapping[str, Any]) -> Value:
    if verb in CLOCK_SAYS:
        return timeline.due(told)
    if verb == "recounted":
        return timeline.recounted(told)
    if verb == "superseded":
        return say("By %(label)s, %(title)s.", label=told["by"], title=told["title"])
    if verb == "recorded":
        made = [say("It was made with %(label)s.", label=told["about"])]
        return (
            [*made, say("It takes the place of %(label)s.", label=told["supersedes"])]
            if told.get("supersedes")
            else made
        )
    lines: list[Any] = [str(told[SAID[verb]])] if verb in SAID and told.get(SAID[verb]) else []
    if told.get("supersedes"):
        lines.append(say("It takes the place of %(label)s.", label=told["supersedes"]))
    if verb in ("proposed", "reworded", "agreed") and (told.get("signed") or verb == "agreed"):
        clause = told.get("clause")
        lines.append(
            say("With authority by clause %(clause)s.", clause=clause)
            if clause
            else say("With the authority of a manager.")
        )
    return lines or ""
