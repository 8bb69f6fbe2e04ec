"""What the classes of change need: orders, links, questions, notices of an unsigned note, reopened scope."""

import sqlalchemy as sa
from alembic import op

from bpo_gov.kernel.db import Exact, Utc

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

FILLED = {  # columns that may not be empty: what rows that stand already get
    "change_requests": [("urgency", sa.Text(), ""), ("question", sa.Text(), ""), ("notes", sa.Integer(), "0")],
    "authorisation_notes": [("issue", sa.Integer(), "1")],
    "statements": [("kind", sa.String(24), "amendment")],
}
KINDS = sa.text("kind IN ('amendment', 'reopening')")


def upgrade() -> None:
    op.create_table(
        "change_links",
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"], ["change_requests.id"], name=op.f("fk_change_links_change_id_change_requests")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["change_requests.id"], name=op.f("fk_change_links_other_id_change_requests")
        ),
        sa.PrimaryKeyConstraint("change_id", "other_id", name=op.f("pk_change_links")),
    )
    op.create_index(op.f("ix_change_links_other_id"), "change_links", ["other_id"])
    op.create_table(
        "change_order_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("unit", sa.String(200), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("price", Exact(), nullable=False),
        sa.Column("monthly", Exact(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_change_order_lines_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["change_id"], ["change_requests.id"], name=op.f("fk_change_order_lines_change_id_change_requests")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_order_lines")),
        sa.UniqueConstraint("change_id", "code", name=op.f("uq_change_order_lines_change_id_code")),
    )
    for table, columns in FILLED.items():
        with op.batch_alter_table(table) as batch:
            for name, kind, value in columns:
                batch.add_column(sa.Column(name, kind, nullable=False, server_default=value))
        with op.batch_alter_table(table) as batch:
            for name, kind, _value in columns:
                batch.alter_column(name, existing_type=kind, existing_nullable=False, server_default=None)
    with op.batch_alter_table("statements") as batch:
        batch.create_check_constraint(op.f("ck_statements_proposal"), KINDS)
    with op.batch_alter_table("change_requests") as batch:
        batch.add_column(sa.Column("asked_of", sa.String(8), nullable=True))
        batch.add_column(sa.Column("notice_by", sa.String(8), nullable=True))
        batch.add_column(sa.Column("notice_at", Utc(), nullable=True))
        batch.add_column(sa.Column("dispute_from", Utc(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("change_requests") as batch:
        for name in ("dispute_from", "notice_at", "notice_by", "asked_of"):
            batch.drop_column(name)
    with op.batch_alter_table("statements") as batch:
        batch.drop_constraint(op.f("ck_statements_proposal"), type_="check")
    for table, columns in FILLED.items():
        with op.batch_alter_table(table) as batch:
            for name, _kind, _value in columns:
                batch.drop_column(name)
    op.drop_table("change_order_lines")
    op.drop_index(op.f("ix_change_links_other_id"), "change_links")
    op.drop_table("change_links")
