"""Lists are read in the order of an index, and the envelope's sums are kept by month and year too."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from alembic import op

from bpo_gov.kernel.db import Exact

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

PLACE = ["agreement_id", "kind"]
CLASSES = ("operational", "catalogue", "fast_track", "normal", "emergency")
SUMS = ("held", "reserved", "held_count", "reserved_count")


def upgrade() -> None:
    far = sa.text("'9999-01-01 00:00:00.000000'")
    op.add_column("matters", sa.Column("due_key", sa.DateTime(timezone=True), nullable=False, server_default=far))
    op.execute("update matters set due_key = due_at where due_at is not null")
    where = sa.text("ball is not null")
    for name, columns in {
        "ix_matters_open": ["due_key", "number"],
        "ix_matters_turn": ["ball", "due_key", "number"],
    }.items():
        op.create_index(name, "matters", [*PLACE, *columns], sqlite_where=where, postgresql_where=where)
    op.create_index("ix_matters_moved", "matters", [*PLACE, "moved_at", "number"])
    op.create_index("ix_change_subjects_newest", "change_subjects", ["kind", "code", "change_id"])
    op.drop_index("ix_change_subjects_code", table_name="change_subjects")
    _unread(["user_id", "id"])
    op.create_index("ix_timers_matter", "timers", ["matter_id", "due_at"])
    rows = _taken()
    _table(["agreement_id", "span", "day", "change_class", "measure"], _span())
    _put([row for span in ("day", "month", "year") for row in _rolled_up(rows, span)])


def downgrade() -> None:
    rows = [row for row in _taken() if row.pop("span") == "day"]
    _table(["agreement_id", "day", "change_class", "measure"])
    _put(rows)
    _unread(["user_id"])
    op.drop_index("ix_timers_matter", table_name="timers")
    op.create_index("ix_change_subjects_code", "change_subjects", ["kind", "code"])
    op.drop_index("ix_change_subjects_newest", table_name="change_subjects")
    for name in ("ix_matters_moved", "ix_matters_turn", "ix_matters_open"):
        op.drop_index(name, table_name="matters")
    op.drop_column("matters", "due_key")


def _unread(columns: list[str]) -> None:
    where = sa.text("read_at is null")
    op.drop_index("ix_notifications_unread", table_name="notifications")
    op.create_index("ix_notifications_unread", "notifications", columns, sqlite_where=where, postgresql_where=where)


def _taken() -> list[dict[str, Any]]:
    """All sums, and their table is gone."""
    line = op.get_bind()
    rows = [dict(row._mapping) for row in line.execute(sa.select(_reflected(line)))]
    op.drop_table("consumptions")
    return rows


def _put(rows: list[dict[str, Any]]) -> None:
    line = op.get_bind()
    if rows:
        line.execute(sa.insert(_reflected(line)), rows)


def _reflected(line: sa.Connection) -> sa.Table:
    table = sa.Table("consumptions", sa.MetaData(), autoload_with=line)
    for name in ("held", "reserved"):
        table.c[name].type = Exact()
    return table


def _rolled_up(rows: list[dict[str, Any]], span: str) -> list[dict[str, Any]]:
    sums: dict[tuple[Any, ...], list[Any]] = defaultdict(lambda: [Decimal(0), Decimal(0), 0, 0])
    for row in rows:
        first = {"day": row["day"], "month": row["day"].replace(day=1), "year": row["day"].replace(day=1, month=1)}[
            span
        ]
        kept = sums[row["agreement_id"], span, first, row["change_class"], row["measure"]]
        kept[:] = [was + row[name] for was, name in zip(kept, SUMS, strict=True)]
    names = ("agreement_id", "span", "day", "change_class", "measure")
    return [dict(zip(names, key, strict=True)) | dict(zip(SUMS, kept, strict=True)) for key, kept in sums.items()]


def _span() -> sa.Column[str]:
    return sa.Column("span", _set("span", "day", "month", "year"), nullable=False)


def _table(key: list[str], *more: sa.Column[Any]) -> None:
    op.create_table(
        "consumptions",
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        *more,
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("change_class", _set("changeclass", *CLASSES), nullable=False),
        sa.Column("measure", _set("measure", "value", "count", "term_days"), nullable=False),
        sa.Column("held", Exact(), nullable=False),
        sa.Column("reserved", Exact(), nullable=False),
        sa.Column("held_count", sa.Integer(), nullable=False),
        sa.Column("reserved_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name=op.f("fk_consumptions_agreement_id_agreements")
        ),
        sa.PrimaryKeyConstraint(*key, name=op.f("pk_consumptions")),
    )


def _set(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=24)
