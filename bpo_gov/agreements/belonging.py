"""Where a person belongs: their place in an agreement, all their places, and what they may switch to."""

from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from bpo_gov.accounts.models import Organisation
from bpo_gov.agreements.models import Agreement, Membership
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import SIDES, Party


def membership_of(user_id: int, key: str) -> Membership | None:
    """A person's running place in an agreement with its two organisations, in one query."""
    words = {"user_id": user_id, "key": key, "now": clock.now()}
    return db.session.execute(_membership(), words).unique().scalar_one_or_none()


@cache
def _membership() -> Select[Membership]:
    """Made once: it stands before every page of an agreement."""
    client, vendor = aliased(Organisation), aliased(Organisation)
    reads_on = and_(Membership.party == Party.NEUTRAL, Membership.ended_at > bindparam("now"))
    return (
        select(Membership)
        .join(Membership.agreement)
        .join(client, Agreement.client_id == client.id)
        .join(vendor, Agreement.vendor_id == vendor.id)
        .join(Membership.user)
        .options(
            contains_eager(Membership.agreement).contains_eager(Agreement.client.of_type(client)),
            contains_eager(Membership.agreement).contains_eager(Agreement.vendor.of_type(vendor)),
            contains_eager(Membership.user),
        )
        .where(
            Membership.user_id == bindparam("user_id"), Agreement.key == bindparam("key"),
            or_(Membership.ended_at.is_(None), reads_on),
        )
    )  # fmt: skip


def seats_of(user_id: int) -> list[tuple[str, str, str]]:
    """Where a neutral sits: the label and title of each matter, and the address of its page."""
    query = (
        select(Matter, Agreement.key)
        .join(Membership, Membership.matter_id == Matter.id)
        .join(Agreement, Agreement.id == Matter.agreement_id)
        .where(Membership.user_id == user_id, or_(Membership.ended_at.is_(None), _may_read_on()))
        .order_by(Agreement.title, Matter.id)
    )
    return [(m.label, m.title, f"/a/{key}/disputes/{m.number}") for m, key in db.session.execute(query)]


def agreements_of(user_id: int) -> list[Membership]:
    """A person's running memberships with agreement and organisations, by title."""
    query = (
        select(Membership)
        .join(Membership.agreement)
        .options(
            contains_eager(Membership.agreement).joinedload(Agreement.client),
            contains_eager(Membership.agreement).joinedload(Agreement.vendor),
            joinedload(Membership.user),
        )
        .where(Membership.user_id == user_id, Membership.ended_at.is_(None), Membership.party.in_(SIDES))
        .order_by(Agreement.title, Agreement.id)
    )
    return list(db.session.execute(query).unique().scalars())


def switcher(user_id: int) -> list[tuple[str, str]]:
    """The agreements of a person for the switcher: title and address."""
    return [(row.title, f"/a/{row.key}/") for row in db.session.execute(_switcher(), {"user_id": user_id})]


@cache
def _switcher() -> Select[str, str]:
    """Made once: it stands on every page."""
    query = select(Agreement.title, Agreement.key).join(Membership, Membership.agreement_id == Agreement.id)
    mine = Membership.user_id == bindparam("user_id"), Membership.ended_at.is_(None), Membership.party.in_(SIDES)
    return query.where(*mine).order_by(Agreement.title, Agreement.id)


def _may_read_on() -> ColumnElement[bool]:
    """A neutral reads on for a while after the end."""
    return and_(Membership.party == Party.NEUTRAL, Membership.ended_at > clock.now())
