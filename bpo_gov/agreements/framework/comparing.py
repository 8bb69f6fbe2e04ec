"""What is different between two frameworks: one entry for each field, thing or order that differs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bpo_gov.agreements.framework.keys import ORDERED, Key, Path, is_list_of_things, keyed, pattern
from bpo_gov.agreements.framework.terms import Framework


class Kind(StrEnum):
    ADDED = "added"  # a thing, a group of fields or a whole list, that was not there
    REMOVED = "removed"
    CHANGED = "changed"  # a field with another value; None where it is not stated
    MOVED = "moved"  # the things of a list in another order; the values are their keys


@dataclass(frozen=True)
class Difference:
    """One difference. `path` leads to it in either framework; `after` is what an added thing follows."""

    path: Path
    kind: Kind
    old: Any
    new: Any
    after: Key | None = None

    @property
    def section(self) -> str:
        """The section of the framework: envelope, clauses, ..."""
        return self.path[0]

    @property
    def pattern(self) -> str:
        """Where it stands, without the keys of the things it is about."""
        return pattern(self.path)


def data_of(framework: Framework) -> dict[str, Any]:
    """A framework as lists and mappings of exact values, fields that are empty left out."""
    return framework.model_dump(mode="python", by_alias=True, exclude_none=True)


def compare(old: Framework, new: Framework) -> list[Difference]:
    """Every difference, section by section as a framework is written; none where both say the same.

    The order of things that have a key does not count, except where it says something (`keys.ORDERED`).
    """
    return list(_fields((), data_of(old), data_of(new)))


def is_length(value: object) -> bool:
    """Whether a group of fields is one length of time, which is compared as a whole."""
    return isinstance(value, Mapping) and {"n", "unit"} <= value.keys() <= {"n", "unit", "clause"}


def _fields(path: Path, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    names = dict.fromkeys((*old, *new))
    for name in names:
        yield from _values((*path, name), old.get(name), new.get(name))


def _values(path: Path, old: Any, new: Any) -> Iterator[Difference]:
    if None not in (old, new) and is_list_of_things(old or new) and is_list_of_things(new or old):
        yield from _things(path, old or [], new or [])
    elif old == new:
        return
    elif None in (old, new) and is_list_of_things(old or new):
        yield Difference(path, Kind.ADDED if old is None else Kind.REMOVED, old, new)  # the whole list comes or goes
    elif isinstance(old or new, Mapping) and not is_length(old or new):
        yield from _groups(path, old, new)
    else:
        yield Difference(path, Kind.CHANGED, old, new)


def _groups(path: Path, old: Any, new: Any) -> Iterator[Difference]:
    if old is None:
        yield Difference(path, Kind.ADDED, None, new)
    elif new is None:
        yield Difference(path, Kind.REMOVED, old, None)
    elif old.get("kind") != new.get("kind"):
        yield Difference(path, Kind.CHANGED, old, new)  # a limit of another kind: its fields have nothing in common
    else:
        yield from _fields(path, old, new)


def _things(path: Path, old: list[Any], new: list[Any]) -> Iterator[Difference]:
    before, now = keyed(path, old), keyed(path, new)
    for key, item in before.items():
        if key not in now:
            yield Difference((*path, key), Kind.REMOVED, item, None)
        else:
            yield from _groups_of_things((*path, key), item, now[key])
    last: Key | None = None
    for key, item in now.items():
        if key not in before:
            yield Difference((*path, key), Kind.ADDED, None, item, after=last)
        last = key
    if pattern(path) in ORDERED and [key for key in before if key in now] != [key for key in now if key in before]:
        yield Difference(path, Kind.MOVED, list(before), list(now))


def _groups_of_things(path: Path, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    return _groups(path, old, new) if old != new else iter(())
