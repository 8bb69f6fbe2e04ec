"""A change request may be of every class that a framework can name."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BEFORE = ("normal",)
AFTER = ("operational", "catalogue", "fast_track", "normal", "emergency")


def upgrade() -> None:
    _allow(AFTER)


def downgrade() -> None:
    _allow(BEFORE)


def _allow(classes: tuple[str, ...]) -> None:
    among = sa.text(f"change_class IN ({', '.join(repr(name) for name in classes)})")
    for table in ("change_requests", "consumptions"):
        check = op.f(f"ck_{table}_changeclass")
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(check, type_="check")
            batch.create_check_constraint(check, among)
