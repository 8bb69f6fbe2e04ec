"""The pages of notices: the inbox, and the letters of a house without a mail server."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from bpo_gov.accounts.models import User
from bpo_gov.kernel import clock, post
from bpo_gov.kernel.errors import NotFound
from bpo_gov.kernel.words import Say, say
from bpo_gov.kernel.workflow import WORKFLOWS
from bpo_gov.notifications import actions, dead, forms, queries, wording
from bpo_gov.notifications import choices as wishes
from bpo_gov.notifications.audience import because
from bpo_gov.notifications.queries import Entry, Only, View
from bpo_gov.web import here, words
from bpo_gov.web.forms import BaseForm
from bpo_gov.web.words import tell

blueprint = Blueprint("notifications", __name__)
KEY: Final = re.compile(r"[A-Za-z0-9_.-]{1,40}")
LARGEST: Final = 2**31 - 1  # what a database key can be


@dataclass(frozen=True)
class Line:
    """One notice as the inbox shows it; `href` is where it is opened by a post."""

    href: str
    number: str
    title: str
    because: Say
    at: str
    agreement: str
    read: bool


@blueprint.get("/inbox")
def inbox() -> str:
    """Notices of all the reader's agreements, the newest first."""
    reader = _reader()
    view, only = _view(request.args.get("view")), _only(request.args)
    before, after = number(request.args.get("before")), number(request.args.get("after"))
    page = queries.inbox(reader.id, view, before, after=None if before else after, only=only)
    return render_template(
        "notifications/inbox.html", view=view.value, only=only, page=page, kinds=_kinds(),
        lines=[_line(entry) for entry in page.entries], newest=page.entries[0].id if page.entries else 0,
        counts=queries.counts(reader.id), now=clock.now(), files_letters=_files_letters(), dead=dead.counts_of(reader.id),
    )  # fmt: skip


@blueprint.post("/inbox/read")
def read_all() -> Any:
    """Mark all as read, up to the newest notice that the page showed."""
    n = actions.read_all(_reader().id, up_to=number(request.form.get("newest")) or LARGEST)
    flash(_("%(n)s marked as read.", n=words.tell(n)), "ok")
    return redirect(url_for(".inbox", view=_view(request.form.get("view")).value), 303)


@blueprint.post(f"/inbox/<int(max={LARGEST}):notification_id>/open")
def open_(notification_id: int) -> Any:
    """Mark one notice as read and go to what it is about."""
    return redirect(wording.address(actions.open_(notification_id, _reader().id).notice), 303)


@blueprint.get("/account/notifications")
def choices() -> Any:
    """What the reader gets by mail, and when."""
    return _choices_page(forms.choices_form(wishes.of(_reader().id)))


@blueprint.post("/account/notifications")
def choose() -> Any:
    """Keep what the reader chose."""
    reader, form = _reader(), forms.choices_form()
    if not form.validate():
        return _choices_page(form), 422
    wishes.keep(reader.id, forms.chosen(form))
    flash(_("Your choice is kept. It holds for every letter from now on."), "ok")
    return redirect(url_for(".choices"), 303)


@blueprint.get("/mail")
def mail() -> str:
    """The letters to the reader's own address, where they are kept here instead of sent."""
    reader = _reader()
    letters = post.letters_to(reader.email) if _files_letters() else []
    return render_template("notifications/mail.html", letters=letters, files_letters=_files_letters())


@blueprint.get("/mail/<name>")
def letter(name: str) -> str:
    """One of these letters, as text."""
    found = post.letter(_reader().email, name) if _files_letters() else None
    if found is None:
        raise _not_found()
    return render_template("notifications/letter_page.html", letter=found)


def _choices_page(form: BaseForm) -> str:
    zone = _reader().zone or _("that of your agreement")
    return render_template("notifications/choices.html", form=form, kinds=_kinds(), zone=zone)


def _line(entry: Entry) -> Line:
    notice, zone = entry.notice, ZoneInfo(entry.notice.agreement.zone)
    return Line(
        href=url_for(".open_", notification_id=entry.id), number=notice.event.subject, title=wording.headline(notice),
        because=because(entry.reason, entry.party, entry.title), at=words.moment(notice.event.at, zone),
        agreement=notice.agreement.title, read=entry.read_at is not None,
    )  # fmt: skip


def _reader() -> User:
    reader = here.reader()
    if not isinstance(reader, User):
        raise _not_found()
    return reader


def _not_found() -> NotFound:
    return NotFound(say("There is nothing here, or you may not see it."))


def _view(word: str | None) -> View:
    return View(word) if word in set(View) else View.WAITS


def number(digits: str | None) -> int | None:
    """A key as an address carries it, or None."""
    return int(digits) if digits and digits.isascii() and digits.isdigit() and len(digits) < 10 else None


def _kinds() -> list[tuple[str, str]]:
    """Every kind of matter with its word."""
    return [(kind, tell(Say(flow.title))) for kind, flow in WORKFLOWS.items()]


def _only(asked: Mapping[str, str]) -> Only:
    """How the list is narrowed; what can be no key and no kind narrows nothing."""
    key, kind = asked.get("agreement", ""), asked.get("kind")
    return Only(key if KEY.fullmatch(key) else None, kind if kind in WORKFLOWS else None)


def _files_letters() -> bool:
    return current_app.extensions["settings"].mail_server is None
