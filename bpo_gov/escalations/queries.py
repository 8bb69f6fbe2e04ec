"""Reads of escalations: one with what its guards and its page read."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import joinedload

from bpo_gov.escalations.models import Escalation
from bpo_gov.kernel import access
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor

PARTS = (joinedload(Escalation.framework), joinedload(Escalation.source))
SAME = ("title", "severity", "impact", "wanted", "review_on")  # what makes two escalations the same


def load(number: int, actor: Actor, *, lock: bool = False) -> Escalation:
    """One escalation with its framework and what it is about. Raises NotFound."""
    return access.get(Escalation, number, actor, lock=lock, options=PARTS)


def just_raised(actor: Actor, words: Mapping[str, Any], about: Matter | None) -> int | None:
    """The number of the very same escalation by the same person a moment ago."""
    same = {name: words[name] for name in SAME} | {"about_id": about.id if about else None}
    return access.just_opened(Escalation, actor, same)
