"""What changes use of the envelope, kept as sums under days, months and years, and the history of what was added to them."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bpo_gov.agreements.framework import ChangeClass
from bpo_gov.kernel.db import Model, words


class Measure(StrEnum):
    VALUE = "value"
    COUNT = "count"
    TERM_DAYS = "term_days"


class Span(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class KeptSum(Model):
    """Kept sums of what changes reserve and hold of the envelope, each under a day, its month and its year (`day`: the first).

    Moves keep them (`sums.add`); a page never scans changes, nor all the days there were.
    """

    __tablename__ = "consumptions"
    __mapper_args__ = {"polymorphic_on": "span"}  # noqa: RUF012 - SQLAlchemy's own form

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id"), primary_key=True)
    span: Mapped[Span] = mapped_column(words(Span), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    change_class: Mapped[ChangeClass] = mapped_column(words(ChangeClass), primary_key=True)
    measure: Mapped[Measure] = mapped_column(words(Measure), primary_key=True)
    held: Mapped[Decimal] = mapped_column(default=Decimal(0))
    reserved: Mapped[Decimal] = mapped_column(default=Decimal(0))
    held_count: Mapped[int] = mapped_column(default=0)
    reserved_count: Mapped[int] = mapped_column(default=0)


class Consumption(KeptSum):
    """The kept sums of single days."""

    __mapper_args__ = {"polymorphic_identity": Span.DAY}  # noqa: RUF012 - SQLAlchemy's own form


class Taken(StrEnum):
    RESERVED = "reserved"
    HELD = "held"


class EnvelopeEntry(Model):
    """One entry of the envelope's history: a change took room, or gave it back, where the figures are below zero.

    Appended with every change of the kept sums and never touched again: for each day, class and way of taking, the
    sums of the entries are the kept sums. `held_after` and `reserved_after` are the value over the life afterwards.
    """

    __tablename__ = "envelope_entries"
    __table_args__ = (Index("ix_envelope_entries_agreement", "agreement_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id"))
    change_id: Mapped[int] = mapped_column(ForeignKey("change_requests.id"), index=True)
    at: Mapped[datetime]
    day: Mapped[date] = mapped_column(Date)
    change_class: Mapped[ChangeClass] = mapped_column(words(ChangeClass))
    taken: Mapped[Taken] = mapped_column(words(Taken))
    changes: Mapped[int]
    value: Mapped[Decimal]
    term_days: Mapped[int]
    held_after: Mapped[Decimal]
    reserved_after: Mapped[Decimal]

    def of(self, measure: Measure) -> Decimal:
        """What the entry adds to the sum of a measure."""
        return {
            Measure.VALUE: self.value,
            Measure.COUNT: Decimal(self.changes),
            Measure.TERM_DAYS: Decimal(self.term_days),
        }[measure]
