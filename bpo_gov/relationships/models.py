"""How a relationship stands, kept: one row for each agreement, and who may bind its sides up to what."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bpo_gov.agreements.models import Agreement
from bpo_gov.kernel.db import Json, Model, words
from bpo_gov.kernel.parties import Party
from bpo_gov.kpis.rules.health import Trend, Word


class Relationship(Model):
    """What the pages over all agreements read, so that none of them scans figures, changes or meetings.

    The relay counts it anew for every agreement that it tells of (`keeping`), the clock once a day. `seq` is the length of the record
    when it was counted: what was counted later never gives way to what was counted before. `until` ends the day that it was counted on.
    """

    __tablename__ = "relationships"
    __table_args__ = (Index("ix_relationships_until", "until"), Index("ix_relationships_rank", "rank", "agreement_id"))

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id"), primary_key=True)
    seq: Mapped[int]
    at: Mapped[datetime]
    until: Mapped[datetime]
    is_stale: Mapped[bool] = mapped_column(default=False)  # it could not be counted; the clock tries again
    framework_id: Mapped[int | None] = mapped_column(
        ForeignKey("frameworks.id")
    )  # in force; before that the one to come
    in_force: Mapped[bool]

    word: Mapped[Word] = mapped_column(words(Word))
    rank: Mapped[int]  # by word, failing KPIs and score: worst first
    trend: Mapped[Trend] = mapped_column(words(Trend))
    periods: Mapped[int]  # since how many it goes there
    score: Mapped[Decimal | None]  # weighted, 0 to 100
    severe: Mapped[int]  # KPIs under their minimum
    short: Mapped[int]
    contested: Mapped[int]
    signals: Mapped[int]
    good: Mapped[int]
    kpis: Mapped[int]
    worst_code: Mapped[str | None] = mapped_column(String(40))
    reason: Mapped[Any] = mapped_column(Json)  # a sentence, as kernel.sentences packs it
    inputs: Mapped[Any] = mapped_column(Json)  # each KPI, worst first: what the verdict was made of
    due_on: Mapped[date | None] = mapped_column(Date)  # when the next figure is due

    currency: Mapped[str] = mapped_column(String(3))
    annual_charges: Mapped[Decimal]
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    triggers: Mapped[Any] = mapped_column(Json)  # of termination, as the framework states them: name, threshold, clause
    watch_tone: Mapped[str] = mapped_column(String(8))  # of the nearest that can be counted: bad, near, ok; none
    watch_name: Mapped[str] = mapped_column(String(200))
    watch_kpi: Mapped[str] = mapped_column(String(40))
    watch_used: Mapped[int]
    watch_needed: Mapped[int]
    watch_distance: Mapped[int | None]  # how many more; 0 is reached
    ring_fenced: Mapped[Decimal]  # credits of twelve months that contested figures hold back
    levels: Mapped[int]  # of the ladder
    envelope_percent: Mapped[Decimal | None]  # of the limit that is used most
    envelope_limit: Mapped[str] = mapped_column(String(200))
    within_5: Mapped[datetime | None]  # what is due before then is due within five working days
    within_10: Mapped[datetime | None]
    within_20: Mapped[datetime | None]

    meetings_due: Mapped[int]  # of the last ninety days
    meetings_held: Mapped[int]
    meetings_quorate: Mapped[int]
    minutes_answered: Mapped[int]
    minutes_in_time: Mapped[int]
    client_actions: Mapped[int]
    client_in_time: Mapped[int]
    vendor_actions: Mapped[int]
    vendor_in_time: Mapped[int]
    reviews: Mapped[int]  # decisions whose day of review has come
    promises_late: Mapped[int]  # of settlements

    agreement: Mapped[Agreement] = relationship(lazy="raise_on_sql", viewonly=True)


class AuthorityLine(Model):
    """A line of the authority list of a version, as the database can ask for it; `in_use` where it is the version that counts."""

    __tablename__ = "authority_lines"
    __table_args__ = (Index("ix_authority_lines_agreement", "agreement_id", "party", "email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id"))
    framework_id: Mapped[int] = mapped_column(ForeignKey("frameworks.id"), index=True)
    in_use: Mapped[bool]
    party: Mapped[Party] = mapped_column(words(Party))
    email: Mapped[str] = mapped_column(String(254))
    up_to: Mapped[Decimal]
