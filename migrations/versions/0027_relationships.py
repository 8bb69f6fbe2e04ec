"""How each relationship stands, kept in one row, and its authority lists as the database can ask for them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from bpo_gov.kernel.db import Exact, Utc

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

SIDES = ("client", "vendor", "neutral", "system")
WORDS = ("failing", "watch", "healthy", "no_data")
TRENDS = ("better", "worse", "steady", "unknown")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def _closed(words: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    op.create_table(
        "relationships",
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("until", Utc(), nullable=False),
        sa.Column("is_stale", sa.Boolean(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=True),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column("word", _closed(WORDS, "word"), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("trend", _closed(TRENDS, "trend"), nullable=False),
        sa.Column("periods", sa.Integer(), nullable=False),
        sa.Column("score", Exact(), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("severe", "short", "contested", "signals", "good", "kpis")),
        sa.Column("worst_code", sa.String(length=40), nullable=True),
        sa.Column("reason", JSON, nullable=False),
        sa.Column("inputs", JSON, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("annual_charges", Exact(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("triggers", JSON, nullable=False),
        sa.Column("levels", sa.Integer(), nullable=False),
        sa.Column("envelope_percent", Exact(), nullable=True),
        sa.Column("envelope_limit", sa.String(length=200), nullable=False),
        *(sa.Column(f"within_{n}", Utc(), nullable=True) for n in (5, 10, 20)),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in (
                "meetings_due", "meetings_held", "meetings_quorate", "minutes_answered", "minutes_in_time", "client_actions", "client_in_time",
                "vendor_actions", "vendor_in_time", "reviews", "promises_late",
            )
        ),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreements.id"], name=op.f("fk_relationships_agreement_id_agreements")),
        sa.ForeignKeyConstraint(["framework_id"], ["frameworks.id"], name=op.f("fk_relationships_framework_id_frameworks")),
        sa.PrimaryKeyConstraint("agreement_id", name=op.f("pk_relationships")),
    )  # fmt: skip
    op.create_index("ix_relationships_until", "relationships", ["until"])
    op.create_index("ix_relationships_rank", "relationships", ["rank", "agreement_id"])
    op.create_table(
        "authority_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("in_use", sa.Boolean(), nullable=False),
        sa.Column("party", _closed(SIDES, "party"), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("up_to", Exact(), nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreements.id"], name=op.f("fk_authority_lines_agreement_id_agreements")),
        sa.ForeignKeyConstraint(["framework_id"], ["frameworks.id"], name=op.f("fk_authority_lines_framework_id_frameworks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authority_lines")),
    )  # fmt: skip
    op.create_index(op.f("ix_authority_lines_framework_id"), "authority_lines", ["framework_id"])
    op.create_index("ix_authority_lines_agreement", "authority_lines", ["agreement_id", "party", "email"])


def downgrade() -> None:
    op.drop_table("authority_lines")
    op.drop_table("relationships")
