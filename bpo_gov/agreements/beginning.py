"""Where an agreement begins: a framework is handed over, looked at, and imported; playbooks and the schema."""

import json
from base64 import b64decode, b64encode
from functools import cache
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from bpo_gov.accounts.models import User
from bpo_gov.agreements import actions, playbooks, queries, seating
from bpo_gov.agreements.forms import Begin, Confirmed
from bpo_gov.agreements.framework import BadFramework, Problem, json_schema, read
from bpo_gov.agreements.shown.beginning import summary
from bpo_gov.kernel.errors import Denied, NotFound, Refused
from bpo_gov.kernel.words import say
from bpo_gov.web import here
from bpo_gov.web.words import tell

blueprint = Blueprint("agreements", __name__)


@blueprint.route("/agreements/new", methods=["GET", "POST"])
def new() -> Any:
    """Hand over a framework; what an import would create is shown first, and only a second step imports it."""
    person: User = here.reader()
    if not queries.may_found(person.id):
        raise Denied(say("Only a manager of one of the two companies begins an agreement."))
    if request.method != "POST":
        return _page(Begin(formdata=None, text=_chosen()))
    if "exact" not in request.form:
        return _look(person)
    source = _looked_at()
    return _page(_with(source)) if "change" in request.form else _import(source, person)


@blueprint.get("/playbooks/<name>.yaml")
def playbook(name: str) -> Response:
    """A starting point, as a file."""
    answer = Response(_playbook(name).encode(), mimetype="application/yaml")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.yaml")
    return answer


@blueprint.get("/schema/framework-1.json")
def schema() -> Response:
    """The JSON Schema of the file, for editors; public."""
    answer = Response(_schema(), mimetype="application/schema+json")
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


@cache
def _schema() -> str:
    return json.dumps(json_schema(), ensure_ascii=False, indent=1)


def _look(person: User) -> Any:
    """What an import would do, or everything that is in its way; nothing is stored."""
    form = Begin()
    source = form.source()
    if not source.strip():
        form.text.errors = [_("Choose a file, or put the text here.")]
        return _page(form), 422
    try:
        terms = read(source)
        actions.examine(source.decode(), terms, person)
    except BadFramework as bad:
        return _page(_with(source), bad.problems), 422
    except Refused as refused:
        return _refused(source, refused)
    return render_template(
        "agreements/preview.html",
        summary=summary(terms, seating.known_people(terms)),
        form=Confirmed(formdata=None, exact=b64encode(source).decode()),
        size=len(source),
    )


def _looked_at() -> bytes:
    try:
        return b64decode(request.form["exact"], validate=True)
    except ValueError:
        abort(400)


def _import(source: bytes, person: User) -> Any:
    """Import what was looked at."""
    try:
        made = actions.import_agreement(source, person)
    except BadFramework as bad:
        return _page(_with(source), bad.problems), 422
    except Refused as refused:
        return _refused(source, refused)
    flash(_("%(title)s has begun. It is in force when both sides have signed.", title=made.title), "ok")
    return redirect(url_for("framework.current", key=made.key), 303)


def _refused(source: bytes, refused: Refused) -> Any:
    form = _with(source)
    form.form_errors = [tell(refused.says)]
    return _page(form), 409


def _with(source: bytes) -> Begin:
    """The form with the text that was handed over, so that it can be put right in place."""
    return Begin(formdata=None, text=source.decode("utf-8", "replace"))


def _page(form: Begin, problems: list[Problem] | None = None) -> str:
    return render_template(
        "agreements/new.html",
        form=form,
        problems=problems or [],
        playbooks=playbooks.names(),
        chosen=request.args.get("playbook", ""),
    )


def _chosen() -> str:
    name = request.args.get("playbook")
    return _playbook(name) if name else ""


def _playbook(name: str) -> str:
    if name not in playbooks.names():
        raise NotFound(say("There is no playbook of that name."))
    return playbooks.source(name)
