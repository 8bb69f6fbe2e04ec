"""The spine: everything governed is a matter with a number and a state, so all else can point at it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column, validates

from bpo_gov.kernel.db import Model, db, words
from bpo_gov.kernel.parties import Party


class Matter(Model):
    """One governed thing; features add a joined table. Only the engine writes `state`, `ball` and `version`."""

    __tablename__ = "matters"
    __table_args__ = (
        UniqueConstraint("agreement_id", "kind", "number"),
        UniqueConstraint("opened_with"),
        Index("ix_matters_listing", "agreement_id", "kind", "state", "number"),
        Index("ix_matters_due", "agreement_id", "kind", "due_at", "number"),
        Index("ix_matters_moved", "agreement_id", "kind", "moved_at", "number"),
        CheckConstraint("number > 0", name="number_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(32))
    raised_by: Mapped[Party] = mapped_column(words(Party))
    raised_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    about_id: Mapped[int | None] = mapped_column(ForeignKey("matters.id"), index=True)
    ball: Mapped[str | None] = mapped_column(String(8))  # client, vendor, both; empty when nobody is waited for
    due_at: Mapped[datetime | None]
    opened_with: Mapped[str | None] = mapped_column(String(64))  # one-time token of the form: a double click opens once
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    moved_at: Mapped[datetime]

    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "matter"}  # noqa: RUF012 - SQLAlchemy's own form

    PREFIX = "M"

    @property
    def label(self) -> str:
        """The number one can say in a meeting: CR-12."""
        return f"{self.PREFIX}-{self.number}"

    @validates("title")
    def _title_fits(self, key: str, value: str) -> str:
        if not value.strip() or len(value) > 200:
            raise ValueError("a title has 1 to 200 characters")
        return value.strip()


def next_number(agreement_id: int, kind: str) -> int:
    """The next free number of a kind; call under the agreement's lock."""
    query = select(func.coalesce(func.max(Matter.number), 0) + 1).where(
        Matter.agreement_id == agreement_id, Matter.kind == kind
    )
    return int(db.session.execute(query).scalar_one())
