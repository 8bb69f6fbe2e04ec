"""Imports of figures: the file as it was handed over, how it is read, and what each row would change."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from bpo_gov.kernel.db import Exact, Utc

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

SORTS = ("figures", "calls")
OUTCOMES = ("new", "changed", "same", "left_out", "error")
PARTIES = ("client", "vendor", "neutral", "system")
Json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def _words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    op.create_table(
        "figure_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("sort", _words("sort", *SORTS), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("heads", Json, nullable=False),
        sa.Column("chosen", Json, nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("fresh", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("same", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_figure_imports_id_matters")),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["frameworks.id"], name=op.f("fk_figure_imports_framework_id_frameworks")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_imports")),
    )
    op.create_index("ix_figure_imports_sha256", "figure_imports", ["sha256"])
    op.create_index(op.f("ix_figure_imports_framework_id"), "figure_imports", ["framework_id"])
    op.create_table(
        "figure_import_readings",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("beat_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(
            ["import_id"], ["figure_imports.id"], name=op.f("fk_figure_import_readings_import_id_figure_imports")
        ),
        sa.PrimaryKeyConstraint("import_id", name=op.f("pk_figure_import_readings")),
    )
    op.create_table(
        "figure_import_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("outcome", _words("outcome", *OUTCOMES), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("column", sa.Text(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("value", Exact(), nullable=True),
        sa.Column("numerator", Exact(), nullable=True),
        sa.Column("denominator", Exact(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("figure_id", sa.Integer(), nullable=True),
        sa.Column("before", Exact(), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("says", Json, nullable=True),
        sa.ForeignKeyConstraint(
            ["import_id"], ["figure_imports.id"], name=op.f("fk_figure_import_rows_import_id_figure_imports")
        ),
        sa.ForeignKeyConstraint(
            ["figure_id"], ["kpi_figures.id"], name=op.f("fk_figure_import_rows_figure_id_kpi_figures")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_import_rows")),
    )
    op.create_index(op.f("ix_figure_import_rows_import_id"), "figure_import_rows", ["import_id"])
    op.create_table(
        "figure_import_choices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("party", _words("party", *PARTIES), nullable=False),
        sa.Column("sort", _words("sort", *SORTS), nullable=False),
        sa.Column("chosen", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name=op.f("fk_figure_import_choices_agreement_id_agreements")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_import_choices")),
        sa.UniqueConstraint(
            "agreement_id", "party", "sort", name=op.f("uq_figure_import_choices_agreement_id_party_sort")
        ),
    )


def downgrade() -> None:
    op.drop_table("figure_import_choices")
    op.drop_table("figure_import_rows")
    op.drop_table("figure_import_readings")
    op.drop_table("figure_imports")
