"""Reads of decisions: one with what its guards and its page read, the newest that hold."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from bpo_gov.decisions.models import Decision, State
from bpo_gov.kernel import access
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor

PARTS = (
    joinedload(Decision.framework), joinedload(Decision.supersedes), joinedload(Decision.superseded_by), selectinload(Decision.signatures),
)  # fmt: skip
MOST_NEWEST, MOST_ABOUT, LONGEST_CHAIN = 5, 20, 50
SAME = ("title", "text", "amount", "effective_on")  # with what it is about: what makes two proposals the same


def load(number: int, actor: Actor, *, lock: bool = False) -> Decision:
    """One decision with its framework, signatures and neighbours in the chain. Raises NotFound."""
    return access.get(Decision, number, actor, lock=lock, options=PARTS)


def just_proposed(actor: Actor, words: Mapping[str, Any], about: Matter | None) -> int | None:
    """The number of the very same proposal by the same person a moment ago."""
    same = {name: words[name] for name in SAME} | {"about_id": about.id if about else None}
    return access.just_opened(Decision, actor, same)


def newest(actor: Actor) -> Sequence[Decision]:
    """The newest decisions that hold."""
    query = access.listing(Decision, actor).where(Matter.state == State.AGREED).order_by(Matter.number.desc())
    return list(db.session.execute(query.limit(MOST_NEWEST)).scalars())


def about(matter: Matter, actor: Actor) -> Sequence[Decision]:
    """The newest decisions about a matter, with who has agreed."""
    query = (
        access.listing(Decision, actor).where(Matter.about_id == matter.id).options(selectinload(Decision.signatures))
    )
    return list(db.session.execute(query.order_by(Matter.number.desc()).limit(MOST_ABOUT)).scalars())


def recorded_about(matter: Matter) -> Decision | None:
    """The decision that was recorded about a matter and still holds; call under the agreement's lock."""
    query = select(Decision).where(
        Matter.about_id == matter.id, Decision.source.is_not(None), Matter.state == State.AGREED
    )
    fresh = query.options(*PARTS).order_by(Matter.number.desc()).limit(1).execution_options(populate_existing=True)
    return db.session.execute(fresh).scalar_one_or_none()


def abouts(found: Sequence[Decision], actor: Actor) -> dict[int, Matter]:
    """What these decisions are about, by its id, of what the actor may see: one query."""
    wanted = {one.about_id for one in found if one.about_id is not None}
    if not wanted:
        return {}
    query = access.visible(select(Matter).where(Matter.id.in_(wanted)), actor)
    return {matter.id: matter for matter in db.session.execute(query).scalars()}


def chain(one: Decision) -> list[Decision]:
    """What took the place of what, oldest first, from the first decision to the last that holds; a proposal may end it."""
    if one.supersedes_id is None and one.superseded_by_id is None:
        return [one]
    back = select(Decision.id, Decision.supersedes_id).where(Decision.id == one.id).cte("back", recursive=True)
    back = back.union_all(select(Decision.id, Decision.supersedes_id).where(Decision.id == back.c.supersedes_id))
    on = select(Decision.id, Decision.superseded_by_id).where(Decision.id == one.id).cte("on", recursive=True)
    on = on.union_all(select(Decision.id, Decision.superseded_by_id).where(Decision.id == on.c.superseded_by_id))
    ids = select(back.c.id).union(select(on.c.id))
    query = select(Decision).where(Decision.id.in_(ids)).order_by(Matter.number)
    return list(db.session.execute(query.limit(LONGEST_CHAIN)).scalars())
