"""Whose turn it is, asked of the database in the words of the tables of moves."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from itertools import product

from sqlalchemy import ColumnElement, Float, and_, cast, exists, false, func, or_, select, true, tuple_

from bpo_gov.action_items.models import ActionItem
from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.framework import ChangeClass
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.change_requests.models import ChangeRequest, Statement
from bpo_gov.dashboards.queries import Place, is_open
from bpo_gov.kernel import access, clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.moves import ANY, NEW, Move
from bpo_gov.kernel.parties import SIDES, Actor, Party, Role
from bpo_gov.kernel.workflow import WORKFLOWS, Workflow

MOST = 20
OF_NEITHER = ("framework",)  # kinds that may be raised by no side: a version that was imported
Stand = tuple[str, str, Party]  # kind, state, and the side that raised it
Class = ChangeClass | None  # of a change request: some rows are for some classes only; None for other kinds


class Turn(StrEnum):
    """For whom something waits, from where a person sits."""

    ME = "me"
    SIDE = "side"
    OTHERS = "others"


class Needs(StrEnum):
    """What a way forward asks for beyond side and role."""

    NOTHING = "nothing"
    AUTHORITY = "authority"
    STATEMENT = "statement"
    QUESTION = "question"
    OWNER = "owner"


NEEDS: Mapping[tuple[str, str], Needs] = {
    ("action_item", "done"): Needs.OWNER,
    ("change_request", "approve"): Needs.AUTHORITY,
    ("change_request", "sign"): Needs.AUTHORITY,
    ("change_request", "ratify"): Needs.AUTHORITY,
    ("change_request", "agree_amendment"): Needs.STATEMENT,
    ("change_request", "agree_reopening"): Needs.STATEMENT,
    ("change_request", "answer"): Needs.QUESTION,
    ("framework", "sign"): Needs.AUTHORITY,
}


@dataclass(frozen=True)
class Waiting:
    """What waits, first due first: by turn, how many in each agreement, and the matters that are shown."""

    counts: Mapping[Turn, Mapping[int, int]]
    late_ours: int
    late_theirs: int
    matters: Mapping[Turn, Sequence[Matter]]

    def total(self, turn: Turn) -> int:
        """How many there are over all agreements."""
        return sum(self.counts[turn].values())


def waiting(places: Sequence[Place]) -> Waiting:
    """What waits for the person of these places: four queries, at most `MOST` matters a turn."""
    conditions = {
        Turn.ME: or_(false(), *(for_me(place) for place in places)),
        Turn.SIDE: or_(false(), *(and_(for_side(place), ~for_me(place)) for place in places)),
        Turn.OTHERS: or_(false(), *(for_others(place) for place in places)),
    }
    ours, late = or_(conditions[Turn.ME], conditions[Turn.SIDE]), Matter.due_at < clock.now()
    asked = (*conditions.values(), and_(ours, late), and_(conditions[Turn.OTHERS], late))
    columns = [func.count().filter(condition) for condition in asked]
    mine = Matter.agreement_id.in_([place.agreement.id for place in places])
    query = select(Matter.agreement_id, *columns).where(mine, is_open()).group_by(Matter.agreement_id)
    rows = db.session.execute(query).all()
    counts = {turn: {row[0]: row[at] for row in rows if row[at]} for at, turn in enumerate(conditions, start=1)}
    shown = {turn: _first(condition) for turn, condition in conditions.items()}
    return Waiting(counts, sum(row[-2] for row in rows), sum(row[-1] for row in rows), shown)


def for_side(place: Place) -> ColumnElement[bool]:
    """The side's turn, or the turn of both."""
    return and_(access.may_see(place.actor), is_open(), Matter.ball.in_((place.actor.party.value, "both")))


def for_others(place: Place) -> ColumnElement[bool]:
    """The other side's turn, in what the person may see: both sides take part in all of it."""
    return and_(access.may_see(place.actor), is_open(), Matter.ball == place.actor.party.other.value)


def for_me(place: Place) -> ColumnElement[bool]:
    """The side's turn, and the person holds the role, the authority and the place to make the way forward."""
    authority = or_(_may_sign_framework(place), _authority_reaches(place))
    return and_(for_side(place), way_forward(place.actor, authority))


def way_forward(actor: Actor, authority: ColumnElement[bool]) -> ColumnElement[bool]:
    """The actor holds what the way forward asks for; `authority` says where the actor may bind the side."""
    plain, classed = defaultdict[Needs, set[Stand]](set), defaultdict[Needs, set[tuple[str, Party, ChangeClass]]](set)
    for (needs, class_), stands in ways_of(actor).items():
        if class_ is None:
            plain[needs] |= stands
        else:
            classed[needs] |= {(state, raised_by, class_) for _kind, state, raised_by in stands}
    ways = [
        and_(or_(_stands(plain[needs]), _stands_by_class(classed[needs])), _meets(actor, needs, authority))
        for needs in Needs
        if plain[needs] or classed[needs]
    ]
    return or_(false(), *ways)


def ways_of(actor: Actor) -> Mapping[tuple[Needs, Class], set[Stand]]:
    """Where a matter must stand for the actor to have a way forward, by what that way needs besides and by its class."""
    return _ways(actor.party, actor.role)


@cache
def _ways(party: Party, role: Role) -> Mapping[tuple[Needs, Class], set[Stand]]:
    """The tables never change while the house stands."""
    actor = Actor(None, 0, party, role)
    ways: dict[tuple[Needs, Class], set[Stand]] = defaultdict(set)
    for flow in WORKFLOWS.values():
        classes: Sequence[Class] = tuple(ChangeClass) if flow.name == "change_request" else (None,)
        for state, raised_by, class_ in product(flow.states, _raisers(flow), classes):
            asked = _imagined(flow.name, actor.agreement_id, state, raised_by, class_)
            for move in _ahead(flow, asked):
                if move.who(asked, actor):
                    needs = NEEDS.get((flow.name, move.verb), Needs.NOTHING)
                    ways[needs, class_].add((flow.name, state.value, raised_by))
    return ways


def _imagined(kind: str, agreement_id: int, state: StrEnum, raised_by: Party, class_: Class) -> Matter:
    """A matter as a table looks at one."""
    if class_ is None:
        made: type[Matter] = Matter.__mapper__.polymorphic_map[kind].class_
        return made(agreement_id=agreement_id, state=state.value, raised_by=raised_by)
    return ChangeRequest(
        agreement_id=agreement_id, state=state.value, raised_by=raised_by, change_class=class_, note=None
    )


def _raisers(flow: Workflow) -> Sequence[Party]:
    """The sides, and the clock where a matter can be of neither."""
    return (*SIDES, Party.SYSTEM) if flow.name in OF_NEITHER else SIDES


def _ahead(flow: Workflow, asked: Matter) -> Iterable[Move]:
    """The main moves from a state; where there is none, whatever leads on and does not end it."""
    rows = [move for move in flow.table.values() if not move.quiet and move.from_ not in (NEW, ANY)]
    drawn = [move for move in rows if move.is_for(asked)]
    return [move for move in drawn if move.main] or [move for move in drawn if not move.hurts]


def _stands(stands: set[Stand]) -> ColumnElement[bool]:
    return tuple_(Matter.kind, Matter.state, Matter.raised_by).in_(sorted(stands)) if stands else false()


def _stands_by_class(stands: set[tuple[str, Party, ChangeClass]]) -> ColumnElement[bool]:
    """A change request stands there, and is of a class that has the way."""
    if not stands:
        return false()
    request = ChangeRequest.__table__.c
    where = tuple_(Matter.state, Matter.raised_by, request.change_class).in_(sorted(stands))
    return and_(Matter.kind == "change_request", exists().where(request.id == Matter.id, where))


def _meets(actor: Actor, needs: Needs, authority: ColumnElement[bool]) -> ColumnElement[bool]:
    if needs is Needs.STATEMENT:
        return exists().where(Statement.change_id == Matter.id, Statement.agreed_at.is_(None))
    if needs is Needs.QUESTION:
        request = ChangeRequest.__table__.c
        return exists().where(request.id == Matter.id, request.asked_of == actor.party.value)
    if needs is Needs.OWNER:  # mine by name, or the side's as a whole
        item = ActionItem.__table__.c
        owner = or_(item.owner_id == actor.user_id, item.owner_id.is_(None))
        return exists().where(item.id == Matter.id, owner)
    if needs is Needs.AUTHORITY:
        return authority
    return true()


def _may_sign_framework(place: Place) -> ColumnElement[bool]:
    """A version of the framework is signed by whoever it names itself."""
    coming = place.coming
    if coming is None or _authority(coming.terms, place.actor) is None:
        return false()
    return Matter.id == coming.id


def _authority_reaches(place: Place) -> ColumnElement[bool]:
    """A change is approved and signed by whoever may bind the side up to its value."""
    limit = _authority(place.terms, place.actor)
    if limit is None:
        return false()
    request = ChangeRequest.__table__.c
    # Amounts are text on SQLite: they are compared as numbers, which is exact enough to say who is asked.
    within = cast(func.coalesce(request.value, Decimal(0)), Float) <= float(limit)
    return exists().where(request.id == Matter.id, within)


def _authority(terms: Terms | None, actor: Actor) -> Decimal | None:
    line = agreements.authority_of(terms, actor) if terms else None
    return line.up_to if line else None


def _first(condition: ColumnElement[bool]) -> list[Matter]:
    query = select(Matter).where(condition)
    order = (Matter.due_at.is_(None), Matter.due_at, Matter.moved_at, Matter.id)
    return list(db.session.scalars(query.order_by(*order).limit(MOST)))
