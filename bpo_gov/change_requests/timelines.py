"""The record of a change request as its page tells it, entry by entry."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.kernel.ledger import Event, EventContent, Told
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import Say, Value, say
from bpo_gov.web.words import moment_long


def timeline(
    events: list[tuple[Event, EventContent]], people: Mapping[int, tuple[str, str]], actor: Actor
) -> list[Mapping[str, Any]]:
    """The record of the matter as the reader may see it."""
    past = {f"{CHANGE_REQUEST.name}.{move.event}": move.past for move in CHANGE_REQUEST.table.values()}
    answer: list[Mapping[str, Any]] = []
    for event, content in events:
        verb, told = event.name.rpartition(".")[2], content.particulars
        is_note = verb in ("noted", "noted_own")
        name, title = people.get(event.actor_id or 0, ("", ""))
        answer.append({
            "party": event.party.value, "who": f"{name}, {title}" if title else name, "text": Say(past[event.name]),
            "because": "" if is_note else _because(verb, told), "at": event.at, "zone_times": moment_long(event.at),
            "seq": event.seq, "hash": event.hash[:16], "prev": event.prev[:16],
            "note": {"text": told.get("text", ""), "only": event.party.value if event.told is Told.OWN else None} if is_note else None,
        })  # fmt: skip
    return answer


SAID = {
    "returned": "reason", "rejected": "reason", "withdrawn": "reason", "sent_back": "reason", "amendment_declined": "reason", "assessed": "recommendation",
    "delivered": "report", "accepted": "remark", "amendment_proposed": "statement", "amendment_agreed": "statement", "version_declined": "reason",
}  # fmt: skip


def _because(verb: str, told: Mapping[str, Any]) -> Value:
    if verb in SAID:
        return str(told.get(SAID[verb], ""))
    if verb in ("due_soon", "overdue", "reminded", "lapsed") and told.get("due"):
        return say("Due %(due)s.", due=datetime.fromisoformat(told["due"]))
    if verb in ("version_proposed", "version_adopted"):
        return say("From %(one)s to %(other)s.", one=told["from"], other=told["to"])
    if told.get("clause"):
        return say("By the authority of clause %(clause)s.", clause=told["clause"])
    return ""
