"""What a reader does with notices: read one, read all."""

from sqlalchemy import ColumnElement, CursorResult, update

from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import NotFound
from bpo_gov.kernel.words import say
from bpo_gov.notifications import queries
from bpo_gov.notifications.models import Notification
from bpo_gov.notifications.queries import Entry


def open_(notification_id: int, reader_id: int) -> Entry:
    """Mark one of the reader's notices as read. NotFound when it is not theirs or no longer theirs to see."""
    entry = queries.entry(notification_id)
    if entry is None or entry.reader.id != reader_id:
        raise NotFound(say("There is nothing here, or you may not see it."))
    _read(reader_id, Notification.id == notification_id)
    return entry


def read_all(reader_id: int, *, up_to: int) -> int:
    """Mark the reader's notices with ids up to `up_to` as read; how many were not."""
    return _read(reader_id, Notification.id <= up_to)


def _read(reader_id: int, which: ColumnElement[bool]) -> int:
    """The first reading counts: a notice that is read keeps its time."""
    unread = update(Notification).where(Notification.user_id == reader_id, Notification.read_at.is_(None), which)
    done = db.session.execute(unread.values(read_at=clock.now()).execution_options(synchronize_session=False))
    return done.rowcount if isinstance(done, CursorResult) else 0
