"""What each verb of a meeting does before it is held; `room` and `papers` bind the others. The engine does the rest."""

from datetime import date, datetime
from typing import Any

from bpo_gov.agreements import queries as agreements
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import say
from bpo_gov.meetings import agenda, queries, terms
from bpo_gov.meetings.items import add_item, drop_item, gather, prepare, put
from bpo_gov.meetings.models import Meeting
from bpo_gov.meetings.papers import agree, comment, correct, deem, disagree, send
from bpo_gov.meetings.room import attend, carry, start, write
from bpo_gov.meetings.series import announce, end, follow, invite, leave_out, plan
from bpo_gov.meetings.workflow import MEETING
from bpo_gov.notes import actions as notes

__all__ = [
    "add_item", "agree", "announce", "attend", "call", "cancel", "carry", "comment", "correct", "deem", "disagree", "drop_item",
    "end", "follow", "gather", "invite", "leave_out", "miss", "note", "note_own", "overdue", "plan", "prepare", "put", "reschedule", "send", "start", "warn", "write",
]  # fmt: skip
flow = MEETING
note, note_own = notes.bind(flow)


@flow.opening("call")
def call(
    actor: Actor, /, *, forum: str, starts_at: datetime, length: int, place: str = "", title: str = "", token: str | None = None
) -> tuple[Meeting, Particulars]:  # fmt: skip
    """A meeting of a forum under the framework in force; its agenda is what is open, its chair the side whose turn it is."""
    framework = agreements.active_framework(actor.agreement_id)
    found = terms.forum_of(framework.terms, forum) if framework else None
    if framework is None or found is None:
        raise Refused(say("The framework in force has no such forum."))
    earlier = queries.before(actor.agreement_id, forum, starts_at)
    one = Meeting(
        framework_id=framework.id, framework=framework, forum=forum, title=title or found.name, starts_at=starts_at, length=length, place=place,
        chair=terms.chair_of(found, earlier), rhythm=None, sequence=0, sent_by=None, client_note="", vendor_note="", opened_with=token, items=[], seats=[],
        versions=[], agreement_id=actor.agreement_id,
    )  # fmt: skip
    one.items.extend(agenda.gather(one, earlier))
    return one, {**_when(one), "forum": forum, "chair": one.chair, "agenda": [item.title for item in one.items]}


@flow.action("reschedule")
def reschedule(
    one: Meeting, actor: Actor, /, *, day: date, at: str, length: int, place: str, reason: str
) -> Particulars:
    """Another time, as the clocks of the agreement show it; every invited calendar is told."""
    was, one.starts_at = one.starts_at, terms.instant(one.framework.terms, day, at)
    one.length, one.place, one.sequence = length, place, one.sequence + 1
    return {**_when(one), "was": was, "reason": reason}


@flow.action("cancel")
def cancel(one: Meeting, actor: Actor, /, *, reason: str) -> Particulars:
    """It is not held; every invited calendar is told."""
    one.sequence += 1
    return {**_when(one), "reason": reason}


@flow.action("miss")
def miss(one: Meeting, actor: Actor) -> Particulars:
    """The day is over and nobody has started it."""
    return {"due": one.due_at}


@flow.action("warn")
def warn(one: Meeting, actor: Actor) -> Particulars:
    """Three quarters of the time to answer are over."""
    return {"due": one.due_at}


@flow.action("overdue")
def overdue(one: Meeting, actor: Actor) -> Particulars:
    """The minutes were not answered in time."""
    return {"due": one.due_at, "late": one.ball}


def _when(one: Meeting) -> dict[str, Any]:
    return {"starts_at": one.starts_at, "length": one.length, "place": one.place}
