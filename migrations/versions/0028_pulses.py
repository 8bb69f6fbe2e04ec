"""Rounds of the pulse, their answers while they are open, their medians afterwards."""

import sqlalchemy as sa
from alembic import op

from bpo_gov.kernel.db import Exact, Json, Utc

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def _side(name: str) -> sa.Column:
    return sa.Column(
        name,
        sa.Enum(
            "client", "vendor", "neutral", "system", name=name, native_enum=False, create_constraint=True, length=24
        ),
        nullable=False,
    )


def upgrade() -> None:
    op.create_table(
        "pulses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(length=10), nullable=False),
        sa.Column("slot", sa.String(length=40), nullable=True),
        sa.Column("questions", Json, nullable=False),
        sa.Column("is_usual", sa.Boolean(), nullable=False),
        sa.Column("ending", sa.String(length=8), nullable=True),
        sa.Column("waits_for", sa.String(length=8), nullable=True),
        sa.Column("client_raters", sa.Integer(), nullable=False),
        sa.Column("vendor_raters", sa.Integer(), nullable=False),
        sa.Column("ended_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_pulses_id_matters")),
        sa.ForeignKeyConstraint(["framework_id"], ["frameworks.id"], name=op.f("fk_pulses_framework_id_frameworks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pulses")),
        sa.UniqueConstraint("slot", name=op.f("uq_pulses_slot")),
    )
    op.create_index(op.f("ix_pulses_framework_id"), "pulses", ["framework_id"])
    op.create_table(
        "pulse_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pulse_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        _side("side"),
        sa.Column("question", sa.Integer(), nullable=False),
        _side("seen"),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["pulse_id"], ["pulses.id"], name=op.f("fk_pulse_answers_pulse_id_pulses")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_pulse_answers_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pulse_answers")),
        sa.UniqueConstraint(
            "pulse_id", "user_id", "question", "seen", name=op.f("uq_pulse_answers_pulse_id_user_id_question_seen")
        ),
    )
    op.create_index(op.f("ix_pulse_answers_user_id"), "pulse_answers", ["user_id"])
    op.create_table(
        "pulse_medians",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pulse_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Integer(), nullable=False),
        _side("seen"),
        _side("side"),
        sa.Column("median", Exact(), nullable=True),
        sa.ForeignKeyConstraint(["pulse_id"], ["pulses.id"], name=op.f("fk_pulse_medians_pulse_id_pulses")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pulse_medians")),
        sa.UniqueConstraint(
            "pulse_id", "question", "seen", "side", name=op.f("uq_pulse_medians_pulse_id_question_seen_side")
        ),
    )


def downgrade() -> None:
    op.drop_table("pulse_medians")
    op.drop_table("pulse_answers")
    op.drop_table("pulses")
