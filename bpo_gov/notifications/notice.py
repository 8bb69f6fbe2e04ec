"""All that the words of one notice are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bpo_gov.agreements.models import Agreement
from bpo_gov.kernel.ledger import Event
from bpo_gov.kernel.matters import Matter


@dataclass(frozen=True)
class Notice:
    """An event with all that its words need; names and role of the actor are empty for the clock."""

    event: Event
    particulars: Mapping[str, Any]
    matter: Matter
    agreement: Agreement
    actor_name: str = ""
    actor_title: str = ""
    actor_role: int | None = None

    @property
    def due(self) -> datetime | None:
        """The deadline the event speaks of: its own, else the matter's while nothing newer has happened."""
        own = self.particulars.get("due")
        if isinstance(own, str):
            return datetime.fromisoformat(own)
        return self.matter.due_at if self.matter.moved_at <= self.event.at else None


@dataclass(frozen=True)
class Head:
    """The newest entry of an agreement's record."""

    seq: int
    hash: str
