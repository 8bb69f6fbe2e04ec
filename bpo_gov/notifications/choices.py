"""What each person wants by mail, by kind of matter: for what waits for their side, and for the news."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from sqlalchemy import Table, select
from sqlalchemy.dialects import postgresql, sqlite

from bpo_gov.kernel.db import db, is_postgresql
from bpo_gov.kernel.ledger import Event
from bpo_gov.kernel.parties import Party
from bpo_gov.kernel.workflow import WORKFLOWS
from bpo_gov.notifications.audience import NEWS
from bpo_gov.notifications.models import MailState, NewsMail, NoticeChoice, TurnMail


@dataclass(frozen=True)
class Choice:
    """How the letters of one kind come, and whether its news count as unread."""

    turn: TurnMail = TurnMail.AT_ONCE
    news: NewsMail = NewsMail.DAILY
    counts: bool = True


DEFAULT: Final = Choice()  # what binds comes at once; what only tells comes once a day
STATES: Final = {
    "at_once": MailState.DUE,
    "daily": MailState.DAILY,
    "weekly": MailState.WEEKLY,
    "never": MailState.NONE,
}


def of(user_id: int) -> Mapping[str, Choice]:
    """A person's choice for every kind of matter."""
    rows = db.session.execute(select(NoticeChoice).where(NoticeChoice.user_id == user_id)).scalars()
    kept = {row.kind: Choice(row.turn, row.news, row.counts) for row in rows}
    return {kind: kept.get(kind, DEFAULT) for kind in WORKFLOWS}


def is_news(reason: str, event: Event) -> bool:
    """Whether a notice only tells: it is not the reader's turn, and not the clock that speaks."""
    return reason in NEWS and event.party is not Party.SYSTEM


def state_for(user_id: int, kind: str, *, news: bool) -> MailState:
    """What becomes of a letter: due now, kept for a digest, or none."""
    row = db.session.get(NoticeChoice, (user_id, kind), populate_existing=True)
    choice = row or DEFAULT
    return STATES[choice.news if news else choice.turn]


def keep(user_id: int, chosen: Mapping[str, Choice]) -> None:
    """Keep what a person chose for some kinds."""
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    rows = [
        {"user_id": user_id, "kind": kind, "turn": choice.turn, "news": choice.news, "counts": choice.counts}
        for kind, choice in chosen.items()
    ]
    new: Any = insert(cast(Table, NoticeChoice.__table__)).values(rows)
    changed = {name: new.excluded[name] for name in ("turn", "news", "counts")}
    db.session.execute(new.on_conflict_do_update(index_elements=["user_id", "kind"], set_=changed))
