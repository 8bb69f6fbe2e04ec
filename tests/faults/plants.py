"""Defects laid on purpose: each must be found by its check, or the fault run proves nothing."""

import secrets
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, text

NOTES = """
    select c.event_id, c.particulars from event_contents c join events e on e.id = c.event_id
    where e.name = 'change_request.noted' order by 1 desc
"""
LATEST = "select max(n.id) from notifications n join events e on e.id = n.event_id where e.actor_id is not null"


def lost(line: Connection, var_dir: Path) -> None:
    """A notice goes."""
    line.execute(text("delete from notifications where id = (select max(id) from notifications)"))


def double(line: Connection, var_dir: Path) -> None:
    """A note is there twice, linked like a real one."""
    note = line.execute(text(NOTES)).first()
    assert note is not None
    old = line.execute(text("select * from events where id = :id"), {"id": note.event_id}).mappings().one()
    last = line.execute(text("select max(id) from events")).scalar_one()
    seq = line.execute(text("select max(seq) from events where agreement_id = :agreement_id"), dict(old)).scalar_one()
    row = {**old, "id": last + 1, "seq": seq + 1, "prev": secrets.token_hex(32)}
    line.execute(text(f"insert into events ({', '.join(row)}) values ({', '.join(f':{name}' for name in row)})"), row)
    copied = "insert into event_contents select :new, salt, particulars from event_contents where event_id = :old"
    line.execute(text(copied), {"new": last + 1, "old": note.event_id})


def missing(line: Connection, var_dir: Path) -> None:
    """The words of an acknowledged note go."""
    note = line.execute(text(NOTES)).first()
    assert note is not None
    line.execute(text("delete from event_contents where event_id = :id"), {"id": note.event_id})


def actor(line: Connection, var_dir: Path) -> None:
    """Somebody is told of their own deed."""
    told = "update notifications set user_id = (select actor_id from events e where e.id = event_id)"
    line.execute(text(f"{told} where id = ({LATEST})"))


def unsent(line: Connection, var_dir: Path) -> None:
    """A letter is given up."""
    line.execute(text("update notifications set mail = 'dead' where id = (select max(id) from notifications)"))


def letter(line: Connection, var_dir: Path) -> Path:
    """A letter lies twice in its folder; gives the second one."""
    found = next((var_dir / "mail").glob("*/*.eml"))
    second = found.with_name("0" * 32 + ".eml")
    second.write_bytes(found.read_bytes())
    return second


def tampered(line: Connection, var_dir: Path) -> None:
    """What somebody said is changed in the record."""
    changed = "update event_contents set particulars = '{}' where event_id = (select max(event_id) from event_contents)"
    line.execute(text(changed))


def sums(line: Connection, var_dir: Path) -> None:
    """The envelope has lost a reservation."""
    line.execute(
        text("update consumptions set reserved_count = reserved_count + 1 where measure = 'count' and span = 'day'")
    )


PLANTS: dict[str, tuple[Callable[[Connection, Path], Path | None], str]] = {  # the defect, and the check that must find it
    "lost": (lost, "notices"), "double": (double, "writes"), "missing": (missing, "writes"),
    "actor": (actor, "notices"), "unsent": (unsent, "mail"), "letter": (letter, "letters"),
    "tampered": (tampered, "record"), "sums": (sums, "sums"),
}  # fmt: skip
