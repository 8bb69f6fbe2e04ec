"""What must hold afterwards, asked of the database in plain SQL: nothing here trusts the product's own reading."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from tests.faults import told
from tests.faults.writers import Kind, Write

TWINS = "select title from matters where title like 'Fault %' group by title having count(*) > 1"
KEPT = "select coalesce(sum(reserved_count), 0) from consumptions where measure = 'count' and span = 'day'"
RESERVING = "select count(*) from change_requests where reserved_on is not null and held_on is null"
OPENED, SUBMITTED = "change_request.opened", "change_request.submitted"
LEAVES = {
    Kind.DRAFT: (OPENED,), Kind.AT_ONCE: (OPENED, SUBMITTED), Kind.SUBMIT: (SUBMITTED,),
    Kind.NOTE: ("change_request.noted",), Kind.NOTE_OWN: ("change_request.noted_own",),
}  # fmt: skip


class Finding(NamedTuple):
    """One check: whether it holds, and its figures."""

    check: str
    ok: bool
    figures: dict[str, Any]


def look(line: Connection, var_dir: Path, writes: list[Write], before: int) -> Iterator[Finding]:
    """Every check of what was kept; `before` is the last event from before the first write."""
    yield writes_are_kept(line, writes, before)
    yield Finding("notices", *told.once_each(line))
    yield Finding("soon", *told.soon(line, before))
    yield Finding("mail", *told.all_sent(line, before))
    yield Finding("letters", *told.letters_filed(line, var_dir))
    yield sums_agree(line)


def writes_are_kept(line: Connection, writes: list[Write], before: int) -> Finding:
    """An acknowledged write is there once, one that was never acknowledged at most once, and nothing else is."""
    there, first = Counter[tuple[str, str]](), dict[tuple[str, str], float]()
    query = """
        select e.name, e.at, m.title, c.particulars from events e
        join matters m on m.id = e.matter_id left join event_contents c on c.event_id = e.id
        where e.id > :before and e.actor_id is not null order by e.id
    """
    for row in line.execute(text(query), {"before": before}):
        key = (row.name, str(plain(row.particulars).get("text") or row.title))
        there[key] += 1
        first.setdefault(key, told.seconds(row.at))
    sent = {(name, write.words): write for write in writes for name in LEAVES[write.kind]}
    missing = [key for key, write in sent.items() if write.acknowledged and not there[key]]
    twice = [key for key, times in there.items() if times > 1]
    strange = [key for key in there if key not in sent]
    twins = line.execute(text(TWINS)).all()
    kinds = Counter(write.kind.value for write in writes if write.acknowledged)
    unanswered = {key for key, write in sent.items() if write.tries > 1 and there[key] and first[key] < write.sent}
    return Finding("writes", not (missing or twice or strange or twins), {
        "acknowledged": kinds.total(), **kinds, "missing": len(missing), "twice": len(twice) + len(twins),
        "strange": len(strange), "examples": [*missing, *twice, *strange][:5],
        "sent_again": sum(write.tries > 1 for write in writes), "kept_though_unanswered": len(unanswered),
        "never_acknowledged": sum(not write.acknowledged for write in writes),
        "refused": [write.refused for write in writes if write.refused][:5],
    })  # fmt: skip


def sums_agree(line: Connection) -> Finding:
    """What the envelope keeps as reserved is what the requests say they reserve."""
    kept, real = (int(line.execute(text(query)).scalar_one()) for query in (KEPT, RESERVING))
    return Finding("sums", kept == real, {"kept": kept, "real": real})


def plain(kept: Any) -> dict[str, Any]:
    """Particulars as a mapping: SQLite gives text."""
    found = json.loads(kept) if isinstance(kept, str) else kept
    return found if isinstance(found, dict) else {}
