"""Appends to the history of the envelope: one entry each time a change takes room or gives it back."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from bpo_gov.change_requests.kept import EnvelopeEntry, Measure, Taken
from bpo_gov.change_requests.models import ChangeRequest
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import Exact, db, plus

_T = EnvelopeEntry


def append(cr: ChangeRequest, day: date, own: Mapping[Measure, Decimal], sign_: int) -> None:
    """One entry for a change that takes (+1) or gives back (-1); the caller holds the agreement's lock."""
    value, is_held = sign_ * own[Measure.VALUE], cr.held_on is not None
    added = literal(value, Exact())
    held, reserved = (_newest(cr.agreement_id, column) for column in (_T.held_after, _T.reserved_after))
    db.session.add(EnvelopeEntry(
        agreement_id=cr.agreement_id, change_id=cr.id, at=clock.now(), day=day, change_class=cr.change_class,
        taken=Taken.HELD if is_held else Taken.RESERVED, changes=sign_, value=value,
        term_days=sign_ * int(own[Measure.TERM_DAYS]), held_after=plus(held, added) if is_held else held,
        reserved_after=reserved if is_held else plus(reserved, added),
    ))  # fmt: skip
    db.session.flush()


def _newest(agreement_id: int, column: InstrumentedAttribute[Decimal]) -> Any:
    """What the last entry left, 0 before the first; the database reads it while it writes."""
    last = select(column).where(_T.agreement_id == agreement_id).order_by(_T.id.desc()).limit(1)
    return func.coalesce(last.scalar_subquery(), literal(Decimal(0), Exact()))
