"""How migrations run: on the application's engine, in one transaction on every database."""

from alembic import context
from flask import current_app
from sqlalchemy import text

from bpo_gov.kernel.db import db, writes

VERSIONS_OF = db.metadata


def run() -> None:
    """Run the migrations; SQLite rebuilds tables, so its foreign keys rest meanwhile."""
    engine = current_app.extensions["migrate"].db.engine
    token = writes.set(True)
    try:
        with engine.connect() as connection:
            sqlite = connection.dialect.name == "sqlite"
            if sqlite:
                connection.exec_driver_sql("ROLLBACK")
                connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            context.configure(
                connection=connection,
                target_metadata=VERSIONS_OF,
                render_as_batch=sqlite,
                transactional_ddl=True,
                compare_type=True,
            )
            with context.begin_transaction():
                if not sqlite:
                    connection.execute(text("set local lock_timeout = '5s'"))
                context.run_migrations()
            connection.commit()
            if sqlite:
                connection.exec_driver_sql("ROLLBACK") if connection.in_transaction() else None
        if sqlite:
            engine.dispose()  # connections without foreign keys must not come back
    finally:
        writes.reset(token)


run()
