"""A round of the pulse; its single answers while it is open, and only their medians once it is closed."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Enum, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bpo_gov.agreements.models import Framework
from bpo_gov.kernel.db import Json, Model
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Party


def _side(name: str) -> Enum:
    """A column that names a side; two of them in a table need two checks."""
    return Enum(
        Party, native_enum=False, create_constraint=True, name=name, length=24, values_callable=lambda e: [member.value for member in e]
    )  # fmt: skip


class State(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Pulse(Matter):
    """The round of a quarter. `slot` names agreement and quarter as long as it holds: there is one for each at most."""

    __tablename__ = "pulses"
    __mapper_args__ = {"polymorphic_identity": "pulse"}  # noqa: RUF012 - SQLAlchemy's own form
    PREFIX = "P"

    id: Mapped[int] = mapped_column(ForeignKey("matters.id"), primary_key=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("frameworks.id"), index=True)
    quarter: Mapped[str] = mapped_column(String(10))  # its label: 2026-Q2
    slot: Mapped[str | None] = mapped_column(String(40), unique=True)
    questions: Mapped[list[str]] = mapped_column(Json)  # as they were when it was opened
    is_usual: Mapped[bool]  # they are our own, and stand in the catalogue of sentences
    ending: Mapped[str | None] = mapped_column(String(8))  # the side that would close it early
    waits_for: Mapped[str | None] = mapped_column(String(8))  # the sides of which somebody has not answered
    client_raters: Mapped[int] = mapped_column(default=0)
    vendor_raters: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]

    framework: Mapped[Framework] = relationship(foreign_keys=framework_id, lazy="raise_on_sql")

    def raters(self, side: Party) -> int:
        """How many people of a side have answered."""
        return self.client_raters if side is Party.CLIENT else self.vendor_raters


class Answer(Model):
    """The score of one person for one question about one side. It is gone when the round ends: nobody ever reads another's."""

    __tablename__ = "pulse_answers"
    __table_args__ = (UniqueConstraint("pulse_id", "user_id", "question", "seen"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pulse_id: Mapped[int] = mapped_column(ForeignKey("pulses.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    side: Mapped[Party] = mapped_column(_side("side"))  # that says it
    question: Mapped[int]  # its place among the questions
    seen: Mapped[Party] = mapped_column(_side("seen"))  # that it is about
    score: Mapped[int]


class Median(Model):
    """What a side said of a side: empty where too few have answered."""

    __tablename__ = "pulse_medians"
    __table_args__ = (UniqueConstraint("pulse_id", "question", "seen", "side"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pulse_id: Mapped[int] = mapped_column(ForeignKey("pulses.id"))
    question: Mapped[int]
    seen: Mapped[Party] = mapped_column(_side("seen"))  # that it is about
    side: Mapped[Party] = mapped_column(_side("side"))  # that says it
    median: Mapped[Decimal | None]
