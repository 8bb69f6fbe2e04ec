"""An action item: what is to be done, which side owns it, and by which day."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, Index, exists, select, text
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from bpo_gov.accounts.models import User
from bpo_gov.agreements.models import Framework, Membership
from bpo_gov.kernel.db import words
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Party

_OPEN = text("ended_at is null")


class State(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class ActionItem(Matter):
    """Owned by a side, and by a person of it or by the side as a whole; the ball of an open one lies there."""

    __tablename__ = "action_items"
    __mapper_args__ = {"polymorphic_identity": "action_item"}  # noqa: RUF012 - SQLAlchemy's own form
    __table_args__ = (  # type: ignore[assignment]
        Index("ix_action_items_owner", "owner_id", "due_on", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )
    PREFIX = "A"

    id: Mapped[int] = mapped_column(ForeignKey("matters.id"), primary_key=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("frameworks.id"), index=True)
    details: Mapped[str] = mapped_column(default="")
    owner_side: Mapped[Party] = mapped_column(words(Party))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))  # empty: the side as a whole
    due_on: Mapped[date] = mapped_column(Date)  # a day where the deadlines of the agreement are told
    is_late: Mapped[bool] = mapped_column(
        default=False
    )  # a day passed while it was open; a later day does not undo that
    report: Mapped[str] = mapped_column(default="")  # what was done, as reported last
    ended_at: Mapped[datetime | None]  # when it was done or dropped

    framework: Mapped[Framework] = relationship(foreign_keys=framework_id, lazy="raise_on_sql")
    owner_name: Mapped[str | None] = column_property(
        select(User.name).where(User.id == owner_id).correlate_except(User).scalar_subquery()
    )
    owner_left: Mapped[bool] = column_property(  # the owner does not belong to the agreement any more
        exists()
        .where(
            Membership.agreement_id == Matter.agreement_id,
            Membership.user_id == owner_id,
            Membership.ended_at.is_not(None),
        )
        .correlate_except(Membership)
    )
