"""The stretches in which a deadline's clock ran: one row each; what lies between two of them is a pause."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index, select, text, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bpo_gov.kernel.db import Json, Model, db
from bpo_gov.kernel.pauses import Pause

if TYPE_CHECKING:
    from bpo_gov.kernel.timers import Timer


class Segment(Model):
    """One stretch of running time of a deadline; its end is open while the clock runs."""

    __tablename__ = "segments"
    __table_args__ = (
        Index("ix_segments_timer_id", "timer_id", "began_at"),
        Index(
            "uq_segments_running",
            "timer_id",
            unique=True,
            sqlite_where=text("ended_at is null"),
            postgresql_where=text("ended_at is null"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    timer_id: Mapped[int] = mapped_column(ForeignKey("timers.id"))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    counted: Mapped[dict[str, Any] | None] = mapped_column(Json)  # the count that another has replaced since

    timer: Mapped["Timer"] = relationship(lazy="raise_on_sql")


def segments_of(timer_id: int) -> list[Segment]:
    """The stretches of a deadline in order."""
    query = select(Segment).where(Segment.timer_id == timer_id).order_by(Segment.began_at, Segment.id)
    return list(db.session.execute(query).scalars())


def pauses_of(segments: Sequence[Segment], until: datetime | None = None) -> list[Pause]:
    """The pauses between stretches; after the last one, if it has ended, a pause up to `until` (None: it lasts)."""
    ends = [(one.ended_at, another.began_at) for one, another in pairwise(segments) if one.ended_at is not None]
    pauses: list[Pause] = [(end, begin) for end, begin in ends if end < begin]
    if segments and segments[-1].ended_at is not None:
        pauses.append((segments[-1].ended_at, until))
    return pauses


def end(timer_ids: Sequence[int], now: datetime) -> None:
    """End whatever stretch of these deadlines is running."""
    running = update(Segment).where(Segment.timer_id.in_(timer_ids), Segment.ended_at.is_(None)).values(ended_at=now)
    db.session.execute(running.execution_options(synchronize_session="fetch"))
