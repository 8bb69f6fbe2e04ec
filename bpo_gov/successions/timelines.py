"""The record of a change of a key person as its page tells it: what stands under each entry."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.words import Say, Value, say, say_n
from bpo_gov.notes import shown, timeline
from bpo_gov.successions.models import Why
from bpo_gov.successions.words import WHYS
from bpo_gov.successions.workflow import SUCCESSION

SAID = {"requested": "reason", "declined": "reason", "withdrawn": "reason"}
CLOCK_SAYS = ("due_soon", "overdue", "reminded")


def of(events: list[tuple[Event, EventContent]], people: shown.People, files: shown.Files) -> list[Mapping[str, Any]]:
    """The record of the matter as the reader may see it."""
    return timeline.timeline(SUCCESSION, events, people, files, _because)


def _because(verb: str, told: Mapping[str, Any]) -> Value:
    if verb in SAID:
        return str(told.get(SAID[verb], ""))
    if verb in CLOCK_SAYS:
        return timeline.due(told)
    return WORDED[verb](told) if verb in WORDED else ""


def _announced(told: Mapping[str, Any]) -> Value:
    lines: list[Value] = []
    if told.get("cause"):
        lines.append(say("%(name)s %(why)s.", name=str(told["holder"]), why=Say(WHYS[Why(told["cause"])])))
    lines.append(
        say("Last day: %(day)s. In time would have been any day from %(due)s.", day=_day(told["last_on"]), due=datetime.fromisoformat(told["due"]).date())
    )  # fmt: skip
    if told.get("late"):
        lines.append(
            say_n("It was announced %(n)s working day too late.", "It was announced %(n)s working days too late.", told["late"])
        )  # fmt: skip
    return [*lines, str(told["said"])] if told.get("said") else lines


def _proposed(told: Mapping[str, Any]) -> Value:
    lines: list[Value] = [say("%(name)s, from %(day)s.", name=str(told["successor"]), day=_day(told["first_on"]))]
    if told.get("overlap"):
        lines.append(say_n("%(n)s working day together.", "%(n)s working days together.", told["overlap"]))
    return lines


def _answered(told: Mapping[str, Any]) -> Value:
    name = say("%(name)s.", name=str(told["successor"]))
    return [name, str(told["reason"])] if told.get("reason") else name


def _in_place(told: Mapping[str, Any]) -> Value:
    held = say("%(name)s holds the post since %(day)s.", name=str(told["successor"]), day=_day(told["taken_on"]))
    return [held, str(told["handed"])] if told.get("handed") else held


def _deemed(told: Mapping[str, Any]) -> Value:
    return [_answered(told), timeline.due(told)]


def _day(text: Any) -> date:
    return date.fromisoformat(str(text))


WORDED: Mapping[str, Callable[[Mapping[str, Any]], Value]] = {
    "announced": _announced, "agreed": _announced, "proposed": _proposed, "proposed_other": _proposed, "consented": _answered, "objected": _answered,
    "deemed": _deemed, "in_place": _in_place, "recounted": timeline.recounted,
}  # fmt: skip
