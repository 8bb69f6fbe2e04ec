"""Figures of KPIs, one for each period."""

import sqlalchemy as sa
from alembic import op

from bpo_gov.kernel.db import Exact

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kpi_figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("slot", sa.String(length=80), nullable=True),
        sa.Column("value", Exact(), nullable=True),
        sa.Column("numerator", Exact(), nullable=True),
        sa.Column("denominator", Exact(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("proposed", Exact(), nullable=True),
        sa.Column("proposed_by", sa.String(length=8), nullable=True),
        sa.Column("settled", Exact(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_kpi_figures_id_matters")),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["frameworks.id"], name=op.f("fk_kpi_figures_framework_id_frameworks")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["decisions.id"], name=op.f("fk_kpi_figures_decided_by_id_decisions")
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["kpi_figures.id"], name=op.f("fk_kpi_figures_replaces_id_kpi_figures")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kpi_figures")),
        sa.UniqueConstraint("slot", name=op.f("uq_kpi_figures_slot")),
    )
    op.create_index("ix_kpi_figures_code", "kpi_figures", ["code", "begins"])
    op.create_index(op.f("ix_kpi_figures_framework_id"), "kpi_figures", ["framework_id"])


def downgrade() -> None:
    op.drop_table("kpi_figures")
