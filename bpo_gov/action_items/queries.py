"""Reads of action items: one, those about a matter, mine in all agreements, and how punctual each side is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from bpo_gov.action_items.models import ActionItem, State
from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.models import Membership
from bpo_gov.kernel import access
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import SIDES, Actor, Party, Role

KIND = "action_item"
PARTS = (joinedload(ActionItem.framework),)
MOST_ABOUT = 20
MOST_MINE = 50
SAME = ("title", "details", "owner_side", "owner_id", "due_on")  # with what it is about: what makes two the same


@dataclass(frozen=True)
class Punctuality:
    """How many actions a side has done in time and late, and how many are open, of these how many past a day."""

    party: Party
    on_time: int = 0
    late: int = 0
    open: int = 0
    open_late: int = 0

    @property
    def done(self) -> int:
        return self.on_time + self.late

    @property
    def any(self) -> bool:
        return bool(self.done or self.open)


def load(number: int, actor: Actor, *, lock: bool = False) -> ActionItem:
    """One action item with its framework. Raises NotFound."""
    return access.get(ActionItem, number, actor, lock=lock, options=PARTS)


def just_added(actor: Actor, words: Mapping[str, Any], about: Matter | None) -> int | None:
    """The number of the very same action by the same person a moment ago."""
    same = {name: words[name] for name in SAME} | {"about_id": about.id if about else None}
    return access.just_opened(ActionItem, actor, same)


def able(agreement_id: int) -> list[Membership]:
    """Who can own an action: the people of both sides who may report one as done."""
    return [member for member in agreements.members(agreement_id) if member.rank >= Role.MEMBER]


def about(matter: Matter, actor: Actor) -> Sequence[ActionItem]:
    """The newest action items about a matter."""
    query = access.listing(ActionItem, actor).where(Matter.about_id == matter.id).order_by(Matter.number.desc())
    return list(db.session.execute(query.limit(MOST_ABOUT)).scalars())


def open_of(actor: Actor) -> Sequence[ActionItem]:
    """The open action items of an agreement, first due first."""
    query = access.listing(ActionItem, actor).where(Matter.ball.is_not(None)).order_by(Matter.due_key, Matter.number)
    return list(db.session.execute(query.limit(MOST_ABOUT)).scalars())


def mine(actors: Sequence[Actor]) -> Sequence[ActionItem]:
    """What a person owns by name and is open, over all the agreements they act in, first due first; one query."""
    if not actors:
        return []
    places = or_(*(access.may_see(actor) for actor in actors))
    query = select(ActionItem).where(
        places, ActionItem.owner_id == actors[0].user_id, ActionItem.ended_at.is_(None), Matter.ball.is_not(None)
    )
    return list(db.session.scalars(query.order_by(ActionItem.due_on, ActionItem.id).limit(MOST_MINE)))


def owned_by(user_id: int, agreement_id: int) -> Sequence[ActionItem]:
    """What a person owns by name in one agreement and is open, with all that its moves read."""
    query = select(ActionItem).where(
        ActionItem.owner_id == user_id, ActionItem.ended_at.is_(None), Matter.agreement_id == agreement_id
    )
    query = query.order_by(ActionItem.id).options(*PARTS).execution_options(populate_existing=True)
    return list(db.session.scalars(query))


def punctuality(actor: Actor) -> list[Punctuality]:
    """Each side, client first: what it has done in time and late, what is open; what was dropped counts nowhere.

    Late is what was open when one of its days ended, even if the day was moved afterwards. One grouped query.
    """
    query = select(ActionItem.owner_side, Matter.state, ActionItem.is_late, func.count().label("n")).where(
        access.may_see(actor), Matter.kind == KIND, Matter.id == ActionItem.id
    )
    found = {
        (row.owner_side, row.state, bool(row.is_late)): row.n
        for row in db.session.execute(query.group_by(ActionItem.owner_side, Matter.state, ActionItem.is_late))
    }
    return [
        Punctuality(
            side,
            on_time=found.get((side, State.DONE.value, False), 0),
            late=found.get((side, State.DONE.value, True), 0),
            open=sum(found.get((side, State.OPEN.value, late), 0) for late in (False, True)),
            open_late=found.get((side, State.OPEN.value, True), 0),
        )
        for side in SIDES
    ]
