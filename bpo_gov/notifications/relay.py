"""Empties the outbox: each slip becomes one row per person told, once, in the order of the record."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, cast

from sqlalchemy import Table, delete, select, text
from sqlalchemy.dialects import postgresql, sqlite

from bpo_gov.accounts.models import User
from bpo_gov.agreements.models import Membership
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db, is_postgresql, unit_of_work
from bpo_gov.kernel.ledger import Event, EventContent, Outbox
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.queue import job
from bpo_gov.notifications import delivery
from bpo_gov.notifications.audience import audience
from bpo_gov.notifications.models import MailState, Notification

BATCH = 250
KEEPERS: list[Callable[[Iterable[tuple[int, str]]], None]] = []  # who keeps sums of what was told: agreement and event


@job("default")
def tell() -> None:
    """Tell everyone of everything that is still in the outbox, then ring for the letters."""
    told = 0
    while taken := _tell_some():
        told += taken
    if told:
        delivery.send_due.later()


def _tell_some() -> int:
    """One batch in one transaction; how many slips it took."""
    with unit_of_work():
        if is_postgresql():  # one relay at a time, or a later event could overtake an earlier one
            db.session.execute(text("select pg_advisory_xact_lock(4202, 0)"))
        slips = db.session.execute(
            select(Event, EventContent.particulars, Matter)
            .select_from(Outbox)
            .join(Event, Event.id == Outbox.event_id)
            .join(Matter, Matter.id == Event.matter_id)
            .outerjoin(EventContent, EventContent.event_id == Event.id)
            .order_by(Outbox.event_id)
            .limit(BATCH)
            .with_for_update(of=Outbox, skip_locked=True)
        ).all()
        if not slips:
            return 0
        members = _members({event.agreement_id for event, _, _ in slips})
        now = clock.now()
        mail = {"mail": MailState.DUE, "mail_attempts": 0, "mail_next_at": now, "mail_error": ""}
        _insert([
            {"event_id": event.id, "user_id": user_id, "agreement_id": event.agreement_id, "created_at": now}
            | {"reason": reason.value, **mail}
            for event, particulars, matter in slips
            for user_id, reason in audience(event, particulars or {}, matter, members[event.agreement_id])
        ])  # fmt: skip
        db.session.execute(delete(Outbox).where(Outbox.event_id.in_([event.id for event, _, _ in slips])))
        for keeper in KEEPERS:
            keeper([(event.agreement_id, event.name) for event, _, _ in slips])
        return len(slips)


def _members(agreement_ids: Iterable[int]) -> dict[int, list[Membership]]:
    query = (
        select(Membership)
        .join(User, User.id == Membership.user_id)
        .where(Membership.agreement_id.in_(agreement_ids), Membership.ended_at.is_(None), User.disabled_at.is_(None))
        .order_by(Membership.id)
        .execution_options(populate_existing=True)
    )
    found: dict[int, list[Membership]] = defaultdict(list)
    for member in db.session.execute(query).scalars():
        found[member.agreement_id].append(member)
    return found


def _insert(rows: list[dict[str, Any]]) -> None:
    """Add notices; who has one for the event keeps it."""
    if not rows:
        return
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    new: Any = insert(cast(Table, Notification.__table__))
    db.session.execute(new.on_conflict_do_nothing(index_elements=["event_id", "user_id"]), rows)
