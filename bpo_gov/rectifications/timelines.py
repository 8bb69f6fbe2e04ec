"""The record of a plan as its page tells it: what stands under each entry."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from bpo_gov.agreements.standing import TURNS
from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.words import Say, Value, say, say_n
from bpo_gov.notes import shown, timeline
from bpo_gov.rectifications.workflow import RECTIFICATION

SAID = {"reported": "report", "verified": "remark", "failed": "reason", "withdrawn": "reason"}
CLOCK_SAYS = ("due_soon", "overdue", "reminded", "passed_by")


def of(events: list[tuple[Event, EventContent]], people: shown.People, files: shown.Files) -> list[Mapping[str, Any]]:
    """The record of the matter as the reader may see it."""
    return timeline.timeline(RECTIFICATION, events, people, files, _because)


def _because(verb: str, told: Mapping[str, Any]) -> Value:
    if verb in SAID:
        return str(told.get(SAID[verb], ""))
    if verb in CLOCK_SAYS:
        return timeline.due(told)
    return WORDED[verb](told) if verb in WORDED else ""


def _notified(told: Mapping[str, Any]) -> Value:
    lines: list[Value] = [
        say("Known since %(day)s; the notice was due %(due)s.", day=date.fromisoformat(told["known_on"]), due=datetime.fromisoformat(told["due"]))
    ]  # fmt: skip
    if told.get("late"):
        lines.append(say_n("It came %(n)s working day late.", "It came %(n)s working days late.", told["late"]))
    return [*lines, say("About %(label)s.", label=str(told["about"]))] if told.get("about") else lines


def _drafted(told: Mapping[str, Any]) -> Value:
    steps = say_n(
        "Version %(edition)s, with %(n)s step.",
        "Version %(edition)s, with %(n)s steps.",
        len(told["steps"]),
        edition=told["edition"],
    )
    return [steps, say("The blame is denied.")] if told.get("denies") else steps


def _returned(told: Mapping[str, Any]) -> Value:
    return [say("Version %(edition)s.", edition=told["edition"]), str(told["reason"])]


def _step(told: Mapping[str, Any]) -> Value:
    return [str(told["step"]), str(told["done"])]


def _determined(told: Mapping[str, Any]) -> Value:
    return say(
        "The cause lay with: %(side)s. By decision %(label)s.",
        side=Say(TURNS[told["root"]]),
        label=str(told["decision"]),
    )


WORDED: Mapping[str, Callable[[Mapping[str, Any]], Value]] = {
    "notified": _notified, "drafted": _drafted, "accepted": lambda told: say("Version %(edition)s.", edition=told["edition"]), "returned": _returned,
    "step_done": _step, "determined": _determined, "recounted": timeline.recounted,
}  # fmt: skip
