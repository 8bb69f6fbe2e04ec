"""What each person wants by mail, and the digests they are sent."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BEFORE = ("none", "due", "sent", "dead")
AFTER = ("none", "due", "daily", "weekly", "sent", "dead")
TURN = ("at_once", "daily")
NEWS = ("at_once", "daily", "weekly", "never")


def upgrade() -> None:
    op.create_table(
        "notice_choices",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("turn", _among("turnmail", TURN), nullable=False),
        sa.Column("news", _among("newsmail", NEWS), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_notice_choices_user_id_users")),
        sa.PrimaryKeyConstraint("user_id", "kind", name=op.f("pk_notice_choices")),
    )
    op.create_table(
        "digests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mail", _among("mailstate", AFTER), nullable=False),
        sa.Column("mail_attempts", sa.Integer(), nullable=False),
        sa.Column("mail_next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mail_sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mail_error", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_digests_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digests")),
        sa.UniqueConstraint("user_id", "period", name=op.f("uq_digests_user_id_period")),
    )
    _index("ix_digests_mail_due", "digests", ["mail_next_at"], "mail = 'due'")
    _allow(AFTER)
    with op.batch_alter_table("notifications") as batch:
        batch.add_column(sa.Column("digest_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_notifications_digest_id_digests"), "digests", ["digest_id"], ["id"])
        batch.create_index(op.f("ix_notifications_digest_id"), ["digest_id"])
    _index("ix_notifications_kept", "notifications", ["user_id", "mail"], "mail in ('daily', 'weekly')")
    _index("ix_notifications_dead", "notifications", ["agreement_id"], "mail = 'dead'")


def downgrade() -> None:
    op.execute("UPDATE notifications SET mail = 'none' WHERE mail IN ('daily', 'weekly')")
    op.drop_index("ix_notifications_dead", table_name="notifications")
    op.drop_index("ix_notifications_kept", table_name="notifications")
    with op.batch_alter_table("notifications") as batch:
        batch.drop_index(op.f("ix_notifications_digest_id"))
        batch.drop_constraint(op.f("fk_notifications_digest_id_digests"), type_="foreignkey")
        batch.drop_column("digest_id")
    _allow(BEFORE)
    op.drop_table("digests")
    op.drop_table("notice_choices")


def _among(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def _allow(values: tuple[str, ...]) -> None:
    check = op.f("ck_notifications_mailstate")
    among = sa.text(f"mail IN ({', '.join(repr(value) for value in values)})")
    with op.batch_alter_table("notifications") as batch:
        batch.drop_constraint(check, type_="check")
        batch.create_check_constraint(check, among)


def _index(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
