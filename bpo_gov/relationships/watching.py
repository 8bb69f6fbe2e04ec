"""What is watched of an agreement: the nearest right to terminate and how far it is, and the credits that no sum counts yet."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from bpo_gov.credits import months
from bpo_gov.credits import queries as credits
from bpo_gov.credits.watching import TONES, Watch, watched
from bpo_gov.rectifications import queries as plans

NOTHING: Final[dict[str, Any]] = {
    "watch_tone": "none", "watch_name": "", "watch_kpi": "", "watch_used": 0, "watch_needed": 0, "watch_distance": None, "ring_fenced": Decimal(0),
}  # fmt: skip


def of(agreement_id: int, today: date) -> dict[str, Any]:
    """The columns of the row: the trigger that is nearest, and what contested figures hold back over twelve months."""
    known = months.ground(agreement_id, today - credits.FAR_BACK)
    found = sorted(watched(known, today, plans.failed(agreement_id)), key=_near)
    held = sum((reckoned.ring_fenced for _month, _party, reckoned in months.lately(known, today)), Decimal(0))
    return NOTHING | (_watch(found[0]) if found else {}) | {"ring_fenced": held}


def _near(watch: Watch) -> tuple[int, bool, int]:
    """That towards which something counts comes before what one event would reach but nothing has yet."""
    is_clear = not any(one.watched.used for one in watch.ways[:1])
    return TONES.index(watch.tone), is_clear, watch.distance or 0


def _watch(watch: Watch) -> dict[str, Any]:
    if not watch.ways:
        return {}
    nearest = watch.ways[0]
    return {
        "watch_tone": watch.tone, "watch_name": watch.trigger.name, "watch_kpi": nearest.kpi, "watch_used": nearest.watched.used,
        "watch_needed": nearest.watched.needed, "watch_distance": nearest.watched.distance,
    }  # fmt: skip
