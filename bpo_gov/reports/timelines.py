"""The record of a report as its page tells it: what stands under each entry."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.words import Value, say, say_n
from bpo_gov.notes import shown, timeline
from bpo_gov.reports.workflow import REPORT

SAID = {"sent_back": "reason", "waived": "reason"}
CLOCK_SAYS = ("due_soon", "late", "reminded", "deemed")


def of(events: list[tuple[Event, EventContent]], people: shown.People, files: shown.Files) -> list[Mapping[str, Any]]:
    """The record of the matter as the reader may see it."""
    return timeline.timeline(REPORT, events, people, files, _because)


def _because(verb: str, told: Mapping[str, Any]) -> Value:
    if verb in SAID:
        return str(told.get(SAID[verb], ""))
    if verb in CLOCK_SAYS:
        return timeline.due(told)
    return WORDED[verb](told) if verb in WORDED else ""


def _opened(told: Mapping[str, Any]) -> Value:
    return say("On %(period)s, due %(due)s.", period=told["period"], due=datetime.fromisoformat(told["due"]))


def _delivered(told: Mapping[str, Any]) -> Value:
    """When it came; its words stand with its files, where there are any."""
    lines: list[Value] = [in_time(told["days_early"], told["days_late"])]
    if told["link"]:
        lines.append(say("It stands at %(link)s", link=told["link"]))
    return [*lines, str(told["text"])] if told["text"] and not told.get("files") else lines


def in_time(early: int, late: int) -> Value:
    """How many working days early or late, in a sentence."""
    if late:
        return say_n("It came %(n)s working day late.", "It came %(n)s working days late.", late)
    if early:
        return say_n("It came %(n)s working day early.", "It came %(n)s working days early.", early)
    return say("It came on its last day.")


WORDED: Mapping[str, Callable[[Mapping[str, Any]], Value]] = {
    "opened": _opened, "delivered": _delivered, "recounted": timeline.recounted,
}  # fmt: skip
