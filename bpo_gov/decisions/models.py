"""A decision: its words, why, what it is worth, from when it holds, when both look at it again, and what it replaces."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bpo_gov.agreements.models import Framework
from bpo_gov.kernel.db import words
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.signatures import Signature


class State(StrEnum):
    PROPOSED = "proposed"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class Source(StrEnum):
    """Where both keys were carried for a decision that was made with another matter."""

    NOTE = "note"
    STATEMENT = "statement"
    REOPENING = "reopening"
    SETTLEMENT = "settlement"
    EXPERT = "expert"


class Decision(Matter):
    """Proposed by one side and agreed by both, or recorded where both decided with another matter; signed under one digest."""

    __tablename__ = "decisions"
    __mapper_args__ = {"polymorphic_identity": "decision"}  # noqa: RUF012 - SQLAlchemy's own form
    __table_args__ = (  # type: ignore[assignment]
        Index("ix_decisions_supersedes_id", "supersedes_id"),
        Index("ix_decisions_superseded_by_id", "superseded_by_id"),
    )
    PREFIX = "D"

    id: Mapped[int] = mapped_column(ForeignKey("matters.id"), primary_key=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("frameworks.id"), index=True)
    text: Mapped[str] = mapped_column(default="")  # the exact words, where the title does not say it all
    context: Mapped[str] = mapped_column(default="")
    options: Mapped[str] = mapped_column(default="")  # what else was considered
    rationale: Mapped[str] = mapped_column(default="")
    amount: Mapped[Decimal | None]  # what it is worth; nothing where it is not about money
    effective_on: Mapped[date] = mapped_column(Date)
    review_on: Mapped[date | None] = mapped_column(Date)
    is_for_review: Mapped[bool] = mapped_column(default=False)  # the day of the review has come
    source: Mapped[Source | None] = mapped_column(words(Source))  # empty where it was proposed as a decision
    digest: Mapped[str] = mapped_column(String(64))  # of the words: another text needs other signatures
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))
    superseded_by_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))

    framework: Mapped[Framework] = relationship(foreign_keys=framework_id, lazy="raise_on_sql")
    supersedes: Mapped["Decision | None"] = relationship(
        foreign_keys=supersedes_id, remote_side=id, lazy="raise_on_sql"
    )
    superseded_by: Mapped["Decision | None"] = relationship(
        foreign_keys=superseded_by_id, remote_side=id, lazy="raise_on_sql"
    )
    signatures: Mapped[list[Signature]] = relationship(lazy="raise_on_sql", order_by=Signature.id)
