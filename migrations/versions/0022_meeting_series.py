"""Meetings that keep the rhythm of their forum, planned as drafts before everybody is invited; what a side prepares."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None
PARTY = sa.Enum(
    "client", "vendor", "neutral", "system", name="party", native_enum=False, create_constraint=True, length=24
)


def upgrade() -> None:
    with op.batch_alter_table("meetings") as batch:
        batch.add_column(sa.Column("rhythm", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True))
    op.create_table(
        "meeting_preparations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("party", PARTY, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["meeting_items.id"],
            name=op.f("fk_meeting_preparations_item_id_meeting_items"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_preparations")),
        sa.UniqueConstraint("item_id", "party", name=op.f("uq_meeting_preparations_item_id_party")),
    )


def downgrade() -> None:
    op.drop_table("meeting_preparations")
    with op.batch_alter_table("meetings") as batch:
        batch.drop_column("rhythm")
