"""Rows by the hundred thousand: through the types of the models, past the session, by COPY where there is one."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any, cast

from sqlalchemy import Connection, Table, func, select, text

from bpo_gov.kernel.db import Model


class Ready(str):
    """A value that is written as it is."""


Row = Mapping[str, Any]


def put(line: Connection, model: type[Model], rows: Iterable[Row]) -> None:
    """Insert rows that all have the same columns; what a model gives by default is given, ids are the caller's."""
    table, found = cast(Table, model.__table__), iter(rows)
    first = next(found, None)
    if first is None:
        return
    given = {
        column.key: cast(Any, column.default).arg
        for column in table.columns
        if _is_plain(column) and column.key not in first
    }
    names = [*first, *given]
    writers = [table.columns[name].type.dialect_impl(line.dialect).bind_processor(line.dialect) for name in names]
    shaped = (
        [
            write(value) if write and not isinstance(value, Ready) else value
            for write, value in zip(writers, (*row.values(), *given.values()), strict=True)
        ]
        for row in chain([first], found)
    )
    _copy(line, table, names, shaped) if line.dialect.name == "postgresql" else _many(line, table, names, shaped)


def next_id(line: Connection, model: type[Model]) -> int:
    """The first id that is free."""
    table = cast(Table, model.__table__)
    return int(line.execute(select(func.coalesce(func.max(table.c.id), 0) + 1)).scalar_one())


def settle(line: Connection, models: Iterable[type[Model]]) -> None:
    """Let the numbering go on after the rows that were put, and let the planner know of them."""
    if line.dialect.name == "postgresql":
        for model in models:
            name = cast(Table, model.__table__).name
            line.execute(text(f"select setval(pg_get_serial_sequence('{name}', 'id'), (select max(id) from {name}))"))  # noqa: S608 - a table of ours
    line.execute(text("analyze"))


def _is_plain(column: Any) -> bool:
    return column.default is not None and column.default.is_scalar


def _copy(line: Connection, table: Table, names: list[str], rows: Iterable[list[Any]]) -> None:
    cursor: Any = line.connection.cursor()
    with cursor.copy(f"copy {table.name} ({', '.join(names)}) from stdin") as copy:
        for row in rows:
            copy.write_row(row)


def _many(line: Connection, table: Table, names: list[str], rows: Iterable[list[Any]]) -> None:
    cursor: Any = line.connection.cursor()
    marks = ", ".join("?" * len(names))
    plain = ([value if isinstance(value, int | float | None) else str(value) for value in row] for row in rows)
    cursor.executemany(f"insert into {table.name} ({', '.join(names)}) values ({marks})", plain)  # noqa: S608 - a table of ours
