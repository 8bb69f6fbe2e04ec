"""Letters as they leave the app: one content, as text and as HTML, in the reader's language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from bpo_gov.accounts.models import User
from bpo_gov.kernel import post
from bpo_gov.notifications import wording
from bpo_gov.notifications.audience import because
from bpo_gov.notifications.models import Digest
from bpo_gov.notifications.notice import Head
from bpo_gov.notifications.queries import Entry
from bpo_gov.web import words

PREFERENCES: Final = "/account/notifications"
PartOf = Callable[[Entry], post.Part | None]  # what goes along with a notice for its reader, if anything
PARTS: dict[str, PartOf] = {}  # name of an event -> its part; wiring fills it


@dataclass(frozen=True)
class Block:
    """A piece of a letter: head, text, small, link, or open (the one link that a letter is about)."""

    kind: str
    text: str
    href: str = ""


@dataclass(frozen=True)
class Letter:
    """What a letter says, whatever it is drawn as."""

    subject: str
    blocks: Sequence[Block]
    foot: Sequence[str] = field(default_factory=list)


def of_notice(entry: Entry) -> EmailMessage:
    """The letter of one notice, with the part of its event as the matter stands now."""
    notice, event = entry.notice, entry.notice.event
    with force_locale(str(entry.reader.locale or notice.agreement.language)):
        message = _drawn(_notice(entry), entry.reader)
        if (part := _part(entry)) is not None:
            post.attach(message, part)
    # a letter that is sent twice carries the same id, so it can be seen as one
    message["Message-ID"] = f"<notice-{entry.id}-{event.hash[:24]}@{_host()}>"
    message["References"] = f"<matter-{event.matter_id}@{_host()}>"
    return message


def of_digest(digest: Digest, entries: Sequence[Entry], heads: dict[int, Head]) -> EmailMessage:
    """The letter that gathers notices of one reader, by agreement, with the head of each record."""
    reader = entries[0].reader
    with force_locale(str(reader.locale or entries[0].notice.agreement.language)):
        message = _drawn(_digest(entries, heads), reader)
    message["Message-ID"] = f"<digest-{digest.id}-{digest.period}@{_host()}>"
    return message


def _notice(entry: Entry) -> Letter:
    notice, event = entry.notice, entry.notice.event
    subject, paragraphs = wording.outside(notice)
    blocks = [Block("text", line) for line in paragraphs]
    blocks.append(Block("open", _("Open %(label)s", label=event.subject), _at(wording.address(notice))))
    foot = wording.foot(
        "notifications/letter.txt", agreement_title=notice.agreement.title, because=because(entry.reason, entry.party, entry.title),
        preferences=_at(PREFERENCES), seq=event.seq, hash=event.hash,
    )  # fmt: skip
    return Letter(subject, blocks, foot)


def _part(entry: Entry) -> post.Part | None:
    """Nothing goes along with what only one side sees."""
    make = PARTS.get(entry.notice.event.name)
    return make(entry) if make and not wording.is_private(entry.notice) else None


def _digest(entries: Sequence[Entry], heads: dict[int, Head]) -> Letter:
    subject = ngettext("Your digest: %(num)s notice", "Your digest: %(num)s notices", len(entries))
    blocks: list[Block] = []
    for agreement in {entry.notice.agreement.id: entry.notice.agreement for entry in entries}.values():
        blocks.append(Block("head", agreement.title))
        for entry in entries:
            if entry.notice.agreement.id == agreement.id:
                blocks += _line(entry)
        head = heads[agreement.id]
        blocks.append(
            Block("small", _("The record now ends with entry %(seq)s, hash %(hash)s", seq=head.seq, hash=head.hash))
        )
    return Letter(subject, blocks, wording.foot("notifications/digest.txt", preferences=_at(PREFERENCES)))


def _line(entry: Entry) -> list[Block]:
    notice, event = entry.notice, entry.notice.event
    at = words.moment(event.at, ZoneInfo(notice.agreement.zone))
    receipt = _("%(at)s, record entry %(seq)s, hash %(hash)s", at=at, seq=event.seq, hash=event.hash)
    return [
        Block("link", wording.outside(notice)[0], _at(wording.address(notice))),
        Block("small", words.tell(because(entry.reason, entry.party, entry.title))),
        Block("small", receipt),
    ]


def _drawn(letter: Letter, reader: User) -> EmailMessage:
    """Text first, HTML as the other way to read the same."""
    message = EmailMessage()
    message["Subject"] = letter.subject
    message["To"] = Address(" ".join(reader.name.split()), addr_spec=reader.email)
    message["Auto-Submitted"] = "auto-generated"
    message["List-Unsubscribe"] = f"<{_at(PREFERENCES)}>"
    message.set_content(_text(letter))
    html = current_app.jinja_env.get_template("notifications/letter.html").render(letter=letter)
    message.add_alternative(html, subtype="html")
    return message


def _text(letter: Letter) -> str:
    lines = [_plain(block) for block in letter.blocks]
    return "\n\n".join([*lines, *map(wording.wrapped, letter.foot)]) + "\n"


def _plain(block: Block) -> str:
    line = wording.wrapped(block.text)
    if block.kind == "head":
        return f"{line}\n{'=' * min(len(line), wording.WIDTH)}"
    return f"{line}\n{block.href}" if block.href else line


def _at(path: str) -> str:
    return post.address(path)


def _host() -> str:
    return urlsplit(_at("/")).hostname or "localhost"
