"""The kept sums of the envelope by day, month and year: any window is a few rows of them, however many days there were."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, cast

from sqlalchemy import Table, and_, false, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from bpo_gov.agreements.framework import ChangeClass
from bpo_gov.change_requests import rules
from bpo_gov.change_requests.kept import KeptSum, Measure, Span
from bpo_gov.kernel.db import db, is_postgresql, plus

_KEY: Final = ("agreement_id", "span", "day", "change_class", "measure")
_AMOUNTS: Final = ("held", "reserved")
_COUNTS: Final = ("held_count", "reserved_count")
_DAY: Final = timedelta(days=1)
_T: Final = cast(Table, KeptSum.__table__)


@dataclass(frozen=True)
class Asked:
    """What is to be added up: a measure from a first to a last day, of one class or (None) of all."""

    measure: str
    first: date
    last: date
    change_class: str | None = None


@dataclass(frozen=True)
class Stretch:
    """Sums of one span whose first days lie between two days, both inclusive."""

    span: Span
    first: date
    last: date


def used(agreement_id: int, asked: Mapping[str, Asked]) -> Mapping[str, rules.Used]:
    """What is held and reserved in each window, by its name; one query."""
    covers = {name: list(cover(one.first, one.last)) for name, one in asked.items()}
    stretches = dict.fromkeys(stretch for found in covers.values() for stretch in found)
    within = or_(false(), *(and_(_T.c.span == one.span, _T.c.day.between(one.first, one.last)) for one in stretches))
    measures = sorted({Measure(one.measure) for one in asked.values()})
    rows = db.session.execute(
        select(_T).where(_T.c.agreement_id == agreement_id, within, _T.c.measure.in_(measures))
    ).all()
    return {name: _total(row for row in rows if _meets(row, one, covers[name])) for name, one in asked.items()}


def add(agreement_id: int, change_class: ChangeClass, day: date, amounts: Mapping[Measure, Mapping[str, Any]]) -> None:
    """Add to the sums of a day, of its month and of its year; by measure, what is added to which sum.

    The caller holds the agreement's lock.
    """
    rows = [
        {"agreement_id": agreement_id, "span": span, "day": first_of(span, day), "change_class": change_class, "measure": measure}
        | dict.fromkeys(_COUNTS, 0) | dict.fromkeys(_AMOUNTS, Decimal(0)) | dict(added)
        for span in Span for measure, added in amounts.items()
    ]  # fmt: skip
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    new: Any = insert(_T).values(rows)
    exact = {name: plus(_T.c[name], new.excluded[name]) for name in _AMOUNTS}
    counts = {name: _T.c[name] + new.excluded[name] for name in _COUNTS}
    db.session.execute(new.on_conflict_do_update(index_elements=_KEY, set_=exact | counts))


def first_of(span: Span, day: date) -> date:
    """The first day of the span that a day lies in."""
    match span:
        case Span.YEAR:
            return day.replace(month=1, day=1)
        case Span.MONTH:
            return day.replace(day=1)
    return day


def cover(first: date, last: date) -> Iterator[Stretch]:
    """The whole years of a window, the whole months of what is left, and the days of the rest: each day once."""
    begin = first.year if first == date(first.year, 1, 1) else first.year + 1
    end = last.year if last == date(last.year, 12, 31) else last.year - 1
    if begin > end:
        yield from _months(first, last)
        return
    yield Stretch(Span.YEAR, date(begin, 1, 1), date(end, 1, 1))
    yield from _months(first, date(begin, 1, 1) - _DAY)
    yield from _months(date(end, 12, 31) + _DAY, last)


def _months(first: date, last: date) -> Iterator[Stretch]:
    if first > last:
        return
    begin = first if first.day == 1 else _next_month(first)
    end = last if _next_month(last) - _DAY == last else last.replace(day=1) - _DAY
    if begin > end:
        yield Stretch(Span.DAY, first, last)
        return
    yield Stretch(Span.MONTH, begin, end.replace(day=1))
    if first < begin:
        yield Stretch(Span.DAY, first, begin - _DAY)
    if end < last:
        yield Stretch(Span.DAY, end + _DAY, last)


def _next_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1]) + _DAY


def _meets(row: Any, asked: Asked, stretches: Sequence[Stretch]) -> bool:
    if row.measure != asked.measure or asked.change_class not in (None, row.change_class):
        return False
    return any(row.span is one.span and one.first <= row.day <= one.last for one in stretches)


def _total(rows: Iterable[Any]) -> rules.Used:
    found = list(rows)
    return rules.Used(
        held=sum((row.held for row in found), Decimal(0)), reserved=sum((row.reserved for row in found), Decimal(0)),
        held_count=sum(row.held_count for row in found), reserved_count=sum(row.reserved_count for row in found),
    )  # fmt: skip
