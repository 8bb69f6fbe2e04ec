"""Reads of disputes: one with what its guards and its page read."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from bpo_gov.disputes.models import Dispute
from bpo_gov.disputes.sealed.models import Round, Sealing
from bpo_gov.kernel import access
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.timers import Timer

PARTS = (
    joinedload(Dispute.framework), selectinload(Dispute.positions), selectinload(Dispute.remedies),
    selectinload(Dispute.sealing).selectinload(Sealing.rounds).selectinload(Round.offers),
)  # fmt: skip
SAME = ("title", "particulars", "why", "relief", "amount")  # with what it is about: what makes two notices the same


def load(number: int, actor: Actor, *, lock: bool = False) -> Dispute:
    """One dispute with its framework, positions and promises. Raises NotFound."""
    return access.get(Dispute, number, actor, lock=lock, options=PARTS)


def just_noticed(actor: Actor, words: Mapping[str, Any], about: Matter | None) -> int | None:
    """The number of the very same notice by the same person a moment ago."""
    same = {name: words[name] for name in SAME} | {
        "is_urgent": words["urgent"],
        "about_id": about.id if about else None,
    }
    return access.just_opened(Dispute, actor, same)


def clocks_of(one: Dispute) -> list[Timer]:
    """Every deadline that the dispute has or had, oldest first."""
    query = select(Timer).where(Timer.matter_id == one.id, ~Timer.policy.startswith("warn:"))
    return list(db.session.scalars(query.order_by(Timer.started_at, Timer.id)))
