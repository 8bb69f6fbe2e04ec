"""Where a person belongs, and how much is open there: a fixed number of queries however many matters there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, false, func, or_, select

from bpo_gov.agreements import belonging
from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.models import Agreement, Framework, FrameworkState
from bpo_gov.kernel import access, clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor, Party
from bpo_gov.kernel.workflow import WORKFLOWS


@dataclass(frozen=True)
class Place:
    """A person's place in one agreement: as whom, under which version, and which version waits to follow it."""

    agreement: Agreement
    actor: Actor
    in_force: Framework | None
    coming: Framework | None

    @property
    def terms(self) -> Terms | None:
        """What is in force or, before that, what is to come into force."""
        found = self.in_force or self.coming
        return found.terms if found else None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.agreement.zone)


@dataclass(frozen=True)
class Open:
    """How much is open in an agreement; a matter that waits for both sides counts with each of them."""

    all: int = 0
    client: int = 0
    vendor: int = 0
    late: int = 0

    def of(self, party: Party) -> int:
        """How many wait for a side."""
        return self.client if party is Party.CLIENT else self.vendor


def today(zone: ZoneInfo) -> date:
    """The day it is in a zone."""
    return clock.now().astimezone(zone).date()


def places(user_id: int) -> list[Place]:
    """The agreements a person belongs to, by title, in two queries."""
    members = belonging.agreements_of(user_id)
    versions: dict[int, list[Framework]] = {member.agreement_id: [] for member in members}
    query = select(Framework).where(
        Framework.agreement_id.in_(versions),
        Framework.state.in_((FrameworkState.ACTIVE, FrameworkState.PROPOSED)),
    )
    for found in db.session.scalars(query.order_by(Framework.effective_from, Framework.number)):
        versions[found.agreement_id].append(found)
    return [
        Place(
            member.agreement,
            agreements.actor_of(member),
            _newest(versions[member.agreement_id], member.agreement, in_force=True),
            _newest(versions[member.agreement_id], member.agreement, in_force=False),
        )
        for member in members
    ]


def _newest(versions: Sequence[Framework], agreement: Agreement, *, in_force: bool) -> Framework | None:
    """Of the versions in order, the last that is in force today, or the last that is not yet."""
    on = today(ZoneInfo(agreement.zone))
    found = [one for one in versions if (one.state == FrameworkState.ACTIVE and one.effective_from <= on) is in_force]
    return found[-1] if found else None


def is_open() -> ColumnElement[bool]:
    """A matter somebody is waited for: the engine takes the ball away at the end."""
    return Matter.ball.is_not(None)


def is_shared() -> ColumnElement[bool]:
    """What both sides see alike: not the drafts of one of them."""
    flows = [flow for flow in WORKFLOWS.values() if flow.private]
    return ~or_(false(), *(and_(Matter.kind == flow.name, Matter.state.in_(flow.private)) for flow in flows))


def may_see_any(places_: Sequence[Place]) -> ColumnElement[bool]:
    """The condition on `matters` over all places: in each, what its actor may see."""
    return or_(false(), *(access.may_see(place.actor) for place in places_))


def how_much_is_open(condition: ColumnElement[bool]) -> dict[int, Open]:
    """By agreement, how many matters under a condition are open, with whom, and how many are late; one query."""
    with_client, with_vendor = (Matter.ball.in_((party.value, "both")) for party in (Party.CLIENT, Party.VENDOR))
    columns = (with_client, with_vendor, Matter.due_at < clock.now())
    query = select(Matter.agreement_id, func.count(), *(func.count().filter(column) for column in columns))
    rows = db.session.execute(query.where(condition, is_open()).group_by(Matter.agreement_id))
    return {row[0]: Open(row[1], row[2], row[3], row[4]) for row in rows}
