"""What pages show of notes: a note in the record with its files, and the composer with all that it says aloud."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import url_for
from markupsafe import Markup

from bpo_gov.agreements.models import Agreement, Membership
from bpo_gov.kernel.ledger import Event, EventContent, Told
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import SIDES, Actor, Party
from bpo_gov.kernel.words import Say, say
from bpo_gov.notes import queries, rules
from bpo_gov.notes.forms import HOW, WHICH
from bpo_gov.notes.queries import Kept
from bpo_gov.web.markup import written
from bpo_gov.web.words import number

People = Mapping[int, tuple[str, str]]  # user id -> name, title
Files = Mapping[int, Sequence[Kept]]  # event id -> its files


@dataclass(frozen=True)
class ShownFile:
    """A file at a note."""

    name: str
    href: str
    about: str  # PDF, 12 KB
    digest: str
    is_there: bool


@dataclass(frozen=True)
class Composer:
    """All that the composer of a page needs; `people` are those who can be mentioned, `own` whether of the writer's side."""

    action: str
    party: str
    both: Say
    only: Say
    version: int
    is_shared: bool
    people: Sequence[Mapping[str, Any]]
    how: Any
    which: Any
    accept: str


def files(events: Sequence[tuple[Event, EventContent]]) -> Files:
    """The files of a record, by entry; a record without files asks nothing."""
    return queries.files_of(event.id for event, content in events if content.particulars.get("files"))


def note(event: Event, content: EventContent, people: People, kept: Files) -> Mapping[str, Any]:
    """A note as its component draws it."""
    told = content.particulars
    names = {who: people[who][0] for who in told.get("mentions", ()) if who in people}
    return {
        "text": text(told.get("text", ""), names),
        "only": event.party.value if event.told is Told.OWN else None,
        "mentions": sorted(names.values()),
        "files": [_file(one) for one in kept.get(event.id, ())],
    }


def text(words: str, names: Mapping[int, str]) -> Markup:
    """A note's words as HTML, the people it mentions marked."""
    return written(words, tuple(sorted(rules.handles(names))))


def composer(
    matter: Matter, actor: Actor, members: Sequence[Membership], agreement: Agreement, action: str
) -> Composer:
    """The composer under a matter's record: it says aloud who will read what is written."""
    shared = queries.is_shared(matter)
    able = queries.readers(members, matter, actor, Told.OTHER if shared else Told.OWN)
    both, only = _readers(members, actor, {Party.CLIENT: agreement.client_name, Party.VENDOR: agreement.vendor_name})
    people = [
        {"id": one.user_id, "name": one.user.name, "title": one.title, "party": one.party.value, "own": one.party is actor.party}
        for one in able
    ]  # fmt: skip
    accept = ",".join(f".{ending}" for ending in rules.KINDS)
    return Composer(action, actor.party.value, both, only, matter.version, shared, people, HOW, WHICH, accept)


def _readers(members: Sequence[Membership], actor: Actor, names: Mapping[Party, str]) -> tuple[Say, Say]:
    """Who will read a note: the sentence for both sides, and for the own side only."""
    counts = {side: sum(1 for member in members if member.party is side) for side in SIDES}
    own, other = actor.party, actor.party.other
    both = say(
        "Read by both sides: %(mine)s people at %(my_name)s and %(theirs)s at %(their_name)s.",
        mine=counts.get(own, 0), my_name=names[own], theirs=counts.get(other, 0), their_name=names[other],
    )  # fmt: skip
    only = say(
        "Read only by people of %(name)s: %(n)s. The other side never sees it.", name=names[own], n=counts.get(own, 0)
    )
    return both, only


def _file(one: Kept) -> ShownFile:
    about = f"{one.name.rpartition('.')[2].upper()}, {size(one.size)}"
    return ShownFile(one.name, url_for("files.file", file_id=one.id), about, one.sha256, one.is_there)


def size(count: int) -> str:
    """A number of bytes as people say it."""
    if count < 1000:
        return f"{number(count)} B"
    return f"{number(round(count / 1000))} KB" if count < 1_000_000 else f"{number(Decimal(count // 100_000) / 10)} MB"
