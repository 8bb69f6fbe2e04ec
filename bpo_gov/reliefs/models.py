"""A claim for relief: what happened, whose cause it was, which figures and which milestone it touches, and what was granted."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bpo_gov.agreements.models import Framework
from bpo_gov.kernel.db import Json, Model
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Party


class State(StrEnum):
    NOTICED = "noticed"
    CLAIMED = "claimed"
    ACCEPTED = "accepted"
    PARTLY = "partly"
    REFUSED = "refused"
    DETERMINED = "determined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


GRANTED = (State.ACCEPTED, State.PARTLY, State.DETERMINED)  # what was granted counts here


class Relief(Matter):
    """Raised by the side that claims. `caused` is how many days of its delay the other side's cause explains; `moved_by` what is left of it.

    The counts are frozen: a changed calendar rewrites neither when the notice was due nor where the milestone went.
    """

    __tablename__ = "reliefs"
    __mapper_args__ = {"polymorphic_identity": "relief"}  # noqa: RUF012 - SQLAlchemy's own form
    PREFIX = "R"

    id: Mapped[int] = mapped_column(ForeignKey("matters.id"), primary_key=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("frameworks.id"), index=True)
    aware_on: Mapped[date] = mapped_column(Date)
    happened: Mapped[str]
    cause: Mapped[str]
    details: Mapped[str] = mapped_column(default="")
    named: Mapped[str] = mapped_column(default="")  # the figures as they are typed, for lists and files
    item_id: Mapped[int | None] = mapped_column(
        ForeignKey("action_items.id"), index=True
    )  # the milestone, if it is an action
    milestone: Mapped[str] = mapped_column(default="")
    milestone_on: Mapped[date | None] = mapped_column(Date)
    delay: Mapped[int | None]  # working days that are claimed
    own_delay: Mapped[int] = mapped_column(default=0)  # of these, lost in any case
    caused: Mapped[int | None]
    moved_by: Mapped[int | None]
    moved_to: Mapped[date | None] = mapped_column(Date)
    moved_count: Mapped[dict[str, Any] | None] = mapped_column(Json)
    notice_count: Mapped[dict[str, Any]] = mapped_column(Json)
    notice_late: Mapped[int] = mapped_column(default=0)  # working days
    details_late: Mapped[int] = mapped_column(default=0)
    is_late: Mapped[bool] = mapped_column(default=False)
    detailed_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="")  # why it was refused, or granted in part
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))

    framework: Mapped[Framework] = relationship(foreign_keys=framework_id, lazy="raise_on_sql")
    parts: Mapped[list["ReliefFigure"]] = relationship(
        order_by="ReliefFigure.code, ReliefFigure.period", cascade="all, delete-orphan", lazy="raise_on_sql"
    )

    @property
    def claimant(self) -> Party:
        """The side that claims."""
        return Party(self.raised_by)

    @property
    def slots(self) -> Sequence[tuple[str, str]]:
        """The figures that are claimed."""
        return [(part.code, part.period) for part in self.parts]

    @property
    def is_granted(self) -> bool:
        """Whether what was granted counts."""
        return self.state in GRANTED


class ReliefFigure(Model):
    """A figure that a claim names, there already or not, and whether it is excused."""

    __tablename__ = "relief_figures"
    __table_args__ = (
        UniqueConstraint("relief_id", "code", "period"),
        Index("ix_relief_figures_code", "code", "period"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relief_id: Mapped[int] = mapped_column(ForeignKey("reliefs.id"))
    code: Mapped[str] = mapped_column(String(40))
    period: Mapped[str] = mapped_column(String(10))
    is_excused: Mapped[bool] = mapped_column(default=False)
