"""The database: base class, column types, and the unit of work that every door opens."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, Dialect, Engine, Enum, MetaData, Numeric, String, Text, TypeDecorator, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

log = logging.getLogger(__name__)
NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Utc(TypeDecorator[datetime]):
    """An instant: aware going in, UTC coming out, microseconds kept; naive values are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Exact(TypeDecorator[Decimal]):
    """A Decimal kept exactly on every database: NUMERIC where it is exact, text of fixed scale on SQLite."""

    impl = Numeric(24, 4)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(String(32) if dialect.name == "sqlite" else Numeric(24, 4))

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if not value.is_finite() or abs(value) >= Decimal(10) ** 20:
            raise ValueError("a number must be finite and below 10^20")
        fixed = value.quantize(Decimal("0.0001"))
        return str(fixed) if dialect.name == "sqlite" else fixed

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        if value is None:
            return None
        number = Decimal(value).normalize()
        return number.quantize(Decimal(1)) if number == number.to_integral() else number


class plus(FunctionElement[Decimal]):  # noqa: N801 - read as the function it is in a statement
    """The exact sum of two amounts, added up by the database."""

    inherit_cache = True
    type = Exact()


@compiles(plus)
def _plus(element: plus, compiler: SQLCompiler, **kw: Any) -> str:
    return " + ".join(compiler.process(one, **kw) for one in element.clauses)


@compiles(plus, "sqlite")
def _plus_of_texts(element: plus, compiler: SQLCompiler, **kw: Any) -> str:
    return f"exact_plus({compiler.process(element.clauses, **kw)})"


def _exact_plus(one: str, other: str) -> str:
    return str((Decimal(one) + Decimal(other)).quantize(Decimal("0.0001")))


Json = JSON().with_variant(JSONB(), "postgresql")


def words(kind: type[StrEnum]) -> Enum:
    """Column type of a closed set: stored by value, held by a check."""
    return Enum(
        kind, native_enum=False, create_constraint=True, name=kind.__name__.lower(), length=24,
        values_callable=lambda e: [member.value for member in e],
    )  # fmt: skip


class Base(DeclarativeBase):
    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={datetime: Utc, Decimal: Exact, str: Text},
    )


db = SQLAlchemy(
    model_class=Base, disable_autonaming=True, session_options={"join_transaction_mode": "create_savepoint"}
)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model

writes: ContextVar[bool] = ContextVar("writes", default=False)
_nudges: list[Callable[[], object]] = []
MARK = "events recorded"
AFTER = "left for after the commit"


def on_commit_nudge(nudges: list[Callable[[], object]]) -> None:
    """Wiring hands over whom to wake after a commit that recorded an event."""
    _nudges[:] = nudges


def after_commit(work: Callable[[], object]) -> None:
    """Do this once the running unit of work is committed; one that is rolled back forgets it.

    What a savepoint took back may still be done: the work looks for itself at what is true by then.
    """
    db.session.info.setdefault(AFTER, []).append(work)


@contextmanager
def unit_of_work() -> Iterator[None]:
    """One transaction that may write: returned commits, raised rolls back; afterwards comes what was left, and the nudges."""
    token = writes.set(True)
    try:
        yield
        marked = bool(db.session.info.pop(MARK, False))
        db.session.commit()
    except BaseException:
        db.session.info.pop(MARK, None)
        db.session.info.pop(AFTER, None)
        db.session.rollback()
        raise
    finally:
        writes.reset(token)
    for work in db.session.info.pop(AFTER, ()):
        try:
            work()
        except Exception:  # what is committed stays so; the next round of the clock makes it good
            log.exception("what was to follow a commit failed")
    if marked:
        for nudge in _nudges:
            nudge()


def is_postgresql() -> bool:
    """Row and advisory locks exist only here; on SQLite the writer's BEGIN IMMEDIATE serialises."""
    return db.session.get_bind().dialect.name == "postgresql"


def prepare_engine(engine: Engine) -> None:
    """SQLite with WAL, foreign keys, exact sums and BEGIN IMMEDIATE for writers; nothing to do elsewhere."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def connected(dbapi: Any, record: Any) -> None:
        dbapi.isolation_level = None  # SQLAlchemy emits BEGIN itself, below
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=15000"):
            dbapi.execute(f"PRAGMA {pragma}")
        dbapi.create_function("exact_plus", 2, _exact_plus, deterministic=True)

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes.get() else "BEGIN")
