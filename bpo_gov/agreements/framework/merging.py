"""Differences carried over to a third framework: whether each fits there, and the data with the chosen ones in it."""

import re
from collections.abc import Iterable, MutableMapping
from copy import deepcopy
from enum import StrEnum
from typing import Any

from bpo_gov.agreements.framework.comparing import Difference, Kind
from bpo_gov.agreements.framework.keys import Key, Path, is_list_of_things, keyed

_NOTHING = object()


class Fit(StrEnum):
    CLEAN = "clean"  # the third text still says what the first one said
    THERE = "there"  # it says so already
    MEETS = "meets"  # it says something of its own
    GONE = "gone"  # it has no such place


def fit(difference: Difference, data: MutableMapping[str, Any]) -> Fit:
    """How a difference meets the data of a third framework."""
    if _at(data, difference.path[:-1]) is _NOTHING:
        return Fit.GONE
    said, old, new = mine(difference, data), difference.old, difference.new
    if difference.kind is Kind.MOVED:
        said = [key for key in said or [] if key in new]
        old, new = ([key for key in keys if key in said] for keys in (old, new))
    if said == new:
        return Fit.THERE
    if said is None and difference.kind is Kind.CHANGED and isinstance(difference.path[-1], Key):
        return Fit.GONE
    return Fit.CLEAN if said == old else Fit.MEETS


def mine(difference: Difference, data: MutableMapping[str, Any]) -> Any:
    """What the third framework says at the place of a difference; None where it says nothing."""
    found = _at(data, difference.path)
    if found is _NOTHING:
        return None
    return list(keyed(difference.path, found)) if difference.kind is Kind.MOVED else found


def take(data: MutableMapping[str, Any], chosen: Iterable[Difference]) -> dict[str, Any]:
    """A copy of the data that says what the chosen differences say; those that find no place are left out."""
    answer, wanted = dict(deepcopy(data)), list(chosen)
    # What falls away goes last first: the second of two things with one key must not become the first meanwhile.
    fallen = [one for one in reversed(wanted) if one.kind is Kind.REMOVED]
    for difference in (*fallen, *(one for one in wanted if one.kind is not Kind.REMOVED)):
        if fit(difference, answer) not in (Fit.GONE, Fit.THERE):
            _put(answer, difference)
    return answer


def _at(data: Any, path: Path) -> Any:
    """The value at a path, or _NOTHING."""
    here: Any = data
    walked: Path = ()
    for step in path:
        if isinstance(step, Key):
            here = keyed(walked, here).get(step, _NOTHING) if is_list_of_things(here) else _NOTHING
        else:
            here = here.get(step, _NOTHING) if isinstance(here, MutableMapping) else _NOTHING
        if here is _NOTHING:
            return _NOTHING
        walked = (*walked, step)
    return here


def _put(data: dict[str, Any], difference: Difference) -> None:
    around, step = _at(data, difference.path[:-1]), difference.path[-1]
    new = deepcopy(difference.new)
    if difference.kind is Kind.MOVED:
        things = keyed(difference.path, around[step])
        wanted = iter([things[key] for key in difference.new if key in things])
        around[step] = [next(wanted) if key in difference.new else thing for key, thing in things.items()]
    elif isinstance(step, Key):
        _put_thing(around, difference, new)
    elif new is None:
        around.pop(step, None)
    else:
        around[step] = new


def _put_thing(things: list[Any], difference: Difference, new: Any) -> None:
    keys: list[str] = list(keyed(difference.path[:-1], things))
    step = difference.path[-1]
    if step in keys:
        at = keys.index(step)
        things[at : at + 1] = [] if new is None else [new]
    else:
        first = 0 if difference.after is None else len(things)
        at = keys.index(difference.after) + 1 if difference.after in keys else first
        # A second thing with the same key stays behind the first, or they would change their names.
        twins = [nth + 1 for nth, key in enumerate(keys) if _bare(key) == _bare(step)]
        things.insert(max([at, *twins]), new)


def _bare(key: str) -> str:
    """A key without the number of a second thing of that name."""
    return re.sub(r" \([0-9]+\)$", "", key)
