"""How the envelope came to stand as it does: its entries, newest first, page by page; what open changes reserve; the check."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute

from bpo_gov.change_requests import queries
from bpo_gov.change_requests.kept import EnvelopeEntry, Measure, Taken
from bpo_gov.change_requests.models import ChangeRequest
from bpo_gov.kernel import access
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import Money

PAGE = 25
MOST = 50  # reserving changes shown; the list of changes has them all
BATCH = 500

Key = tuple[date, str, Measure]
Sums = dict[Key, tuple[Decimal, Decimal, int, int]]  # held, reserved, and how many changes each
NOTHING = (Decimal(0), Decimal(0), 0, 0)


@dataclass(frozen=True)
class Line:
    """An entry with the change it is about."""

    entry: EnvelopeEntry
    number: int
    title: str

    @property
    def label(self) -> str:
        return f"{ChangeRequest.PREFIX}-{self.number}"

    @staticmethod
    def money(amount: Decimal, currency: str) -> Money:
        """An amount of the line as money."""
        return Money(amount, currency)


@dataclass(frozen=True)
class Found:
    """One page of the history, and the entry after which the next page begins."""

    lines: list[Line]
    next: int | None


def page(actor: Actor, before: int | None) -> Found:
    """The entries older than `before`, newest first: one query, however long the history."""
    query = _lines(actor).limit(PAGE + 1)
    if before is not None:
        query = query.where(EnvelopeEntry.id < before)
    lines = [Line(row[0], row[1], row[2]) for row in db.session.execute(query)]
    more = len(lines) > PAGE
    lines = lines[:PAGE]
    return Found(lines, lines[-1].entry.id if more else None)


def everything(actor: Actor) -> Iterator[Line]:
    """The whole history, newest first, read in batches."""
    for row in db.session.execute(_lines(actor).execution_options(yield_per=BATCH)):
        yield Line(row[0], row[1], row[2])


def reserving(actor: Actor) -> list[ChangeRequest]:
    """The open changes that reserve room, newest first."""
    query = (
        access.listing(ChangeRequest, actor)
        .where(ChangeRequest.reserved_on.is_not(None), ChangeRequest.held_on.is_(None))
        .order_by(Matter.number.desc())
        .limit(MOST)
    )
    return list(db.session.scalars(query))


def differences(agreement_id: int) -> list[str]:
    """Where the kept sums, the entries and the standing changes do not agree, in words for the command; none when they do."""
    kept = {
        (row.day, row.change_class.value, row.measure): (row.held, row.reserved, row.held_count, row.reserved_count)
        for row in queries.kept(agreement_id)
    }
    told, standing = _of_entries(agreement_id), _of_changes(agreement_id)
    keys = sorted({*kept, *told, *standing})
    return [
        f"{day} {class_} {measure}: {name} {_plain(found)}, kept {_plain(kept.get((day, class_, measure), NOTHING))}"
        for day, class_, measure in keys
        for name, sums in (("entries", told), ("changes", standing))
        if (found := sums.get((day, class_, measure), NOTHING)) != kept.get((day, class_, measure), NOTHING)
    ]


def _lines(actor: Actor) -> Select[EnvelopeEntry, int, str]:
    number: InstrumentedAttribute[int] = Matter.number
    query = (
        select(EnvelopeEntry, number, Matter.title)
        .join(Matter, Matter.id == EnvelopeEntry.change_id)
        .where(EnvelopeEntry.agreement_id == actor.agreement_id)
        .order_by(EnvelopeEntry.id.desc())
    )
    return access.visible(query, actor)


def _of_entries(agreement_id: int) -> Sums:
    """The kept sums as the entries add up to them."""
    sums: Sums = {}
    query = select(EnvelopeEntry).where(EnvelopeEntry.agreement_id == agreement_id)
    for entry in db.session.scalars(query.execution_options(yield_per=BATCH)):
        for measure in Measure:
            is_held = entry.taken is Taken.HELD
            _add(
                sums, (entry.day, entry.change_class.value, measure), entry.of(measure), entry.changes, is_held=is_held
            )
    return sums


def _of_changes(agreement_id: int) -> Sums:
    """The kept sums as the standing changes make them, computed anew from their figures."""
    sums: Sums = {}
    taken = ChangeRequest.reserved_on.is_not(None) | ChangeRequest.held_on.is_not(None)
    query = select(ChangeRequest).where(Matter.agreement_id == agreement_id, taken).options(*queries.PARTS)
    for cr in db.session.scalars(query).unique():
        day = cr.held_on or cr.reserved_on
        for measure, amount in queries.amounts(cr).items():
            if day is not None:
                _add(sums, (day, cr.change_class.value, measure), amount, 1, is_held=cr.held_on is not None)
    return sums


def _add(sums: Sums, key: Key, amount: Decimal, n: int, *, is_held: bool) -> None:
    held, reserved, held_count, reserved_count = sums.get(key, NOTHING)
    if is_held:
        sums[key] = held + amount, reserved, held_count + n, reserved_count
    else:
        sums[key] = held, reserved + amount, held_count, reserved_count + n


def _plain(sums: tuple[Decimal, Decimal, int, int]) -> str:
    held, reserved, held_count, reserved_count = sums
    return f"{held} held by {held_count}, {reserved} reserved by {reserved_count}"
