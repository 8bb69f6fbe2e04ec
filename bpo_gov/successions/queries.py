"""Reads of changes of key people: one, those of all posts, and who holds each post."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from bpo_gov.agreements import queries as agreements
from bpo_gov.kernel import access
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.successions import terms
from bpo_gov.successions.models import State, Succession
from bpo_gov.successions.rules import Change, Holder, Post, Version, holder

KIND = "succession"
PARTS = (joinedload(Succession.framework), selectinload(Succession.candidates))


def load(number: int, actor: Actor, *, lock: bool = False) -> Succession:
    """One change with its framework and who was proposed. Raises NotFound."""
    return access.get(Succession, number, actor, lock=lock, options=PARTS)


def at(agreement_id: int, post: Post) -> Succession | None:
    """The change of a post that is open."""
    return db.session.execute(
        select(Succession).where(Succession.slot == slot(agreement_id, post))
    ).scalar_one_or_none()


def slot(agreement_id: int, post: Post) -> str:
    """What names a post while a change of it is open."""
    return f"{agreement_id} {post.key}"


def told(actor: Actor) -> Sequence[Succession]:
    """Every change that is open or was carried out, the oldest first."""
    query = access.listing(Succession, actor).where(or_(Matter.ball.is_not(None), Matter.state == State.IN_PLACE))
    return list(db.session.scalars(query.options(*PARTS[1:]).order_by(Matter.number)).unique())


def holders(actor: Actor, changes: Iterable[Succession]) -> Mapping[Post, Holder]:
    """Who holds each post now, by every version that has been in force and the changes that were carried out."""
    signed = agreements.signed_before(actor.agreement_id, agreements.NEXT)
    signed = sorted(
        (one for one in signed if one.effective_from <= agreements.today_of(one)),
        key=lambda one: (one.effective_from, one.number),
    )
    number = {one.id: one.number for one in signed}
    by_version = [(one, {each.post.key: each for each in terms.named(one.terms)}) for one in signed]
    posts = {each.post.key: each.post for _version, found in by_version for each in found.values()}
    taken: dict[str, list[Change]] = {key: [] for key in posts}
    for one in changes:
        if one.taken_on and one.candidate and one.post.key in taken:
            under = number.get(one.framework_id, 0)
            taken[one.post.key].append(Change(under, one.taken_on, one.candidate.name, one.candidate.meets))
    answer = {}
    for key, post in posts.items():
        versions = [
            Version(one.number, one.effective_from, found[key].name if key in found else None)
            for one, found in by_version
        ]
        now = holder(versions, taken[key])
        if now is not None:
            answer[post] = now
    return answer
