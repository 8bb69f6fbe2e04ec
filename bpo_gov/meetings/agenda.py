"""The agenda that builds itself: what is open between the two sides, each with the reason why it is there."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import and_, false, or_, select

from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.words import N_
from bpo_gov.kernel.workflow import WORKFLOWS
from bpo_gov.kpis.models import State as Figured
from bpo_gov.kpis.workflow import FIGURE
from bpo_gov.meetings import queries, terms
from bpo_gov.meetings.models import Item, Meeting, State
from bpo_gov.rectifications.workflow import RECTIFICATION
from bpo_gov.reliefs.workflow import RELIEF
from bpo_gov.reports.models import State as Reported
from bpo_gov.reports.workflow import REPORT
from bpo_gov.successions.workflow import SUCCESSION

MOST_GATHERED, SHORT, LONG = 12, 5, 10  # items, minutes
CONTESTED = and_(
    Matter.kind == FIGURE.name, Matter.state == Figured.CONTESTED
)  # no clock runs on it, so nothing else brings it up
SENT_BACK = and_(
    Matter.kind == REPORT.name, Matter.state == Reported.RETURNED
)  # talked about, whenever the next one is due
CURES = {
    RELIEF.name: "relief",
    RECTIFICATION.name: "plan",
    SUCCESSION.name: "key",
}  # talked about while open, whenever due
REASONS: Final[Mapping[str, str]] = {
    "last": N_("the minutes of the last meeting"), "carried": N_("carried over from the last meeting"), "late": N_("past its day"),
    "due": N_("due before the next meeting"), "both": N_("both sides have the turn"), "contested": N_("a figure that is contested"),
    "report": N_("a report due before the next meeting"), "report_late": N_("a report that is late"),
    "report_back": N_("a report that was sent back"), "report_there": N_("a report to be accepted or sent back"),
    "relief": N_("a claim for relief that is open"), "plan": N_("a failing that is being put right"), "key": N_("a key person changes"),
    "added": N_("added by one of us"),
}  # fmt: skip


def gather(one: Meeting, earlier: Sequence[Meeting]) -> list[Item]:
    """The items that the meeting does not have yet, in their order; `earlier` are the meetings of the forum before it."""
    seen = {item.about_id for item in one.items if item.about_id}
    titles = {item.title.casefold() for item in one.items}
    found: list[Item] = []
    for more in _all(one, earlier):
        if len(found) == MOST_GATHERED:
            break
        if more.title.casefold() not in titles and more.about_id not in seen:
            titles.add(more.title.casefold())
            seen |= {more.about_id} if more.about_id else set()
            found.append(more)
    begin = max((item.position for item in one.items), default=0) + 1
    for place, more in enumerate(found, begin):
        more.position = place
    return found


def _all(one: Meeting, earlier: Sequence[Meeting]) -> Iterator[Item]:
    last = queries.last_held(earlier)
    if last is not None and last.state == State.MINUTED:
        yield item(f"{last.label} {last.title}", "last", last.id, SHORT)
    left = [kept for other in _since(earlier, last) for kept in other.items if kept.reason != "last"]
    yield from (_again(kept) for kept in left if kept.carried or (kept.about_id is None and not kept.text))
    forum = terms.forum_of(one.framework.terms, one.forum)
    until = one.starts_at + (terms.EVERY[forum.cadence.value] if forum else timedelta())
    for matter in _open(one, until):
        yield item(f"{matter.label} {matter.title}", _reason(matter), matter.id, LONG)
    yield from (_again(kept) for kept in left if kept.about is not None and kept.about.ball is not None)


def _since(earlier: Sequence[Meeting], last: Meeting | None) -> list[Meeting]:
    """The last meeting that was held, and those after it that were not: what stood on their agenda is not lost."""
    return [other for other in earlier if last is None or other.starts_at >= last.starts_at]


def _again(kept: Item) -> Item:
    return item(kept.title, "carried", kept.about_id, kept.length)


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
        .where(
            or_(Matter.due_key < until, Matter.ball == "both", CONTESTED, SENT_BACK, Matter.kind.in_(CURES)),
            ~or_(false(), *private),
        )
        .order_by(Matter.due_key, Matter.id)
    )
    return list(db.session.scalars(query.limit(MOST_GATHERED + len(one.items))))


def _reason(matter: Matter) -> str:
    is_late = matter.due_at is not None and matter.due_at < clock.now()
    if matter.kind in CURES:
        return "late" if is_late else CURES[matter.kind]
    if matter.kind == REPORT.name:
        return _of_report(matter, is_late=is_late)
    if matter.due_at is None:
        return "contested" if matter.kind == FIGURE.name else "both"
    return "late" if is_late else "due"


def _of_report(matter: Matter, *, is_late: bool) -> str:
    if matter.state == Reported.DELIVERED:
        return "report_there"
    return "report_late" if is_late else "report_back" if matter.state == Reported.RETURNED else "report"


def item(title: str, reason: str, about_id: int | None, length: int, position: int = 0) -> Item:
    """A new item, not minuted yet."""
    return Item(
        title=title[:200], reason=reason, about_id=about_id, length=length, position=position, carried=False, text="", edition=0,
    )  # fmt: skip
