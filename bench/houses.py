"""A migrated, empty house on a database of its own: a PostgreSQL that dies with the process, or a file of SQLite."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade

from bpo_gov.kernel import queue
from bpo_gov.kernel.db import db
from bpo_gov.wiring import create_app
from tests.conftest import settings_for
from tests.postgres import drop_database, fresh_database, server_url

KINDS = ("postgresql", "sqlite")


@contextmanager
def house(kind: str) -> Iterator[Flask]:
    """The application on one of the two databases; nothing is rung for, and all is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="bpobench") as var, queue.silence():
        url = fresh_database(server_url()) if kind == "postgresql" else f"sqlite:///{var}/bench.db"
        app = create_app(settings_for(url, Path(var)))
        with app.app_context():
            upgrade()
            db.session.remove()
        try:
            yield app
        finally:
            with app.app_context():
                db.session.remove()
                db.engine.dispose()
            if kind == "postgresql":
                drop_database(url)
