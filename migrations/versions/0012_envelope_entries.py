"""The history of the envelope: an entry for everything that changes reserve, hold and give back."""

from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from alembic import op

from bpo_gov.kernel.db import Exact, Utc

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

CLASSES = ("operational", "catalogue", "fast_track", "normal", "emergency")
NOTHING = Decimal(0)


def upgrade() -> None:
    entries = op.create_table(
        "envelope_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "change_class",
            sa.Enum(*CLASSES, name="changeclass", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column(
            "taken",
            sa.Enum("reserved", "held", name="taken", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("value", Exact(), nullable=False),
        sa.Column("term_days", sa.Integer(), nullable=False),
        sa.Column("held_after", Exact(), nullable=False),
        sa.Column("reserved_after", Exact(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name=op.f("fk_envelope_entries_agreement_id_agreements")
        ),
        sa.ForeignKeyConstraint(
            ["change_id"], ["change_requests.id"], name=op.f("fk_envelope_entries_change_id_change_requests")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_envelope_entries")),
    )
    op.create_index("ix_envelope_entries_agreement", "envelope_entries", ["agreement_id", "id"], unique=False)
    op.create_index(op.f("ix_envelope_entries_change_id"), "envelope_entries", ["change_id"], unique=False)
    _begin_with_what_stands(entries)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "create trigger envelope_entries_stay before update or delete on envelope_entries "
            "for each row execute function refuse_change()"
        )
    else:
        for verb in ("update", "delete"):
            op.execute(
                f"create trigger envelope_entries_no_{verb} before {verb} on envelope_entries "
                "begin select raise(abort, 'the history of the envelope is append-only'); end"
            )


def downgrade() -> None:
    op.drop_table("envelope_entries")


def _begin_with_what_stands(entries: sa.Table) -> None:
    """One entry for each change that holds or reserves today: the sums of the entries are the kept sums."""
    after: dict[int, dict[str, Decimal]] = {}
    for row in op.get_bind().execute(_standing()):
        taken = "held" if row.held_on else "reserved"
        value = max(row.value or NOTHING, NOTHING)
        sums = after.setdefault(row.agreement_id, {"held": NOTHING, "reserved": NOTHING})
        sums[taken] += value
        days = row.request_days if row.assessed is None else row.assessed_days
        entry: dict[str, Any] = {
            "agreement_id": row.agreement_id, "change_id": row.id, "at": row.moved_at, "day": row.held_on or row.reserved_on,
            "change_class": row.change_class, "taken": taken, "changes": 1, "value": value, "term_days": max(days or 0, 0),
            "held_after": sums["held"], "reserved_after": sums["reserved"],
        }  # fmt: skip
        op.get_bind().execute(entries.insert().values(entry))


def _standing() -> sa.Select[Any]:
    matters = sa.table("matters", sa.column("id"), sa.column("agreement_id"), sa.column("moved_at", Utc()))
    changes = sa.table(
        "change_requests", sa.column("id"), sa.column("change_class"), sa.column("value", Exact()), sa.column("term_days"),
        sa.column("reserved_on", sa.Date()), sa.column("held_on", sa.Date()),
    )  # fmt: skip
    assessments = sa.table("assessments", sa.column("change_id"), sa.column("term_days"))
    return (
        sa.select(
            changes.c.id, changes.c.change_class, changes.c.value, changes.c.reserved_on, changes.c.held_on,
            changes.c.term_days.label("request_days"), assessments.c.change_id.label("assessed"),
            assessments.c.term_days.label("assessed_days"), matters.c.agreement_id, matters.c.moved_at,
        )
        .join(matters, matters.c.id == changes.c.id)
        .outerjoin(assessments, assessments.c.change_id == changes.c.id)
        .where(sa.or_(changes.c.reserved_on.is_not(None), changes.c.held_on.is_not(None)))
        .order_by(matters.c.moved_at, changes.c.id)
    )  # fmt: skip
