"""One figure of one KPI for one period: what was submitted, what was said against it, and what both settled on."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bpo_gov.agreements.framework import Kpi
from bpo_gov.agreements.models import Framework
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Party


class State(StrEnum):
    PROVISIONAL = "provisional"
    CONTESTED = "contested"
    ACCEPTED = "accepted"
    AGREED = "agreed"
    DETERMINED = "determined"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


COUNTS = (State.ACCEPTED, State.AGREED, State.DETERMINED)  # both sides stand by it, or must


class Figure(Matter):
    """`value` is as it was submitted and never changes; empty is "no data". What both settle on stands beside it in `settled`.

    `slot` names agreement, KPI and period as long as the figure holds: there is one for each period at most.
    """

    __tablename__ = "kpi_figures"
    __mapper_args__ = {"polymorphic_identity": "figure"}  # noqa: RUF012 - SQLAlchemy's own form
    __table_args__ = (Index("ix_kpi_figures_code", "code", "begins"),)  # type: ignore[assignment]
    PREFIX = "F"

    id: Mapped[int] = mapped_column(ForeignKey("matters.id"), primary_key=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("frameworks.id"), index=True)
    code: Mapped[str] = mapped_column(String(40))  # of the KPI in the framework
    period: Mapped[str] = mapped_column(String(10))  # its label: 2026-02, 2026-W05, 2026-Q1
    begins: Mapped[date] = mapped_column(Date)
    ends: Mapped[date] = mapped_column(Date)  # the first day after it
    slot: Mapped[str | None] = mapped_column(String(80), unique=True)
    value: Mapped[Decimal | None]
    numerator: Mapped[Decimal | None]
    denominator: Mapped[Decimal | None]
    source: Mapped[str] = mapped_column(default="")  # where it comes from, in words
    proposed: Mapped[Decimal | None]  # what a side would settle on
    proposed_by: Mapped[str | None] = mapped_column(String(8))
    settled: Mapped[Decimal | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))  # the decision that determined it
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("kpi_figures.id"))

    framework: Mapped[Framework] = relationship(foreign_keys=framework_id, lazy="raise_on_sql")

    @property
    def kpi(self) -> Kpi:
        """The definition card, of the version that the figure was submitted under."""
        return next(kpi for kpi in self.framework.terms.kpis if kpi.code == self.code)

    @property
    def counted(self) -> Decimal | None:
        """The value that counts: what was settled, else what was submitted; None is no data."""
        return self.settled if self.state in (State.AGREED, State.DETERMINED) else self.value

    @property
    def submitter(self) -> Party:
        """The side that measures."""
        return Party(self.raised_by)
