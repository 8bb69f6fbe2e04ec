"""The record of an import as its page tells it: what stands under each entry."""

from collections.abc import Callable, Mapping
from typing import Any

from bpo_gov.figure_imports.workflow import FIGURE_IMPORT
from bpo_gov.kernel.ledger import Event, EventContent
from bpo_gov.kernel.words import Value, say
from bpo_gov.notes import shown, timeline


def of(events: list[tuple[Event, EventContent]], people: shown.People, files: shown.Files) -> list[Mapping[str, Any]]:
    """The record of the matter as the reader may see it."""
    return timeline.timeline(FIGURE_IMPORT, events, people, files, _because)


def _because(verb: str, told: Mapping[str, Any]) -> Value:
    return WORDED[verb](told) if verb in WORDED else ""


def _digest(told: Mapping[str, Any]) -> Value:
    return say("SHA-256 of the file: %(digest)s", digest=str(told["sha256"]))


def _counted(told: Mapping[str, Any]) -> Value:
    return say(
        "%(new)s new, %(changed)s changed, %(same)s the same, %(left_out)s left out.",
        new=int(told["new"]), changed=int(told["changed"]), same=int(told["same"]), left_out=int(told["left_out"]),
    )  # fmt: skip


def _refused(told: Mapping[str, Any]) -> Value:
    return say("Rows that are wrong: %(n)s of %(all)s.", n=int(told["wrong"]), all=int(told["rows"]))


def _brought_in(told: Mapping[str, Any]) -> Value:
    lines: list[Value] = [_counted(told), _digest(told)]
    return [*lines, str(told["reason"])] if told.get("reason") else lines


WORDED: Mapping[str, Callable[[Mapping[str, Any]], Value]] = {
    "uploaded": _digest, "read": _counted, "refused": _refused, "brought_in": _brought_in, "dropped": _digest,
}  # fmt: skip
