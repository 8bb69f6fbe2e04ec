"""A change request with its effects, the vendor's assessment, the authorisation note, and what it uses of the envelope."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bpo_gov.agreements.framework import ChangeClass
from bpo_gov.agreements.models import Framework
from bpo_gov.kernel.db import Model, words
from bpo_gov.kernel.ledger import canonical, plain
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Party
from bpo_gov.kernel.signatures import Signature


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    ASSESSING = "assessing"
    ASSESSED = "assessed"
    APPROVED = "approved"
    AUTHORISED = "authorised"
    IMPLEMENTING = "implementing"
    DELIVERED = "delivered"
    CLOSED = "closed"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    NEEDS_AMENDMENT = "needs_amendment"
    DISPUTED = "disputed"
    DISCARDED = "discarded"


class ChangeRequest(Matter):
    """What somebody asks for, why, and what it would do. Empty effects mean: nobody knows yet."""

    __tablename__ = "change_requests"
    __mapper_args__ = {"polymorphic_identity": "change_request"}  # noqa: RUF012 - SQLAlchemy's own form
    PREFIX = "CR"

    id: Mapped[int] = mapped_column(ForeignKey("matters.id"), primary_key=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("frameworks.id"), index=True)
    change_class: Mapped[ChangeClass] = mapped_column(words(ChangeClass))
    reason: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    alternatives: Mapped[str] = mapped_column(default="")
    benefits: Mapped[str] = mapped_column(default="")
    disadvantages: Mapped[str] = mapped_column(default="")
    required_by: Mapped[date | None] = mapped_column(Date)
    urgency: Mapped[str] = mapped_column(default="")  # of an emergency: which condition is met, and why it cannot wait

    one_off_cost: Mapped[Decimal | None]
    monthly_cost: Mapped[Decimal | None]
    months: Mapped[int | None]
    effort_days: Mapped[Decimal | None]
    term_days: Mapped[int | None]
    volume: Mapped[Decimal | None]  # the new volume of the measure the framework's band limit names
    data_location: Mapped[str] = mapped_column(String(200), default="")

    value: Mapped[Decimal | None]  # kept: one-off + monthly x months, of the effects that count now
    reserved_on: Mapped[date | None] = mapped_column(Date)
    held_on: Mapped[date | None] = mapped_column(Date)

    notes: Mapped[int] = mapped_column(default=0)  # how many authorisation notes there have been
    asked_of: Mapped[str | None] = mapped_column(String(8))  # the side that owes further information
    question: Mapped[str] = mapped_column(default="")
    notice_by: Mapped[str | None] = mapped_column(String(8))  # the side that gave notice of an unsigned note
    notice_at: Mapped[datetime | None]
    dispute_from: Mapped[datetime | None]  # since when that side may begin a dispute

    framework: Mapped[Framework] = relationship(lazy="raise_on_sql", foreign_keys=framework_id)
    subjects: Mapped[list["Subject"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="Subject.code"
    )
    lines: Mapped[list["OrderLine"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="OrderLine.code"
    )
    links: Mapped[list["Link"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="Link.other_id", foreign_keys="Link.change_id"
    )
    assessment: Mapped["Assessment | None"] = relationship(lazy="raise_on_sql", uselist=False)
    note: Mapped["AuthorisationNote | None"] = relationship(lazy="raise_on_sql", uselist=False)
    signatures: Mapped[list[Signature]] = relationship(lazy="raise_on_sql", viewonly=True)
    statement: Mapped["Statement | None"] = relationship(lazy="raise_on_sql", uselist=False)

    def codes(self, kind: "SubjectKind") -> tuple[str, ...]:
        """The codes of one kind that the change touches."""
        return tuple(subject.code for subject in self.subjects if subject.kind is kind)

    @property
    def ordered(self) -> tuple[str, ...]:
        """The codes of the catalogue that it orders."""
        return tuple(line.code for line in self.lines)

    @property
    def is_ratified(self) -> bool:
        """Whether an emergency change has been approved after the fact."""
        return self.note is not None


class SubjectKind(StrEnum):
    SERVICE = "service"
    LOCATION = "location"
    CLAUSE = "clause"
    PERSON = "person"


class Subject(Model):
    """Something of the framework that a change touches."""

    __tablename__ = "change_subjects"
    __table_args__ = (
        UniqueConstraint("change_id", "kind", "code"),
        Index("ix_change_subjects_newest", "kind", "code", "change_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    change_id: Mapped[int] = mapped_column(ForeignKey("change_requests.id"))
    kind: Mapped[SubjectKind] = mapped_column(words(SubjectKind))
    code: Mapped[str] = mapped_column(String(200))


class OrderLine(Model):
    """One item of the catalogue, as many as are ordered, at the price of the day it was written."""

    __tablename__ = "change_order_lines"
    __table_args__ = (UniqueConstraint("change_id", "code"), CheckConstraint("quantity > 0", name="quantity_positive"))

    id: Mapped[int] = mapped_column(primary_key=True)
    change_id: Mapped[int] = mapped_column(ForeignKey("change_requests.id"))
    code: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(200))
    quantity: Mapped[int]
    price: Mapped[Decimal]
    monthly: Mapped[Decimal]


class Link(Model):
    """A change that the writers say belongs with this one; read from both ends."""

    __tablename__ = "change_links"

    change_id: Mapped[int] = mapped_column(ForeignKey("change_requests.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("change_requests.id"), primary_key=True, index=True)

    other: Mapped[ChangeRequest] = relationship(lazy="raise_on_sql", foreign_keys=other_id)


class Assessment(Model):
    """The vendor's impact assessment; its figures take the place of the request's."""

    __tablename__ = "assessments"

    change_id: Mapped[int] = mapped_column(ForeignKey("change_requests.id"), primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    by_name: Mapped[str] = mapped_column(String(200))
    by_title: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    recommendation: Mapped[str]
    scope: Mapped[str] = mapped_column(default="")
    service_levels: Mapped[str] = mapped_column(default="")
    milestones: Mapped[str] = mapped_column(default="")
    pricing_basis: Mapped[str] = mapped_column(default="")
    resources: Mapped[str] = mapped_column(default="")
    risk: Mapped[str] = mapped_column(default="")
    interfaces: Mapped[str] = mapped_column(default="")
    timetable: Mapped[str] = mapped_column(default="")
    tests: Mapped[str] = mapped_column(default="")
    proposed_text: Mapped[str] = mapped_column(default="")
    one_off_cost: Mapped[Decimal]
    monthly_cost: Mapped[Decimal]
    months: Mapped[int]
    effort_days: Mapped[Decimal]
    term_days: Mapped[int]
    volume: Mapped[Decimal | None]


class AuthorisationNote(Model):
    """What is authorised, from when; both sides sign its digest before anything is implemented."""

    __tablename__ = "authorisation_notes"

    change_id: Mapped[int] = mapped_column(ForeignKey("change_requests.id"), primary_key=True)
    description: Mapped[str]
    adjustments: Mapped[str] = mapped_column(default="")
    effective_on: Mapped[date] = mapped_column(Date)
    value: Mapped[Decimal]
    term_days: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    approved_by: Mapped[str] = mapped_column(String(200))
    clause: Mapped[str] = mapped_column(String(200))
    issue: Mapped[int] = mapped_column(default=1)  # counts the notes of a change: an old signature is under an old note

    @property
    def digest(self) -> str:
        """SHA-256 of the text that is signed."""
        text = {
            "change": self.change_id, "description": self.description, "adjustments": self.adjustments, "effective_on": self.effective_on,
            "value": self.value, "term_days": self.term_days, "currency": self.currency, **({"issue": self.issue} if self.issue > 1 else {}),
        }  # fmt: skip
        return sha256(canonical(plain(text))).hexdigest()


class Proposal(StrEnum):
    AMENDMENT = "amendment"
    REOPENING = "reopening"


class Statement(Model):
    """What one side proposes and the other agrees: that the contract must be amended, or that the scope is reopened."""

    __tablename__ = "statements"

    change_id: Mapped[int] = mapped_column(ForeignKey("change_requests.id"), primary_key=True)
    kind: Mapped[Proposal] = mapped_column(words(Proposal), default=Proposal.AMENDMENT)
    text: Mapped[str]
    proposed_by: Mapped[Party] = mapped_column(words(Party))
    proposed_at: Mapped[datetime]
    agreed_at: Mapped[datetime | None]


class Adoption(Model):
    """A proposal that a change request moves to the version in force; gone when the other side has answered."""

    __tablename__ = "adoptions"

    change_id: Mapped[int] = mapped_column(ForeignKey("change_requests.id"), primary_key=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("frameworks.id"))
    proposed_by: Mapped[Party] = mapped_column(words(Party))
    proposed_at: Mapped[datetime]
