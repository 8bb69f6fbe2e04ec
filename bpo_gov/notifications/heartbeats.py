"""Whether the machinery lives: each part leaves its time, and who is silent can be asked."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db, is_postgresql, unit_of_work
from bpo_gov.notifications.models import Heartbeat

PARTS: Final = ("clock", "default", "mail")  # the clock itself, and the workers by their queue
OFTEN: Final = timedelta(seconds=15)  # a younger beat is not written again
SILENCE: Final = timedelta(minutes=5)


@dataclass(frozen=True)
class Silence:
    """Which parts are silent, and since when; None when one of them was never heard."""

    parts: list[str]
    since: datetime | None


def beat(part: str) -> None:
    """Note that a part is alive now."""
    now = clock.now()
    with unit_of_work():
        insert = postgresql.insert if is_postgresql() else sqlite.insert
        row: Any = insert(Heartbeat).values(part=part, at=now)
        old = Heartbeat.at < now - OFTEN
        db.session.execute(row.on_conflict_do_update(index_elements=["part"], set_={"at": now}, where=old))


def silent_parts(now: datetime) -> list[str]:
    """The parts that have not been heard of for more than five minutes, or never."""
    heard = set(db.session.execute(select(Heartbeat.part).where(Heartbeat.at >= now - SILENCE)).scalars())
    return [part for part in PARTS if part not in heard]


def silence() -> Silence | None:
    """That parts have been silent for too long, and since when; None while all live. One query of a few rows."""
    heard = {row.part: row.at for row in db.session.execute(select(Heartbeat.part, Heartbeat.at))}
    late = clock.now() - SILENCE
    silent = [part for part in PARTS if part not in heard or heard[part] < late]
    if not silent:
        return None
    since = [heard[part] for part in silent if part in heard]
    return Silence(silent, min(since) if len(since) == len(silent) else None)


def ages() -> dict[str, timedelta | None]:
    """How long ago each part was last heard of; None for never."""
    heard = {beat.part: beat.at for beat in db.session.execute(select(Heartbeat)).scalars()}
    return {part: clock.now() - heard[part] if part in heard else None for part in PARTS}
