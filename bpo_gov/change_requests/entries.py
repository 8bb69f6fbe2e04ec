"""Appends to the history of the envelope: one entry each time a change takes room or gives it back."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from bpo_gov.change_requests.kept import EnvelopeEntry, Measure, Taken
from bpo_gov.change_requests.models import ChangeRequest
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db, is_postgresql


def append(cr: ChangeRequest, day: date, own: Mapping[Measure, Decimal], sign_: int) -> None:
    """One entry for a change that takes (+1) or gives back (-1); the caller holds the agreement's lock."""
    value, is_held = sign_ * own[Measure.VALUE], cr.held_on is not None
    held, reserved = _last(cr.agreement_id)
    db.session.add(EnvelopeEntry(
        agreement_id=cr.agreement_id, change_id=cr.id, at=clock.now(), day=day, change_class=cr.change_class,
        taken=Taken.HELD if is_held else Taken.RESERVED, changes=sign_, value=value,
        term_days=sign_ * int(own[Measure.TERM_DAYS]), held_after=held + value if is_held else held,
        reserved_after=reserved if is_held else reserved + value,
    ))  # fmt: skip
    db.session.flush()


def _last(agreement_id: int) -> tuple[Any, Any]:
    """What was held and reserved after the last entry. PostgreSQL adds it up itself; SQLite keeps amounts as text."""
    newest = [_newest(agreement_id, column) for column in (EnvelopeEntry.held_after, EnvelopeEntry.reserved_after)]
    if is_postgresql():
        return func.coalesce(newest[0], 0), func.coalesce(newest[1], 0)
    row = db.session.execute(select(*newest)).one()
    return row[0] or Decimal(0), row[1] or Decimal(0)


def _newest(agreement_id: int, column: InstrumentedAttribute[Decimal]) -> Any:
    last = select(column).where(EnvelopeEntry.agreement_id == agreement_id).order_by(EnvelopeEntry.id.desc())
    return last.limit(1).scalar_subquery()
