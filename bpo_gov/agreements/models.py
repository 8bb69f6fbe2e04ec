"""An agreement, who belongs to it, and the versions of the framework both sides signed."""

from collections import OrderedDict
from contextlib import suppress
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bpo_gov.accounts.models import Organisation, User
from bpo_gov.agreements import framework as terms_room
from bpo_gov.kernel.db import Model, words
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Party, Role

if TYPE_CHECKING:
    from bpo_gov.agreements.framework import Framework as Terms


class Agreement(Model):
    """One outsourcing relationship: one client, one vendor. `key` is its address."""

    __tablename__ = "agreements"
    __table_args__ = (CheckConstraint("client_id <> vendor_id", name="two_parties"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    client_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    vendor_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    zone: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(2))
    currency: Mapped[str] = mapped_column(String(3))
    created_at: Mapped[datetime]

    client: Mapped[Organisation] = relationship(foreign_keys=client_id, lazy="raise_on_sql")
    vendor: Mapped[Organisation] = relationship(foreign_keys=vendor_id, lazy="raise_on_sql")

    @property
    def client_name(self) -> str:
        return self.client.name

    @property
    def vendor_name(self) -> str:
        return self.vendor.name

    def organisation_id(self, party: Party) -> int:
        """The organisation that sits on a side."""
        return {Party.CLIENT: self.client_id, Party.VENDOR: self.vendor_id}[party]


class Membership(Model):
    """A person's place in an agreement: side, role, and the title the contract knows; of a neutral a seat at one matter."""

    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("agreement_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    party: Mapped[Party] = mapped_column(words(Party))
    role: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    since: Mapped[datetime]
    ended_at: Mapped[datetime | None]  # of a neutral it may lie ahead: until then the matter can be read
    matter_id: Mapped[int | None] = mapped_column(ForeignKey("matters.id"), index=True)  # of a neutral: what it sees

    user: Mapped[User] = relationship(lazy="raise_on_sql")
    agreement: Mapped[Agreement] = relationship(lazy="raise_on_sql")

    @property
    def rank(self) -> Role:
        return Role(self.role)


class FrameworkState(StrEnum):
    PROPOSED = "proposed"
    ACTIVE = "active"
    DECLINED = "declined"
    SUPERSEDED = "superseded"


class Framework(Matter):
    """One version of the terms: the file as the parties signed it. Never edited in place; `number` is the version."""

    __tablename__ = "frameworks"
    __mapper_args__ = {"polymorphic_identity": "framework"}  # noqa: RUF012 - SQLAlchemy's own form
    PREFIX = "FW"

    id: Mapped[int] = mapped_column(ForeignKey("matters.id"), primary_key=True)
    source: Mapped[str] = mapped_column(deferred=True)  # long; read where it is shown, or not parsed yet
    digest: Mapped[str] = mapped_column(String(64))
    effective_from: Mapped[date] = mapped_column(Date)

    @property
    def terms(self) -> "Terms":
        """The terms as data; parsed once per text."""
        found = _parsed.get(self.digest)
        if found is None:
            found = _parsed[self.digest] = terms_room.read(self.source)
        with suppress(KeyError):  # another thread has just pushed it out
            _parsed.move_to_end(self.digest)
        while len(_parsed) > MOST_PARSED:
            _parsed.popitem(last=False)
        return found


MOST_PARSED: Final = 256
_parsed: OrderedDict[str, "Terms"] = OrderedDict()  # by digest, what was used last stands last
