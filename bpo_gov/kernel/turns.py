"""Whose turn it was, and since when: one row each time it changes, so that held time can be told for each side."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column

from bpo_gov.kernel.db import Model, db
from bpo_gov.kernel.matters import Matter


class Turn(Model):
    """From `since` on a matter waits for `ball`: client, vendor, both, or nobody."""

    __tablename__ = "turns"
    __table_args__ = (Index("ix_turns_matter_id", "matter_id", "since"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matters.id"))
    since: Mapped[datetime]
    ball: Mapped[str | None] = mapped_column(String(8))


def note_turn(matter: Matter, before: str | None) -> None:
    """Keep that the ball has changed hands; what stays as it was leaves no row."""
    if matter.ball != before:
        db.session.add(Turn(matter_id=matter.id, since=matter.moved_at, ball=matter.ball))


def turns_of(matter_id: int) -> list[Turn]:
    """Every change of the ball, oldest first."""
    query = select(Turn).where(Turn.matter_id == matter_id).order_by(Turn.since, Turn.id)
    return list(db.session.scalars(query))
