"""Who may make a verb of a change: the side whose person it is, or the one that is asked."""

from bpo_gov.kernel.parties import Party, Role, Who, role_word
from bpo_gov.kernel.words import Say, say


def owner(role: Role) -> Who:
    """A person of the side whose key person it is."""
    return _of(say("%(role)s of the side whose person it is", role=role_word(role)), role, is_own=True)


def asked(role: Role) -> Who:
    """A person of the side that consents."""
    return _of(say("%(role)s of the other side", role=role_word(role)), role, is_own=False)


def _of(says: Say, role: Role, *, is_own: bool) -> Who:
    def side(matter: object) -> Party:
        mine: Party = Party(matter.of_side)  # type: ignore[attr-defined]
        return mine if is_own else mine.other

    return Who(lambda m, a: a.party is side(m) and a.role >= role, says, lambda m: (side(m),), role)
