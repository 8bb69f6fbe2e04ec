"""The reads of the executive page: the same few statements for two relationships and for five hundred."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, case, func, select
from sqlalchemy.orm import aliased

from bpo_gov.accounts.models import Organisation
from bpo_gov.agreements.models import Agreement, Framework, Membership
from bpo_gov.dashboards.executive import sets
from bpo_gov.dashboards.executive.reach import Reach
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor, Party, Role
from bpo_gov.kernel.timers import Timer
from bpo_gov.kpis.rules.health import Word
from bpo_gov.relationships.models import Relationship
from bpo_gov.successions.models import Succession

WORST: Final = 8  # relationships of the page
WAITING: Final = 4
PAGE: Final = 50
OF_ALL: Final = (
    "agreement_id", "until", "is_stale", "in_force", "currency", "annual_charges", "starts_on", "ends_on", "envelope_percent", "envelope_limit",
    "watch_tone", "watch_name", "watch_kpi", "watch_used", "watch_needed", "watch_distance", "ring_fenced",
)  # fmt: skip
ADDED_UP: Final = (
    "promises_late", "reviews", "meetings_due", "meetings_held", "meetings_quorate", "minutes_answered", "minutes_in_time", "client_actions",
    "client_in_time", "vendor_actions", "vendor_in_time",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A matter with the agreement it belongs to, as whom the person reads it, and the version that counts there."""

    matter: Matter
    key: str
    title: str
    zone: str
    actor: Actor
    framework_id: int | None


@dataclass(frozen=True)
class Kept:
    """A relationship as it is kept, with its agreement, the side the person sits on, and who sits on the other."""

    row: Relationship
    key: str
    title: str
    party: Party
    client: str
    vendor: str

    @property
    def other(self) -> tuple[str, str]:
        """The other side: its party and its name."""
        return (Party.VENDOR.value, self.vendor) if self.party is Party.CLIENT else (Party.CLIENT.value, self.client)


def every(reach: Reach) -> Sequence[Row[Any]]:
    """A few columns of each relationship, worst first, also of what is not counted yet: one statement, for what the database does not add up."""
    columns = [getattr(Relationship, name) for name in OF_ALL]
    query = (
        select(Agreement.title, Agreement.key, *columns)
        .select_from(Agreement)
        .outerjoin(Relationship, Relationship.agreement_id == Agreement.id)
        .where(Agreement.id.in_(reach.ids()))
    )
    return db.session.execute(query.order_by(Relationship.rank, Agreement.id)).all()


def totals(reach: Reach) -> tuple[dict[Word, int], dict[str, int]]:
    """How many relationships have each word, and the sums of what is kept as numbers; one statement."""
    sums = [func.sum(getattr(Relationship, name)) for name in ADDED_UP]
    query = select(Relationship.word, func.count(), *sums).where(Relationship.agreement_id.in_(reach.ids()))
    rows = db.session.execute(query.group_by(Relationship.word)).all()
    added = {name: sum(int(row[at]) for row in rows) for at, name in enumerate(ADDED_UP, start=2)}
    return {row[0]: row[1] for row in rows}, added


def relationships(reach: Reach, size: int, *, word: str = "", after: tuple[int, int] | None = None) -> list[Kept]:
    """Relationships worst first, those that come after a place; one more than `size` where there are more."""
    client, vendor = aliased(Organisation), aliased(Organisation)
    query = (
        select(Relationship, Agreement.key, Agreement.title, Membership.party, client.name, vendor.name)
        .join(Agreement, Agreement.id == Relationship.agreement_id)
        .join(Membership, Membership.agreement_id == Agreement.id)
        .join(client, client.id == Agreement.client_id)
        .join(vendor, vendor.id == Agreement.vendor_id)
        .where(*reach.mine())
    )
    if word:
        query = query.where(Relationship.word == word)
    if after:
        rank, agreement_id = after
        later = (Relationship.rank == rank) & (Relationship.agreement_id > agreement_id)
        query = query.where((Relationship.rank > rank) | later)
    query = query.order_by(Relationship.rank, Relationship.agreement_id).execution_options(populate_existing=True)
    return [Kept(*row) for row in db.session.execute(query.limit(size + 1))]


def open_in(reach: Reach, agreement_ids: Sequence[int]) -> Mapping[int, tuple[int, int]]:
    """By agreement, how many matters are open, and how many of them late; one statement."""
    late = func.count().filter(Matter.due_at < clock.now())
    query = select(Matter.agreement_id, func.count(), late).where(Matter.agreement_id.in_(agreement_ids), reach.open())
    return {row[0]: (row[1], row[2]) for row in db.session.execute(query.group_by(Matter.agreement_id))}


def waiting(reach: Reach) -> tuple[list[Line], int]:
    """What waits for the person, first due first, and how much it is altogether; two statements."""
    order = (Matter.due_key, Matter.moved_at, Matter.id)
    first = select(Matter.id, func.count().over()).where(reach.open(), reach.waits()).order_by(*order).limit(WAITING)
    found = db.session.execute(first).all()
    query = lines(reach).where(Matter.id.in_([row[0] for row in found])).order_by(*order)
    return (read(query, reach), found[0][1]) if found else ([], 0)


def turns(reach: Reach) -> tuple[int, int]:
    """How many matters wait for the person's sides, and how many for the other ones; one statement."""
    mine, others = func.count().filter(reach.turn()), func.count().filter(reach.turn(other=True))
    row = db.session.execute(select(mine, others).select_from(Matter).where(reach.open())).one()
    return row[0], row[1]


def clocks(reach: Reach) -> Mapping[tuple[str, str], int]:
    """How many clocks run out, by bucket and by whose turn it is; each agreement counts by its own calendars; one statement."""
    name = sets.bucket().label("bucket")
    query = (
        select(name, Matter.ball, func.count())
        .join(Relationship, Relationship.agreement_id == Matter.agreement_id)
        .where(reach.open(), Matter.due_at.is_not(None))
    )
    return {(row[0], row[1] or ""): row[2] for row in db.session.execute(query.group_by(name, Matter.ball))}


def provisional(agreement_ids: Collection[int]) -> int:
    """How many matters have a deadline that holidays may still move; it begins at these deadlines, which are few."""
    query = select(Matter.agreement_id, func.count(Matter.id.distinct())).select_from(Timer)
    query = query.join(Matter, Matter.id == Timer.matter_id).where(sets.may_move()).group_by(Matter.agreement_id)
    return sum(row[1] for row in db.session.execute(query) if row[0] in agreement_ids)


def late_reports(reach: Reach) -> Mapping[str, int]:
    """How many reports are late, by the side that owes them; one statement."""
    query = select(Matter.ball, func.count()).where(reach.sees(), sets.late_reports()).group_by(Matter.ball)
    return {str(row[0]): row[1] for row in db.session.execute(query)}


def posts(reach: Reach) -> tuple[int, int]:
    """How many key posts are empty or without an agreed successor, and how many of them are empty; one statement."""
    query = (
        select(func.count(), func.coalesce(func.sum(case((sets.is_empty(), 1), else_=0)), 0))
        .select_from(Matter)
        .join(Succession.__table__, Succession.__table__.c.id == Matter.id)
        .where(reach.sees(), sets.SETS["posts"].condition())
    )
    all_, empty = db.session.execute(query).one()
    return int(all_), int(empty)


def how_many(reach: Reach, name: str) -> int:
    """How many matters are in a named set."""
    query = select(func.count()).select_from(Matter).where(reach.sees(), sets.SETS[name].condition())
    return int(db.session.execute(query).scalar_one())


def in_set(reach: Reach, name: str, before: int | None) -> list[Line]:
    """The matters of a named set, newest first, from a place on; one more than a page where there are more."""
    query = lines(reach).where(reach.sees(), sets.SETS[name].condition())
    query = query.where(Matter.id < before) if before else query
    return read(query.order_by(Matter.id.desc()).limit(PAGE + 1), reach)


def frameworks(ids: Sequence[int | None]) -> Mapping[int, Framework]:
    """Versions of the framework by their keys, in one statement."""
    wanted = {one for one in ids if one is not None}
    if not wanted:
        return {}
    return {one.id: one for one in db.session.scalars(select(Framework).where(Framework.id.in_(wanted)))}


def lines(reach: Reach) -> Any:
    """Matters of any kind, with the agreement and as whom the person reads them: a query that is narrowed further."""
    return (
        select(
            Matter, Agreement.key, Agreement.title, Agreement.zone, Membership.party, Membership.role, Relationship.framework_id,
        )
        .join(Agreement, Agreement.id == Matter.agreement_id)
        .join(Membership, Membership.agreement_id == Matter.agreement_id)
        .outerjoin(Relationship, Relationship.agreement_id == Matter.agreement_id)
        .where(*reach.mine())
    )  # fmt: skip


def read(query: Any, reach: Reach | None = None) -> list[Line]:
    """The lines of a query."""
    return [line(row, reach) for row in db.session.execute(query)]


def line(row: Row[Any], reach: Reach | None) -> Line:
    """A row that begins with what `lines` asks for."""
    matter, key, title, zone, party, role, framework_id = tuple(row)[:7]
    actor = Actor(reach.user_id if reach else None, matter.agreement_id, Party(party), Role(role))
    return Line(matter, key, title, zone, actor, framework_id)
