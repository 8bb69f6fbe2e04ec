"""Who was told of what: the row is the in-app notice, and it remembers how its mail went."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bpo_gov.kernel.db import Model, words
from bpo_gov.kernel.ledger import Event


class MailState(StrEnum):
    NONE = "none"
    DUE = "due"
    SENT = "sent"
    DEAD = "dead"


class Notification(Model):
    """One event told to one person, once."""

    __tablename__ = "notifications"
    __table_args__ = (
        UniqueConstraint("event_id", "user_id"),
        Index("ix_notifications_inbox", "user_id", "id"),
        Index(
            "ix_notifications_unread",
            "user_id",
            "id",
            sqlite_where=text("read_at is null"),
            postgresql_where=text("read_at is null"),
        ),
        Index(
            "ix_notifications_mail_due",
            "mail_next_at",
            sqlite_where=text("mail = 'due'"),
            postgresql_where=text("mail = 'due'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id"), index=True)
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(24))  # why this person: see notifications.audience
    mail: Mapped[MailState] = mapped_column(words(MailState), default=MailState.DUE)
    mail_attempts: Mapped[int] = mapped_column(default=0)
    mail_next_at: Mapped[datetime | None]
    mail_sent_at: Mapped[datetime | None]
    mail_error: Mapped[str] = mapped_column(String(200), default="")

    event: Mapped[Event] = relationship(lazy="raise_on_sql")


class Heartbeat(Model):
    """When a part of the machinery was last alive."""

    __tablename__ = "heartbeats"

    part: Mapped[str] = mapped_column(String(24), primary_key=True)
    at: Mapped[datetime]
