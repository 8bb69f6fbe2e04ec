"""Decisions."""

import sqlalchemy as sa
from alembic import op

from bpo_gov.kernel.db import Exact

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("amount", Exact(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("is_for_review", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("superseded_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["framework_id"], ["frameworks.id"], name=op.f("fk_decisions_framework_id_frameworks")),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_decisions_id_matters")),
        sa.ForeignKeyConstraint(
            ["superseded_by_id"], ["decisions.id"], name=op.f("fk_decisions_superseded_by_id_decisions")
        ),
        sa.ForeignKeyConstraint(["supersedes_id"], ["decisions.id"], name=op.f("fk_decisions_supersedes_id_decisions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    for column in ("framework_id", "supersedes_id", "superseded_by_id"):
        op.create_index(op.f(f"ix_decisions_{column}"), "decisions", [column])


def downgrade() -> None:
    op.drop_table("decisions")
