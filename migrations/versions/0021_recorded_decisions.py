"""A decision says where it was made, if it was made with another matter."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None
SOURCES = ("note", "statement", "reopening", "settlement", "expert")


def upgrade() -> None:
    with op.batch_alter_table("decisions") as batch:
        batch.add_column(
            sa.Column("source", sa.Enum(*SOURCES, name="source", native_enum=False, length=24), nullable=True)
        )
        batch.create_check_constraint(op.f("ck_decisions_source"), f"source IN {SOURCES}")


def downgrade() -> None:
    with op.batch_alter_table("decisions") as batch:
        batch.drop_constraint(op.f("ck_decisions_source"), type_="check")
        batch.drop_column("source")
