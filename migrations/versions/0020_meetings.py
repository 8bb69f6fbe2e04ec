"""Meetings with their agenda, seats, and versions of the minutes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from bpo_gov.kernel.db import Utc

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

PARTY = sa.Enum(
    "client", "vendor", "neutral", "system", name="party", native_enum=False, create_constraint=True, length=24
)


def upgrade() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("forum", sa.String(length=40), nullable=False),
        sa.Column("starts_at", Utc(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("chair", PARTY, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("sent_by", sa.String(length=8), nullable=True),
        sa.Column("client_note", sa.Text(), nullable=False),
        sa.Column("vendor_note", sa.Text(), nullable=False),
        sa.CheckConstraint("length between 5 and 1440", name=op.f("ck_meetings_length_in_a_day")),
        sa.ForeignKeyConstraint(["framework_id"], ["frameworks.id"], name=op.f("fk_meetings_framework_id_frameworks")),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_meetings_id_matters")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
    )
    op.create_index("ix_meetings_forum", "meetings", ["forum", "starts_at"])
    op.create_index(op.f("ix_meetings_framework_id"), "meetings", ["framework_id"])
    op.create_index("ix_meetings_starts_at", "meetings", ["starts_at", "id"])

    op.create_table(
        "meeting_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("carried", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["about_id"], ["matters.id"], name=op.f("fk_meeting_items_about_id_matters")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_items_meeting_id_meetings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_items")),
    )
    op.create_index(op.f("ix_meeting_items_about_id"), "meeting_items", ["about_id"])
    op.create_index(op.f("ix_meeting_items_meeting_id"), "meeting_items", ["meeting_id"])

    op.create_table(
        "meeting_minutes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by", PARTY, nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("content", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_minutes_meeting_id_meetings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_minutes")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_meeting_minutes_meeting_id_number")),
    )
    op.create_table(
        "meeting_seats",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("party", PARTY, nullable=False),
        sa.Column(
            "presence",
            sa.Enum(
                "present", "absent", "alternate", name="presence", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("alternate", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_seats_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_meeting_seats_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_seats")),
        sa.UniqueConstraint("meeting_id", "user_id", name=op.f("uq_meeting_seats_meeting_id_user_id")),
    )
    op.create_index(op.f("ix_meeting_seats_user_id"), "meeting_seats", ["user_id"])


def downgrade() -> None:
    for table in ("meeting_seats", "meeting_minutes", "meeting_items", "meetings"):
        op.drop_table(table)
