"""Escalations, and where those come from that were brought in from a log."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

SEVERITIES = ("critical", "high", "normal", "low")


def upgrade() -> None:
    op.create_table(
        "escalations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column(
            "severity",
            sa.Enum(*SEVERITIES, name="severity", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("impact", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("resolution", sa.Text(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("waits_for", sa.String(8), nullable=True),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("is_spent", sa.Boolean(), nullable=False),
        sa.CheckConstraint("level >= 0", name=op.f("ck_escalations_level_not_negative")),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["frameworks.id"], name=op.f("fk_escalations_framework_id_frameworks")
        ),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_escalations_id_matters")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalations")),
    )
    op.create_index(op.f("ix_escalations_framework_id"), "escalations", ["framework_id"])
    op.create_index("ix_escalations_level", "escalations", ["level", "id"])
    op.create_table(
        "escalation_sources",
        sa.Column("escalation_id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("external_ref", sa.String(64), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("stage", sa.String(32), nullable=False),
        sa.Column("holder", sa.String(8), nullable=True),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name=op.f("fk_escalation_sources_agreement_id_agreements")
        ),
        sa.ForeignKeyConstraint(
            ["escalation_id"], ["escalations.id"], name=op.f("fk_escalation_sources_escalation_id_escalations")
        ),
        sa.PrimaryKeyConstraint("escalation_id", name=op.f("pk_escalation_sources")),
        sa.UniqueConstraint(
            "agreement_id", "external_ref", name=op.f("uq_escalation_sources_agreement_id_external_ref")
        ),
    )


def downgrade() -> None:
    op.drop_table("escalation_sources")
    op.drop_index("ix_escalations_level", table_name="escalations")
    op.drop_index(op.f("ix_escalations_framework_id"), table_name="escalations")
    op.drop_table("escalations")
