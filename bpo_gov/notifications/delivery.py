"""Letters: each due notice is worded for its reader, sent, and remembered; what fails is tried again, ever later."""

import logging
import time
from datetime import timedelta
from email.message import EmailMessage
from typing import Any, Final

from sqlalchemy import Select, select

from bpo_gov.kernel import clock, post
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.queue import job
from bpo_gov.notifications import choices, digests, letters, queries
from bpo_gov.notifications.heartbeats import beat
from bpo_gov.notifications.letters import PARTS
from bpo_gov.notifications.models import Digest, MailState, Notification
from bpo_gov.notifications.wording import FOLDERS, SEGMENTS

__all__ = ["FOLDERS", "PARTS", "SEGMENTS", "send_due"]

log = logging.getLogger(__name__)
BUDGET: Final = 20.0  # seconds of one round; what is left comes after the other letters of the queue
LEASE: Final = timedelta(seconds=60)  # how long a letter in hand is left alone, should its worker die
SHORTEST: Final = timedelta(seconds=10)
LONGEST: Final = timedelta(hours=1)
PATIENCE: Final = timedelta(hours=72)
LEAST_TRIES: Final = 10  # after a long standstill a letter is not given up at its first failure
Sendable = type[Notification] | type[Digest]


@job("mail")
def send_due() -> None:
    """Send what is due, one letter at a time; two workers never hold the same one."""
    beat("mail")
    until = time.monotonic() + BUDGET
    while time.monotonic() < until:
        if (row_id := _take(Notification)) is not None:
            _deliver(row_id)
        elif (row_id := _take(Digest)) is not None:
            _deliver(row_id, Digest)
        else:
            return
    send_due.later()


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many failures: 10 s, doubling to an hour."""
    return min(SHORTEST * int(2 ** min(attempts - 1, 16)), LONGEST)


def _take(model: Sendable) -> int | None:
    """Take the letter that is due longest. No transaction stays open while it is sent."""
    with unit_of_work():
        query: Select[Any] = (
            select(model)
            .where(model.mail == MailState.DUE, model.mail_next_at <= clock.now())
            .order_by(model.mail_next_at, model.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        row: Notification | Digest | None = db.session.execute(query).scalar_one_or_none()
        if row is None:
            return None
        row.mail_attempts += 1
        row.mail_next_at = clock.now() + LEASE
        return row.id


def _deliver(row_id: int, model: Sendable = Notification) -> None:
    try:
        with unit_of_work():
            found = _notice(row_id) if model is Notification else digests.message(row_id)
        if isinstance(found, EmailMessage):
            post.send(found)
    except Exception as error:  # whatever is wrong with one letter must not hold up the others
        _failed(row_id, error, model)
    else:
        _over(row_id, MailState.SENT if isinstance(found, EmailMessage) else found, model)


def _notice(notification_id: int) -> EmailMessage | MailState:
    """The letter, worded with the reader's rights of this moment; else what the reader's choice makes of it."""
    entry = queries.entry(notification_id)
    if entry is None:
        return MailState.NONE
    event = entry.notice.event
    news = choices.is_news(entry.reason, event)
    state = choices.state_for(entry.reader.id, entry.notice.matter.kind, news=news)
    if state in (MailState.DAILY, MailState.WEEKLY) and event.name in PARTS:
        state = MailState.DUE  # what a calendar must know cannot wait for a digest, which carries no files
    return letters.of_notice(entry) if state is MailState.DUE else state


def _over(row_id: int, state: MailState, model: Sendable) -> None:
    with unit_of_work():
        row = _row(row_id, model)
        row.mail, row.mail_next_at, row.mail_error = state, None, ""
        row.mail_sent_at = clock.now() if state is MailState.SENT else None
        if isinstance(row, Digest):
            digests.settle(row)


def _failed(row_id: int, error: Exception, model: Sendable) -> None:
    with unit_of_work():
        row, now = _row(row_id, model), clock.now()
        row.mail_error = _named(error)
        given_up = now - row.created_at >= PATIENCE and row.mail_attempts >= LEAST_TRIES
        row.mail = MailState.DEAD if given_up else MailState.DUE
        row.mail_next_at = None if given_up else now + pause_after(row.mail_attempts)
        if given_up and isinstance(row, Digest):
            digests.settle(row)
        log.warning(
            "letter of %s %s, try %s: %s (%s)", model.__tablename__, row_id, row.mail_attempts, row.mail_error, row.mail
        )


def _named(error: Exception) -> str:
    """What the mail server said; of any other fault only its kind, as its words may hold what the letter says."""
    words = f": {error}" if isinstance(error, OSError) else ""
    return " ".join(f"{type(error).__name__}{words}".replace("\0", "").split())[:200]


def _row(row_id: int, model: Sendable) -> Notification | Digest:
    query: Select[Any] = select(model).where(model.id == row_id).with_for_update()
    row: Notification | Digest = db.session.execute(query).scalar_one()
    return row
