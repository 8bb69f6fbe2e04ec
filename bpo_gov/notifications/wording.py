"""How an event reads for one person: headline, text and letter, from the feature's notice in the reader's language."""

import textwrap
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask import current_app
from jinja2 import Environment

from bpo_gov.kernel.ledger import NARROW
from bpo_gov.kernel.parties import Role, role_word
from bpo_gov.kernel.words import Money, Say
from bpo_gov.kernel.workflow import WORKFLOWS
from bpo_gov.notifications.audience import SIDE_WORDS
from bpo_gov.notifications.notice import Notice
from bpo_gov.web import words
from bpo_gov.web.markup import plain

FOLDERS: dict[str, str] = {}  # kind of matter -> folder of its templates; wiring fills both
SEGMENTS: dict[str, str] = {}  # kind of matter -> its part of an address
WIDTH: Final = 76  # characters of a line in a letter
_PLAIN: Final = "bpo_gov.notifications.plain"


def address(notice: Notice) -> str:
    """The path of the matter's page."""
    segment = SEGMENTS.get(notice.matter.kind)
    own = f"/{segment}/{notice.matter.number}" if segment else ""
    return f"/a/{notice.agreement.key}{own}"


def headline(notice: Notice) -> str:
    """The first line of the notice without the matter's number, which stands beside it."""
    return text(notice)[0].removeprefix(notice.event.subject).strip()


def text(notice: Notice) -> tuple[str, list[str]]:
    """(subject, paragraphs) of a notice in the language that is set: the template's first line, and each other one."""
    kind, _, name = notice.event.name.rpartition(".")
    template = _plain().select_template([f"{FOLDERS.get(kind, kind)}/notices/{name}.txt", "notifications/notice.txt"])
    subject, *paragraphs = _lines(template.render(_context(notice)))
    return subject, paragraphs


def outside(notice: Notice) -> tuple[str, list[str]]:
    """(subject, paragraphs) as they may leave the app: of what only one side sees, just that there is something."""
    if not is_private(notice):
        return text(notice)
    template = _plain().get_template("notifications/private.txt")
    subject, *paragraphs = _lines(template.render(_context(notice)))
    return subject, paragraphs


def is_private(notice: Notice) -> bool:
    """Whether not everybody of both sides sees what the notice is about."""
    flow = WORKFLOWS.get(notice.matter.kind)
    return notice.event.told in NARROW or (flow is not None and notice.matter.state in flow.private)


def foot(template: str, **context: Any) -> list[str]:
    """The lines under a letter."""
    return _lines(_plain().get_template(template).render({"tell": words.tell} | context))


def _context(notice: Notice) -> dict[str, Any]:
    event, matter, agreement = notice.event, notice.matter, notice.agreement
    kind, _, name = event.name.rpartition(".")
    table = WORKFLOWS[kind].table.values() if kind in WORKFLOWS else ()
    role = words.tell(role_word(Role(notice.actor_role))) if notice.actor_role else ""
    sides = {party.value: words.tell(Say(word)) for party, word in SIDE_WORDS.items()}
    person, title = _line(notice.actor_name) or sides[event.party], _line(notice.actor_title) or role
    return {
        "label": event.subject, "title": _line(matter.title), "agreement_title": _line(agreement.title),
        "actor_name": person, "actor_title": title, "actor": f"{person} ({title})" if title else person,
        "told": event.told.value, "party": event.party.value, "side": sides[event.party], "sides": sides,
        "particulars": notice.particulars, "due": notice.due,
        "past": words.tell(Say(next((move.past for move in table if move.event == name), name))),
        "tell": words.tell, "short": _short, "role_name": _role_name,
        **_formats(ZoneInfo(agreement.zone), agreement.currency),
    }  # fmt: skip


def _formats(zone: ZoneInfo, currency: str) -> dict[str, Any]:
    """`moment`, `day` and `money` for values as the record keeps them, in the agreement's zone and currency."""

    def moment(value: datetime | str) -> str:
        return words.moment(datetime.fromisoformat(value) if isinstance(value, str) else value, zone)

    def day(value: date | str) -> str:
        found = datetime.fromisoformat(value) if isinstance(value, str) else value
        return words.day(found.astimezone(zone).date() if isinstance(found, datetime) and found.tzinfo else found)

    def money(value: Decimal | str) -> str:
        return words.money(Money(Decimal(value), currency))

    return {"moment": moment, "day": day, "money": money}


def _plain() -> Environment:
    """The application's templates without escaping: these are texts, not pages."""
    kept = current_app.extensions
    if _PLAIN not in kept:
        kept[_PLAIN] = current_app.jinja_env.overlay(autoescape=False)
    plain: Environment = kept[_PLAIN]
    return plain


def _lines(rendered: str) -> list[str]:
    return [line for line in map(_line, rendered.splitlines()) if line]


def _line(value: str) -> str:
    """One line: nobody's words may break a subject."""
    return " ".join(value.split())


def _role_name(name: str) -> str:
    """The word for a role as the record keeps it: `manager`."""
    return words.tell(role_word(Role[name.upper()]))


def wrapped(line: str) -> str:
    """Lines of at most 76 characters; a line with an address or a hash stays whole, so that it can be copied."""
    if any(len(word) > WIDTH // 2 for word in line.split()):
        return line
    return textwrap.fill(line, WIDTH, break_on_hyphens=False)


def _short(value: str) -> str:
    """What somebody wrote, as one line of at most 400 characters."""
    return textwrap.shorten(plain(value), 400, placeholder=" …")
