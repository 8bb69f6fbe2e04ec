"""Files that stand at an entry of the record: their digests in the entry, their bytes aside where they can be erased."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bpo_gov.kernel.db import Model, db
from bpo_gov.kernel.ledger import Event


@dataclass(frozen=True)
class File:
    """A file as it was checked, not yet kept. `type` is ours, never what a browser claims."""

    name: str
    type: str
    data: bytes = field(repr=False)

    @cached_property
    def sha256(self) -> str:
        return sha256(self.data).hexdigest()

    @property
    def told(self) -> dict[str, Any]:
        """What the record keeps of it."""
        return {"name": self.name, "type": self.type, "size": len(self.data), "sha256": self.sha256}


class Attachment(Model):
    """A file of an entry; who put it there, when, and who may see it is what the entry says."""

    __tablename__ = "attachments"
    __table_args__ = (CheckConstraint("size > 0", name="size_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))


class AttachmentContent(Model):
    """The bytes, read only to be handed over; without this row the file is erased and its digest remains."""

    __tablename__ = "attachment_contents"

    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachments.id"), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


def keep(entry: Event, files: Sequence[File]) -> None:
    """Lay the files of an entry beside it, in the running transaction."""
    for file in files:
        row = Attachment(
            event_id=entry.id, name=file.name, type=file.type, size=len(file.data), sha256=file.sha256
        )  # fmt: skip
        db.session.add(row)
        db.session.flush()
        db.session.add(AttachmentContent(attachment_id=row.id, data=file.data))
