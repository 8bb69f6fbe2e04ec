"""Changes of key people, and who was proposed for a post."""

import sqlalchemy as sa
from alembic import op

from bpo_gov.kernel.db import Json, Utc

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def _closed(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    op.create_table(
        "successions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("position", sa.String(length=200), nullable=False),
        sa.Column("of_side", _closed("party", "client", "vendor", "neutral", "system"), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("slot", sa.String(length=64), nullable=True),
        sa.Column("holder", sa.String(length=200), nullable=False),
        sa.Column("asked_for", sa.Text(), nullable=False),
        sa.Column("cause", _closed("why", "leaves", "absence", "duties", "asked"), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("refusal", sa.Text(), nullable=False),
        sa.Column("announced_at", Utc(), nullable=True),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("notice_count", Json, nullable=True),
        sa.Column("notice_late", sa.Integer(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("successor", sa.String(length=200), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=True),
        sa.Column("taken_on", sa.Date(), nullable=True),
        sa.Column("handed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_successions_id_matters")),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["frameworks.id"], name=op.f("fk_successions_framework_id_frameworks")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_successions")),
        sa.UniqueConstraint("slot", name=op.f("uq_successions_slot")),
    )
    op.create_index("ix_successions_last_on", "successions", ["last_on"])
    op.create_index(op.f("ix_successions_framework_id"), "successions", ["framework_id"])
    op.create_table(
        "succession_candidates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("succession_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("meets", sa.Text(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("overlap", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("outcome", _closed("answer", "open", "objected", "consented", "silence", "replaced"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answered_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(
            ["succession_id"], ["successions.id"], name=op.f("fk_succession_candidates_succession_id_successions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_succession_candidates")),
        sa.UniqueConstraint("succession_id", "edition", name=op.f("uq_succession_candidates_succession_id_edition")),
    )


def downgrade() -> None:
    for table in ("succession_candidates", "successions"):
        op.drop_table(table)
