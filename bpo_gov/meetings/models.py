"""A meeting of a forum: when and where, its agenda with minutes, who was there, and each version of the minutes."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bpo_gov.agreements.models import Framework
from bpo_gov.kernel.db import Json, Model, words
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Party
from bpo_gov.meetings.rules.quorum import Presence


class State(StrEnum):
    DRAFT = "draft"  # planned by the rhythm of its forum; nobody is invited yet
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    MINUTED = "minuted"
    AGREED = "agreed"
    NOTED = "noted"
    CANCELLED = "cancelled"


class Meeting(Matter):
    """One meeting of a forum of the framework; `sequence` grows with every change that calendars must know."""

    __tablename__ = "meetings"
    __mapper_args__ = {"polymorphic_identity": "meeting"}  # noqa: RUF012 - SQLAlchemy's own form
    __table_args__ = (  # type: ignore[assignment]
        CheckConstraint("length between 5 and 1440", name="length_in_a_day"),
        Index("ix_meetings_starts_at", "starts_at", "id"),
        Index("ix_meetings_forum", "forum", "starts_at"),
    )
    PREFIX = "MTG"

    id: Mapped[int] = mapped_column(ForeignKey("matters.id"), primary_key=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("frameworks.id"), index=True)
    forum: Mapped[str] = mapped_column(String(40))  # its code in the framework
    starts_at: Mapped[datetime]
    length: Mapped[int]  # minutes
    place: Mapped[str] = mapped_column(String(200), default="")
    chair: Mapped[Party] = mapped_column(words(Party))
    rhythm: Mapped[dict[str, Any] | None] = mapped_column(Json)  # what it keeps of its series, as rhythm.kept writes it
    sequence: Mapped[int] = mapped_column(default=0)
    sent_by: Mapped[str | None] = mapped_column(String(8))  # the side whose words the minutes are; the other one agrees
    client_note: Mapped[str] = mapped_column(default="")  # beside the minutes, where the two did not agree
    vendor_note: Mapped[str] = mapped_column(default="")

    framework: Mapped[Framework] = relationship(foreign_keys=framework_id, lazy="raise_on_sql")
    items: Mapped[list["Item"]] = relationship(
        lazy="raise_on_sql", order_by="Item.position", cascade="all, delete-orphan", foreign_keys="Item.meeting_id"
    )
    seats: Mapped[list["Seat"]] = relationship(lazy="raise_on_sql", order_by="Seat.id", cascade="all, delete-orphan")
    versions: Mapped[list["Minutes"]] = relationship(lazy="raise_on_sql", order_by="Minutes.number")

    def note_of(self, party: Party) -> str:
        """What a side put beside the minutes."""
        return self.client_note if party is Party.CLIENT else self.vendor_note

    def item(self, item_id: int) -> "Item | None":
        """The item of the agenda with this key."""
        return next((item for item in self.items if item.id == item_id), None)


class Item(Model):
    """One item of the agenda: why it is there, and what is minuted. `edition` grows with its text: of two writers one wins."""

    __tablename__ = "meeting_items"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(String(24))  # a key of agenda.REASONS
    about_id: Mapped[int | None] = mapped_column(ForeignKey("matters.id"), index=True)
    length: Mapped[int]  # minutes that are planned for it
    carried: Mapped[bool] = mapped_column(default=False)  # to the next meeting of the forum
    text: Mapped[str] = mapped_column(default="")
    edition: Mapped[int] = mapped_column(default=0)

    about: Mapped[Matter | None] = relationship(lazy="raise_on_sql", foreign_keys=about_id)


class Preparation(Model):
    """What one side has prepared for an item and keeps to itself."""

    __tablename__ = "meeting_preparations"
    __table_args__ = (UniqueConstraint("item_id", "party"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("meeting_items.id", ondelete="CASCADE"))
    party: Mapped[Party] = mapped_column(words(Party))
    text: Mapped[str]
    edition: Mapped[int]


class Seat(Model):
    """How the seat of one member was filled; somebody else may stand in."""

    __tablename__ = "meeting_seats"
    __table_args__ = (UniqueConstraint("meeting_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    party: Mapped[Party] = mapped_column(words(Party))
    presence: Mapped[Presence] = mapped_column(words(Presence))
    alternate: Mapped[str | None] = mapped_column(String(200))  # who stood in


class Minutes(Model):
    """One version of the minutes, as it was sent; never changed. A correction is the next one."""

    __tablename__ = "meeting_minutes"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    number: Mapped[int]
    by: Mapped[Party] = mapped_column(words(Party))
    at: Mapped[datetime]
    content: Mapped[dict[str, Any]] = mapped_column(Json)
    digest: Mapped[str] = mapped_column(String(64))
    head: Mapped[str | None] = mapped_column(
        String(64)
    )  # of the record when both had agreed: nothing before it can change
