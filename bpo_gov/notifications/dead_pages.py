"""The page of letters to the own side that could not be delivered, for those who manage it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from bpo_gov.agreements.door import inside
from bpo_gov.kernel.errors import NotFound
from bpo_gov.kernel.parties import Actor, Role
from bpo_gov.kernel.words import say
from bpo_gov.notifications import dead, delivery
from bpo_gov.notifications.views import number
from bpo_gov.web import here

blueprint = inside("dead_letters", "dead-letters")


@blueprint.get("")
def index() -> str:
    """To whom, of which matter, since when, and why; not what they say."""
    actor = _manager()
    return render_template("notifications/dead.html", letters=dead.letters(actor), count=dead.count(actor))


@blueprint.post("/resend")
def resend() -> Any:
    """Send one again, or all."""
    actor, asked = _manager(), request.form.get("letter")
    one = number(asked)
    n = 0 if asked and one is None else dead.resend(actor, one)
    if n:
        delivery.send_due.later()
        flash(ngettext("%(num)s letter is on its way again.", "%(num)s letters are on their way again.", n), "ok")
    else:
        flash(_("There was nothing left to send again."), "near")
    return redirect(url_for(".index"), 303)


def _manager() -> Actor:
    actor = here.actor()
    if actor.role < Role.MANAGER:
        raise NotFound(say("There is nothing here, or you may not see it."))
    return actor
