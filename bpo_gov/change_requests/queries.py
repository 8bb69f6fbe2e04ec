"""Reads of change requests: one with all its parts, lists, and what the envelope says."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from bpo_gov.agreements.framework import ChangeClass
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.models import Membership
from bpo_gov.change_requests import rules
from bpo_gov.change_requests.models import ChangeRequest, Consumption, Measure, State, Subject, SubjectKind
from bpo_gov.kernel import access, clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import SIDES, Actor, Party
from bpo_gov.kernel.words import Say

MOMENT = timedelta(minutes=10)
SAME = (
    "title",
    "reason",
    "description",
    "required_by",
    "one_off_cost",
    "monthly_cost",
    "months",
    "effort_days",
    "term_days",
)
ENDED = (State.CLOSED, State.REJECTED, State.WITHDRAWN, State.LAPSED, State.NEEDS_AMENDMENT, State.DISCARDED)
PARTS = (
    joinedload(ChangeRequest.framework),
    selectinload(ChangeRequest.subjects),
    joinedload(ChangeRequest.assessment),
    joinedload(ChangeRequest.note),
    joinedload(ChangeRequest.statement),
)


def load(number: int, actor: Actor, *, lock: bool = False) -> ChangeRequest:
    """One change request with everything its guards and its page read. Raises NotFound."""
    return access.get(ChangeRequest, number, actor, lock=lock, options=PARTS)


def today(cr: ChangeRequest) -> date:
    """The day it is in the agreement's zone: what is held or reserved is dated by it."""
    return clock.now().astimezone(ZoneInfo(cr.framework.terms.header.time_zone)).date()


def effects(cr: ChangeRequest) -> rules.Effects:
    """The effects that count now: the assessment's figures where there is one, else the request's."""
    figures = cr.assessment or cr
    band = band_measure(cr.framework.terms)
    return rules.Effects(
        one_off=figures.one_off_cost,
        monthly=figures.monthly_cost,
        months=figures.months,
        effort_days=figures.effort_days,
        term_days=figures.term_days,
        volume=((band, figures.volume),) if band and figures.volume is not None else (),
        clauses=cr.codes(SubjectKind.CLAUSE),
        services=cr.codes(SubjectKind.SERVICE),
        locations=cr.codes(SubjectKind.LOCATION),
        key_personnel=cr.codes(SubjectKind.PERSON),
        data_location=cr.data_location or None,
        currency=cr.framework.terms.header.currency,
    )


def band_measure(terms: Terms) -> str | None:
    """The measure whose volume the framework keeps within a band, if it does."""
    return next((limit.measure for limit in terms.envelope.limits if limit.kind == "band"), None)


def kept(agreement_id: int) -> list[Consumption]:
    """The kept sums of an agreement, in order of day: one query whatever the history."""
    query = select(Consumption).where(Consumption.agreement_id == agreement_id).order_by(Consumption.day)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def used(agreement_id: int, terms: Terms, on: date) -> Mapping[str, rules.Used]:
    """What each limit has used so far, by its code, from the kept sums."""
    return used_of(kept(agreement_id), terms, on)


def used_of(rows: Sequence[Consumption], terms: Terms, on: date) -> Mapping[str, rules.Used]:
    """What each limit has used of these kept sums when it is judged on a day, by its code."""
    answer = {}
    for limit in terms.envelope.limits:
        measure = rules.measure_of(limit)
        if measure is None:
            continue
        first, last = rules.window_of(limit, on, terms)
        mine = [row for row in rows if row.measure == measure and first <= row.day <= last and counts(limit, row)]
        answer[limit.code] = rules.Used(
            held=sum((row.held for row in mine), Decimal(0)), reserved=sum((row.reserved for row in mine), Decimal(0)),
            held_count=sum(row.held_count for row in mine), reserved_count=sum(row.reserved_count for row in mine),
        )  # fmt: skip
    return answer


def counts(limit: object, row: Consumption) -> bool:
    """Whether a limit counts the class of a kept sum."""
    only = getattr(limit, "change_class", None)
    return only is None or row.change_class == only


def verdict(cr: ChangeRequest) -> rules.Verdict:
    """What the envelope says of a change request now, its own reservation left out of what is used."""
    terms, on = cr.framework.terms, today(cr)
    return rules.judge(terms, effects(cr), without(cr, used(cr.agreement_id, terms, on)), cr.change_class.value, on)


def without(cr: ChangeRequest, used_: Mapping[str, rules.Used]) -> Mapping[str, rules.Used]:
    """What others use today: `used_` without what the change itself holds or reserves."""
    terms, on, day = cr.framework.terms, today(cr), cr.held_on or cr.reserved_on
    if day is None:
        return used_
    answer = dict(used_)
    own = amounts(cr)
    for limit in terms.envelope.limits:
        measure = rules.measure_of(limit)
        if measure is None:
            continue
        first, last = rules.window_of(limit, on, terms)
        if not first <= day <= last or (getattr(limit, "change_class", None) not in (None, cr.change_class.value)):
            continue
        was = answer[limit.code]
        amount, held = own[Measure(measure)], cr.held_on is not None
        answer[limit.code] = rules.Used(
            held=was.held - (amount if held else 0), reserved=was.reserved - (0 if held else amount),
            held_count=was.held_count - int(held), reserved_count=was.reserved_count - int(not held),
        )  # fmt: skip
    return answer


def amounts(cr: ChangeRequest) -> dict[Measure, Decimal]:
    """What a change uses of each kept measure; a saving and an unknown figure use nothing."""
    figures = effects(cr)
    value = rules.value_of(figures)
    return {
        Measure.VALUE: max(value or Decimal(0), Decimal(0)),
        Measure.COUNT: Decimal(1),
        Measure.TERM_DAYS: Decimal(max(figures.term_days or 0, 0)),
    }


def consumption(agreement_id: int, change_class: ChangeClass, day: date, measure: Measure) -> Consumption:
    """The kept sum of a day, added when there is none yet; the caller holds the agreement's lock."""
    key = {"agreement_id": agreement_id, "day": day, "change_class": change_class, "measure": measure}
    row = db.session.get(Consumption, key, populate_existing=True)
    if row is None:
        row = Consumption(**key, held=Decimal(0), reserved=Decimal(0), held_count=0, reserved_count=0)
        db.session.add(row)
    return row


def arithmetic(cr: ChangeRequest) -> Say:
    """How the value came about, in words."""
    return rules.arithmetic_of_value(effects(cr))


def open_here(actor: Actor) -> int:
    """How many are open in this agreement, for the navigation."""
    query = select(func.count()).select_from(Matter).where(Matter.kind == "change_request", Matter.state.not_in(ENDED))
    return int(db.session.execute(access.visible(query, actor)).scalar_one())


def neighbours(cr: ChangeRequest, actor: Actor) -> dict[str, int | None]:
    """The numbers before and after, of those the actor may see."""
    mine = access.may_see(actor)
    before = select(func.max(Matter.number)).where(Matter.kind == "change_request", Matter.number < cr.number, mine)
    after = select(func.min(Matter.number)).where(Matter.kind == "change_request", Matter.number > cr.number, mine)
    row = db.session.execute(
        select(before.scalar_subquery().label("before"), after.scalar_subquery().label("after"))
    ).one()
    return {"previous": row.before, "next": row.after}


def related(cr: ChangeRequest, actor: Actor, most: int = 5) -> list[ChangeRequest]:
    """Other changes that touch the same services, newest first."""
    services = cr.codes(SubjectKind.SERVICE)
    if not services:
        return []
    touching = select(Subject.change_id).where(
        Subject.kind == SubjectKind.SERVICE, Subject.code.in_(services), Subject.change_id != cr.id
    )
    query = (
        access.listing(ChangeRequest, actor)
        .where(ChangeRequest.id.in_(touching))
        .order_by(Matter.number.desc())
        .limit(most)
    )
    return list(db.session.execute(query).scalars())


def just_opened(actor: Actor, words: Mapping[str, Any]) -> int | None:
    """The number of the very same request by the same person in the last minutes: the back button and a second click on send."""
    same = [getattr(ChangeRequest, name).is_not_distinct_from(words[name]) for name in SAME]
    query = select(ChangeRequest.number).where(
        ChangeRequest.agreement_id == actor.agreement_id, ChangeRequest.raised_by_id == actor.user_id,
        ChangeRequest.created_at > clock.now() - MOMENT, *same,
    )  # fmt: skip
    return db.session.execute(query.limit(1)).scalar_one_or_none()


def count_by_side(members: Sequence[Membership]) -> dict[Party, int]:
    """How many people each side has here."""
    return {side: sum(1 for member in members if member.party is side) for side in SIDES}
