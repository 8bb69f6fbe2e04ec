"""Reads of change requests: one with all its parts, lists, and what the envelope says."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from bpo_gov.agreements import policies
from bpo_gov.agreements.framework import ChangeClass
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.change_requests import rules, sums
from bpo_gov.change_requests.kept import Consumption, Measure
from bpo_gov.change_requests.models import ChangeRequest, Link, OrderLine, State, SubjectKind
from bpo_gov.kernel import access, calendars, clock, timers
from bpo_gov.kernel.db import db
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.signatures import Signature
from bpo_gov.kernel.words import Say

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
UNSHARED = (State.DRAFT, State.DISCARDED)
PARTS = (
    joinedload(ChangeRequest.framework),
    selectinload(ChangeRequest.subjects),
    joinedload(ChangeRequest.assessment),
    joinedload(ChangeRequest.note),
    joinedload(ChangeRequest.statement),
)
REST = (  # what `load` asks for one by one, where there is any
    selectinload(ChangeRequest.lines),
    selectinload(ChangeRequest.signatures),
    selectinload(ChangeRequest.links).joinedload(Link.other),
)


def load(number: int, actor: Actor, *, lock: bool = False) -> ChangeRequest:
    """One change request with everything its guards and its page read, and locked also its moves. Raises NotFound."""
    cr = access.get(ChangeRequest, number, actor, lock=lock, options=PARTS)
    if cr.change_class is ChangeClass.CATALOGUE:  # what most changes do not have is asked for only where it can be
        _bring(cr, "lines", select(OrderLine).where(OrderLine.change_id == cr.id).order_by(OrderLine.code))
    else:
        set_committed_value(cr, "lines", [])
    if cr.note is None:
        set_committed_value(cr, "signatures", [])
    else:
        _bring(cr, "signatures", select(Signature).where(Signature.matter_id == cr.id))
    if lock:
        _bring_links(cr)
    return cr


def load_for_writing(number: int, actor: Actor, *, lock: bool = False) -> ChangeRequest:
    """One change request with the changes that its writers name beside it, locked or not: for the forms of its moves."""
    cr = load(number, actor, lock=lock)
    if not lock:
        _bring_links(cr)
    return cr


def _bring_links(cr: ChangeRequest) -> None:
    _bring(cr, "links", select(Link).where(Link.change_id == cr.id).options(joinedload(Link.other)))


def _bring(cr: ChangeRequest, name: str, query: Select[Any]) -> None:
    fresh = query.execution_options(populate_existing=True)
    set_committed_value(cr, name, list(db.session.execute(fresh).scalars()))


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


def used(agreement_id: int, terms: Terms, on: date) -> Mapping[str, rules.Used]:
    """What each limit has used so far, by its code, from the kept sums: one query whatever the history."""
    asked = {}
    for limit in terms.envelope.limits:
        if measure := rules.measure_of(limit):
            first, last = rules.window_of(limit, on, terms)
            asked[limit.code] = sums.Asked(measure, first, last, getattr(limit, "change_class", None))
    return sums.used(agreement_id, asked)


def verdict(cr: ChangeRequest, used_: Mapping[str, rules.Used] | None = None) -> rules.Verdict:
    """What the envelope says of a change request now, its own reservation left out of what is used (`used_`, if known)."""
    terms, on = cr.framework.terms, today(cr)
    others = without(cr, used(cr.agreement_id, terms, on) if used_ is None else used_)
    return rules.judge(terms, effects(cr), others, cr.change_class.value, on)


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


def arithmetic(cr: ChangeRequest) -> Say:
    """How the value came about, in words."""
    return rules.arithmetic_of_value(effects(cr))


def ask_until(cr: ChangeRequest) -> datetime | None:
    """Until when further information may be asked: its period, from the beginning of the present stage."""
    period = policies.period_in(cr.framework.terms, "inform", cr.change_class)
    began = [timer.started_at for timer in timers.live(cr) if timer.policy in ("assess", "decide", "object")]
    if period is None or not began:
        return None
    return calendars.add(period.counting, min(began), period.n, period.unit).due


def just_opened(actor: Actor, words: Mapping[str, Any]) -> int | None:
    """The number of the very same request by the same person a moment ago."""
    return access.just_opened(ChangeRequest, actor, {name: words[name] for name in SAME})
