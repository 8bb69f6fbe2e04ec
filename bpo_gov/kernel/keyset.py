"""Pages of a long list by the key of their last row: forward and back in any sort, without a count and without an offset."""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, literal, or_, tuple_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from bpo_gov.kernel.db import Exact

LONGEST = 1500  # signs of a cursor: a title of 200 signs fits
Key = datetime | Decimal | str | int | None


class in_order(FunctionElement[Decimal]):  # noqa: N801 - a function of SQL
    """An exact number as the database orders it: SQLite keeps it as text, and text orders 9 after 10."""

    inherit_cache = True
    type = Exact()


@compiles(in_order)
def _as_it_is(element: Any, compiler: Any, **kw: Any) -> str:
    return str(compiler.process(element.clauses, **kw))


@compiles(in_order, "sqlite")
def _as_number(element: Any, compiler: Any, **kw: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **kw)} AS REAL)"


def as_it_is(value: Any) -> Any:
    """A column that the database orders by itself."""
    return value


@dataclass(frozen=True)
class Sort:
    """One order of a list; equal keys stand by number. `name` is the attribute of a row, `key` what SQL orders by.

    `unknown`: where a row without the value stands when the list is read upwards (None: every row has it).
    """

    column: Any
    name: str
    kind: type
    down: bool = False
    unknown: str | None = None
    key: Callable[[Any], Any] = as_it_is


@dataclass(frozen=True)
class Place:
    """The row a page begins after, or with `back` ends before: its key and its number."""

    key: Key
    number: int
    back: bool = False


def narrowed(query: Select[Any], sort: Sort, numbers: Any, *, down: bool, place: Place | None) -> Select[Any]:
    """The query in its order, beyond the place; `numbers` is the column of numbers. With `back` the order is turned."""
    down = down != (place is not None and place.back)
    key = sort.key(sort.column)
    if place is not None:
        query = query.where(_beyond(sort, key, numbers, place, down))
    order = key.desc() if down else key.asc()
    if sort.unknown:
        order = order.nulls_last() if _unknown_is_far(sort, down) else order.nulls_first()
    return query.order_by(order, numbers.desc() if down else numbers.asc())


def _unknown_is_far(sort: Sort, down: bool) -> bool:
    return sort.unknown is not None and (sort.unknown == "last") != down


def _beyond(sort: Sort, key: Any, numbers: Any, place: Place, down: bool) -> ColumnElement[bool]:
    if place.key is None:
        later = numbers < place.number if down else numbers > place.number
        same = and_(sort.column.is_(None), later)
        return same if _unknown_is_far(sort, down) else or_(same, sort.column.is_not(None))
    here = tuple_(sort.key(literal(place.key, sort.column.type)), literal(place.number))
    row = tuple_(key, numbers)
    beyond = row < here if down else row > here
    return or_(beyond, sort.column.is_(None)) if _unknown_is_far(sort, down) else beyond


def written(row: Any, sort: Sort) -> str:
    """The cursor that stands for a row in an order."""
    return cursor(Place(getattr(row, sort.name), row.number))


def cursor(place: Place) -> str:
    """The cursor of a place."""
    kept = place.key.isoformat() if isinstance(place.key, datetime) else None if place.key is None else str(place.key)
    text = json.dumps([kept, place.number], ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read(text: str, sort: Sort, *, back: bool = False) -> Place | None:
    """The place a cursor stands for. None for what is no cursor of ours."""
    if not 0 < len(text) <= LONGEST:
        return None
    try:
        kept, number = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if type(number) is not int or not 0 < number < 2**31:
            return None
        return Place(_key(kept, sort, number), number, back)
    except (ValueError, TypeError, ArithmeticError, RecursionError):
        return None


def is_storable(text: str) -> bool:
    """Whether a database can be asked for this text at all."""
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def _key(kept: Any, sort: Sort, number: int) -> Key:
    if sort.kind is int:
        return number
    if kept is None and sort.unknown:
        return None
    if not isinstance(kept, str):
        raise TypeError("a key is written as text")
    return READ[sort.kind](kept)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.utcoffset() != timedelta(0):
        raise ValueError("a cursor is written in UTC")
    return moment


def _amount(text: str) -> Decimal:
    amount = Decimal(text)
    if not amount.is_finite() or abs(amount) >= Decimal(10) ** 20:
        raise ValueError("an amount is finite and below 10^20")
    return amount


def _words(text: str) -> str:
    if not is_storable(text):
        raise ValueError("no text of ours holds this")
    return text


READ: dict[type, Callable[[str], Key]] = {datetime: _moment, Decimal: _amount, str: _words}
