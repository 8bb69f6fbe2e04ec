"""Who acts: the two parties, their roles, the actor of a move, and the tests `who may` with their own words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from bpo_gov.kernel.words import N_, Say, say

if TYPE_CHECKING:
    from bpo_gov.kernel.matters import Matter


class Party(StrEnum):
    CLIENT = "client"
    VENDOR = "vendor"
    NEUTRAL = "neutral"
    SYSTEM = "system"

    @property
    def other(self) -> "Party":
        """The opposed party; only client and vendor have one."""
        return {Party.CLIENT: Party.VENDOR, Party.VENDOR: Party.CLIENT}[self]


SIDES = (Party.CLIENT, Party.VENDOR)


class Role(IntEnum):
    """Ordered: a higher role may all that a lower one may."""

    VIEWER = 1
    MEMBER = 2
    MANAGER = 3
    EXECUTIVE = 4


@dataclass(frozen=True)
class Actor:
    """A person (or the clock) acting in one agreement."""

    user_id: int | None
    agreement_id: int
    party: Party
    role: Role
    name: str = ""
    title: str = ""
    email: str = ""
    only: int | None = None  # the one matter that a neutral sees
    since: datetime | None = None  # and from when on what is without prejudice there


def clock_of(agreement_id: int) -> Actor:
    """The clock as an actor: it makes the moves that the table allows it."""
    return Actor(None, agreement_id, Party.SYSTEM, Role.VIEWER, name="clock")


@dataclass(frozen=True)
class Who:
    """A test of an actor against a matter, with the words that explain it."""

    test: Callable[["Matter", Actor], bool]
    says: Say
    side: Callable[["Matter"], tuple[Party, ...]]
    role: Role = Role.VIEWER

    def __call__(self, matter: "Matter", actor: Actor) -> bool:
        return self.test(matter, actor)

    def __or__(self, other: "Who") -> "Who":
        return Who(
            lambda m, a: self(m, a) or other(m, a),
            say("%(one)s or %(other)s", one=self.says, other=other.says),
            lambda m: tuple(dict.fromkeys(self.side(m) + other.side(m))),
            min(self.role, other.role),
        )


_ROLE_WORDS = {
    Role.VIEWER: N_("viewer"),
    Role.MEMBER: N_("member"),
    Role.MANAGER: N_("manager"),
    Role.EXECUTIVE: N_("executive"),
}


def role_word(role: Role) -> Say:
    """The word for a role."""
    return Say(_ROLE_WORDS[role])


def _of(says: str, sides: Callable[["Matter"], tuple[Party, ...]], role: Role) -> Who:
    return Who(lambda m, a: a.party in sides(m) and a.role >= role, say(says, role=role_word(role)), sides, role)


def client(role: Role) -> Who:
    """A person of the client with at least this role."""
    return _of(N_("client's %(role)s"), lambda m: (Party.CLIENT,), role)


def vendor(role: Role) -> Who:
    """A person of the vendor with at least this role."""
    return _of(N_("vendor's %(role)s"), lambda m: (Party.VENDOR,), role)


def either(role: Role) -> Who:
    """A person of either party with at least this role."""
    return _of(N_("either party's %(role)s"), lambda m: SIDES, role)


def raiser(role: Role) -> Who:
    """A person of the party that raised the matter."""
    return _of(N_("%(role)s of the side that raised it"), lambda m: (Party(m.raised_by),), role)


def other_side(role: Role) -> Who:
    """A person of the party that did not raise the matter."""
    return _of(N_("%(role)s of the side that did not raise it"), lambda m: (Party(m.raised_by).other,), role)


def mediator() -> Who:
    """The neutral whose seat is at this matter."""
    return Who(
        lambda m, a: a.party is Party.NEUTRAL and a.only == m.id, say("the mediator"), lambda m: (Party.NEUTRAL,), Role.MANAGER
    )  # fmt: skip


IMPORT = Who(lambda m, a: a.party is Party.SYSTEM, say("an import"), lambda m: ())
CLOCK = Who(lambda m, a: a.party is Party.SYSTEM, say("the clock"), lambda m: ())
