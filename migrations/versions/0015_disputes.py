"""Disputes with their positions and promises, and entries of the record that are without prejudice."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from bpo_gov.kernel.db import Exact, Utc

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
SIDES = ("client", "vendor", "neutral", "system")
OLD = ("own", "other", "both", "ball", "nobody")
NEW = (*OLD, "room", "chamber")


def upgrade() -> None:
    op.create_table(
        "disputes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("particulars", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("relief", sa.Text(), nullable=False),
        sa.Column("amount", Exact(), nullable=True),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("is_expedited", sa.Boolean(), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("facts_by", sa.String(8), nullable=True),
        sa.Column("facts_agreed", sa.Boolean(), nullable=False),
        sa.Column("asked", JSON, nullable=True),
        sa.Column("extended", JSON, nullable=False),
        sa.Column("suspended_at", Utc(), nullable=True),
        sa.Column("mediator", sa.String(200), nullable=True),
        sa.Column("is_for_body", sa.Boolean(), nullable=False),
        sa.Column("is_final_open", sa.Boolean(), nullable=False),
        sa.Column("came_from", sa.String(32), nullable=True),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("terms_digest", sa.String(64), nullable=True),
        sa.Column("registered_at", Utc(), nullable=True),
        sa.Column("frozen", sa.String(64), nullable=True),
        sa.CheckConstraint("tier >= 1", name=op.f("ck_disputes_tier_positive")),
        sa.ForeignKeyConstraint(["framework_id"], ["frameworks.id"], name=op.f("fk_disputes_framework_id_frameworks")),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_disputes_id_matters")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disputes")),
    )
    op.create_index(op.f("ix_disputes_framework_id"), "disputes", ["framework_id"])
    op.create_table(
        "dispute_positions",
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        sa.Column("party", sa.Enum(*SIDES, name="party", native_enum=False, create_constraint=True, length=24), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("wants", sa.Text(), nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["dispute_id"], ["disputes.id"], name=op.f("fk_dispute_positions_dispute_id_disputes")),
        sa.PrimaryKeyConstraint("dispute_id", "party", name=op.f("pk_dispute_positions")),
    )  # fmt: skip
    op.create_table(
        "dispute_remedies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum("credit", "payment", "action", "apology", name="remedykind", native_enum=False, create_constraint=True, length=24), nullable=False),
        sa.Column("owes", sa.Enum(*SIDES, name="party", native_enum=False, create_constraint=True, length=24), nullable=False),
        sa.Column("what", sa.String(500), nullable=False),
        sa.Column("amount", Exact(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_at", Utc(), nullable=True),
        sa.Column("confirmed_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["dispute_id"], ["disputes.id"], name=op.f("fk_dispute_remedies_dispute_id_disputes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute_remedies")),
    )  # fmt: skip
    op.create_index(op.f("ix_dispute_remedies_dispute_id"), "dispute_remedies", ["dispute_id"])
    _reaches(OLD, NEW)


def downgrade() -> None:
    _reaches(NEW, OLD)
    op.drop_table("dispute_remedies")
    op.drop_table("dispute_positions")
    op.drop_table("disputes")


def _reaches(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Let an entry have other reaches. SQLite has no other way than to lay the table down anew, with all that hangs on it."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_events_told"), "events", type_="check")
        op.create_check_constraint(op.f("ck_events_told"), "events", f"told in {after}")
        return
    kept = op.get_bind().execute(
        sa.text("select type, name, sql from sqlite_master where tbl_name = 'events' and sql is not null")
    )
    rows = list(kept)
    table = next(sql for kind, _name, sql in rows if kind == "table")
    words = {one: ", ".join(f"'{word}'" for word in one) for one in (before, after)}
    if words[before] not in table:
        raise RuntimeError("the table of entries is not what it was expected to be")
    new = table.replace(words[before], words[after]).replace("events", "events_new", 1)
    op.execute(new)
    op.execute("insert into events_new select * from events")
    op.execute("drop table events")
    op.execute("alter table events_new rename to events")
    for kind, _name, sql in rows:
        if kind != "table":
            op.execute(sql)
