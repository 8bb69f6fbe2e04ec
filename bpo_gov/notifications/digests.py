"""One digest: what stands in it at the moment it is sent, and what becomes of its notices."""

from collections.abc import Collection
from email.message import EmailMessage

from sqlalchemy import ColumnElement, func, select, update

from bpo_gov.kernel.db import db
from bpo_gov.kernel.ledger import Event
from bpo_gov.notifications import letters, queries
from bpo_gov.notifications.models import Digest, MailState, Notification
from bpo_gov.notifications.notice import Head


def message(digest_id: int) -> EmailMessage | MailState:
    """The letter, with the reader's rights of this moment; none when nothing unread is left."""
    digest = db.session.get_one(Digest, digest_id)
    entries = queries.gathered(digest_id)
    told = Notification.id.in_([entry.id for entry in entries])
    _set(Notification.digest_id == digest_id, ~told, mail=MailState.NONE, digest_id=None)
    if not entries:
        return MailState.NONE
    heads = _heads({entry.notice.agreement.id for entry in entries})
    return letters.of_digest(digest, entries, heads)


def settle(digest: Digest) -> None:
    """Its notices went the way of their digest: sent, or dead, each to be sent again by itself."""
    gone = {"mail": digest.mail, "mail_sent_at": digest.mail_sent_at, "mail_error": digest.mail_error}
    _set(Notification.digest_id == digest.id, **gone)


def _set(*which: ColumnElement[bool], **values: object) -> None:
    changed = update(Notification).where(*which).values(**values)
    db.session.execute(changed.execution_options(synchronize_session=False))


def _heads(agreement_ids: Collection[int]) -> dict[int, Head]:
    """The newest entry of each record."""
    newest = select(func.max(Event.id)).where(Event.agreement_id.in_(agreement_ids)).group_by(Event.agreement_id)
    found = db.session.execute(select(Event.agreement_id, Event.seq, Event.hash).where(Event.id.in_(newest)))
    return {row.agreement_id: Head(row.seq, row.hash) for row in found}
