"""The record of a change request as its page tells it: what stands under each entry."""

from collections.abc import Mapping
from typing import Any

from bpo_gov.change_requests.workflow import CHANGE_REQUEST
from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.words import Value, say
from bpo_gov.notes import shown, timeline

SAID = {
    "returned": "reason", "rejected": "reason", "withdrawn": "reason", "sent_back": "reason", "amendment_declined": "reason", "assessed": "recommendation",
    "delivered": "report", "accepted": "remark", "amendment_proposed": "statement", "amendment_agreed": "statement",
    "asked": "question", "answered": "answer", "notice_given": "notice", "disputed": "reason", "dispute_ended": "reason",
    "reopening_proposed": "reason", "reopening_agreed": "statement", "reopening_declined": "reason", "ratification_refused": "reason", "version_declined": "reason",
}  # fmt: skip


CLOCK_SAYS = (
    "due_soon", "overdue", "reminded", "escalated", "stood", "dispute_opened", "lapsed", "lapsed_unsigned", "lapsed_unratified",
)  # fmt: skip


def of(events: list[tuple[Event, EventContent]], people: shown.People, files: shown.Files) -> list[Mapping[str, Any]]:
    """The record of the matter as the reader may see it."""
    return timeline.timeline(CHANGE_REQUEST, events, people, files, _because)


def _because(verb: str, told: Mapping[str, Any]) -> Value:
    if verb in SAID:
        return str(told.get(SAID[verb], ""))
    if verb in CLOCK_SAYS:
        return timeline.due(told)
    if verb == "recounted":
        return timeline.recounted(told)
    if verb in ("version_proposed", "version_adopted"):
        return say("From %(one)s to %(other)s.", one=told["from"], other=told["to"])
    if told.get("clause"):
        return say("By the authority of clause %(clause)s.", clause=told["clause"])
    return ""
