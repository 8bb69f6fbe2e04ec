"""How the things in a list of a framework are told apart: by code, number, address, name or kind, never by their place."""

from collections.abc import Mapping, Sequence
from typing import Any

KEYS: Mapping[str, str] = {
    "header.extensions": "clause",
    "services": "code",
    "services.key_personnel": "name",
    "locations": "code",
    "principles": "number",
    "clauses": "number",
    "people": "email",
    "authority": "person",
    "envelope.limits": "code",
    "envelope.limits.periods": "from",
    "escalation.levels": "level",
    "disputes.steps": "key",
    "disputes.expedited": "key",
    "forums": "code",
    "kpis": "code",
    "reports": "name",
    "termination_triggers": "name",
    "termination_triggers.ways": "counts",
}
ORDERED = frozenset(("header.extensions", "disputes.steps", "disputes.expedited"))  # their order says something
_USUAL = ("code", "number", "name", "title", "clause")


class Key(str):
    """A step of a path that picks one thing out of a list; other steps are names of fields."""

    __slots__ = ()


Path = tuple[str, ...]


def pattern(path: Path) -> str:
    """The names of a path without the keys: envelope.limits.percent."""
    return ".".join(step for step in path if not isinstance(step, Key))


def keyed(path: Path, items: Sequence[Mapping[str, Any]]) -> dict[Key, Any]:
    """The things of a list by their keys; where a key stands twice, the second one is numbered."""
    field, found = KEYS.get(pattern(path)), {}
    for nth, item in enumerate(items, start=1):
        word = str(item[field]) if field else next((str(item[name]) for name in _USUAL if name in item), str(nth))
        key, more = Key(word), 1
        while key in found:
            more += 1
            key = Key(f"{word} ({more})")
        found[key] = item
    return found


def is_list_of_things(value: object) -> bool:
    """Whether a value is a list of groups of fields, and not of plain words or numbers."""
    return isinstance(value, list) and bool(value) and all(isinstance(item, Mapping) for item in value)
