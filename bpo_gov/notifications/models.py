"""Who was told of what and how its mail went, what each person wants by mail, and the digests they were sent."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bpo_gov.kernel.db import Model, words
from bpo_gov.kernel.ledger import Event


class MailState(StrEnum):
    """DAILY, WEEKLY: kept for the next digest."""

    NONE = "none"
    DUE = "due"
    DAILY = "daily"
    WEEKLY = "weekly"
    SENT = "sent"
    DEAD = "dead"


class TurnMail(StrEnum):
    """How a person wants letters of what waits for their side: they can be gathered, not switched off."""

    AT_ONCE = "at_once"
    DAILY = "daily"


class NewsMail(StrEnum):
    """How a person wants letters of everything else."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


class Mailed:
    """A row that goes out as a letter, and how that went."""

    mail: Mapped[MailState] = mapped_column(words(MailState), default=MailState.DUE)
    mail_attempts: Mapped[int] = mapped_column(default=0)
    mail_next_at: Mapped[datetime | None]
    mail_sent_at: Mapped[datetime | None]
    mail_error: Mapped[str] = mapped_column(String(200), default="")


class Notification(Mailed, Model):
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
            "ix_notifications_kept",
            "user_id",
            "mail",
            sqlite_where=text("mail in ('daily', 'weekly')"),
            postgresql_where=text("mail in ('daily', 'weekly')"),
        ),
        Index(
            "ix_notifications_dead",
            "agreement_id",
            sqlite_where=text("mail = 'dead'"),
            postgresql_where=text("mail = 'dead'"),
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
    digest_id: Mapped[int | None] = mapped_column(ForeignKey("digests.id"), index=True)

    event: Mapped[Event] = relationship(lazy="raise_on_sql")


class NoticeChoice(Model):
    """What a person wants of one kind of matter; without a row the house's own choice holds."""

    __tablename__ = "notice_choices"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(32), primary_key=True)
    turn: Mapped[TurnMail] = mapped_column(words(TurnMail))
    news: Mapped[NewsMail] = mapped_column(words(NewsMail))
    counts: Mapped[bool]  # whether its news count as unread


class Digest(Mailed, Model):
    """One letter that gathers the notices of a period: a day or a week of its reader, once."""

    __tablename__ = "digests"
    __table_args__ = (
        UniqueConstraint("user_id", "period"),
        Index(
            "ix_digests_mail_due",
            "mail_next_at",
            sqlite_where=text("mail = 'due'"),
            postgresql_where=text("mail = 'due'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    period: Mapped[str] = mapped_column(String(10))  # 2026-11-25 or 2026-W48, as the reader's calendar has it
    created_at: Mapped[datetime]


class Heartbeat(Model):
    """When a part of the machinery was last alive."""

    __tablename__ = "heartbeats"

    part: Mapped[str] = mapped_column(String(24), primary_key=True)
    at: Mapped[datetime]
