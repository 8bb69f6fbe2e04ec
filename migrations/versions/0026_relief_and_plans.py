"""Claims for relief with the figures they name, and rectification plans with their drafts and steps."""

import sqlalchemy as sa
from alembic import op

from bpo_gov.kernel.db import Json, Utc

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def _closed(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    op.create_table(
        "reliefs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("aware_on", sa.Date(), nullable=False),
        sa.Column("happened", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("named", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("milestone", sa.Text(), nullable=False),
        sa.Column("milestone_on", sa.Date(), nullable=True),
        sa.Column("delay", sa.Integer(), nullable=True),
        sa.Column("own_delay", sa.Integer(), nullable=False),
        sa.Column("caused", sa.Integer(), nullable=True),
        sa.Column("moved_by", sa.Integer(), nullable=True),
        sa.Column("moved_to", sa.Date(), nullable=True),
        sa.Column("moved_count", Json, nullable=True),
        sa.Column("notice_count", Json, nullable=False),
        sa.Column("notice_late", sa.Integer(), nullable=False),
        sa.Column("details_late", sa.Integer(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("detailed_at", Utc(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_reliefs_id_matters")),
        sa.ForeignKeyConstraint(["framework_id"], ["frameworks.id"], name=op.f("fk_reliefs_framework_id_frameworks")),
        sa.ForeignKeyConstraint(["item_id"], ["action_items.id"], name=op.f("fk_reliefs_item_id_action_items")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["decisions.id"], name=op.f("fk_reliefs_decided_by_id_decisions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reliefs")),
    )
    op.create_index(op.f("ix_reliefs_framework_id"), "reliefs", ["framework_id"])
    op.create_index(op.f("ix_reliefs_item_id"), "reliefs", ["item_id"])
    op.create_table(
        "relief_figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relief_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("is_excused", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["relief_id"], ["reliefs.id"], name=op.f("fk_relief_figures_relief_id_reliefs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relief_figures")),
        sa.UniqueConstraint("relief_id", "code", "period", name=op.f("uq_relief_figures_relief_id_code_period")),
    )
    op.create_index("ix_relief_figures_code", "relief_figures", ["code", "period"])
    op.create_table(
        "rectifications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("slot", sa.String(length=80), nullable=True),
        sa.Column("known_on", sa.Date(), nullable=False),
        sa.Column("failing", sa.Text(), nullable=False),
        sa.Column("notice_count", Json, nullable=False),
        sa.Column("notice_late", sa.Integer(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("failed_on", sa.Date(), nullable=True),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("root", _closed("root", "client", "vendor", "both"), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_rectifications_id_matters")),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["frameworks.id"], name=op.f("fk_rectifications_framework_id_frameworks")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["decisions.id"], name=op.f("fk_rectifications_decided_by_id_decisions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rectifications")),
        sa.UniqueConstraint("slot", name=op.f("uq_rectifications_slot")),
    )
    op.create_index("ix_rectifications_code", "rectifications", ["code", "period"])
    op.create_index(op.f("ix_rectifications_framework_id"), "rectifications", ["framework_id"])
    op.create_table(
        "plan_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("denies", sa.Boolean(), nullable=False),
        sa.Column("remedy", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("outcome", _closed("outcome", "open", "returned", "accepted", "silence"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reviewed_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["rectifications.id"], name=op.f("fk_plan_drafts_plan_id_rectifications")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_drafts")),
        sa.UniqueConstraint("plan_id", "edition", name=op.f("uq_plan_drafts_plan_id_edition")),
    )
    op.create_table(
        "plan_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=500), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_at", Utc(), nullable=True),
        sa.Column("done", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["plan_drafts.id"], name=op.f("fk_plan_steps_draft_id_plan_drafts")),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_plan_steps_owner_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_steps")),
        sa.UniqueConstraint("draft_id", "position", name=op.f("uq_plan_steps_draft_id_position")),
    )


def downgrade() -> None:
    for table in ("plan_steps", "plan_drafts", "rectifications", "relief_figures", "reliefs"):
        op.drop_table(table)
