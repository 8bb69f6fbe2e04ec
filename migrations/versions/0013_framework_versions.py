"""A change request may move to the version of the framework in force: what one side proposed waits here."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

PARTIES = ("client", "vendor", "neutral", "system")


def upgrade() -> None:
    op.create_table(
        "adoptions",
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column(
            "proposed_by",
            sa.Enum(*PARTIES, name="party", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"], ["change_requests.id"], name=op.f("fk_adoptions_change_id_change_requests")
        ),
        sa.ForeignKeyConstraint(["framework_id"], ["frameworks.id"], name=op.f("fk_adoptions_framework_id_frameworks")),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_adoptions")),
    )


def downgrade() -> None:
    op.drop_table("adoptions")
