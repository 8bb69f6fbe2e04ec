"""What a newer version of a playbook changes, and how each change meets the text of an agreement made from it."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from bpo_gov.agreements import playbooks
from bpo_gov.agreements.framework import Difference, Fit, Framework, compare, data_of, fit, read, take, write_data

OURS = frozenset(("header", "services", "locations", "people", "authority"))  # a playbook has placeholders there


@dataclass(frozen=True)
class Update:
    """A playbook that is newer than what an agreement was made from; `fits` goes with `differences`, one for one."""

    name: str
    had: int
    now: int
    before: Framework
    after: Framework
    differences: list[Difference]
    fits: list[Fit]

    def text(self, terms: Framework, chosen: Collection[int]) -> str:
        """The agreement's terms with the chosen differences taken in, by their places in the list, as YAML."""
        data = take(data_of(terms), [one for nth, one in enumerate(self.differences) if nth in chosen])
        data["header"]["playbook_version"] = self.now
        return write_data(data)


def update_for(terms: Framework) -> Update | None:
    """The update of the playbook that the terms began from; None where there is none, or its text was not kept."""
    name, had = terms.header.playbook or "", terms.header.playbook_version or 1
    if name not in playbooks.names() or had >= (now := playbooks.version(name)):
        return None
    try:
        before, after = _read(name, had), _read(name, now)
    except KeyError:
        return None
    data = data_of(terms)
    found = [one for one in compare(before, after) if one.section not in OURS]
    return Update(name, had, now, before, after, found, [fit(one, data) for one in found])


@lru_cache(maxsize=16)
def _read(name: str, number: int) -> Framework:
    return read(playbooks.earlier(name, number))
