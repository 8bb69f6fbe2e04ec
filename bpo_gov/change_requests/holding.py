"""What a change reserves and holds of the envelope, added to and taken out of the kept sums of its day, and its history."""

from collections.abc import Mapping
from decimal import Decimal

from sqlalchemy import select

from bpo_gov.change_requests import queries, rules
from bpo_gov.change_requests.models import ChangeRequest, EnvelopeEntry, Measure, Taken
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db


def reserve(cr: ChangeRequest) -> None:
    """What lies outside the envelope reserves nothing: one oversized request must not block all others."""
    cr.value = rules.value_of(queries.effects(cr))
    if queries.verdict(cr).answer is rules.Answer.OUTSIDE:
        return
    cr.reserved_on = queries.today(cr)
    keep(cr, +1)


def free(cr: ChangeRequest) -> None:
    """Give back what the change reserves or holds."""
    if cr.reserved_on is not None or cr.held_on is not None:
        keep(cr, -1)
    cr.reserved_on = cr.held_on = None


def keep(cr: ChangeRequest, sign_: int) -> None:
    """Add the change to the kept sums of its day, or take it out again, and write the entry of it."""
    day = cr.held_on or cr.reserved_on
    if day is None:
        raise ValueError("a change is kept under a day")
    own = queries.amounts(cr)
    for measure, amount in own.items():
        row = queries.consumption(cr.agreement_id, cr.change_class, day, Measure(measure))
        if cr.held_on:
            row.held, row.held_count = row.held + sign_ * amount, row.held_count + sign_
        else:
            row.reserved, row.reserved_count = row.reserved + sign_ * amount, row.reserved_count + sign_
    _write(cr, own, sign_)
    db.session.flush()


def _write(cr: ChangeRequest, own: Mapping[Measure, Decimal], sign_: int) -> None:
    last = db.session.execute(
        select(EnvelopeEntry.held_after, EnvelopeEntry.reserved_after)
        .where(EnvelopeEntry.agreement_id == cr.agreement_id)
        .order_by(EnvelopeEntry.id.desc())
        .limit(1)
    ).first()
    held, reserved = (last.held_after, last.reserved_after) if last else (Decimal(0), Decimal(0))
    value, is_held = sign_ * own[Measure.VALUE], cr.held_on is not None
    entry = EnvelopeEntry(
        agreement_id=cr.agreement_id, change_id=cr.id, at=clock.now(), day=cr.held_on or cr.reserved_on,
        change_class=cr.change_class, taken=Taken.HELD if is_held else Taken.RESERVED, changes=sign_, value=value,
        term_days=sign_ * int(own[Measure.TERM_DAYS]), held_after=held + value if is_held else held,
        reserved_after=reserved if is_held else reserved + value,
    )  # fmt: skip
    db.session.add(entry)
