"""Who may make a verb of a change: the side whose person it is, or the one that is asked."""

from typing import Any

from bpo_gov.kernel.parties import SIDES, Party, Role, Who, role_word
from bpo_gov.kernel.words import Say, say


def owner(role: Role) -> Who:
    """A person of the side whose key person it is."""
    return _of(say("%(role)s of the side whose person it is", role=role_word(role)), role, is_own=True)


def asked(role: Role) -> Who:
    """A person of the side that consents."""
    return _of(say("%(role)s of the other side", role=role_word(role)), role, is_own=False)


def _of(says: Say, role: Role, *, is_own: bool) -> Who:
    def sides(one: Any) -> tuple[Party, ...]:
        """One side; either, where nothing is known of a change but its state and who raised it."""
        of_side = getattr(one, "of_side", None)
        if of_side is None:
            return SIDES
        mine = Party(of_side)
        return (mine if is_own else mine.other,)

    return Who(lambda m, a: a.party in sides(m) and a.role >= role, says, sides, role)
