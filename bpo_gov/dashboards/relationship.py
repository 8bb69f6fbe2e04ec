"""Reads of one relationship for its overview: only what both sides see alike, so the page can be shown to both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import aliased, selectinload

from bpo_gov.accounts.models import User
from bpo_gov.agreements.models import Framework, FrameworkState, Membership
from bpo_gov.change_requests.kept import Consumption, Measure
from bpo_gov.dashboards.queries import Open, how_much_is_open, is_open, is_shared
from bpo_gov.kernel import access, clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.ledger import NARROW, Event
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor, Party
from bpo_gov.kernel.timers import Timer
from bpo_gov.meetings.models import Meeting
from bpo_gov.meetings.queries import AHEAD

LAST = 10
WITH_EACH = 8


@dataclass(frozen=True)
class Entry:
    """An entry of the record with the matter it is about and the person who made it; the clock has no name."""

    event: Event
    matter: Matter
    name: str
    title: str


@dataclass(frozen=True)
class Used:
    """What changes took of the agreement on one day, over all classes."""

    day: date
    held: Decimal = Decimal(0)
    reserved: Decimal = Decimal(0)
    held_count: int = 0
    reserved_count: int = 0

    def plus(self, row: Consumption) -> "Used":
        """With what one class of change took."""
        return Used(
            self.day,
            self.held + row.held,
            self.reserved + row.reserved,
            self.held_count + row.held_count,
            self.reserved_count + row.reserved_count,
        )


def how_much(actor: Actor) -> Open:
    """How much is open between the two sides."""
    return how_much_is_open(_both_see(actor)).get(actor.agreement_id, Open())


def open_with(party: Party, actor: Actor) -> list[Matter]:
    """What waits for a side, first due first."""
    query = select(Matter).where(_both_see(actor), is_open(), Matter.ball.in_((party.value, "both")))
    order = (Matter.due_at.is_(None), Matter.due_at, Matter.moved_at, Matter.id)
    return list(db.session.scalars(query.order_by(*order).limit(WITH_EACH)))


def deadlines(actor: Actor) -> list[tuple[Timer, Matter]]:
    """The running deadlines over all matters, first due first; what is late comes first of all."""
    query = (
        select(Timer, Matter)
        .join(Matter, Timer.matter_id == Matter.id)
        .where(_both_see(actor), is_open(), Timer.ended_at.is_(None), Timer.policy.not_like("warn:%"))
        .order_by(Timer.due_at, Timer.id)
        .limit(LAST)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def last_entries(actor: Actor) -> list[Entry]:
    """The last entries of the record that both sides may read, newest first."""
    person, member = aliased(User), aliased(Membership)
    query = (
        select(Event, Matter, func.coalesce(person.name, ""), func.coalesce(member.title, ""))
        .join(Matter, Event.matter_id == Matter.id)
        .outerjoin(person, Event.actor_id == person.id)
        .outerjoin(member, and_(member.user_id == Event.actor_id, member.agreement_id == Event.agreement_id))
        .where(Event.agreement_id == actor.agreement_id, Event.told.not_in(NARROW), _both_see(actor))
        .order_by(Event.seq.desc())
        .limit(LAST)
    )
    return [Entry(*row) for row in db.session.execute(query)]


def next_meeting(actor: Actor) -> Meeting | None:
    """The meeting that begins next, or goes on now, with its agenda; two statements."""
    query = (
        access.listing(Meeting, actor)
        .where(Matter.state.in_(AHEAD), Meeting.starts_at > clock.now() - timedelta(days=1))
        .order_by(Meeting.starts_at, Meeting.id)
        .options(selectinload(Meeting.items))
    )
    return db.session.scalars(query.limit(1)).first()


def head(agreement_id: int) -> tuple[int, str] | None:
    """How many entries the record has, and the hash of the last one."""
    query = select(Event.seq, Event.hash).where(Event.agreement_id == agreement_id).order_by(Event.seq.desc()).limit(1)
    row = db.session.execute(query).first()
    return (row.seq, row.hash) if row else None


def used_by_day(agreement_id: int) -> list[Used]:
    """The value that approved changes hold and open ones reserve, day by day, from the kept sums."""
    mine = Consumption.agreement_id == agreement_id
    query = select(Consumption).where(mine, Consumption.measure == Measure.VALUE).order_by(Consumption.day)
    days: dict[date, Used] = {}
    for row in db.session.scalars(query.execution_options(populate_existing=True)):
        days[row.day] = days.get(row.day, Used(row.day)).plus(row)
    return list(days.values())


def coming(agreement_id: int) -> Framework | None:
    """The newest version of the framework that is proposed, or signed and not yet in force."""
    states = (FrameworkState.PROPOSED, FrameworkState.ACTIVE)
    query = select(Framework).where(Framework.agreement_id == agreement_id, Framework.state.in_(states))
    return db.session.scalars(query.order_by(Framework.number.desc()).limit(1)).first()


def able_to_sign(framework: Framework, party: Party) -> Sequence[tuple[str, str]]:
    """Name and title of everybody who may sign for a side."""
    terms = framework.terms
    people = [terms.person(line.person) for line in terms.authorities(party)]
    return list(dict.fromkeys((person.name, person.title) for person in people if person))


def _both_see(actor: Actor) -> ColumnElement[bool]:
    return and_(access.may_see(actor), is_shared())
