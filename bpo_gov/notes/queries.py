"""Reads of notes: who may read one, which files stand at which entries, one file with its bytes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.models import Membership
from bpo_gov.kernel import access
from bpo_gov.kernel.attachments import Attachment, AttachmentContent
from bpo_gov.kernel.db import db
from bpo_gov.kernel.errors import NotFound
from bpo_gov.kernel.ledger import Event, Told
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import say
from bpo_gov.kernel.workflow import WORKFLOWS


@dataclass(frozen=True)
class Kept:
    """A file at an entry; `is_there` unless it was erased."""

    id: int
    name: str
    type: str
    size: int
    sha256: str
    is_there: bool


def is_shared(matter: Matter) -> bool:
    """Whether both sides see a matter."""
    return matter.state not in WORKFLOWS[matter.kind].private


def readers(members: Sequence[Membership], matter: Matter, actor: Actor, told: Told) -> list[Membership]:
    """Of the people of the agreement those who may read a note of the actor's with this reach, but for the actor."""
    own_only = told is Told.OWN or not is_shared(matter)
    return [
        member
        for member in members
        if member.user_id != actor.user_id and (member.party is actor.party or not own_only)
    ]  # fmt: skip


def members(actor: Actor) -> list[Membership]:
    """Everybody who belongs to the agreement."""
    return agreements.members(actor.agreement_id)


def files_of(event_ids: Iterable[int]) -> Mapping[int, list[Kept]]:
    """The files of these entries, in the order they were attached, without their bytes; one query or none."""
    wanted = list(event_ids)
    found: dict[int, list[Kept]] = defaultdict(list)
    if not wanted:
        return found
    query = (
        select(Attachment, AttachmentContent.attachment_id)
        .outerjoin(AttachmentContent, AttachmentContent.attachment_id == Attachment.id)
        .where(Attachment.event_id.in_(wanted))
        .order_by(Attachment.id)
    )
    for one, content_id in db.session.execute(query):
        found[one.event_id].append(Kept(one.id, one.name, one.type, one.size, one.sha256, content_id is not None))
    return found


def file(file_id: int, actor: Actor) -> tuple[Kept, bytes | None]:
    """A file that the actor may see with its bytes, None where they are erased. Raises NotFound."""
    query = (
        select(Attachment, AttachmentContent.data)
        .join(Event, Event.id == Attachment.event_id)
        .join(Matter, Matter.id == Event.matter_id)
        .outerjoin(AttachmentContent, AttachmentContent.attachment_id == Attachment.id)
        .where(Attachment.id == file_id, access.may_see_event(actor))
    )
    row = db.session.execute(access.visible(query, actor)).one_or_none()
    if row is None:
        raise NotFound(say("There is nothing here, or you may not see it."))
    one, data = row
    return Kept(one.id, one.name, one.type, one.size, one.sha256, data is not None), data
