"""The migrations make exactly the tables of the models, on both databases, up and down, in one line of numbers."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import create_engine, inspect, text

from bpo_gov.kernel.db import db, prepare_engine
from bpo_gov.wiring import ROOT
from tests.postgres import drop_database, fresh_database, server_or_skip

FOLDER = ROOT / "migrations"
FILES = sorted((FOLDER / "versions").glob("*.py"))
TRIGGERS = {
    "sqlite": "select name from sqlite_master where type = 'trigger'",
    "postgresql": "select tgname from pg_trigger where not tgisinternal",
}
FUNCTIONS = "select proname from pg_proc join pg_namespace n on n.oid = pronamespace where nspname = 'public'"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.db"
        return
    fresh = fresh_database(server_or_skip())
    yield fresh
    drop_database(fresh)


@pytest.fixture
def bare(url: str) -> Iterator[Flask]:
    """An application that is nothing but the models and an empty database."""
    app = Flask("migrations")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    db.init_app(app)
    flask_migrate.Migrate(app, db, directory=str(FOLDER), render_as_batch=True)
    with app.app_context():
        prepare_engine(db.engine)
        yield app
        db.session.remove()
        db.engine.dispose()


def test_the_models_and_the_migrations_are_the_same(bare: Flask) -> None:
    flask_migrate.upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, db.metadata) == []


def test_the_checks_in_the_database_are_those_of_the_models(bare: Flask, tmp_path: Path) -> None:
    """A closed set is held by a check, and a new word in it needs a migration: alembic does not compare these."""
    flask_migrate.upgrade()
    migrated = _checks(db.engine)
    with db.engine.begin() as connection:
        for name in reversed(list(migrated)):
            connection.execute(text(f"drop table {name}{'' if 'sqlite' in str(db.engine.url) else ' cascade'}"))
    db.create_all()
    assert migrated == _checks(db.engine)


def test_down_takes_away_all_that_up_has_made(bare: Flask) -> None:
    flask_migrate.upgrade()
    before = _everything(bare)
    assert before["tables"] >= set(db.metadata.tables)
    assert before["triggers"], "the record keeps itself by triggers"
    flask_migrate.downgrade(revision="base")
    assert _everything(bare) == {"tables": {"alembic_version"}, "triggers": set(), "functions": set()}
    flask_migrate.upgrade()
    assert _everything(bare) == before


def test_each_migration_goes_down_and_up_again(bare: Flask) -> None:
    flask_migrate.upgrade()
    for _file in FILES:
        flask_migrate.downgrade()
    for _file in FILES:
        flask_migrate.upgrade(revision="+1")
    assert _everything(bare)["tables"] >= set(db.metadata.tables)


def test_the_migrations_are_numbered_in_one_line() -> None:
    numbers = [f"{n:04}" for n in range(1, len(FILES) + 1)]
    assert [path.name[:4] for path in FILES] == numbers
    assert all(re.fullmatch(r"\d{4}_[a-z_]+\.py", path.name) for path in FILES)
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [numbers[-1]]
    assert [(one.revision, one.down_revision) for one in reversed(list(script.walk_revisions()))] == [
        (number, before) for number, before in zip(numbers, [None, *numbers], strict=False)
    ]


def test_the_head_is_written_down() -> None:
    """Two people who both add a migration meet in this file."""
    assert (FOLDER / ".current-head").read_text(encoding="utf-8").strip() == FILES[-1].name[:4]


def _checks(engine: Any) -> dict[str, set[tuple[str | None, str]]]:
    found = inspect(engine)
    tables = [name for name, _keys in found.get_sorted_table_and_fkc_names() if name and name != "alembic_version"]
    return {name: {(one["name"], one["sqltext"]) for one in found.get_check_constraints(name)} for name in tables}


def _everything(app: Flask) -> dict[str, set[str]]:
    engine = create_engine(app.config["SQLALCHEMY_DATABASE_URI"])
    try:
        with engine.connect() as connection:
            name = engine.dialect.name
            functions = connection.scalars(text(FUNCTIONS)) if name == "postgresql" else ()
            return {
                "tables": set(inspect(connection).get_table_names()),
                "triggers": set(connection.scalars(text(TRIGGERS[name]))),
                "functions": set(functions),
            }
    finally:
        engine.dispose()
