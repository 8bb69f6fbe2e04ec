"""The agenda that builds itself: what is open between the two sides, each with the reason why it is there."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import false, or_, select

from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.words import N_
from bpo_gov.kernel.workflow import WORKFLOWS
from bpo_gov.meetings import terms
from bpo_gov.meetings.models import Item, Meeting, State

MOST_GATHERED, SHORT, LONG = 12, 5, 10  # items, minutes
REASONS: Final[Mapping[str, str]] = {
    "last": N_("the minutes of the last meeting"), "carried": N_("carried over from the last meeting"), "late": N_("past its day"),
    "due": N_("due before the next meeting"), "both": N_("both sides have the turn"), "added": N_("added by one of us"),
}  # fmt: skip


def gather(one: Meeting, last: Meeting | None) -> list[Item]:
    """The items that the meeting does not have yet, in their order; `last` is the meeting of the forum before it."""
    there = {item.about_id for item in one.items if item.about_id} | {one.id}
    titles = {item.title.casefold() for item in one.items}
    found = [item for item in _all(one, last, there) if item.title.casefold() not in titles]
    begin = max((item.position for item in one.items), default=0) + 1
    for place, item in enumerate(found[:MOST_GATHERED], begin):
        item.position = place
    return found[:MOST_GATHERED]


def _all(one: Meeting, last: Meeting | None, there: set[int]) -> Iterator[Item]:
    if last is not None and last.state == State.MINUTED and last.id not in there:
        yield _item(f"{last.label} {last.title}", "last", last.id, SHORT)
    for item in last.items if last else ():
        if item.carried and (item.about_id is None or item.about_id not in there):
            there |= {item.about_id} if item.about_id else set()
            yield _item(item.title, "carried", item.about_id, item.length)
    forum = terms.forum_of(one.framework.terms, one.forum)
    until = one.starts_at + (terms.EVERY[forum.cadence.value] if forum else timedelta())
    for matter in _open(one, until):
        if matter.id not in there:
            yield _item(f"{matter.label} {matter.title}", _reason(matter), matter.id, LONG)


def _open(one: Meeting, until: datetime) -> list[Matter]:
    """What both sides may see and somebody is waited for: due before the next meeting, or the turn of both; the first due first."""
    private = [
        (Matter.kind == flow.name) & Matter.state.in_(flow.private) for flow in WORKFLOWS.values() if flow.private
    ]
    query = (
        select(Matter)
        .where(
            Matter.agreement_id == one.agreement_id,
            Matter.ball.is_not(None),
            Matter.kind.not_in((one.kind, "framework")),
        )
        .where(or_(Matter.due_key < until, Matter.ball == "both"), ~or_(false(), *private))
        .order_by(Matter.due_key, Matter.id)
    )
    return list(db.session.scalars(query.limit(MOST_GATHERED + len(one.items))))


def _reason(matter: Matter) -> str:
    if matter.due_at is None:
        return "both"
    return "late" if matter.due_at < clock.now() else "due"


def _item(title: str, reason: str, about_id: int | None, length: int) -> Item:
    return Item(
        title=title[:200],
        reason=reason,
        about_id=about_id,
        length=length,
        position=0,
        text="",
        edition=0,
        carried=False,
    )
