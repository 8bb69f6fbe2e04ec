"""What every page that opens a matter needs: who may, under which framework, about what, and once only."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from bpo_gov.agreements import queries
from bpo_gov.agreements.deadline_pages import PAGES
from bpo_gov.agreements.models import Framework
from bpo_gov.kernel import access
from bpo_gov.kernel.errors import Denied, Refused
from bpo_gov.kernel.ledger import canonical, plain
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor, Role
from bpo_gov.kernel.words import Say, say
from bpo_gov.kernel.workflow import WORKFLOWS


def framework_for(actor: Actor, least: Role = Role.MEMBER, says: Say | None = None) -> Framework:
    """The version in force, for somebody who may open a matter under it. Raises Denied, or Refused while there is none."""
    if actor.role < least:
        raise Denied(says or say("A viewer only looks: ask a manager of your side for another role."))
    framework = queries.active_framework(actor.agreement_id)
    if framework is None:
        raise Refused(say("The framework is not in force yet: both sides must sign it first."))
    return framework


def named(field: Any, actor: Actor) -> Matter | None:
    """The matter that a field of a checked form names; what names none is an error at the field."""
    if not field.data or field.errors:
        return None
    found = access.named(field.data, actor)
    if found is None:
        field.errors = [_("There is no such matter in this agreement.")]
    return found


def afterwards(actor: Actor, page: str) -> str:
    """Where whoever opens a matter goes on: the matter whose page has sent them (`?back=MTG-3`), else the new one's page."""
    found = access.named(request.args.get("back", "")[:20], actor)
    return url_for(PAGES[found.kind], number=found.number) if found else page


def once(form: Any, actor: Actor) -> str | None:
    """The form's one-time token, bound to who sent it and what; None where it has none."""
    if not form.token.data:
        return None
    words = form.words()
    if "files" in words:
        words = words | {"files": [file.sha256 for file in words["files"]]}
    sent = {"token": form.token.data, "agreement": actor.agreement_id, "person": actor.user_id, "words": words}
    return sha256(canonical(plain(sent))).hexdigest()


@dataclass(frozen=True)
class Related:
    """A matter that is about another one, as a line of its page."""

    number: str
    title: str
    href: str
    state: Say


def related(matter: Matter, actor: Actor, apart: str = "") -> list[Related]:
    """What came of a matter: decisions, escalations, disputes about it, the newest first; one query for all kinds but one."""
    return [
        Related(one.label, one.title, url_for(PAGES[one.kind], number=one.number), WORKFLOWS[one.kind].word(one.state))
        for one in access.about(matter, actor, apart)
    ]


def about(matter: Matter, actor: Actor) -> tuple[str, str, str] | None:
    """Label, title and address of what a matter is about, where the reader may see it."""
    found = access.about_of(matter, actor)
    return (found.label, found.title, url_for(PAGES[found.kind], number=found.number)) if found else None
