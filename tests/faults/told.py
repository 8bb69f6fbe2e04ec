"""Who had to be told of what, worked out a second time from the memberships alone, and compared with what there is."""

import json
from collections import Counter, defaultdict
from datetime import UTC, datetime
from email import message_from_bytes
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

SIDES = {"client", "vendor"}
PRIVILEGED = ("room", "chamber")  # without prejudice: for those who may bind a side, and the mediator of the matter
MANAGER = 3  # who may bind a side
SEATS = """
    select m.agreement_id, m.user_id, m.party, m.role, m.matter_id, m.since from memberships m join users u on u.id = m.user_id
    where m.ended_at is null and u.disabled_at is null
"""
EVENTS = """
    select e.id, e.agreement_id, e.actor_id, e.party, e.told, e.at, e.matter_id, c.particulars, m.state, m.raised_by, m.ball,
        m.kind
    from events e join matters m on m.id = e.matter_id left join event_contents c on c.event_id = e.id order by e.id
"""
TIMES = """
    select e.at, n.created_at, n.mail_sent_at from notifications n join events e on e.id = n.event_id
    where n.event_id > :before
"""
STATES = """
    select mail, count(*) as times, sum(case when mail_attempts > 1 then 1 else 0 end) as again
    from notifications where event_id > :before group by mail
"""
QUANTILES = {"half": 0.5, "p95": 0.95, "p99": 0.99, "last": 1.0}
LATEST = 60.0
Result = tuple[bool, dict[str, Any]]


def once_each(line: Connection) -> Result:
    """For every event of the record each due reader has one notice, nobody else has, and none is out of order."""
    seats = defaultdict[int, list[Any]](list)
    for seat in line.execute(text(SEATS)):
        seats[seat.agreement_id].append(seat)
    events = line.execute(text(EVENTS)).all()
    due = {
        (event.id, seat.user_id)
        for event in events
        for seat in seats[event.agreement_id]
        if _is_due(seat, event) and seat.user_id != event.actor_id
    }
    rows = line.execute(text("select event_id, user_id from notifications order by id")).all()
    have = Counter[tuple[int, int]]()
    order = defaultdict[tuple[int, int], list[int]](list)
    matters, actors = {event.id: event.matter_id for event in events}, {(event.id, event.actor_id) for event in events}
    for row in rows:
        have[row.event_id, row.user_id] += 1
        order[matters[row.event_id], row.user_id].append(row.event_id)
    missing, extra = due - have.keys(), have.keys() - due
    double = sum(times - 1 for times in have.values())
    to_actor = sum(pair in actors for pair in have)
    swapped = sum(one > other for ids in order.values() for one, other in pairwise(ids))
    waiting = line.execute(text("select count(*) from outbox")).scalar_one()
    return not (missing or extra or double or to_actor or swapped or waiting), {
        "events": len(events), "due": len(due), "present": len(rows), "missing": len(missing), "not_due": len(extra),
        "double": double, "to_actor": to_actor, "out_of_order": swapped, "outbox": waiting,
        "examples": sorted([*missing, *extra])[:5],
    }  # fmt: skip


def soon(line: Connection, before: int) -> Result:
    """How long after its event a notice was there, and its letter gone, in seconds; nobody waited longer than LATEST."""
    rows = line.execute(text(TIMES), {"before": before}).all()
    told = sorted(seconds(row.created_at) - seconds(row.at) for row in rows)
    sent = sorted(seconds(row.mail_sent_at) - seconds(row.at) for row in rows if row.mail_sent_at)
    return bool(told) and told[-1] <= LATEST, {"notices": _spread(told), "letters": _spread(sent)}


def _spread(sorted_: list[float]) -> dict[str, float]:
    if not sorted_:
        return {}
    return {name: round(sorted_[int(share * (len(sorted_) - 1))], 2) for name, share in QUANTILES.items()}


def seconds(at: Any) -> float:
    """An instant of the record as seconds of the wall clock: SQLite gives text in UTC."""
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return float((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def all_sent(line: Connection, before: int) -> Result:
    """Every new notice has been mailed; how many needed more than one try is a figure, not a fault."""
    counted = line.execute(text(STATES), {"before": before}).all()
    states: dict[str, int] = {row.mail: row.times for row in counted}
    return set(states) == {"sent"}, {**states, "tried_again": sum(row.again for row in counted)}


def letters_filed(line: Connection, var_dir: Path) -> Result:
    """In the folders of letters each notice lies once, whole, and under one Message-ID."""
    ids = Counter[tuple[str, str]]()
    torn = 0
    for path in (var_dir / "mail").glob("*/*.eml"):
        letter = message_from_bytes(path.read_bytes())
        ids[path.parent.name, str(letter["Message-ID"])] += 1
        torn += not str(letter.get_payload()).strip()
    notices = line.execute(text("select count(*) from notifications where mail = 'sent'")).scalar_one()
    twice, drafts = sum(times - 1 for times in ids.values()), len(list((var_dir / "mail").glob("*/.*")))
    ok = len(ids) == notices and not twice and not torn
    return ok, {"sent": notices, "letters": len(ids), "twice": twice, "torn": torn, "drafts_left": drafts}


def _is_due(seat: Any, event: Any) -> bool:
    if seat.party not in SIDES:
        sat = seat.matter_id == event.matter_id and seconds(seat.since) <= seconds(event.at)
        return sat and event.told in ("both", *PRIVILEGED)
    return seat.party in _sides(event) and (event.told not in PRIVILEGED or seat.role >= MANAGER)


def _sides(event: Any) -> set[str]:
    """The sides an event is told to; a draft is known to its own side alone."""
    own = {event.party} & SIDES
    content = json.loads(event.particulars) if isinstance(event.particulars, str) else event.particulars or {}
    ball = content.get("ball", event.ball)
    told = {
        "own": own, "chamber": own, "other": SIDES - own, "both": SIDES, "room": SIDES, "nobody": set[str](),
        "ball": SIDES if ball == "both" else {ball} & SIDES,
    }[event.told]  # fmt: skip
    return told & {event.raised_by} if event.kind == "change_request" and event.state == "draft" else told
