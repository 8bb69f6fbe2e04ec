"""The changes around one: before and after it in the list, named beside it, touching the same services."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, exists, func, literal, select, union, union_all

from bpo_gov.change_requests.models import ChangeRequest, Link, Subject, SubjectKind
from bpo_gov.change_requests.queries import UNSHARED
from bpo_gov.kernel import access
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor

MOST_NAMED = 40


@dataclass(frozen=True)
class Beside:
    """Other changes that belong with one: named by the writers from either end, and newest of the same services."""

    named: list[ChangeRequest]
    touching: list[ChangeRequest]


def beside(cr: ChangeRequest, actor: Actor, most: int = 5) -> Beside:
    """The changes beside one that the actor may see, in one query."""
    ends = union(
        select(Link.other_id.label("id")).where(Link.change_id == cr.id),
        select(Link.change_id.label("id")).where(Link.other_id == cr.id),
    ).subquery()
    newest = newest_touching(cr, actor).limit(most).subquery()
    found = union_all(
        select(ends.c.id, literal(1).label("named")), select(newest.c.id, literal(0).label("named"))
    ).subquery()
    query = (
        access.listing(ChangeRequest, actor)
        .add_columns(found.c.named)
        .join(found, found.c.id == ChangeRequest.id)
        .order_by(found.c.named.desc(), Matter.number.desc())
        .limit(MOST_NAMED + most)
    )
    rows = db.session.execute(query).all()
    named = [row[0] for row in rows if row.named]
    return Beside(named, [row[0] for row in rows if not row.named and row[0] not in named])


def newest_touching(cr: ChangeRequest, actor: Actor) -> Select[int]:
    """The ids of the other changes that touch one of its services, newest first.

    Asked of each change along the index of their numbers: a list of all that touch a service would be read to its end.
    """
    services = cr.codes(SubjectKind.SERVICE)
    touching = exists().where(
        Subject.change_id == ChangeRequest.id, Subject.kind == SubjectKind.SERVICE, Subject.code.in_(services)
    )
    mine = access.listing(ChangeRequest, actor).with_only_columns(ChangeRequest.id)
    return mine.where(touching, ChangeRequest.id != cr.id).order_by(Matter.number.desc())


def neighbours(cr: ChangeRequest, actor: Actor) -> dict[str, int | None]:
    """The numbers before and after, of those the actor may see."""
    mine = access.may_see(actor)
    before = select(func.max(Matter.number)).where(Matter.kind == "change_request", Matter.number < cr.number, mine)
    after = select(func.min(Matter.number)).where(Matter.kind == "change_request", Matter.number > cr.number, mine)
    row = db.session.execute(
        select(before.scalar_subquery().label("before"), after.scalar_subquery().label("after"))
    ).one()
    return {"previous": row.before, "next": row.after}


def shared_numbers(agreement_id: int, numbers: Collection[int]) -> dict[int, int]:
    """Id by number of those changes that both sides see."""
    query = select(Matter.number, Matter.id).where(
        Matter.agreement_id == agreement_id, Matter.kind == "change_request", Matter.number.in_(numbers), Matter.state.not_in(UNSHARED),
    )  # fmt: skip
    return {row.number: row.id for row in db.session.execute(query)}
