"""Reports due: one for each name and period."""

import sqlalchemy as sa
from alembic import op

from bpo_gov.kernel.db import Utc

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("slot", sa.String(length=240), nullable=False),
        sa.Column("owed_at", Utc(), nullable=False),
        sa.Column("first_at", Utc(), nullable=True),
        sa.Column("delivered_at", Utc(), nullable=True),
        sa.Column("lead", sa.Integer(), nullable=True),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ended_at", Utc(), nullable=True),
        sa.Column("by_silence", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_reports_id_matters")),
        sa.ForeignKeyConstraint(["framework_id"], ["frameworks.id"], name=op.f("fk_reports_framework_id_frameworks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("slot", name=op.f("uq_reports_slot")),
    )
    op.create_index(op.f("ix_reports_framework_id"), "reports", ["framework_id"])
    op.create_index(op.f("ix_reports_begins"), "reports", ["begins"])


def downgrade() -> None:
    op.drop_table("reports")
