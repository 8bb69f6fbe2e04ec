"""The record of a matter as its page tells it, entry by entry, for every kind alike."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bpo_gov.agreements import clocks
from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.words import Say, Value, say
from bpo_gov.kernel.workflow import Workflow
from bpo_gov.notes import shown
from bpo_gov.web.words import moment_long

NOTES = ("noted", "noted_own")
Because = Callable[[str, Mapping[str, Any]], Value]


def timeline(
    flow: Workflow, events: Sequence[tuple[Event, EventContent]], people: shown.People, files: shown.Files, because: Because
) -> list[Mapping[str, Any]]:  # fmt: skip
    """The entries that the reader may see; `because` gives what stands under one, by its event and its particulars."""
    past = {f"{flow.name}.{move.event}": move.past for move in flow.table.values()}
    answer: list[Mapping[str, Any]] = []
    for event, content in events:
        verb, told = event.name.rpartition(".")[2], content.particulars
        is_note = verb in NOTES
        name, title = people.get(event.actor_id or 0, ("", ""))
        answer.append({
            "party": event.party.value, "who": f"{name}, {title}" if title else name, "text": Say(past[event.name]),
            "because": "" if is_note else because(verb, told), "at": event.at, "zone_times": moment_long(event.at),
            "seq": event.seq, "hash": event.hash[:16], "prev": event.prev[:16],
            "note": shown.note(event, content, people, files) if is_note or content.particulars.get("files") else None,
        })  # fmt: skip
    return answer


def due(told: Mapping[str, Any]) -> Value:
    """What stands under an entry of the clock."""
    return say("Due %(due)s.", due=datetime.fromisoformat(told["due"])) if told.get("due") else ""


def recounted(told: Mapping[str, Any]) -> Value:
    """What stands under deadlines that were counted anew."""
    return [_counted_anew(one) for one in told.get("deadlines", ())]


def _counted_anew(one: Mapping[str, Any]) -> Say:
    before, due_ = datetime.fromisoformat(one["before"]), datetime.fromisoformat(one["due"])
    what = Say(clocks.POLICIES[one["policy"]])
    if before == due_:
        return say("%(what)s: due %(due)s, provisional no longer.", what=what, due=due_)
    return say("%(what)s: due %(due)s instead of %(before)s.", what=what, due=due_, before=before)
