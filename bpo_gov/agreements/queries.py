"""Reads of agreements: who belongs where, which framework is in force, who may bind."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from zoneinfo import ZoneInfo

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import contains_eager

from bpo_gov.accounts.models import User
from bpo_gov.agreements.framework import Authority
from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.models import Agreement, Framework, FrameworkState, Membership
from bpo_gov.kernel import access, clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.ledger import Event
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import SIDES, Actor, Party, Role
from bpo_gov.kernel.signatures import Signature

NEXT = 2**31 - 1  # above the number of every version


def by_key(key: str) -> Agreement | None:
    """An agreement by its address, for commands."""
    return db.session.execute(select(Agreement).where(Agreement.key == key)).scalar_one_or_none()


def actor_of(member: Membership) -> Actor:
    """The person of a membership as an actor."""
    user = member.user
    return Actor(
        user.id, member.agreement_id, member.party, member.rank, name=user.name, title=member.title, email=user.email, only=member.matter_id,
        since=member.since if member.party is Party.NEUTRAL else None,
    )  # fmt: skip


def in_force() -> list[int]:
    """The agreements that have a version in force, for the clock."""
    query = select(Framework.agreement_id).where(Framework.state == FrameworkState.ACTIVE)
    return list(db.session.scalars(query.distinct().order_by(Framework.agreement_id)))


def members(agreement_id: int, *, fresh: bool = False) -> list[Membership]:
    """Everybody of the two sides, client first, higher roles first; `fresh` reads again what is loaded."""
    query = (
        select(Membership)
        .join(Membership.user)
        .options(contains_eager(Membership.user))
        .where(Membership.agreement_id == agreement_id, Membership.ended_at.is_(None), Membership.party.in_(SIDES))
        .order_by(Membership.party, Membership.role.desc(), User.name, User.id)
        .execution_options(populate_existing=fresh)
    )
    return list(db.session.execute(query).scalars())


def neutrals(matter_id: int) -> list[Membership]:
    """Who sits or sat at a matter as a neutral."""
    query = select(Membership).join(Membership.user).options(contains_eager(Membership.user))
    return list(db.session.scalars(query.where(Membership.matter_id == matter_id).order_by(Membership.id)))


def any_membership(agreement_id: int, user_id: int) -> Membership | None:
    """A person's place in an agreement, ended or not."""
    query = select(Membership).where(Membership.agreement_id == agreement_id, Membership.user_id == user_id)
    return db.session.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()


def may_found(user_id: int) -> bool:
    """Whether a person may begin an agreement: a manager somewhere, or one who never had a place and so is a first."""
    manages = and_(Membership.ended_at.is_(None), Membership.role >= Role.MANAGER.value)
    query = select(func.count(), func.count().filter(manages)).where(Membership.user_id == user_id)
    places, managed = db.session.execute(query).one()
    company = select(User.id).where(User.id == user_id, User.organisation_id.is_not(None))
    return bool(managed or not places) and db.session.execute(company).first() is not None


def side_names(agreement: Agreement) -> Mapping[Party, str]:
    """The companies on the two sides."""
    return {Party.CLIENT: agreement.client_name, Party.VENDOR: agreement.vendor_name}


def active_framework(agreement_id: int) -> Framework | None:
    """The version both sides signed that is in force today, or None."""
    query = (
        select(Framework)
        .where(Framework.agreement_id == agreement_id, Framework.state == FrameworkState.ACTIVE)
        .order_by(Framework.effective_from.desc(), Framework.number.desc())
    )
    for framework in db.session.execute(query).scalars():
        if framework.effective_from <= today_of(framework):
            return framework
    return None


def signed_before(agreement_id: int, number: int) -> list[Framework]:
    """The versions below a number that both sides signed, the one that takes effect last first."""
    states = (FrameworkState.ACTIVE, FrameworkState.SUPERSEDED)
    query = select(Framework).where(
        Framework.agreement_id == agreement_id, Framework.number < number, Framework.state.in_(states)
    )
    return list(db.session.scalars(query.order_by(Framework.effective_from.desc(), Framework.number.desc())))


def ground_of(framework: Framework) -> Framework:
    """The version whose authority list says who signs another one: the one in force before it; the first says itself."""
    signed = signed_before(framework.agreement_id, framework.number)
    in_force = (one for one in signed if one.effective_from <= today_of(one))
    return next(in_force, signed[0] if signed else framework)


def today_of(framework: Framework) -> date:
    """The day it is where the deadlines of a version are told."""
    return today_in(ZoneInfo(framework.terms.header.time_zone))


def today_in(zone: ZoneInfo) -> date:
    """The day it is in a zone."""
    return clock.now().astimezone(zone).date()


def proposed(agreement_id: int) -> Framework | None:
    """The version that waits for signatures; there is at most one."""
    query = select(Framework).where(Framework.agreement_id == agreement_id, Framework.state == FrameworkState.PROPOSED)
    return db.session.scalars(query.limit(1)).first()


def load(number: int, actor: Actor, *, lock: bool = False) -> Framework:
    """One version of the framework. Raises NotFound."""
    return access.get(Framework, number, actor, lock=lock)


def versions(actor: Actor) -> list[Framework]:
    """Every version of the agreement, newest first."""
    return list(db.session.scalars(access.listing(Framework, actor).order_by(Framework.number.desc())))


def current(agreement_id: int) -> Framework | None:
    """The version that counts: in force, else proposed, else signed for a later day, else the newest."""
    in_force = active_framework(agreement_id)
    if in_force is not None:
        return in_force
    proposed, active = Framework.state == FrameworkState.PROPOSED, Framework.state == FrameworkState.ACTIVE
    order = case((proposed, 0), (active, 1), else_=2)
    query = select(Framework).where(Framework.agreement_id == agreement_id).order_by(order, Framework.number.desc())
    return db.session.execute(query.limit(1)).scalar_one_or_none()


def digest_of(source: str) -> str:
    """SHA-256 of the text that is signed."""
    return sha256(source.encode()).hexdigest()


def last_by(matter: Matter, event: str) -> Signature | None:
    """Who made the last move of that event, as a key the side carried then, of no text yet; None where the record does not say."""
    query = (
        select(Event, User.name, Membership.title)
        .join(User, Event.actor_id == User.id)
        .join(Membership, and_(Membership.user_id == User.id, Membership.agreement_id == Event.agreement_id, Membership.party == Event.party))
        .where(Event.matter_id == matter.id, Event.name == event)
        .order_by(Event.seq.desc(), Membership.id.desc())
    )  # fmt: skip
    row = db.session.execute(query.limit(1)).first()
    if row is None:
        return None
    made, name, title = row
    return Signature(
        party=made.party, user_id=made.actor_id, name=name, title=title, clause=None, digest="", at=made.at
    )


def authority_of(terms: Terms, actor: Actor) -> Authority | None:
    """The actor's line in the authority list."""
    return next((line for line in terms.authorities(actor.party) if line.person == actor.email), None)


def export(key: str) -> str | None:
    """The text of the version that counts, byte for byte as it was imported; None without such an agreement."""
    agreement = by_key(key)
    framework = current(agreement.id) if agreement else None
    return framework.source if framework else None
