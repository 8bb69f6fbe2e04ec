"""Saved views: a list's address under a name, for its owner or shared with the owner's side; the other side never sees it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Select, String, and_, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from bpo_gov.kernel import clock
from bpo_gov.kernel.db import Model, db, words
from bpo_gov.kernel.errors import NotFound, Refused
from bpo_gov.kernel.parties import Actor, Party
from bpo_gov.kernel.words import say

MOST = 30  # of one person for one list
NAME = 60
QUERY = 4000  # a title of 100 signs and every filter fit


class SavedView(Model):
    """What stands behind the question mark of a list, under a name."""

    __tablename__ = "saved_views"
    __table_args__ = (Index("ix_saved_views_of", "agreement_id", "list", "party"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id"))
    list: Mapped[str] = mapped_column(String(32))  # the kind of matter it lists
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    party: Mapped[Party] = mapped_column(words(Party))
    shared: Mapped[bool]
    name: Mapped[str] = mapped_column(String(NAME))
    query: Mapped[str] = mapped_column(String(QUERY))
    created_at: Mapped[datetime]


def of(actor: Actor, kind: str) -> list[SavedView]:
    """The actor's own views of a list and those shared on the actor's side, by name."""
    own_or_shared = or_(SavedView.user_id == actor.user_id, SavedView.shared)
    query = _here(actor).where(SavedView.list == kind, own_or_shared)
    return list(db.session.execute(query.order_by(func.lower(SavedView.name), SavedView.id)).scalars())


def mine(actor: Actor, kind: str, view_id: int) -> SavedView:
    """One view of the actor's own. Raises NotFound for another's, shared or not."""
    query = _here(actor).where(SavedView.list == kind, SavedView.id == view_id, SavedView.user_id == actor.user_id)
    found = db.session.execute(query).scalar_one_or_none()
    if found is None:
        raise NotFound(say("There is nothing here, or you may not see it."))
    return found


def keep(actor: Actor, kind: str, query: str, /, *, name: str, shared: bool) -> SavedView:
    """Keep an address under a name; under the same name the new one takes the old one's place."""
    found = db.session.execute(
        _here(actor).where(SavedView.list == kind, SavedView.user_id == actor.user_id, SavedView.name == name)
    ).scalar_one_or_none()
    if found is None:
        _ask_for_room(actor, kind)
        found = SavedView(
            agreement_id=actor.agreement_id, list=kind, user_id=actor.user_id, party=actor.party, name=name,
            created_at=clock.now(),
        )  # fmt: skip
        db.session.add(found)
    found.query, found.shared = query, shared
    db.session.flush()
    return found


def _ask_for_room(actor: Actor, kind: str) -> None:
    count = select(func.count()).select_from(SavedView).where(
        and_(SavedView.agreement_id == actor.agreement_id, SavedView.list == kind, SavedView.user_id == actor.user_id)
    )  # fmt: skip
    if db.session.execute(count).scalar_one() >= MOST:
        raise Refused(say("You keep %(n)s views here: delete one first.", n=MOST))


def rename(view: SavedView, /, *, name: str, shared: bool) -> None:
    """Another name, and whether the own side sees it."""
    view.name, view.shared = name, shared


def drop(view: SavedView) -> None:
    """It is gone, also for those it was shared with."""
    db.session.delete(view)


def _here(actor: Actor) -> Select[SavedView]:
    """The views of the side the actor stands on now: who changed sides leaves them behind."""
    return select(SavedView).where(SavedView.agreement_id == actor.agreement_id, SavedView.party == actor.party)
