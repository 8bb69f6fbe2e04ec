"""Statements of credits, one or more for each month and side."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from bpo_gov.kernel.db import Exact

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
SUMS = ("gross", "cut_by_period", "cut_by_year", "net", "earned", "before", "due", "ring_fenced")


def upgrade() -> None:
    op.create_table(
        "credit_statements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column(
            "owed_by",
            sa.Enum(
                "client",
                "vendor",
                "neutral",
                "system",
                name="party",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("slot", sa.String(length=80), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("charges", Exact(), nullable=False),
        sa.Column("invoice", Exact(), nullable=True),
        sa.Column("cap_of_period", Exact(), nullable=False),
        sa.Column("cap_of_year", Exact(), nullable=True),
        *(sa.Column(name, Exact(), nullable=False) for name in SUMS),
        sa.Column("is_at_cap", sa.Boolean(), nullable=False),
        sa.Column("lines", JSON, nullable=False),
        sa.Column("back", JSON, nullable=False),
        sa.Column("proposed", Exact(), nullable=True),
        sa.Column("settled", Exact(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_credit_statements_id_matters")),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["frameworks.id"], name=op.f("fk_credit_statements_framework_id_frameworks")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["decisions.id"], name=op.f("fk_credit_statements_decided_by_id_decisions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_statements")),
        sa.UniqueConstraint("slot", name=op.f("uq_credit_statements_slot")),
    )
    op.create_index(op.f("ix_credit_statements_framework_id"), "credit_statements", ["framework_id"])
    op.create_index(op.f("ix_credit_statements_begins"), "credit_statements", ["begins"])


def downgrade() -> None:
    op.drop_table("credit_statements")
