"""Change requests with their parts, and what they use of the envelope."""

import sqlalchemy as sa
from alembic import op

from bpo_gov.kernel.db import Exact

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consumptions",
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "change_class",
            sa.Enum("normal", name="changeclass", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column(
            "measure",
            sa.Enum(
                "value", "count", "term_days", name="measure", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("held", Exact(), nullable=False),
        sa.Column("reserved", Exact(), nullable=False),
        sa.Column("held_count", sa.Integer(), nullable=False),
        sa.Column("reserved_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name=op.f("fk_consumptions_agreement_id_agreements")
        ),
        sa.PrimaryKeyConstraint("agreement_id", "day", "change_class", "measure", name=op.f("pk_consumptions")),
    )
    op.create_table(
        "change_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column(
            "change_class",
            sa.Enum("normal", name="changeclass", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("alternatives", sa.Text(), nullable=False),
        sa.Column("benefits", sa.Text(), nullable=False),
        sa.Column("disadvantages", sa.Text(), nullable=False),
        sa.Column("required_by", sa.Date(), nullable=True),
        sa.Column("one_off_cost", Exact(), nullable=True),
        sa.Column("monthly_cost", Exact(), nullable=True),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("effort_days", Exact(), nullable=True),
        sa.Column("term_days", sa.Integer(), nullable=True),
        sa.Column("volume", Exact(), nullable=True),
        sa.Column("data_location", sa.String(length=200), nullable=False),
        sa.Column("value", Exact(), nullable=True),
        sa.Column("reserved_on", sa.Date(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["frameworks.id"], name=op.f("fk_change_requests_framework_id_frameworks")
        ),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_change_requests_id_matters")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_requests")),
    )
    op.create_index(op.f("ix_change_requests_framework_id"), "change_requests", ["framework_id"], unique=False)
    op.create_table(
        "assessments",
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("by_title", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recommendation", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("service_levels", sa.Text(), nullable=False),
        sa.Column("milestones", sa.Text(), nullable=False),
        sa.Column("pricing_basis", sa.Text(), nullable=False),
        sa.Column("resources", sa.Text(), nullable=False),
        sa.Column("risk", sa.Text(), nullable=False),
        sa.Column("interfaces", sa.Text(), nullable=False),
        sa.Column("timetable", sa.Text(), nullable=False),
        sa.Column("tests", sa.Text(), nullable=False),
        sa.Column("proposed_text", sa.Text(), nullable=False),
        sa.Column("one_off_cost", Exact(), nullable=False),
        sa.Column("monthly_cost", Exact(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("effort_days", Exact(), nullable=False),
        sa.Column("term_days", sa.Integer(), nullable=False),
        sa.Column("volume", Exact(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_assessments_by_id_users")),
        sa.ForeignKeyConstraint(
            ["change_id"], ["change_requests.id"], name=op.f("fk_assessments_change_id_change_requests")
        ),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_assessments")),
    )
    op.create_table(
        "authorisation_notes",
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("adjustments", sa.Text(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("value", Exact(), nullable=False),
        sa.Column("term_days", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("approved_by", sa.String(length=200), nullable=False),
        sa.Column("clause", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"], ["change_requests.id"], name=op.f("fk_authorisation_notes_change_id_change_requests")
        ),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_authorisation_notes")),
    )
    op.create_table(
        "change_subjects",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "service",
                "location",
                "clause",
                "person",
                name="subjectkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"], ["change_requests.id"], name=op.f("fk_change_subjects_change_id_change_requests")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_subjects")),
        sa.UniqueConstraint("change_id", "kind", "code", name=op.f("uq_change_subjects_change_id_kind_code")),
    )
    op.create_index("ix_change_subjects_code", "change_subjects", ["kind", "code"], unique=False)
    op.create_table(
        "statements",
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "proposed_by",
            sa.Enum(
                "client",
                "vendor",
                "neutral",
                "system",
                name="party",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["change_id"], ["change_requests.id"], name=op.f("fk_statements_change_id_change_requests")
        ),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_statements")),
    )


def downgrade() -> None:
    op.drop_table("statements")
    op.drop_table("change_subjects")
    op.drop_table("authorisation_notes")
    op.drop_table("assessments")
    op.drop_table("change_requests")
    op.drop_table("consumptions")
