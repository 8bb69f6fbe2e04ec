"""How far a person sees over all agreements, as conditions that stay as small for five hundred of them as for two."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select

from bpo_gov.accounts.models import User
from bpo_gov.agreements.models import Membership
from bpo_gov.change_requests.models import ChangeRequest
from bpo_gov.dashboards import turns
from bpo_gov.kernel.db import db
from bpo_gov.kernel.keyset import in_order
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import SIDES, Actor, Party, Role
from bpo_gov.kernel.workflow import WORKFLOWS
from bpo_gov.relationships.models import AuthorityLine


@dataclass(frozen=True)
class Group:
    """So many places of a person on one side, with one role."""

    party: Party
    role: Role
    count: int


@dataclass(frozen=True)
class Reach:
    """The places of a person, grouped; a seat at one dispute is no place."""

    user_id: int
    email: str
    groups: Sequence[Group]
    is_neutral: bool

    @property
    def count(self) -> int:
        """How many relationships there are."""
        return sum(group.count for group in self.groups)

    @property
    def parties(self) -> Sequence[Party]:
        """The sides the person sits on, here or there."""
        return tuple(dict.fromkeys(group.party for group in self.groups))

    def ids(self, party: Party | None = None, role: Role | None = None) -> Select[int]:
        """The agreements, of one side and one role where they are named."""
        query = select(Membership.agreement_id).where(*self.mine())
        query = query.where(Membership.party == party) if party else query
        return query.where(Membership.role == role.value) if role else query

    def mine(self) -> tuple[ColumnElement[bool], ...]:
        """The condition on memberships."""
        return Membership.user_id == self.user_id, Membership.ended_at.is_(None), Membership.party.in_(SIDES)

    def sees(self) -> ColumnElement[bool]:
        """The condition on matters: what `access.may_see` says in each agreement."""
        within = Matter.agreement_id.in_(self.ids())
        if len(self.parties) == 1:
            return and_(within, _not_hidden_from(self.parties[0]))
        each = (and_(Matter.agreement_id.in_(self.ids(party)), _not_hidden_from(party)) for party in self.parties)
        return and_(within, or_(false(), *each))

    def open(self) -> ColumnElement[bool]:
        """What the person sees and is open."""
        return and_(self.sees(), Matter.ball.is_not(None))

    def turn(self, *, other: bool = False) -> ColumnElement[bool]:
        """Of what is open: the turn of the person's side, or of the other one."""
        return or_(false(), *(self._turn_in(party, other=other) for party in self.parties))

    def waits(self) -> ColumnElement[bool]:
        """Of what is open: the side's turn, and the person holds the role, the authority and the place for the way forward."""
        each = (
            and_(Matter.agreement_id.in_(self.ids(group.party, group.role)), self._way_forward(group))
            for group in self.groups
        )
        return and_(self.turn(), or_(false(), *each))

    def _turn_in(self, party: Party, *, other: bool) -> ColumnElement[bool]:
        balls = (party.other.value,) if other else (party.value, "both")
        mine = Matter.ball.in_(balls)
        return mine if len(self.parties) == 1 else and_(Matter.agreement_id.in_(self.ids(party)), mine)

    def _way_forward(self, group: Group) -> ColumnElement[bool]:
        return turns.way_forward(
            Actor(self.user_id, 0, group.party, group.role, email=self.email), self._authority(group.party)
        )

    def _authority(self, party: Party) -> ColumnElement[bool]:
        """A version of the framework names the person itself; a change is within what the version that counts gives."""
        line, request = AuthorityLine.__table__.c, ChangeRequest.__table__.c
        mine = and_(line.party == party.value, line.email == self.email)
        signs = and_(Matter.kind == "framework", exists().where(line.framework_id == Matter.id, mine))
        value = in_order(func.coalesce(request.value, 0))
        reaches = exists().where(
            request.id == Matter.id, line.agreement_id == Matter.agreement_id, line.in_use, mine, in_order(line.up_to) >= value
        )  # fmt: skip
        return or_(signs, reaches)


def of(user: User) -> Reach:
    """The places of a person, in one query."""
    query = select(Membership.party, Membership.role, func.count()).where(
        Membership.user_id == user.id, Membership.ended_at.is_(None)
    )
    rows = db.session.execute(
        query.group_by(Membership.party, Membership.role).order_by(Membership.party, Membership.role)
    ).all()
    groups = [Group(row[0], Role(row[1]), row[2]) for row in rows if row[0] in SIDES]
    return Reach(user.id, user.email, groups, is_neutral=len(groups) < len(rows))


def _not_hidden_from(party: Party) -> ColumnElement[bool]:
    """Not what the other side still keeps to itself."""
    hidden = [
        and_(Matter.kind == flow.name, Matter.state.in_(flow.private)) for flow in WORKFLOWS.values() if flow.private
    ]
    return or_(Matter.raised_by == party, ~or_(false(), *hidden))
