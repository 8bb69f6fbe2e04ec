"""An import of figures: the file as it was handed over, how it is read, and what it would change, row by row."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bpo_gov.agreements.models import Framework
from bpo_gov.figure_imports.rules.choices import Chosen, Sort
from bpo_gov.figure_imports.rules.plans import Outcome
from bpo_gov.kernel.db import Json, Model, words
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Party


class State(StrEnum):
    READING = "reading"
    READY = "ready"
    REFUSED = "refused"
    IMPORTED = "imported"
    DROPPED = "dropped"


class FigureImport(Matter):
    """Of one side alone until it is brought in. Its bytes are the file of its first entry in the record.

    `edition` counts the choices: what was read by an older one is void. `wrong` counts rows, the other four figures.
    """

    __tablename__ = "figure_imports"
    __mapper_args__ = {"polymorphic_identity": "figure_import"}  # noqa: RUF012 - SQLAlchemy's own form
    __table_args__ = (Index("ix_figure_imports_sha256", "sha256"),)  # type: ignore[assignment]
    PREFIX = "IMP"

    id: Mapped[int] = mapped_column(ForeignKey("matters.id"), primary_key=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("frameworks.id"), index=True)
    sort: Mapped[Sort] = mapped_column(words(Sort))
    name: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    heads: Mapped[list[str]] = mapped_column(Json)
    chosen: Mapped[dict[str, Any]] = mapped_column(Json)
    edition: Mapped[int] = mapped_column(default=1)
    rows: Mapped[int] = mapped_column(default=0)  # of the file, without its head
    fresh: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    same: Mapped[int] = mapped_column(default=0)
    left_out: Mapped[int] = mapped_column(default=0)
    wrong: Mapped[int] = mapped_column(default=0)

    framework: Mapped[Framework] = relationship(foreign_keys=framework_id, lazy="raise_on_sql")
    reading: Mapped["FigureImportReading"] = relationship(lazy="raise_on_sql", uselist=False)

    @property
    def choice(self) -> Chosen:
        """How it is read."""
        return Chosen.of(self.chosen)

    @property
    def origin(self) -> str:
        """Where its figures come from, as each of them says it."""
        return f"{self.name} ({self.label}, SHA-256 {self.sha256})"


class FigureImportReading(Model):
    """How far the reading of a file is: whoever reads beats, and who has not for long is taken for dead."""

    __tablename__ = "figure_import_readings"

    import_id: Mapped[int] = mapped_column(ForeignKey("figure_imports.id"), primary_key=True)
    tries: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    beat_at: Mapped[datetime | None]


class FigureImportRow(Model):
    """A figure of the file with what would become of it, or a wrong row of the file with the reason."""

    __tablename__ = "figure_import_rows"

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("figure_imports.id"), index=True)
    outcome: Mapped[Outcome] = mapped_column(words(Outcome))
    line: Mapped[int]  # of the file; 0 where a figure is counted from many
    column: Mapped[str] = mapped_column(default="")
    code: Mapped[str] = mapped_column(String(60), default="")
    period: Mapped[str] = mapped_column(String(10), default="")
    value: Mapped[Decimal | None]
    numerator: Mapped[Decimal | None]
    denominator: Mapped[Decimal | None]
    source: Mapped[str] = mapped_column(default="")
    figure_id: Mapped[int | None] = mapped_column(ForeignKey("kpi_figures.id"))  # what holds the period so far
    before: Mapped[Decimal | None]  # what counts so far
    reason: Mapped[str] = mapped_column(String(40), default="")  # its code, for programs
    says: Mapped[dict[str, Any] | None] = mapped_column(Json)  # the sentence, for people


class FigureImportChoice(Model):
    """What a side chose last for files of a sort: it is offered again with the next one."""

    __tablename__ = "figure_import_choices"
    __table_args__ = (UniqueConstraint("agreement_id", "party", "sort"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id"))
    party: Mapped[Party] = mapped_column(words(Party))
    sort: Mapped[Sort] = mapped_column(words(Sort))
    chosen: Mapped[dict[str, Any]] = mapped_column(Json)
