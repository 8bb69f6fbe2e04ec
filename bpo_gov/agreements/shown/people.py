"""Who belongs to an agreement, side by side, with what each may bind and whose place the reader may change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.models import Membership
from bpo_gov.kernel.parties import SIDES, Actor, Party, Role, role_word
from bpo_gov.kernel.words import Money, Say


@dataclass(frozen=True)
class Place:
    """A person's place, and what the reader may do about it."""

    user_id: int
    name: str
    email: str
    title: str
    role: Say
    role_now: int
    authority: tuple[tuple[Money, str], ...]
    is_me: bool
    is_silent: bool
    may_change: bool
    roles: tuple[tuple[int, Say], ...]


@dataclass(frozen=True)
class Side:
    """One side with its people, higher roles first."""

    party: Party
    organisation: str
    places: tuple[Place, ...]
    may_invite: bool

    @property
    def signers(self) -> int:
        """How many may bind this side."""
        return sum(1 for place in self.places if place.authority)


def sides(
    members: Sequence[Membership], terms: Terms, names: Mapping[Party, str], actor: Actor, *, open_: bool
) -> list[Side]:
    """Both sides; `open_` says whether the version that counts still lets places change."""
    manages = open_ and actor.role >= Role.MANAGER
    return [
        Side(
            party,
            names[party],
            tuple(
                _place(one, terms, actor, may=manages and party is actor.party) for one in members if one.party is party
            ),
            manages and party is actor.party,
        )
        for party in SIDES
    ]


def roles_up_to(rank: Role) -> tuple[tuple[int, Say], ...]:
    """The roles that somebody of this rank may give, with their words, highest first."""
    return tuple((role.value, role_word(role)) for role in sorted(Role, reverse=True) if role <= rank)


def bound_by(terms: Terms, email: str) -> tuple[tuple[Money, str], ...]:
    """What a person may bind their side to: value and clause, for each line of the authority list."""
    return tuple(
        (Money(line.up_to, terms.header.currency), line.clause) for line in terms.authority if line.person == email
    )


def _place(member: Membership, terms: Terms, actor: Actor, *, may: bool) -> Place:
    is_me = member.user_id == actor.user_id
    return Place(
        member.user_id,
        member.user.name,
        member.user.email,
        member.title,
        role_word(member.rank),
        member.role,
        bound_by(terms, member.user.email),
        is_me,
        member.user.password_hash is None,
        may and not is_me and member.rank <= actor.role,
        roles_up_to(actor.role),
    )
