"""The record of a meeting as its page tells it: what stands under each entry."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.words import Value, say
from bpo_gov.meetings.workflow import MEETING
from bpo_gov.notes import shown, timeline

SAID = {"disagreed": "text", "commented": "text", "cancelled": "reason"}
OF_ITEM = ("item_added", "item_dropped", "carried", "written", "prepared", "put")
CLOCK_SAYS = ("due_soon", "overdue", "missed", "deemed")


def of(events: list[tuple[Event, EventContent]], people: shown.People, files: shown.Files) -> list[Mapping[str, Any]]:
    """The record of the matter as the reader may see it."""
    return timeline.timeline(MEETING, _gist(events), people, files, _because)


def _gist(events: list[tuple[Event, EventContent]]) -> list[tuple[Event, EventContent]]:
    """Of what one person wrote about one item in a row the last entry: minutes are saved as they are typed."""
    following = [*events[1:], None]
    return [
        entry for entry, after in zip(events, following, strict=True) if after is None or not _goes_on(entry, after)
    ]


def _goes_on(entry: tuple[Event, EventContent], after: tuple[Event, EventContent]) -> bool:
    (one, content), (other, more) = entry, after
    written = one.name == other.name == f"{MEETING.name}.written"
    return written and one.actor_id == other.actor_id and content.particulars["item"] == more.particulars["item"]


def _because(verb: str, told: Mapping[str, Any]) -> Value:
    if verb in CLOCK_SAYS:
        return timeline.due(told)
    if verb == "recounted":
        return timeline.recounted(told)
    if verb in OF_ITEM:
        return str(told.get("item") or told["title"])
    if verb in SAID:
        return str(told.get(SAID[verb], ""))
    return LONGER[verb](told) if verb in LONGER else ""


def _planned(told: Mapping[str, Any]) -> Value:
    when = say("For %(when)s.", when=datetime.fromisoformat(told["starts_at"]))
    return [str(told["reason"]), when] if told.get("reason") else when


def _version(told: Mapping[str, Any]) -> Value:
    return say("Version %(n)s of the minutes.", n=told["version"])


def _corrected(told: Mapping[str, Any]) -> Value:
    return [str(told["reason"]), say("Version %(n)s of the minutes: %(item)s.", n=told["version"], item=told["item"])]


def _gathered(told: Mapping[str, Any]) -> Value:
    return ", ".join(map(str, told["items"]))


LONGER: Mapping[str, Callable[[Mapping[str, Any]], Value]] = {
    "called": _planned, "rescheduled": _planned, "sent": _version, "agreed": _version, "corrected": _corrected, "gathered": _gathered,
}  # fmt: skip
