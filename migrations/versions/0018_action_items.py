"""Action items: owned by a side, due on a day."""

import sqlalchemy as sa
from alembic import op

from bpo_gov.kernel.db import Utc

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

SIDES = ("client", "vendor", "neutral", "system")
OPEN = sa.text("ended_at is null")


def upgrade() -> None:
    op.create_table(
        "action_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column(
            "owner_side",
            sa.Enum(*SIDES, name="party", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("ended_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["frameworks.id"], name=op.f("fk_action_items_framework_id_frameworks")
        ),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_action_items_id_matters")),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_action_items_owner_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_items")),
    )
    op.create_index(op.f("ix_action_items_framework_id"), "action_items", ["framework_id"])
    op.create_index(
        "ix_action_items_owner",
        "action_items",
        ["owner_id", "due_on", "id"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    op.drop_index("ix_action_items_owner", table_name="action_items")
    op.drop_index(op.f("ix_action_items_framework_id"), table_name="action_items")
    op.drop_table("action_items")
