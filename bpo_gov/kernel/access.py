"""The only way to lay hands on a matter: what the actor may not see is not found."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.sql.base import ExecutableOption

from bpo_gov.kernel import clock, ledger
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import NotFound
from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor, Party
from bpo_gov.kernel.words import say
from bpo_gov.kernel.workflow import WORKFLOWS

M = TypeVar("M", bound=Matter)
Q = TypeVar("Q", bound="Select[*tuple[Any, ...]]")
MOST_ABOUT: Final = 20
MOMENT: Final = timedelta(minutes=10)


def may_see(actor: Actor) -> ColumnElement[bool]:
    """The condition on `matters`: my agreement, and not the other side's private states; of a neutral the one matter."""
    if actor.party is Party.NEUTRAL:
        return and_(Matter.agreement_id == actor.agreement_id, Matter.id == actor.only)
    return of_side(actor.agreement_id, actor.party)


def of_side(agreement_id: Any, party: Any) -> ColumnElement[bool]:
    """What a side may see of an agreement; either may be a parameter of a statement that is made once."""
    private = [
        and_(Matter.kind == flow.name, Matter.state.in_(flow.private)) for flow in WORKFLOWS.values() if flow.private
    ]
    mine = Matter.agreement_id == agreement_id
    return and_(mine, or_(Matter.raised_by == party, ~or_(*private))) if private else mine


def visible(query: Q, actor: Actor) -> Q:
    """Narrow any query over `matters` to what the actor may see."""
    return query.where(may_see(actor))


def get(
    model: type[M], number: int, actor: Actor, *, lock: bool = False, options: Sequence[ExecutableOption] = ()
) -> M:
    """The matter with this number; with `lock`, the agreement is held for this writer and the row is read afresh.

    Raises NotFound when it is not there or not visible: nobody can tell which.
    """
    query = listing(model, actor).where(Matter.number == number).options(*options)
    if lock:
        ledger.lock(actor.agreement_id)
        query = query.with_for_update(of=Matter).execution_options(populate_existing=True)
    found = db.session.execute(query).unique().scalar_one_or_none()
    if found is None:
        raise NotFound(say("There is nothing here, or you may not see it."))
    return found


def listing(model: type[M], actor: Actor) -> Select[M]:
    """The matters of a kind that the actor may see, to be narrowed further."""
    return visible(
        select(model).where(Matter.kind == model.__mapper__.polymorphic_identity), actor
    )  # as the indexes begin


def just_opened(model: type[M], actor: Actor, words: Mapping[str, Any]) -> int | None:
    """The number of the very same matter by the same person in the last minutes: the back button and a second click on send.

    `words` are the columns that make two of this kind the same.
    """
    same = [getattr(model, name).is_not_distinct_from(value) for name, value in words.items()]
    query = select(model.number).where(
        model.agreement_id == actor.agreement_id, model.raised_by_id == actor.user_id, model.created_at > clock.now() - MOMENT, *same,
    )  # fmt: skip
    return db.session.execute(query.limit(1)).scalar_one_or_none()


def about_of(matter: Matter, actor: Actor) -> Matter | None:
    """What a matter is about, where the actor may see it."""
    if matter.about_id is None:
        return None
    query = visible(select(Matter).where(Matter.id == matter.about_id), actor)
    return db.session.execute(query).scalar_one_or_none()


def about(matter: Matter, actor: Actor, apart: str = "") -> Sequence[Matter]:
    """The newest matters of any kind but one that are about this one, of those the actor may see."""
    query = visible(select(Matter).where(Matter.about_id == matter.id, Matter.kind != apart), actor)
    return list(db.session.execute(query.order_by(Matter.id.desc()).limit(MOST_ABOUT)).scalars())


def named(label: str, actor: Actor) -> Matter | None:
    """The matter that a label like CR-12 names, of those the actor may see."""
    prefix, _, number = label.strip().upper().partition("-")
    kinds = {mapper.class_.PREFIX: mapper.polymorphic_identity for mapper in Matter.__mapper__.self_and_descendants}
    if prefix not in kinds or not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    query = select(Matter).where(Matter.kind == kinds[prefix], Matter.number == int(number))
    return db.session.execute(visible(query, actor)).scalar_one_or_none()


def events_of(matter: Matter, actor: Actor) -> list[tuple[Event, EventContent]]:
    """The timeline of a matter, oldest first, without the other side's own entries."""
    query = (
        select(Event, EventContent)
        .join(EventContent)
        .where(Event.matter_id == matter.id, Event.agreement_id == actor.agreement_id, may_see_event(actor))
        .order_by(Event.seq)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def may_see_event(actor: Actor) -> ColumnElement[bool]:
    """The condition on `events`: everything but the other side's own entries, and what is without prejudice."""
    readable = [
        and_(Event.told == told, Event.party == party)
        for told in ledger.NARROW
        for party in Party
        if ledger.may_read(told, party, actor.party, actor.role)
    ]
    if actor.since is not None:  # what was confided before a mediator came, or to another one, stays there
        readable = [and_(or_(*readable), Event.at >= actor.since)]
    return or_(Event.told.not_in(ledger.NARROW), *readable)
