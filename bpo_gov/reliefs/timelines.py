"""The record of a claim for relief as its page tells it: what stands under each entry."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from bpo_gov.agreements import clocks
from bpo_gov.kernel.calendars import Unit
from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.words import Value, say, say_n
from bpo_gov.notes import shown, timeline
from bpo_gov.reliefs.workflow import RELIEF

SAID = {"refused": "reason", "withdrawn": "reason"}
CLOCK_SAYS = ("due_soon", "overdue", "lapsed", "reminded")


def of(events: list[tuple[Event, EventContent]], people: shown.People, files: shown.Files) -> list[Mapping[str, Any]]:
    """The record of the matter as the reader may see it."""
    return timeline.timeline(RELIEF, events, people, files, _because)


def _because(verb: str, told: Mapping[str, Any]) -> Value:
    if verb in SAID:
        return str(told.get(SAID[verb], ""))
    if verb in CLOCK_SAYS:
        return timeline.due(told)
    return WORDED[verb](told) if verb in WORDED else ""


def _notified(told: Mapping[str, Any]) -> Value:
    lines: list[Value] = [
        say("Known since %(day)s; the notice was due %(due)s.", day=date.fromisoformat(told["aware_on"]), due=datetime.fromisoformat(told["due"])),
        *_late(told),
    ]  # fmt: skip
    return [*lines, say("It touches %(figures)s.", figures=str(told["figures"]))] if told.get("figures") else lines


def _detailed(told: Mapping[str, Any]) -> Value:
    lines: list[Value] = []
    if told.get("figures"):
        lines.append(say("Claimed for %(figures)s.", figures=str(told["figures"])))
    if told.get("delay"):
        lines.append(
            say("Claimed: %(days)s for “%(milestone)s”.", days=_days(told["delay"]), milestone=str(told["milestone"]))
        )  # fmt: skip
    if told.get("own"):
        lines.append(say("Of these %(days)s would have been lost in any case.", days=_days(told["own"])))
    return [*lines, *_late(told)]


def _late(told: Mapping[str, Any]) -> list[Value]:
    return (
        [say_n("It came %(n)s working day late.", "It came %(n)s working days late.", told["late"])]
        if told.get("late")
        else []
    )


def _granted(told: Mapping[str, Any]) -> Value:
    lines: list[Value] = [str(told["reason"])] if told.get("reason") else []
    if told.get("excused"):
        lines.append(say("Excused: %(figures)s.", figures=str(told["excused"])))
    elif told.get("figures"):
        lines.append(say("No figure is excused."))
    if told.get("moved_by"):
        lines.append(
            say("The milestone moves by %(days)s, from %(before)s to %(day)s.",
                days=_days(told["moved_by"]), before=date.fromisoformat(told["before"]), day=date.fromisoformat(told["moved_to"]))
        )  # fmt: skip
    return [*lines, say("By decision %(label)s.", label=str(told["decision"]))] if told.get("decision") else lines


def _days(n: int) -> Value:
    return clocks.period(n, Unit.WORKING_DAY)


WORDED: Mapping[str, Callable[[Mapping[str, Any]], Value]] = {
    "notified": _notified, "detailed": _detailed, "accepted": _granted, "accepted_part": _granted, "given_way": _granted, "settled_for": _granted,
    "determined": _granted, "recounted": timeline.recounted,
}  # fmt: skip
