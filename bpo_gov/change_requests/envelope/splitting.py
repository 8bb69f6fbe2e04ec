"""Which standing changes of one side lie close enough in time to be one change in parts, handed to the rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from bpo_gov.agreements import policies
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.change_requests import queries, rules
from bpo_gov.change_requests.models import ChangeRequest, State
from bpo_gov.kernel import calendars, clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.ledger import Event
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Party

MOST = 100  # neighbours looked at, the newest first
UNSEEN = (State.DRAFT, State.DISCARDED)  # what only one side sees is nobody's neighbour
GONE = (State.RETURNED, State.REJECTED, State.WITHDRAWN, State.LAPSED, State.NEEDS_AMENDMENT)
SUBMITTED = "change_request.submitted"
LONGEST = {"working_day": 7, "calendar_day": 1, "working_hour": 7, "month": 31}  # calendar days of a unit, at most
SLACK = timedelta(days=60)  # closures that a calendar may put in between


@dataclass(frozen=True)
class Standing:
    """A standing change with the moment it was submitted."""

    change: ChangeRequest
    raised_at: datetime


@dataclass(frozen=True)
class Marked:
    """A change with the warnings it carries."""

    change: ChangeRequest
    splits: tuple[rules.Split, ...]


def judged(cr: ChangeRequest, side: Party | None = None, raised_at: datetime | None = None) -> rules.Verdict:
    """What the envelope says of a change, with the warning of one change in parts.

    `side` where nobody raised it yet; `raised_at` where the moment of its submission is known.
    """
    used = queries.used(cr.agreement_id, cr.framework.terms, queries.today(cr))
    verdict = queries.verdict(cr, used)
    if cr.state and State(cr.state) in GONE:
        return verdict
    return replace(verdict, splits=_splits(cr, side or cr.raised_by, used, raised_at))


def told(cr: ChangeRequest) -> dict[str, Any]:
    """What the record keeps of the warnings when a change is submitted; nothing where there are none."""
    found = _splits(cr, cr.raised_by, None, clock.now())
    if not found:
        return {}
    kept = [
        {"limit": split.code, "clause": split.clause, "others": [other.label for other in split.others], "sum": str(split.sentence)}
        for split in found
    ]  # fmt: skip
    return {"splitting": kept}


def marked(agreement_id: int, terms: Terms, used: Mapping[str, rules.Used]) -> list[Marked]:
    """The changes of today's neighbourhood that look like parts of one, each with its warnings, newest first."""
    if terms.envelope.splitting is None:
        return []
    now = clock.now()
    near = _standing(and_(Matter.agreement_id == agreement_id), now - _reach(terms))
    answer = []
    for one in near:
        others = [other for other in near if other.change.raised_by is one.change.raised_by]
        found = _judge(terms, one.change, one.raised_at, others, queries.without(one.change, used))
        answer += [Marked(one.change, found)] if found else []
    return answer


def _splits(
    cr: ChangeRequest, side: Party, used: Mapping[str, rules.Used] | None, raised_at: datetime | None
) -> tuple[rules.Split, ...]:
    terms = cr.framework.terms
    if terms.envelope.splitting is None:
        return ()
    raised_at = raised_at or _raised_at(cr)
    near = _standing(and_(Matter.agreement_id == cr.agreement_id, Matter.raised_by == side), raised_at - _reach(terms))
    if all(one.change is cr for one in near):
        return ()
    used = queries.used(cr.agreement_id, terms, queries.today(cr)) if used is None else used
    return _judge(terms, cr, raised_at, near, queries.without(cr, used))


def _judge(
    terms: Terms, cr: ChangeRequest, raised_at: datetime, near: Sequence[Standing], used: Mapping[str, rules.Used]
) -> tuple[rules.Split, ...]:
    others = [
        _part(other.change, other.raised_at, terms)
        for other in near
        if other.change is not cr and _is_short(terms, raised_at, other.raised_at)
    ]
    return rules.splits(terms, _part(cr, raised_at, terms), others, used, queries.today(cr))


def _part(cr: ChangeRequest, raised_at: datetime, terms: Terms) -> rules.Part:
    day = policies.counting(terms).local_date(raised_at)
    label = cr.label if cr.number else ""
    return rules.Part(label, cr.title, day, cr.change_class.value, queries.effects(cr), cr.held_on or cr.reserved_on)


def _is_short(terms: Terms, one: datetime, other: datetime) -> bool:
    """Whether the time between two submissions is within what the framework names, counted as it counts."""
    splitting = terms.envelope.splitting
    if splitting is None:
        return False
    first, last = min(one, other), max(one, other)
    end = calendars.add(policies.counting(terms), first, splitting.within.n, splitting.within.unit).due
    return last <= end


def _reach(terms: Terms) -> timedelta:
    """No neighbour is older: the longest that the named time can be."""
    splitting = terms.envelope.splitting
    return timedelta(days=splitting.within.n * LONGEST[splitting.within.unit]) + SLACK if splitting else timedelta()


def _standing(of: ColumnElement[bool], since: datetime) -> list[Standing]:
    """What stands and was submitted since then, newest first; a matter is never moved before it is submitted."""
    at = (
        select(func.min(Event.at))
        .where(Event.matter_id == ChangeRequest.id, Event.name == SUBMITTED)
        .correlate(ChangeRequest)
        .scalar_subquery()
    )
    query = (
        select(ChangeRequest, at)
        .options(*queries.PARTS)
        .where(of, Matter.state.not_in((*UNSEEN, *GONE)), Matter.moved_at >= since, at >= since)
        .order_by(at.desc(), Matter.number.desc())
        .limit(MOST)
    )
    return [Standing(row[0], row[1]) for row in db.session.execute(query).unique()]


def _raised_at(cr: ChangeRequest) -> datetime:
    if not cr.number or State(cr.state) in UNSEEN:
        return clock.now()
    query = select(func.min(Event.at)).where(Event.matter_id == cr.id, Event.name == SUBMITTED)
    return db.session.execute(query).scalar_one_or_none() or clock.now()
