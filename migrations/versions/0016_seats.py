"""The seat of a neutral is a place in the agreement that sees one matter."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("memberships") as batch:
        batch.add_column(sa.Column("matter_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_memberships_matter_id_matters"), "matters", ["matter_id"], ["id"])
        batch.create_index(op.f("ix_memberships_matter_id"), ["matter_id"])


def downgrade() -> None:
    with op.batch_alter_table("memberships") as batch:
        batch.drop_index(op.f("ix_memberships_matter_id"))
        batch.drop_constraint(op.f("fk_memberships_matter_id_matters"), type_="foreignkey")
        batch.drop_column("matter_id")
