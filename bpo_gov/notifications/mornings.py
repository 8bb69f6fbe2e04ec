"""The morning of each reader: once a day, once a week, what was kept for them becomes one digest."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, cast
from zoneinfo import ZoneInfo

from sqlalchemy import Row, func, select, update
from sqlalchemy.exc import IntegrityError

from bpo_gov.accounts.models import User
from bpo_gov.agreements import policies
from bpo_gov.agreements.models import Agreement, Framework, FrameworkState, Membership
from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.openings import PartyCalendar
from bpo_gov.kernel.parties import Party
from bpo_gov.kernel.queue import job
from bpo_gov.notifications import delivery
from bpo_gov.notifications.models import Digest, MailState, Notification

log = logging.getLogger(__name__)
KEPT: Final = (MailState.DAILY, MailState.WEEKLY)
MORNING: Final = time(8)
EVENING: Final = time(17)  # a digest that is late waits for the next morning rather than for the night
SATURDAY: Final = 5


@dataclass(frozen=True)
class Period:
    """A day or a week as its reader's calendar has it; what came before `cut` belongs into its digest."""

    name: str
    day: date
    cut: datetime


@job("default")
def gather() -> None:
    """Make each digest whose time has come, once; one that breaks does not block the others."""
    with unit_of_work():
        waiting = _waiting()
    made = 0
    for row in waiting:
        period = period_of(row.mail, clock.now(), ZoneInfo(row.zone))
        if period is not None and row.oldest < period.cut:
            try:
                made += _gather(row.user_id, row.mail, period)
            except IntegrityError:  # another clock was faster
                log.info("digest %s of person %s is made already", period.name, row.user_id)
            except Exception:
                log.exception("digest %s of person %s could not be made; it is tried again", period.name, row.user_id)
    if made:
        delivery.send_due.later()


def period_of(kept: MailState, now: datetime, zone: ZoneInfo) -> Period | None:
    """The period whose digest goes out at a time; None outside of the day's working hours."""
    local = now.astimezone(zone)
    if not MORNING <= local.time() < EVENING:
        return None
    today, first = local.date(), local.date() - timedelta(days=local.weekday())
    name, begin = (today.isoformat(), today) if kept is MailState.DAILY else (f"{today:%G-W%V}", first)
    return Period(name, today, datetime.combine(begin, MORNING, zone))


def is_open(day: date, calendars: Iterable[PartyCalendar]) -> bool:
    """Whether somebody works on a day: one of their sides does. Without a calendar, Monday to Friday."""
    known = list(calendars)
    return any(one.closure(day) is None for one in known) if known else day.weekday() < SATURDAY


def _waiting() -> list[Row[tuple[int, MailState, str, datetime]]]:
    """Who has what kept since when: (user_id, mail, zone, oldest). The zone is their own, else an agreement's."""
    zone = func.coalesce(User.zone, func.min(Agreement.zone)).label("zone")
    query = (
        select(Notification.user_id, Notification.mail, zone, func.min(Notification.created_at).label("oldest"))
        .join(User, User.id == Notification.user_id)
        .join(Agreement, Agreement.id == Notification.agreement_id)
        .where(Notification.mail.in_(KEPT), Notification.digest_id.is_(None), User.disabled_at.is_(None))
        .group_by(Notification.user_id, Notification.mail, User.zone)
        .order_by(Notification.user_id)
    )
    return list(db.session.execute(query))


def _gather(user_id: int, kept: MailState, period: Period) -> bool:
    """One digest and what belongs into it, in one transaction; what was read meanwhile needs no letter."""
    with unit_of_work():
        if _is_made(user_id, period) or not is_open(period.day, _calendars(user_id)):
            return False
        mine = (
            Notification.user_id == user_id, Notification.mail == kept, Notification.digest_id.is_(None),
            Notification.created_at < period.cut,
        )  # fmt: skip
        read = update(Notification).where(*mine, Notification.read_at.is_not(None)).values(mail=MailState.NONE)
        db.session.execute(read.execution_options(synchronize_session=False))
        if db.session.execute(select(Notification.id).where(*mine).limit(1)).first() is None:
            return False
        now = clock.now()
        digest = Digest(user_id=user_id, period=period.name, created_at=now, mail=MailState.DUE, mail_next_at=now)
        db.session.add(digest)
        db.session.flush()
        taken = update(Notification).where(*mine).values(digest_id=digest.id)
        db.session.execute(taken.execution_options(synchronize_session=False))
        return True


def _is_made(user_id: int, period: Period) -> bool:
    """What came too late for its digest waits for the next one."""
    query = select(Digest.id).where(Digest.user_id == user_id, Digest.period == period.name)
    return db.session.execute(query).first() is not None


def _calendars(user_id: int) -> list[PartyCalendar]:
    """The calendar of the reader's side in each of their agreements, by the version signed last."""
    query = (
        select(Membership.party, Framework)
        .join(Framework, Framework.agreement_id == Membership.agreement_id)
        .where(Membership.user_id == user_id, Membership.ended_at.is_(None), Framework.state == FrameworkState.ACTIVE)
        .order_by(Framework.effective_from, Framework.number)
    )
    newest = {framework.agreement_id: (party, framework) for party, framework in db.session.execute(query)}
    countings = ((party, policies.counting(framework.terms)) for party, framework in newest.values())
    sides = {Party.CLIENT: "client", Party.VENDOR: "vendor"}
    return [cast(PartyCalendar, getattr(counting, sides[party])) for party, counting in countings if party in sides]
