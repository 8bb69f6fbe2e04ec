"""One statement of credits: what one side owes for a month, by the figures that were settled when it was drawn up."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bpo_gov.agreements.models import Framework
from bpo_gov.kernel.db import Json, words
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Party


class State(StrEnum):
    DRAWN = "drawn"
    CLAIMED = "claimed"
    OBJECTED = "objected"
    CONFIRMED = "confirmed"
    APPLIED = "applied"
    WAIVED = "waived"
    LAPSED = "lapsed"


GONE = (State.WAIVED, State.LAPSED)
OPEN = (State.DRAWN, State.CLAIMED, State.OBJECTED, State.CONFIRMED)


class Statement(Matter):
    """Sums in the currency of the agreement, as `rules.reckoning` names them; `due` below zero goes back to who owed before.

    Nothing of an earlier statement is ever rewritten: what a later settled figure changes is a further one of the same
    month, `nth`, which says only the difference.
    """

    __tablename__ = "credit_statements"
    __mapper_args__ = {"polymorphic_identity": "credit_statement"}  # noqa: RUF012 - SQLAlchemy's own form
    PREFIX = "CS"

    id: Mapped[int] = mapped_column(ForeignKey("matters.id"), primary_key=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("frameworks.id"), index=True)
    period: Mapped[str] = mapped_column(String(10))  # its label: 2026-02
    begins: Mapped[date] = mapped_column(Date, index=True)
    owed_by: Mapped[Party] = mapped_column(words(Party))  # whose performance it is
    nth: Mapped[int]
    slot: Mapped[str] = mapped_column(String(80), unique=True)  # agreement, month, side and which one of them
    currency: Mapped[str] = mapped_column(String(3))
    charges: Mapped[Decimal]
    invoice: Mapped[Decimal | None]  # the charges that the claim names; empty: a twelfth of the annual ones
    cap_of_period: Mapped[Decimal]
    cap_of_year: Mapped[Decimal | None]
    gross: Mapped[Decimal]
    cut_by_period: Mapped[Decimal]
    cut_by_year: Mapped[Decimal]
    net: Mapped[Decimal]
    earned: Mapped[Decimal]
    before: Mapped[Decimal]
    due: Mapped[Decimal]
    ring_fenced: Mapped[Decimal]
    is_at_cap: Mapped[bool]
    lines: Mapped[list[dict[str, Any]]] = mapped_column(Json)  # as `kept.lines` writes them
    back: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    proposed: Mapped[Decimal | None]  # what it is by the count of the side that objected
    settled: Mapped[Decimal | None]  # what both agreed to, or a decision determined, in place of `due`
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))
    is_late: Mapped[bool] = mapped_column(default=False)  # it was not claimed in time
    document: Mapped[str] = mapped_column(default="")  # the invoice or credit note it was applied on
    applied_on: Mapped[date | None] = mapped_column(Date)

    framework: Mapped[Framework] = relationship(foreign_keys=framework_id, lazy="raise_on_sql")

    @property
    def amount(self) -> Decimal:
        """What counts: what was settled, else what is due; below zero it goes back."""
        return self.due if self.settled is None else self.settled

    @property
    def creditor(self) -> Party:
        """The side it is due to, which raised it; the clock raises it for that side."""
        return Party(self.raised_by)

    @property
    def debtor(self) -> Party:
        """The side that applies it."""
        return self.creditor.other
