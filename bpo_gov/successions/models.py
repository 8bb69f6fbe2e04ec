"""The change of a key person: the post, who holds it, who is proposed for it, and when it was handed over."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bpo_gov.agreements.models import Framework
from bpo_gov.kernel.db import Json, Model, words
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Party
from bpo_gov.successions.rules import Post


class State(StrEnum):
    REQUESTED = "requested"
    ANNOUNCED = "announced"
    PROPOSED = "proposed"
    OBJECTED = "objected"
    CONSENTED = "consented"
    IN_PLACE = "in_place"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Why(StrEnum):
    """Why a person does not stay."""

    LEAVES = "leaves"
    ABSENCE = "absence"
    DUTIES = "duties"
    ASKED = "asked"


class Answer(StrEnum):
    """What became of a proposed successor."""

    OPEN = "open"
    OBJECTED = "objected"
    CONSENTED = "consented"
    SILENCE = "silence"
    REPLACED = "replaced"


LEAVING = (State.ANNOUNCED, State.PROPOSED, State.OBJECTED, State.CONSENTED)  # a last day is named, nobody is in place


class Succession(Matter):
    """Raised by the side whose person it is, or by the other one that asks for a change. `slot` names the post while it is open.

    Names of people stand here and in contents of the record, both of which can be erased; never in the title.
    """

    __tablename__ = "successions"
    __mapper_args__ = {"polymorphic_identity": "succession"}  # noqa: RUF012 - SQLAlchemy's own form
    __table_args__ = (Index("ix_successions_last_on", "last_on"),)  # type: ignore[assignment]
    PREFIX = "SU"

    id: Mapped[int] = mapped_column(ForeignKey("matters.id"), primary_key=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("frameworks.id"), index=True)
    service: Mapped[str] = mapped_column(String(40))
    position: Mapped[str] = mapped_column(String(200))
    of_side: Mapped[Party] = mapped_column(words(Party))
    place: Mapped[int] = mapped_column(default=1)
    slot: Mapped[str | None] = mapped_column(String(64), unique=True)
    holder: Mapped[str] = mapped_column(String(200))
    asked_for: Mapped[str]  # the qualification that the contract asks for
    cause: Mapped[Why] = mapped_column(words(Why))
    request: Mapped[str] = mapped_column(default="")  # why the other side wants the person replaced
    said: Mapped[str] = mapped_column(default="")  # with the announcement
    refusal: Mapped[str] = mapped_column(default="")  # why a request was declined
    announced_at: Mapped[datetime | None]
    last_on: Mapped[date | None] = mapped_column(Date)
    notice_count: Mapped[dict[str, Any] | None] = mapped_column(Json)  # frozen when it was announced
    notice_late: Mapped[int] = mapped_column(default=0)  # working days
    is_late: Mapped[bool] = mapped_column(default=False)  # a day of the side whose person it is passed
    successor: Mapped[str] = mapped_column(String(200), default="")  # of the last proposal, for lists and files
    first_on: Mapped[date | None] = mapped_column(Date)
    taken_on: Mapped[date | None] = mapped_column(Date)
    handed: Mapped[str] = mapped_column(default="")  # what was handed over

    framework: Mapped[Framework] = relationship(foreign_keys=framework_id, lazy="raise_on_sql")
    candidates: Mapped[list["Candidate"]] = relationship(
        order_by="Candidate.edition", cascade="all, delete-orphan", lazy="raise_on_sql"
    )

    @property
    def post(self) -> Post:
        """The post."""
        return Post(self.service, self.position, self.of_side, self.place)

    @property
    def owner(self) -> Party:
        """The side whose person it is."""
        return Party(self.of_side)

    @property
    def candidate(self) -> "Candidate | None":
        """Who was proposed last."""
        return self.candidates[-1] if self.candidates else None

    @property
    def in_place_by(self) -> date | None:
        """The day by which the successor is to hold the post: the last day of the one who leaves, or the first one after a gap."""
        if self.last_on is None or self.first_on is None:
            return None
        return max(self.last_on, self.first_on)


class Candidate(Model):
    """Somebody proposed for a post; what was proposed is never changed, only answered."""

    __tablename__ = "succession_candidates"
    __table_args__ = (UniqueConstraint("succession_id", "edition"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    succession_id: Mapped[int] = mapped_column(ForeignKey("successions.id"))
    edition: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    meets: Mapped[str]  # how the qualification that is asked for is met
    first_on: Mapped[date] = mapped_column(Date)
    overlap: Mapped[int] = mapped_column(default=0)  # working days on which both are there
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    outcome: Mapped[Answer] = mapped_column(words(Answer), default=Answer.OPEN)
    reason: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
