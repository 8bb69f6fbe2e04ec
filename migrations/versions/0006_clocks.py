"""Deadlines may stand still: the stretches in which each ran."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BEFORE = ("pending", "fired", "stopped")
AFTER = ("pending", "paused", "fired", "stopped")
OPEN_BEFORE, OPEN_AFTER = "phase = 'pending'", "phase in ('pending', 'paused')"


def upgrade() -> None:
    _phases(AFTER, OPEN_AFTER)
    op.create_table(
        "segments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("timer_id", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counted", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.ForeignKeyConstraint(["timer_id"], ["timers.id"], name=op.f("fk_segments_timer_id_timers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segments")),
    )
    op.create_index("ix_segments_timer_id", "segments", ["timer_id", "began_at"], unique=False)
    op.create_index(
        "uq_segments_running",
        "segments",
        ["timer_id"],
        unique=True,
        sqlite_where=sa.text("ended_at is null"),
        postgresql_where=sa.text("ended_at is null"),
    )
    op.execute(
        "insert into segments (timer_id, began_at, ended_at) "
        "select id, started_at, ended_at from timers where policy not like 'warn:%' order by id"
    )


def downgrade() -> None:
    op.drop_table("segments")
    op.execute("update timers set phase = 'pending' where phase = 'paused'")
    _phases(BEFORE, OPEN_BEFORE)


def _phases(phases: tuple[str, ...], still_open: str) -> None:
    op.drop_index("uq_timers_pending", table_name="timers")
    op.drop_index("ix_timers_due", table_name="timers")  # SQLite rebuilds the table, and forgets its where
    with op.batch_alter_table("timers") as batch:
        batch.drop_constraint(op.f("ck_timers_phase"), type_="check")
        batch.create_check_constraint(op.f("ck_timers_phase"), sa.text(f"phase IN ({', '.join(map(repr, phases))})"))
    pending = sa.text("phase = 'pending'")
    op.create_index("ix_timers_due", "timers", ["due_at"], unique=False, sqlite_where=pending, postgresql_where=pending)
    where = sa.text(still_open)
    op.create_index(
        "uq_timers_pending", "timers", ["matter_id", "policy"], unique=True, sqlite_where=where, postgresql_where=where
    )
