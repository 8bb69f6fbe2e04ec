"""The record of a dispute as its page tells it: what stands under each entry."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from bpo_gov.agreements import clocks
from bpo_gov.disputes.sealed import wording
from bpo_gov.disputes.workflow import DISPUTE
from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.words import Money, Say, Value, say, say_n
from bpo_gov.notes import shown, timeline

SAID = {
    "noticed": "particulars", "position_stated": "facts", "facts_written": "text", "facts_agreed": "text", "talks_ended": "reason",
    "mediation_ended": "reason", "summary_shared": "text", "confided": "text", "terms_written": "terms", "terms_changed": "terms", "terms_dropped": "reason",
    "registered": "reference", "broken": "reason", "declined": "reason", "resumed": "reason", "urged": "reason", "determined": "decision",
    "withdrawn": "reason", "promise_kept": "what", "sealed_ended": "reason", "subject_changed": "subject",
}  # fmt: skip
CLOCK_SAYS = ("due_soon", "overdue", "deemed", "promise_late", "talks_over", "final_opened", "body_called")


def of(
    events: list[tuple[Event, EventContent]], people: shown.People, files: shown.Files, currency: str
) -> list[Mapping[str, Any]]:
    """The record of the matter as the reader may see it."""
    return timeline.timeline(DISPUTE, events, people, files, lambda verb, told: _because(verb, told, currency))


def _because(verb: str, told: Mapping[str, Any], currency: str) -> Value:
    if verb in SAID:
        return str(told.get(SAID[verb], ""))
    if verb in CLOCK_SAYS:
        return timeline.due(told)
    if verb == "offered":
        text = str(told["text"])
        return [text, Money(Decimal(told["amount"]), currency)] if told.get("amount") else text
    return WORDED[verb](told) if verb in WORDED else ""


def _stepped_up(told: Mapping[str, Any]) -> Value:
    people = say("Tier %(n)s: %(client)s and %(vendor)s.", n=told["tier"], client=told["client"], vendor=told["vendor"])
    return [str(told["reason"]), people]


def _named(told: Mapping[str, Any]) -> Value:
    why = told.get("reason") or told.get("letter")
    return f"{told['name']}: {why}" if why else str(told["name"])


def asked(told: Mapping[str, Any]) -> Value:
    """What one side asks of the other."""
    match told["what"]:
        case "extension" if "days" in told:
            what: Value = say_n(
                "%(step)s: %(n)s day more", "%(step)s: %(n)s days more", told["days"], step=Say(clocks.POLICIES[told["step"]])
            )  # fmt: skip
        case "extension":
            what = say("More time")
        case "suspension":
            what = say("Suspension: every clock stands still until one side goes on")
        case "expedited":
            what = say("The expedited timetable, from the day both agree")
        case "sealed":
            return wording.asked(told)
        case "expert":
            what = say("An expert decides: %(name)s", name=told["name"]) if told.get("name") else say("An expert")
        case _:
            what = say("A mediator: %(name)s", name=told["name"]) if told.get("name") else say("A mediator")
    more = told.get("reason") or told.get("question")
    return [what, str(more)] if more else what


def session(told: Mapping[str, Any]) -> Value:
    """Who sat at the table, and whether with full authority."""
    sides: list[Value] = [
        say("For the client: %(who)s, with full authority.", who=told["client_people"]) if told["client_authority"]
        else say("For the client: %(who)s, without full authority.", who=told["client_people"]),
        say("For the vendor: %(who)s, with full authority.", who=told["vendor_people"]) if told["vendor_authority"]
        else say("For the vendor: %(who)s, without full authority.", who=told["vendor_people"]),
    ]  # fmt: skip
    return [*sides, str(told["result"])]


WORDED: Mapping[str, Callable[[Mapping[str, Any]], Value]] = {
    **dict.fromkeys(("time_asked", "pause_asked", "expedited_asked", "expert_named", "agreed", "expert_agreed", "taken_back"), asked),
    **wording.WORDED,
    **dict.fromkeys(("mediator_named", "mediator_agreed", "appointed"), _named),
    "recounted": timeline.recounted, "stepped_up": _stepped_up, "session_held": session,
    "referred": lambda told: say("To %(body)s.", body=told["body"]), "promise_done": lambda told: [str(told["what"]), str(told["report"])],
    "left": lambda told: f"{told['forum']}: {told['reason']}", "signed": lambda told: say("By the authority of clause %(clause)s.", clause=told["clause"]),
}  # fmt: skip
