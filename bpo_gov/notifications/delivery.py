"""Letters: each due notice is worded for its reader, sent, and remembered; what fails is tried again, ever later."""

import logging
import time
from datetime import timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Final
from urllib.parse import urlsplit

from flask_babel import force_locale
from sqlalchemy import select

from bpo_gov.kernel import clock, post
from bpo_gov.kernel.db import db, unit_of_work
from bpo_gov.kernel.queue import job
from bpo_gov.notifications import queries, wording
from bpo_gov.notifications.audience import because
from bpo_gov.notifications.heartbeats import beat
from bpo_gov.notifications.models import MailState, Notification
from bpo_gov.notifications.wording import FOLDERS, SEGMENTS

__all__ = ["FOLDERS", "SEGMENTS", "configure", "send_due"]

log = logging.getLogger(__name__)
BUDGET: Final = 20.0  # seconds of one round; what is left comes after the other letters of the queue
LEASE: Final = timedelta(seconds=60)  # how long a letter in hand is left alone, should its worker die
SHORTEST: Final = timedelta(seconds=10)
LONGEST: Final = timedelta(hours=1)
PATIENCE: Final = timedelta(hours=72)
LEAST_TRIES: Final = 10  # after a long standstill a letter is not given up at its first failure
_public_url: list[str] = []


def configure(public_url: str) -> None:
    """Wiring says where the pages are that letters link to."""
    _public_url[:] = [public_url]


@job("mail")
def send_due() -> None:
    """Send what is due, one letter at a time; two workers never hold the same one."""
    beat("mail")
    until = time.monotonic() + BUDGET
    while time.monotonic() < until:
        notification_id = _take()
        if notification_id is None:
            return
        _deliver(notification_id)
    send_due.later()


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many failures: 10 s, doubling to an hour."""
    return min(SHORTEST * int(2 ** min(attempts - 1, 16)), LONGEST)


def _take() -> int | None:
    """Take the letter that is due longest. No transaction stays open while it is sent."""
    with unit_of_work():
        query = (
            select(Notification)
            .where(Notification.mail == MailState.DUE, Notification.mail_next_at <= clock.now())
            .order_by(Notification.mail_next_at, Notification.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        row = db.session.execute(query).scalar_one_or_none()
        if row is None:
            return None
        row.mail_attempts += 1
        row.mail_next_at = clock.now() + LEASE
        return row.id


def _deliver(notification_id: int) -> None:
    try:
        with unit_of_work():
            message = _message(notification_id)
        if message is not None:
            post.send(message)
    except Exception as error:  # whatever is wrong with one letter must not hold up the others
        _failed(notification_id, error)
    else:
        _over(notification_id, MailState.SENT if message is not None else MailState.NONE)


def _message(notification_id: int) -> EmailMessage | None:
    """The letter, worded with the reader's rights of this moment; None for one who may no longer read it."""
    entry = queries.entry(notification_id)
    if entry is None:
        return None
    event, reader = entry.notice.event, entry.reader
    with force_locale(str(reader.locale or entry.notice.agreement.language)):
        link, reason = _public_url[0] + wording.address(entry.notice), because(entry.reason, entry.party, entry.title)
        subject, text = wording.letter(entry.notice, link=link, because=reason)
    host = urlsplit(_public_url[0]).hostname or "localhost"
    message = EmailMessage()
    message["Subject"] = subject
    message["To"] = Address(" ".join(reader.name.split()), addr_spec=reader.email)
    # a letter that is sent twice carries the same id, so it can be seen as one
    message["Message-ID"] = f"<notice-{notification_id}-{event.hash[:24]}@{host}>"
    message["References"] = f"<matter-{event.matter_id}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message


def _over(notification_id: int, state: MailState) -> None:
    with unit_of_work():
        row = _row(notification_id)
        row.mail, row.mail_next_at, row.mail_error = state, None, ""
        row.mail_sent_at = clock.now() if state is MailState.SENT else None


def _failed(notification_id: int, error: Exception) -> None:
    with unit_of_work():
        row, now = _row(notification_id), clock.now()
        row.mail_error = " ".join(f"{type(error).__name__}: {error}".replace("\0", "").split())[:200]
        given_up = now - row.created_at >= PATIENCE and row.mail_attempts >= LEAST_TRIES
        row.mail = MailState.DEAD if given_up else MailState.DUE
        row.mail_next_at = None if given_up else now + pause_after(row.mail_attempts)
        log.warning("letter %s, try %s: %s (%s)", notification_id, row.mail_attempts, row.mail_error, row.mail)


def _row(notification_id: int) -> Notification:
    query = select(Notification).where(Notification.id == notification_id).with_for_update()
    return db.session.execute(query).scalar_one()
