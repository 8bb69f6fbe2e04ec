"""Reads of rounds: one, one's own answer, who is still to answer, and the medians of those that are closed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bpo_gov.agreements import policies
from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.kernel import access, clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import SIDES, Actor, Party, Role
from bpo_gov.pulses.models import Answer, Median, Pulse, State

KIND = "pulse"
PARTS = (joinedload(Pulse.framework),)
SHOWN = 12  # quarters of the chart: three years
Scores = Mapping[tuple[int, Party], int]


def now() -> datetime:
    """The moment of the request or of the clock."""
    return clock.now()


def today(terms: Terms) -> date:
    """The day it is where the deadlines of the agreement are told."""
    return policies.counting(terms).local_date(now())


def load(number: int, actor: Actor, *, lock: bool = False) -> Pulse:
    """One round with its framework. Raises NotFound."""
    return access.get(Pulse, number, actor, lock=lock, options=PARTS)


def slot(agreement_id: int, quarter: str) -> str:
    """The place that only one round holds at a time."""
    return f"{agreement_id}/{quarter}"


def taken(agreement_id: int, quarters: Iterable[str]) -> Mapping[str, Pulse]:
    """The rounds that hold these quarters, by quarter."""
    query = select(Pulse).where(Pulse.slot.in_([slot(agreement_id, quarter) for quarter in quarters]))
    return {one.quarter: one for one in db.session.scalars(query)}


def mine(one: Pulse, actor: Actor) -> Scores:
    """What the reader has answered, as long as the round is open. Nobody else's answer is read anywhere but to count."""
    query = select(Answer).where(Answer.pulse_id == one.id, Answer.user_id == actor.user_id)
    return {(answer.question, answer.seen): answer.score for answer in db.session.scalars(query)}


def all_of(one: Pulse) -> Sequence[Answer]:
    """Every answer, for the one who counts."""
    return list(db.session.scalars(select(Answer).where(Answer.pulse_id == one.id).order_by(Answer.id)))


def raters(one: Pulse) -> Mapping[Party, set[int]]:
    """Who has answered, by side."""
    query = select(Answer.side, Answer.user_id).where(Answer.pulse_id == one.id).distinct()
    found: dict[Party, set[int]] = {side: set() for side in SIDES}
    for side, user_id in db.session.execute(query):
        found[side].add(user_id)
    return found


def able(agreement_id: int) -> Mapping[Party, set[int]]:
    """Who may answer, by side: all but those who only look."""
    members = agreements.members(agreement_id)
    return {
        side: {member.user_id for member in members if member.party is side and member.rank >= Role.MEMBER}
        for side in SIDES
    }


def medians(ids: Sequence[int]) -> Sequence[Median]:
    """The medians of closed rounds."""
    query = (
        select(Median)
        .where(Median.pulse_id.in_(ids))
        .order_by(Median.pulse_id, Median.question, Median.seen, Median.side)
    )
    return list(db.session.scalars(query)) if ids else []


def closed(actor: Actor) -> Sequence[Pulse]:
    """The last closed rounds, oldest first."""
    query = access.listing(Pulse, actor).where(Matter.state == State.CLOSED.value)
    return list(db.session.scalars(query.order_by(Pulse.quarter.desc()).limit(SHOWN)))[::-1]
