"""The only place that reads the time; tests and the demo set it for a while."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

_set_to: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _set_to.get() or datetime.now(UTC)  # noqa: TID251 - the one place that may


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Hold the clock at an aware instant for the length of a block."""
    if instant.tzinfo is None:
        raise ValueError("the clock needs an aware time")
    token = _set_to.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _set_to.reset(token)


def ahead(**span: float) -> datetime:
    """An instant that lies `timedelta(**span)` ahead of now."""
    return now() + timedelta(**span)
