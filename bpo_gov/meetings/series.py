"""Meetings that plan themselves: a rhythm begins, goes on by the clock, and ends; each is a draft until everybody is invited."""

from datetime import date, time
from typing import Any

from bpo_gov.agreements import queries as agreements
from bpo_gov.kernel import clock
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.ledger import Particulars
from bpo_gov.kernel.parties import Actor, clock_of
from bpo_gov.kernel.words import say
from bpo_gov.meetings import agenda, queries, rhythm, terms
from bpo_gov.meetings.models import Meeting
from bpo_gov.meetings.rules.series import Plan, Slot
from bpo_gov.meetings.workflow import MEETING

flow = MEETING
NEVER = say("In this rhythm there is no day on which both sides work.")


def plan(
    actor: Actor, /, *, forum: str, first: date, at: str, length: int, place: str = "", title: str = "", token: str | None = None
) -> Meeting:  # fmt: skip
    """Begin the series of a forum in the cadence of the framework: its first meeting, and those after it as drafts."""
    one = _plan(actor, forum, first, at, {"length": length, "place": place, "title": title}, token)
    _go_on(one)
    return one


@flow.opening("plan")
def _plan(
    actor: Actor, /, forum: str, first: date, at: str, words: dict[str, Any], token: str | None
) -> tuple[Meeting, Particulars]:
    framework = agreements.active_framework(actor.agreement_id)
    found = terms.forum_of(framework.terms, forum) if framework else None
    if framework is None or found is None:
        raise Refused(say("The framework in force has no such forum."))
    planned = Plan(found.cadence.value, first, time.fromisoformat(at))
    try:
        slot = rhythm.first(framework.terms, planned, clock.now())
    except ValueError:
        raise Refused(NEVER) from None
    one = Meeting(
        framework_id=framework.id, framework=framework, forum=forum, **words | {"title": words["title"] or found.name}, **_at(planned, slot),
        opened_with=token,
    )  # fmt: skip
    one.agreement_id = actor.agreement_id
    _chaired(one)
    return one, {**_told(one), "forum": forum, "cadence": planned.cadence}


@flow.opening("follow")
def follow(actor: Actor, /, *, before: Meeting, slot: Slot) -> tuple[Meeting, Particulars]:
    """The next meeting of a series, as the one before it is."""
    found = rhythm.of(before)
    framework = agreements.active_framework(actor.agreement_id)
    if found is None or framework is None:
        raise ValueError("only a series goes on, under a framework")
    one = Meeting(
        framework_id=framework.id, framework=framework, forum=before.forum, title=before.title, length=before.length, place=before.place,
        raised_by=before.raised_by, **_at(found.plan, slot),
    )  # fmt: skip
    one.agreement_id = actor.agreement_id
    _chaired(one)
    return one, _told(one)


@flow.action("announce")
def announce(one: Meeting, actor: Actor) -> Particulars:
    """So many days before it everybody is invited, by the calendars of now; its agenda is what is open, and the rhythm goes on."""
    return _convene(one)


@flow.action("invite")
def invite(one: Meeting, actor: Actor) -> Particulars:
    """The same earlier, by hand."""
    return _convene(one)


@flow.action("leave_out")
def leave_out(one: Meeting, actor: Actor) -> Particulars:
    """One that goes with a series that ends."""
    one.sequence += 1
    return {"starts_at": one.starts_at}


@flow.action("end")
def end(one: Meeting, actor: Actor, /, *, reason: str) -> Particulars:
    """The series ends: this meeting and all drafts after it are not held."""
    later = [
        other
        for other in queries.drafts(one.agreement_id, one.forum)
        if other.id != one.id and other.starts_at > one.starts_at
    ]
    for other in later:
        leave_out(other, clock_of(one.agreement_id))
    one.sequence += 1
    return {"starts_at": one.starts_at, "reason": reason, "meetings": len(later) + 1}


def _convene(one: Meeting) -> dict[str, Any]:
    was, found = one.starts_at, rhythm.of(one)
    slot = rhythm.afresh(one.framework.terms, found) if found and one.sequence == 0 else None
    if found and slot and slot.starts_at != was:  # holidays that were decreed meanwhile
        one.starts_at, one.rhythm = slot.starts_at, rhythm.kept(found.plan, slot)
    _chaired(one)
    earlier = queries.before(one.agreement_id, one.forum, one.starts_at)
    one.items.extend(agenda.gather(one, earlier))
    _go_on(one)
    moved = {"was": was} if one.starts_at != was else {}
    return {**_told(one), **moved, "agenda": [item.title for item in one.items]}


def _go_on(one: Meeting) -> None:
    """As many drafts after it as are always planned ahead."""
    found = rhythm.of(one)
    framework = agreements.active_framework(one.agreement_id)
    if found is None or framework is None or terms.forum_of(framework.terms, one.forum) is None:
        return
    drafts = [other for other in queries.drafts(one.agreement_id, one.forum) if other.id != one.id]
    last = max((kept for other in (one, *drafts) if (kept := rhythm.of(other))), key=lambda kept: kept.day)
    missing = rhythm.AHEAD[found.plan.cadence] - len(drafts)
    try:
        slots = rhythm.after(framework.terms, last, max(missing, 0))
    except ValueError:  # no common day in more than a year: whoever looks sees that the series has an end
        return
    for slot in slots:
        follow(clock_of(one.agreement_id), before=one, slot=slot)


def _at(planned: Plan, slot: Slot) -> dict[str, Any]:
    return {
        "starts_at": slot.starts_at, "rhythm": rhythm.kept(planned, slot), "sequence": 0, "sent_by": None, "client_note": "", "vendor_note": "",
        "items": [], "seats": [], "versions": [],
    }  # fmt: skip


def _chaired(one: Meeting) -> None:
    one.chair = rhythm.chairs(one, queries.before(one.agreement_id, one.forum, one.starts_at))


def _told(one: Meeting) -> dict[str, Any]:
    return {"starts_at": one.starts_at, "length": one.length, "place": one.place, "chair": one.chair}
