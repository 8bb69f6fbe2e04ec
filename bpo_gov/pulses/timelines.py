"""The record of a round as its page tells it: what stands under each entry; of an answer, nothing."""

from collections.abc import Mapping
from typing import Any

from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.words import Value, say
from bpo_gov.notes import shown, timeline
from bpo_gov.pulses.workflow import PULSE


def of(events: list[tuple[Event, EventContent]], people: shown.People, files: shown.Files) -> list[Mapping[str, Any]]:
    """The record of the matter as the reader may see it."""
    return timeline.timeline(PULSE, events, people, files, _because)


def _because(verb: str, told: Mapping[str, Any]) -> Value:
    match verb:
        case "due_soon":
            return timeline.due(told)
        case "recounted":
            return timeline.recounted(told)
        case "withdrawn":
            return str(told.get("reason", ""))
        case "opened":
            return say(
                "About %(quarter)s, with %(n)s questions.", quarter=str(told["quarter"]), n=int(told["questions"])
            )
        case "ended" | "closed":
            return say(
                "Answered: %(client)s of the client, %(vendor)s of the vendor.",
                client=int(told["client"]),
                vendor=int(told["vendor"]),
            )
    return ""
