"""A dispute: the notice, what each side says, where it stands on its timetable, and what settles it."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bpo_gov.agreements.models import Framework
from bpo_gov.disputes.sealed.models import Sealing
from bpo_gov.kernel.db import Json, Model, words
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Party


class State(StrEnum):
    NOTICED = "noticed"
    NEGOTIATING = "negotiating"
    REFERRING = "referring"
    CHOOSING = "choosing"
    PREPARING = "preparing"
    MEETING = "meeting"
    UNSETTLED = "unsettled"
    SETTLING = "settling"
    SETTLED = "settled"
    PERFORMED = "performed"
    BREACHED = "breached"
    DETERMINING = "determining"
    DETERMINED = "determined"
    EXTERNAL = "external"
    WITHDRAWN = "withdrawn"


TALKS = (
    State.NEGOTIATING, State.REFERRING, State.CHOOSING, State.PREPARING, State.MEETING, State.UNSETTLED,
)  # fmt: skip


class RemedyKind(StrEnum):
    CREDIT = "credit"
    PAYMENT = "payment"
    ACTION = "action"
    APOLOGY = "apology"


class Dispute(Matter):
    """Raised by one side, about a matter of the agreement or alone; both sides keep performing meanwhile."""

    __tablename__ = "disputes"
    __mapper_args__ = {"polymorphic_identity": "dispute"}  # noqa: RUF012 - SQLAlchemy's own form
    __table_args__ = (CheckConstraint("tier >= 1", name="tier_positive"),)  # type: ignore[assignment]
    PREFIX = "DSP"

    id: Mapped[int] = mapped_column(ForeignKey("matters.id"), primary_key=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("frameworks.id"), index=True)
    particulars: Mapped[str]
    why: Mapped[str]  # why a dispute exists
    relief: Mapped[str]  # what is wanted
    amount: Mapped[Decimal | None]
    is_urgent: Mapped[bool] = mapped_column(default=False)  # urgent relief was asked for
    is_expedited: Mapped[bool] = mapped_column(default=False)  # both agreed to the shorter timetable
    tier: Mapped[int] = mapped_column(default=1)  # of the negotiation: a level of the ladder, counted from 1
    facts: Mapped[str] = mapped_column(default="")  # what both agree happened
    facts_by: Mapped[str | None] = mapped_column(String(8))  # who wrote them last
    facts_agreed: Mapped[bool] = mapped_column(default=False)
    asked: Mapped[dict[str, Any] | None] = mapped_column(Json)  # what one side asks the other to agree to
    extended: Mapped[dict[str, int]] = mapped_column(Json)  # step of the timetable -> days both agreed to add
    suspended_at: Mapped[datetime | None]
    mediator: Mapped[str | None] = mapped_column(String(200))  # agreed or appointed
    is_for_body: Mapped[bool] = mapped_column(default=False)  # no mediator was agreed: the body appoints
    is_final_open: Mapped[bool] = mapped_column(default=False)  # the way to court or arbitration is open
    came_from: Mapped[str | None] = mapped_column(String(32))  # the state in which the terms were written
    terms: Mapped[str] = mapped_column(default="")
    terms_digest: Mapped[str | None] = mapped_column(String(64))
    registered_at: Mapped[datetime | None]
    frozen: Mapped[str | None] = mapped_column(String(64))  # digest of the export with which it left

    framework: Mapped[Framework] = relationship(foreign_keys=framework_id, lazy="raise_on_sql")
    positions: Mapped[list["Position"]] = relationship(lazy="raise_on_sql", order_by="Position.party")
    remedies: Mapped[list["Remedy"]] = relationship(
        lazy="raise_on_sql", order_by="Remedy.id", cascade="all, delete-orphan"
    )
    sealing: Mapped[Sealing | None] = relationship(lazy="raise_on_sql", uselist=False)

    @property
    def asked_by(self) -> str | None:
        """The side that asks the other one for something."""
        return self.asked["by"] if self.asked else None

    def asks_for(self, *what: str) -> bool:
        """Whether one of these is asked for."""
        return self.asked is not None and self.asked["what"] in what

    @property
    def is_suspended(self) -> bool:
        return self.suspended_at is not None

    def position_of(self, party: Party) -> "Position | None":
        """What a side says, where it has said it."""
        return next((one for one in self.positions if one.party is party), None)


class Position(Model):
    """What one side says in the issue paper."""

    __tablename__ = "dispute_positions"

    dispute_id: Mapped[int] = mapped_column(ForeignKey("disputes.id"), primary_key=True)
    party: Mapped[Party] = mapped_column(words(Party), primary_key=True)
    facts: Mapped[str]
    wants: Mapped[str]
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]


class Remedy(Model):
    """One promise of the settlement, followed until it is kept."""

    __tablename__ = "dispute_remedies"

    id: Mapped[int] = mapped_column(primary_key=True)
    dispute_id: Mapped[int] = mapped_column(ForeignKey("disputes.id"), index=True)
    kind: Mapped[RemedyKind] = mapped_column(words(RemedyKind))
    owes: Mapped[Party] = mapped_column(words(Party))
    what: Mapped[str] = mapped_column(String(500))
    amount: Mapped[Decimal | None]
    due_on: Mapped[date] = mapped_column(Date)
    done_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
