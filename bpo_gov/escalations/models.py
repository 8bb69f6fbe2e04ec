"""An escalation: what is wrong, how bad it is, what is wanted, and on which level of the ladder it stands."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bpo_gov.agreements.models import Framework
from bpo_gov.kernel.db import Model, words
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Party

WARNING = 0  # the level of an early warning


class State(StrEnum):
    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    IN_HAND = "in_hand"
    PROPOSED = "proposed"
    RESOLVED = "resolved"
    CLOSED = "closed"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"


class Severity(StrEnum):
    CRITICAL = "critical"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Escalation(Matter):
    """Raised by one side; the other answers. Level 0 is an early warning, from 1 on it stands on the ladder."""

    __tablename__ = "escalations"
    __mapper_args__ = {"polymorphic_identity": "escalation"}  # noqa: RUF012 - SQLAlchemy's own form
    __table_args__ = (  # type: ignore[assignment]
        CheckConstraint("level >= 0", name="level_not_negative"),
        Index("ix_escalations_level", "level", "id"),
    )
    PREFIX = "E"

    id: Mapped[int] = mapped_column(ForeignKey("matters.id"), primary_key=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("frameworks.id"), index=True)
    severity: Mapped[Severity] = mapped_column(words(Severity))
    level: Mapped[int]
    impact: Mapped[str] = mapped_column(default="")
    wanted: Mapped[str] = mapped_column(default="")
    resolution: Mapped[str] = mapped_column(default="")  # as proposed last
    review_on: Mapped[date | None] = mapped_column(Date)  # of an early warning: when both look at it again
    waits_for: Mapped[str | None] = mapped_column(String(8))  # the side that was asked for something, until it answers
    asked: Mapped[str] = mapped_column(default="")  # what it was asked for
    is_spent: Mapped[bool] = mapped_column(default=False)  # the highest level let its time pass

    framework: Mapped[Framework] = relationship(foreign_keys=framework_id, lazy="raise_on_sql")
    source: Mapped["Source | None"] = relationship(lazy="raise_on_sql", uselist=False)

    @property
    def is_warning(self) -> bool:
        return self.level == WARNING

    @property
    def responder(self) -> Party:
        """The side that answers."""
        return self.raised_by.other


class Source(Model):
    """Where an escalation comes from that was brought in from a log: its name there, and the log."""

    __tablename__ = "escalation_sources"
    __table_args__ = (UniqueConstraint("agreement_id", "external_ref"),)

    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"), primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id"))
    external_ref: Mapped[str] = mapped_column(String(64))
    events: Mapped[int]  # how many lines of the log are in
    digest: Mapped[str] = mapped_column(String(64))  # of these lines, in order
    stage: Mapped[str] = mapped_column(String(32))  # the state that the last of them means
    holder: Mapped[str | None] = mapped_column(String(8))  # and who has it since: client, vendor, other
