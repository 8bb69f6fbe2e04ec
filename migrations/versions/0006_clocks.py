"""Deadlines may stand still and be counted anew: the stretches in which each ran; the holidays; whose turn it was."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BEFORE = ("pending", "fired", "stopped")
AFTER = ("pending", "paused", "fired", "stopped")
OPEN_BEFORE, OPEN_AFTER = "phase = 'pending'", "phase in ('pending', 'paused')"


def upgrade() -> None:
    op.add_column("timers", sa.Column("provisional", sa.Boolean(), nullable=True))
    op.execute("update timers set provisional = false")
    if op.get_bind().dialect.name == "sqlite":
        known = sa.text("update timers set provisional = true where json_extract(counted, '$.provisional') = 1")
    else:
        known = sa.text("update timers set provisional = true where counted ->> 'provisional' = 'true'")
    op.execute(known)
    op.execute("update timers set provisional = false where policy like 'warn:%'")
    with _rebuilt(AFTER, OPEN_AFTER) as batch:
        batch.alter_column("provisional", existing_type=sa.Boolean(), nullable=False)
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
    op.create_index(
        "ix_timers_provisional",
        "timers",
        ["matter_id"],
        unique=False,
        sqlite_where=sa.text("phase = 'pending' and provisional"),
        postgresql_where=sa.text("phase = 'pending' and provisional"),
    )
    op.create_table(
        "holidays",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("subdivision", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("public", "cuti_bersama", name="holidaykind", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("estimated", sa.Boolean(), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holidays")),
        sa.UniqueConstraint("country", "subdivision", "day", name=op.f("uq_holidays_country_subdivision_day")),
    )
    op.create_table(
        "holiday_years",
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("subdivision", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("decreed", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("country", "subdivision", "year", name=op.f("pk_holiday_years")),
    )
    op.create_table(
        "holiday_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("mark", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday_changes")),
        sa.UniqueConstraint("mark", name=op.f("uq_holiday_changes_mark")),
    )
    op.execute(
        "insert into segments (timer_id, began_at, ended_at) "
        "select id, started_at, ended_at from timers where policy not like 'warn:%' order by id"
    )


def downgrade() -> None:
    for table in ("holiday_changes", "holiday_years", "holidays", "segments"):
        op.drop_table(table)
    op.drop_index("ix_timers_provisional", table_name="timers")
    op.execute("update timers set phase = 'pending' where phase = 'paused'")
    with _rebuilt(BEFORE, OPEN_BEFORE) as batch:
        batch.drop_column("provisional")


@contextmanager
def _rebuilt(phases: tuple[str, ...], still_open: str) -> Iterator[BatchOperations]:
    """The table of timers with other phases; its partial indexes stand aside, as SQLite makes it anew."""
    op.drop_index("uq_timers_pending", table_name="timers")
    op.drop_index("ix_timers_due", table_name="timers")
    with op.batch_alter_table("timers") as batch:
        batch.drop_constraint(op.f("ck_timers_phase"), type_="check")
        batch.create_check_constraint(op.f("ck_timers_phase"), sa.text(f"phase IN ({', '.join(map(repr, phases))})"))
        yield batch
    pending = sa.text("phase = 'pending'")
    op.create_index("ix_timers_due", "timers", ["due_at"], unique=False, sqlite_where=pending, postgresql_where=pending)
    where = sa.text(still_open)
    op.create_index(
        "uq_timers_pending", "timers", ["matter_id", "policy"], unique=True, sqlite_where=where, postgresql_where=where
    )
