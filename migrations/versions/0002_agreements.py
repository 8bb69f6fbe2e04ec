"""Agreements, the spine of matters, the record, timers and signatures."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agreements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("client_id <> vendor_id", name=op.f("ck_agreements_two_parties")),
        sa.ForeignKeyConstraint(
            ["client_id"], ["organisations.id"], name=op.f("fk_agreements_client_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["organisations.id"], name=op.f("fk_agreements_vendor_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreements")),
        sa.UniqueConstraint("key", name=op.f("uq_agreements_key")),
    )
    op.create_index(op.f("ix_agreements_client_id"), "agreements", ["client_id"], unique=False)
    op.create_index(op.f("ix_agreements_vendor_id"), "agreements", ["vendor_id"], unique=False)
    op.create_table(
        "matters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column(
            "raised_by",
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
        sa.Column("raised_by_id", sa.Integer(), nullable=True),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.Column("ball", sa.String(length=8), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_with", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_matters_number_positive")),
        sa.ForeignKeyConstraint(["about_id"], ["matters.id"], name=op.f("fk_matters_about_id_matters")),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreements.id"], name=op.f("fk_matters_agreement_id_agreements")),
        sa.ForeignKeyConstraint(["raised_by_id"], ["users.id"], name=op.f("fk_matters_raised_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matters")),
        sa.UniqueConstraint("agreement_id", "kind", "number", name=op.f("uq_matters_agreement_id_kind_number")),
        sa.UniqueConstraint("opened_with", name=op.f("uq_matters_opened_with")),
    )
    op.create_index(op.f("ix_matters_about_id"), "matters", ["about_id"], unique=False)
    op.create_index("ix_matters_due", "matters", ["agreement_id", "kind", "due_at"], unique=False)
    op.create_index("ix_matters_listing", "matters", ["agreement_id", "kind", "state", "number"], unique=False)
    op.create_index(op.f("ix_matters_raised_by_id"), "matters", ["raised_by_id"], unique=False)
    op.create_table(
        "memberships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "party",
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
        sa.Column("role", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name=op.f("fk_memberships_agreement_id_agreements")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_memberships_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
        sa.UniqueConstraint("agreement_id", "user_id", name=op.f("uq_memberships_agreement_id_user_id")),
    )
    op.create_index(op.f("ix_memberships_user_id"), "memberships", ["user_id"], unique=False)
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column(
            "party",
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
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column(
            "told",
            sa.Enum(
                "own",
                "other",
                "both",
                "ball",
                "nobody",
                name="told",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("content_digest", sa.String(length=64), nullable=False),
        sa.Column("prev", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f("fk_events_actor_id_users")),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreements.id"], name=op.f("fk_events_agreement_id_agreements")),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_events_matter_id_matters")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("agreement_id", "prev", name=op.f("uq_events_agreement_id_prev")),
        sa.UniqueConstraint("agreement_id", "seq", name=op.f("uq_events_agreement_id_seq")),
    )
    op.create_index("ix_events_matter", "events", ["matter_id", "seq"], unique=False)
    op.create_table(
        "frameworks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_frameworks_id_matters")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frameworks")),
    )
    op.create_table(
        "signatures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column(
            "party",
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
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("clause", sa.String(length=200), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_signatures_matter_id_matters")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_signatures_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatures")),
        sa.UniqueConstraint("matter_id", "party", "digest", name=op.f("uq_signatures_matter_id_party_digest")),
    )
    op.create_table(
        "timers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("policy", sa.String(length=48), nullable=False),
        sa.Column("verb", sa.String(length=32), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counted", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("clause", sa.String(length=200), nullable=True),
        sa.Column(
            "phase",
            sa.Enum("pending", "fired", "stopped", name="phase", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_timers_matter_id_matters")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timers")),
    )
    op.create_index(
        "ix_timers_due",
        "timers",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("phase = 'pending'"),
        postgresql_where=sa.text("phase = 'pending'"),
    )
    op.create_index(
        "uq_timers_pending",
        "timers",
        ["matter_id", "policy"],
        unique=True,
        sqlite_where=sa.text("phase = 'pending'"),
        postgresql_where=sa.text("phase = 'pending'"),
    )
    op.create_table(
        "event_contents",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("particulars", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_event_contents_event_id_events")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_event_contents")),
    )
    op.create_table(
        "outbox",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_outbox_event_id_events")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_outbox")),
    )

    # The record is append-only for everybody, whatever the code above says.
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "create function refuse_change() returns trigger language plpgsql as "
            "$$ begin raise exception 'the record is append-only'; end $$"
        )
        op.execute(
            "create trigger events_stay before update or delete on events for each row execute function refuse_change()"
        )
        op.execute(
            "create trigger events_all_stay before truncate on events for each statement execute function refuse_change()"
        )
    else:
        for verb in ("update", "delete"):
            op.execute(
                f"create trigger events_no_{verb} before {verb} on events begin select raise(abort, 'the record is append-only'); end"
            )


def downgrade() -> None:
    op.drop_table("outbox")
    op.drop_table("event_contents")
    op.drop_table("timers")
    op.drop_table("signatures")
    op.drop_table("frameworks")
    op.drop_table("events")
    op.drop_table("memberships")
    op.drop_table("matters")
    op.drop_table("agreements")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("drop function refuse_change()")
