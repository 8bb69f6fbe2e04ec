"""The sealed offers of a dispute: what they are for, their rounds, and each side's figure that nobody can read."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bpo_gov.kernel.db import Model, words
from bpo_gov.kernel.parties import SIDES, Party

MOST = 3  # rounds of a dispute that both sides have sealed in


class Standing(StrEnum):
    RUNNING = "running"
    AGREED = "agreed"
    ENDED = "ended"


class Result(StrEnum):
    NONE = "none"
    DEAL = "deal"
    VOID = "void"


class Sealing(Model):
    """That both sides seal figures: who pays, and for what."""

    __tablename__ = "dispute_sealings"
    __table_args__ = (CheckConstraint(f"round between 1 and {MOST}", name="round_of_few"),)

    dispute_id: Mapped[int] = mapped_column(ForeignKey("disputes.id"), primary_key=True)
    payer: Mapped[Party] = mapped_column(words(Party))
    subject: Mapped[str]
    round: Mapped[int] = mapped_column(default=1)
    standing: Mapped[Standing] = mapped_column(words(Standing))

    rounds: Mapped[list["Round"]] = relationship(lazy="raise_on_sql", order_by="Round.id")

    @property
    def is_running(self) -> bool:
        return self.standing is Standing.RUNNING

    @property
    def running(self) -> "Round | None":
        """The round that takes figures."""
        return next((one for one in self.rounds if one.result is None), None)

    @property
    def used(self) -> int:
        """How many rounds count: those in which both figures were compared."""
        return sum(one.result in (Result.NONE, Result.DEAL) for one in self.rounds)


class Round(Model):
    """One round; a void one is followed by another of the same number."""

    __tablename__ = "dispute_rounds"

    id: Mapped[int] = mapped_column(primary_key=True)
    dispute_id: Mapped[int] = mapped_column(Integer, ForeignKey("dispute_sealings.dispute_id"), index=True)
    round: Mapped[int]
    result: Mapped[Result | None] = mapped_column(words(Result))
    midpoint: Mapped[Decimal | None]
    closed_at: Mapped[datetime | None]

    offers: Mapped[list["Offer"]] = relationship(lazy="raise_on_sql", order_by="Offer.id")

    def offer_of(self, party: Party) -> "Offer | None":
        """What a side has sealed in it."""
        return next((one for one in self.offers if one.party is party), None)

    @property
    def is_full(self) -> bool:
        """Whether both sides have sealed."""
        return all(self.offer_of(side) for side in SIDES)


class Offer(Model):
    """One side's figure of a round: unreadable without its key, which is kept elsewhere, and gone when the round is over."""

    __tablename__ = "dispute_offers"
    __table_args__ = (UniqueConstraint("round_id", "party"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("dispute_rounds.id"))
    party: Mapped[Party] = mapped_column(words(Party))
    key_name: Mapped[str | None] = mapped_column(String(32), index=True)
    nonce: Mapped[bytes | None] = mapped_column(LargeBinary)
    data: Mapped[bytes | None] = mapped_column(LargeBinary)
    commit: Mapped[str] = mapped_column(String(64))  # SHA-256 over a salt, which only the data holds, and the figure
    sealed_at: Mapped[datetime]
    destroyed_at: Mapped[datetime | None]
