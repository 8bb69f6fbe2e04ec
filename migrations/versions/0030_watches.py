"""How far the nearest right to terminate is, and what contested figures hold back, kept with each relationship."""

import sqlalchemy as sa
from alembic import op

from bpo_gov.kernel.db import Exact

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

TEXTS = {"watch_tone": 8, "watch_name": 200, "watch_kpi": 40}


def upgrade() -> None:
    """What was kept before is counted anew by the next round of the clock: it is marked as not to be relied on."""
    with op.batch_alter_table("relationships") as table:
        for name, length in TEXTS.items():
            table.add_column(
                sa.Column(
                    name,
                    sa.String(length=length),
                    nullable=False,
                    server_default="none" if name == "watch_tone" else "",
                )
            )
        for name in ("watch_used", "watch_needed"):
            table.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("watch_distance", sa.Integer(), nullable=True))
        table.add_column(sa.Column("ring_fenced", Exact(), nullable=False, server_default="0.0000"))
    with op.batch_alter_table("relationships") as table:
        for name in (*TEXTS, "watch_used", "watch_needed", "ring_fenced"):
            table.alter_column(name, server_default=None)
    op.execute(sa.text("UPDATE relationships SET is_stale = true"))


def downgrade() -> None:
    with op.batch_alter_table("relationships") as table:
        for name in (*TEXTS, "watch_used", "watch_needed", "watch_distance", "ring_fenced"):
            table.drop_column(name)
