"""The private calendar address: the page that makes and withdraws it, and the file that calendar programs fetch."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from bpo_gov.accounts.models import User
from bpo_gov.kernel import post
from bpo_gov.kernel.errors import NotFound
from bpo_gov.kernel.words import say
from bpo_gov.meetings import feeds, invitations
from bpo_gov.web import here

blueprint = Blueprint("calendars", __name__)


@blueprint.get("/account/calendar")
def show() -> str:
    """Whether there is an address, and since when; never the address itself."""
    return _page()


@blueprint.post("/account/calendar")
def make() -> str:
    """A new address, shown this once; an older one ends."""
    return _page(post.address(url_for(".feed", token=feeds.make(_reader().id))))


@blueprint.post("/account/calendar/withdraw")
def withdraw() -> Any:
    """The address ends."""
    feeds.withdraw(_reader().id)
    flash(_("The address is withdrawn. Nobody reads your meetings with it any more."), "ok")
    return redirect(url_for(".show"), 303)


@blueprint.get("/calendar/<token>.ics")
def feed(token: str) -> Response:
    """The meetings as a file, for whoever has the address; unchanged ones are not sent again."""
    user = feeds.owner(token)
    if user is None:
        abort(404)
    answer = Response(invitations.feed(_("Meetings in bpo_gov"), feeds.meetings(user)), mimetype="text/calendar")
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def _page(address: str | None = None) -> str:
    return render_template("meetings/calendar.html", feed=feeds.of(_reader().id), address=address)


def _reader() -> User:
    reader = here.reader()
    if not isinstance(reader, User):
        raise NotFound(say("There is nothing here, or you may not see it."))
    return reader
