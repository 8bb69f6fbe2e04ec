"""The minutes: sent by one side, agreed by the other, corrected by a new version, or with a note of each side beside them."""

from hashlib import sha256
from typing import Any

from sqlalchemy import select

from bpo_gov.kernel import clock
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.ledger import Event, Particulars, canonical, plain
from bpo_gov.kernel.parties import Actor, Party
from bpo_gov.kernel.words import say
from bpo_gov.meetings.models import Meeting, Minutes
from bpo_gov.meetings.workflow import MEETING

flow = MEETING


@flow.action("send")
def send(one: Meeting, actor: Actor) -> Particulars:
    """The first version: the words as they stand, whoever typed them."""
    return _version(one, actor)


@flow.action("correct")
def correct(one: Meeting, actor: Actor, /, *, item: int, text: str, reason: str) -> Particulars:
    """A new version with other words for one item; the other side agrees to it, and the earlier one stays as it was."""
    found = one.item(item)
    if found is None:
        raise Refused(say("It is not on the agenda."))
    found.text, found.edition = text, found.edition + 1
    one.client_note = one.vendor_note = ""
    return {**_version(one, actor), "item": found.title, "text": text, "reason": reason}


@flow.action("agree")
def agree(one: Meeting, actor: Actor) -> Particulars:
    """Locked with the head of the record as it was: nothing before it can change unnoticed."""
    return _lock(one)


@flow.action("deem")
def deem(one: Meeting, actor: Actor) -> Particulars:
    """Silence counts as agreement where the framework says so."""
    return {**_lock(one), "due": one.due_at}


@flow.action("disagree")
def disagree(one: Meeting, actor: Actor, /, *, text: str) -> Particulars:
    """The minutes stand with the note of this side beside them."""
    _comment(one, actor, text)
    return {"text": text}


@flow.action("comment")
def comment(one: Meeting, actor: Actor, /, *, text: str) -> Particulars:
    """And with the note of the other side."""
    _comment(one, actor, text)
    return {"text": text}


def _comment(one: Meeting, actor: Actor, text: str) -> None:
    if actor.party is Party.CLIENT:
        one.client_note = text
    else:
        one.vendor_note = text


def _version(one: Meeting, actor: Actor) -> dict[str, Any]:
    content = content_of(one)
    number = max((version.number for version in one.versions), default=0) + 1
    digest = sha256(canonical(plain(content))).hexdigest()
    one.versions.append(Minutes(number=number, by=actor.party, at=clock.now(), content=plain(content), digest=digest))
    one.sent_by = actor.party.value
    return {"version": number, "digest": digest}


def _lock(one: Meeting) -> dict[str, Any]:
    newest = one.versions[-1]
    head = select(Event.hash).where(Event.agreement_id == one.agreement_id).order_by(Event.seq.desc()).limit(1)
    newest.head = db.session.execute(head).scalar_one()
    return {"version": newest.number, "digest": newest.digest, "head": newest.head}


def content_of(one: Meeting) -> dict[str, Any]:
    """What the minutes say: time and place, who was there, and each item with its words."""
    return {
        "meeting": one.label, "title": one.title, "starts_at": one.starts_at, "place": one.place, "chair": one.chair,
        "seats": [{"user": seat.user_id, "party": seat.party, "presence": seat.presence, "alternate": seat.alternate} for seat in one.seats],
        "items": [{"title": item.title, "carried": item.carried, "text": item.text} for item in one.items],
    }  # fmt: skip
