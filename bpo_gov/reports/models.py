"""A report that one side owes the other for one period."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bpo_gov.agreements.models import Framework
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Party


class State(StrEnum):
    DUE = "due"
    DELIVERED = "delivered"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    WAIVED = "waived"


class Report(Matter):
    """Raised by the clock for the side that owes it. `slot` names agreement, period and report: there is one of each."""

    __tablename__ = "reports"
    __mapper_args__ = {"polymorphic_identity": "report"}  # noqa: RUF012 - SQLAlchemy's own form
    PREFIX = "RPT"

    id: Mapped[int] = mapped_column(ForeignKey("matters.id"), primary_key=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("frameworks.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))  # as the framework names it
    period: Mapped[str] = mapped_column(String(10))  # its label: 2026-05
    begins: Mapped[date] = mapped_column(Date, index=True)
    ends: Mapped[date] = mapped_column(Date)  # the last day that belongs to it
    slot: Mapped[str] = mapped_column(String(240), unique=True)
    owed_at: Mapped[datetime]  # when it is due, or was when it was delivered first
    first_at: Mapped[datetime | None]  # when it was delivered first
    delivered_at: Mapped[datetime | None]  # and last
    lead: Mapped[int | None]  # working days before its due time, below zero after it; of several deliveries the worst
    is_late: Mapped[bool] = mapped_column(default=False)  # a due time passed while it was owed
    link: Mapped[str] = mapped_column(String(500), default="")  # where the one that was delivered last stands
    remark: Mapped[str] = mapped_column(default="")  # what was said with it
    reason: Mapped[str] = mapped_column(default="")  # why it was sent back last, or waived
    ended_at: Mapped[datetime | None]  # when it was accepted or waived
    by_silence: Mapped[bool] = mapped_column(default=False)

    framework: Mapped[Framework] = relationship(foreign_keys=framework_id, lazy="raise_on_sql")

    @property
    def ower(self) -> Party:
        """The side that delivers it."""
        return Party(self.raised_by)

    @property
    def reader(self) -> Party:
        """The side that it is for."""
        return self.ower.other
