"""Sealed offers of a dispute: what they are for, their rounds, and figures that the database alone cannot read."""

import sqlalchemy as sa
from alembic import op

from bpo_gov.kernel.db import Exact, Utc

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

SIDES = ("client", "vendor", "neutral", "system")


def _one_of(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    op.create_table(
        "dispute_sealings",
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        sa.Column("payer", _one_of("party", *SIDES), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("standing", _one_of("standing", "running", "agreed", "ended"), nullable=False),
        sa.CheckConstraint("round between 1 and 3", name=op.f("ck_dispute_sealings_round_of_few")),
        sa.ForeignKeyConstraint(["dispute_id"], ["disputes.id"], name=op.f("fk_dispute_sealings_dispute_id_disputes")),
        sa.PrimaryKeyConstraint("dispute_id", name=op.f("pk_dispute_sealings")),
    )
    op.create_table(
        "dispute_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("result", _one_of("result", "none", "deal", "void"), nullable=True),
        sa.Column("midpoint", Exact(), nullable=True),
        sa.Column("closed_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["dispute_id"], ["dispute_sealings.dispute_id"], name=op.f("fk_dispute_rounds_dispute_id_dispute_sealings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute_rounds")),
    )  # fmt: skip
    op.create_index(op.f("ix_dispute_rounds_dispute_id"), "dispute_rounds", ["dispute_id"])
    op.create_table(
        "dispute_offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("party", _one_of("party", *SIDES), nullable=False),
        sa.Column("key_name", sa.String(32), nullable=True),
        sa.Column("nonce", sa.LargeBinary(), nullable=True),
        sa.Column("data", sa.LargeBinary(), nullable=True),
        sa.Column("commit", sa.String(64), nullable=False),
        sa.Column("sealed_at", Utc(), nullable=False),
        sa.Column("destroyed_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["dispute_rounds.id"], name=op.f("fk_dispute_offers_round_id_dispute_rounds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute_offers")),
        sa.UniqueConstraint("round_id", "party", name=op.f("uq_dispute_offers_round_id_party")),
    )  # fmt: skip
    op.create_index(op.f("ix_dispute_offers_key_name"), "dispute_offers", ["key_name"])


def downgrade() -> None:
    op.drop_table("dispute_offers")
    op.drop_table("dispute_rounds")
    op.drop_table("dispute_sealings")
