"""Two keys: a person's signature under a text, by the authority it was given with."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, inspect, select
from sqlalchemy.orm import Mapped, mapped_column

from bpo_gov.kernel import clock
from bpo_gov.kernel.db import Model, db, words
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import SIDES, Actor, Party


class Signature(Model):
    """One side's signature: bound to the digest of the text it stands under, so another text needs another one."""

    __tablename__ = "signatures"
    __table_args__ = (UniqueConstraint("matter_id", "party", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matters.id"))
    party: Mapped[Party] = mapped_column(words(Party))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(200))
    clause: Mapped[str | None] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


def made(actor: Actor, digest: str, clause: str | None) -> Signature:
    """The actor's signature under a text, not yet of any matter; the caller has asked whether the authority reaches."""
    if actor.user_id is None:
        raise ValueError("only a person signs")
    return Signature(
        party=actor.party, user_id=actor.user_id, name=actor.name, title=actor.title, clause=clause, digest=digest, at=clock.now(),
    )  # fmt: skip


def copied(given: Signature, digest: str) -> Signature:
    """A signature that was given elsewhere, as it was given, beside words kept under another digest; not yet of any matter."""
    return Signature(
        party=given.party, user_id=given.user_id, name=given.name, title=given.title, clause=given.clause, digest=digest, at=given.at,
    )  # fmt: skip


def sign(matter: Matter, actor: Actor, digest: str, clause: str | None) -> Signature:
    """Put the actor's signature under a text of a matter."""
    signature = made(actor, digest, clause)
    signature.matter_id = matter.id
    db.session.add(signature)
    state: Any = inspect(matter)
    if "signatures" in state.mapper.relationships and "signatures" not in state.unloaded:
        state.dict["signatures"].append(signature)
    return signature


def under(matter: Matter, digest: str) -> dict[Party, Signature]:
    """The signatures under a text, by side."""
    return {signature.party: signature for signature in _of(matter) if signature.digest == digest}


def _of(matter: Matter) -> list[Signature]:
    """All signatures of a matter: those that were loaded with it, where its kind keeps them at hand."""
    state: Any = inspect(matter)
    if "signatures" in state.mapper.relationships and "signatures" not in state.unloaded:
        return list(state.dict["signatures"])
    return list(db.session.execute(select(Signature).where(Signature.matter_id == matter.id)).scalars())


def missing(matter: Matter, digest: str) -> tuple[Party, ...]:
    """The sides that have not signed a text."""
    signed = under(matter, digest)
    return tuple(side for side in SIDES if side not in signed)
