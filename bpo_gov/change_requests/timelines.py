"""The record of a change request as its page tells it, entry by entry."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bpo_gov.agreements import clocks
from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.words import Say, Value, say
from bpo_gov.notes import shown as notes
from bpo_gov.web.words import moment_long


def timeline(
    events: list[tuple[Event, EventContent]], people: Mapping[int, tuple[str, str]], files: notes.Files
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
            "note": notes.note(event, content, people, files) if is_note else None,
        })  # fmt: skip
    return answer


SAID = {
    "returned": "reason", "rejected": "reason", "withdrawn": "reason", "sent_back": "reason", "amendment_declined": "reason", "assessed": "recommendation",
    "delivered": "report", "accepted": "remark", "amendment_proposed": "statement", "amendment_agreed": "statement",
    "asked": "question", "answered": "answer", "notice_given": "notice", "disputed": "reason", "dispute_ended": "reason",
    "reopening_proposed": "reason", "reopening_agreed": "statement", "reopening_declined": "reason", "ratification_refused": "reason", "version_declined": "reason",
}  # fmt: skip


CLOCK_SAYS = (
    "due_soon",
    "overdue",
    "reminded",
    "escalated",
    "stood",
    "dispute_opened",
    "lapsed",
    "lapsed_unsigned",
    "lapsed_unratified",
)


def _because(verb: str, told: Mapping[str, Any]) -> Value:
    if verb in SAID:
        return str(told.get(SAID[verb], ""))
    if verb in CLOCK_SAYS and told.get("due"):
        return say("Due %(due)s.", due=datetime.fromisoformat(told["due"]))
    if verb == "recounted":
        return [_counted_anew(one) for one in told.get("deadlines", ())]
    if verb in ("version_proposed", "version_adopted"):
        return say("From %(one)s to %(other)s.", one=told["from"], other=told["to"])
    if told.get("clause"):
        return say("By the authority of clause %(clause)s.", clause=told["clause"])
    return ""


def _counted_anew(one: Mapping[str, Any]) -> Say:
    before, due = datetime.fromisoformat(one["before"]), datetime.fromisoformat(one["due"])
    what = Say(clocks.POLICIES[one["policy"]])
    if before == due:
        return say("%(what)s: due %(due)s, provisional no longer.", what=what, due=due)
    return say("%(what)s: due %(due)s instead of %(before)s.", what=what, due=due, before=before)
