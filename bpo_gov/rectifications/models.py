"""A failing and the plan that puts it right: every draft is a version, with its steps and what became of it."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bpo_gov.agreements.models import Framework
from bpo_gov.kernel.db import Json, Model, words
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Party


class State(StrEnum):
    NOTIFIED = "notified"
    DRAFTED = "drafted"
    RETURNED = "returned"
    EXECUTING = "executing"
    REPORTED = "reported"
    VERIFIED = "verified"
    FAILED = "failed"
    LIFTED = "lifted"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """What became of a draft."""

    OPEN = "open"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    SILENCE = "silence"


class Root(StrEnum):
    """Whose cause a decision found: a side, or both."""

    CLIENT = "client"
    VENDOR = "vendor"
    BOTH = "both"


class Rectification(Matter):
    """Raised by the side that the other one fails. `slot` names agreement, KPI and period while a plan for it is open or was kept.

    The count of the notice is frozen: a changed calendar does not rewrite when it was due.
    """

    __tablename__ = "rectifications"
    __mapper_args__ = {"polymorphic_identity": "rectification"}  # noqa: RUF012 - SQLAlchemy's own form
    __table_args__ = (Index("ix_rectifications_code", "code", "period"),)  # type: ignore[assignment]
    PREFIX = "RP"

    id: Mapped[int] = mapped_column(ForeignKey("matters.id"), primary_key=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("frameworks.id"), index=True)
    code: Mapped[str] = mapped_column(String(40))
    period: Mapped[str] = mapped_column(String(10))
    slot: Mapped[str | None] = mapped_column(String(80), unique=True)
    known_on: Mapped[date] = mapped_column(Date)
    failing: Mapped[str]
    notice_count: Mapped[dict[str, Any]] = mapped_column(Json)
    notice_late: Mapped[int] = mapped_column(default=0)  # working days
    is_late: Mapped[bool] = mapped_column(default=False)  # a draft or a step passed its day
    report: Mapped[str] = mapped_column(default="")
    failed_on: Mapped[date | None] = mapped_column(Date)
    finding: Mapped[str] = mapped_column(default="")  # why it was returned last, or failed
    root: Mapped[Root | None] = mapped_column(words(Root))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))

    framework: Mapped[Framework] = relationship(foreign_keys=framework_id, lazy="raise_on_sql")
    drafts: Mapped[list["PlanDraft"]] = relationship(
        order_by="PlanDraft.edition", cascade="all, delete-orphan", lazy="raise_on_sql"
    )

    @property
    def notifier(self) -> Party:
        """The side that says the other one fails."""
        return Party(self.raised_by)

    @property
    def at_fault(self) -> Party:
        """The side that owes the plan, whether it denies the blame or not."""
        return self.notifier.other

    @property
    def draft(self) -> "PlanDraft | None":
        """The last version of the plan."""
        return self.drafts[-1] if self.drafts else None

    @property
    def steps(self) -> Sequence["PlanStep"]:
        """The steps of the last version."""
        return self.draft.steps if self.draft else ()

    @property
    def next_on(self) -> date | None:
        """The day of the first step that is not done."""
        return min((step.due_on for step in self.steps if step.done_at is None), default=None)


class PlanDraft(Model):
    """A version of the plan as it was handed in; it is never changed, only returned or accepted."""

    __tablename__ = "plan_drafts"
    __table_args__ = (UniqueConstraint("plan_id", "edition"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("rectifications.id"))
    edition: Mapped[int]
    cause: Mapped[str]  # of the failing, as the side at fault sees it
    denies: Mapped[bool] = mapped_column(default=False)
    remedy: Mapped[str]
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    outcome: Mapped[Outcome] = mapped_column(words(Outcome), default=Outcome.OPEN)
    reason: Mapped[str] = mapped_column(default="")
    reviewed_at: Mapped[datetime | None]

    steps: Mapped[list["PlanStep"]] = relationship(
        order_by="PlanStep.position", cascade="all, delete-orphan", lazy="raise_on_sql"
    )


class PlanStep(Model):
    """One step of a version: what is done by whom until when, and when it was done."""

    __tablename__ = "plan_steps"
    __table_args__ = (UniqueConstraint("draft_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("plan_drafts.id"))
    position: Mapped[int]
    what: Mapped[str] = mapped_column(String(500))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))  # empty: the side as a whole
    owner: Mapped[str] = mapped_column(String(200))  # the name as the plan has it
    due_on: Mapped[date] = mapped_column(Date)
    done_at: Mapped[datetime | None]
    done: Mapped[str] = mapped_column(default="")  # what was done
