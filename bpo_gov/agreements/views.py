"""Pages of an agreement: the framework as both sides sign it, the people of both sides, who may do what."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from bpo_gov.agreements import beginning, queries, updates
from bpo_gov.agreements.door import inside
from bpo_gov.agreements.forms import FORMS
from bpo_gov.agreements.framework import compare
from bpo_gov.agreements.models import Framework, FrameworkState
from bpo_gov.agreements.shown import (
    classes,
    contract,
    cures,
    differences,
    key_people,
    limits,
    powers,
    reporting,
    versions,
    words,
)
from bpo_gov.agreements.shown import people as places
from bpo_gov.agreements.workflow import FRAMEWORK, OPEN
from bpo_gov.kernel import access, clock, signatures
from bpo_gov.kernel.db import MARK, db
from bpo_gov.kernel.errors import BpoError, Denied, NotFound
from bpo_gov.kernel.parties import Actor
from bpo_gov.kernel.words import N_, say
from bpo_gov.web import here, moves
from bpo_gov.web.forms import BaseForm
from bpo_gov.web.words import tell

blueprint = beginning.blueprint
inside_pages = inside("framework", "")
DONE = {
    "invite": N_("The invitation is on the record, and the person belongs to your side."),
    "set_role": N_("The role is changed."),
    "remove": N_("The person has left the agreement. What they did stays on the record."),
}


class _OfVersions(Blueprint):
    """Puts the moves of a version under `/framework`, in the blueprint that also holds people and powers."""

    def add_url_rule(self, rule: str, *args: Any, **options: Any) -> None:
        inside_pages.add_url_rule(f"/framework{rule}", *args, **options)


@inside_pages.get("/framework")
def current() -> str:
    """The version that counts: in force, else proposed."""
    return _page(_counts())


@inside_pages.get("/framework/<int:number>")
def show(number: int) -> str:
    """One version, whatever became of it."""
    return _page(queries.load(number, here.actor()))


@inside_pages.get("/framework.yaml")
def source() -> Response:
    """The text of the version that counts, byte for byte."""
    return _text(_counts())


@inside_pages.get("/framework/<int:number>.yaml")
def source_of(number: int) -> Response:
    """The text of one version, byte for byte."""
    return _text(queries.load(number, here.actor()))


@inside_pages.get("/people")
def people() -> str:
    """Who belongs here and what each may bind; a manager changes the places of the own side."""
    actor, framework = here.actor(), _counts()
    sides = places.sides(
        queries.members(actor.agreement_id),
        framework.terms,
        queries.side_names(here.agreement()),
        actor,
        open_=framework.state in OPEN,
    )
    return render_template("agreements/people.html", sides=sides, framework=framework)


@inside_pages.route("/people/<any(invite, set_role, remove):verb>", methods=["GET", "POST"])
def place(verb: str) -> Any:
    """A move on a place of the own side, from the people page and back to it."""
    actor, posted = here.actor(), request.method == "POST"
    framework = queries.load(_counts().number, actor, lock=posted)
    form = FORMS[verb]() if posted else FORMS[verb](formdata=request.args)
    form.prepare(framework, actor)
    if refusal := FRAMEWORK.refusal(verb, framework, actor):
        raise refusal
    if not posted:
        return _place_page(verb, form)
    if not form.validate():
        return _place_page(verb, form), 422
    try:
        FRAMEWORK.effects[verb](framework, actor, **form.words())
    except BpoError as error:
        return _refused(verb, form, error)
    flash(_(DONE[verb]), "ok")
    return redirect(url_for(".people"), 303)


@inside_pages.get("/who-may-do-what")
def who_may() -> str:
    """The tables that judge every move, printed for both sides."""
    terms = _counts().terms
    return render_template("agreements/who_may.html", kinds=powers.kinds(terms), seats=powers.seats(), terms=terms)


moves.install(_OfVersions(inside_pages.name, __name__), FRAMEWORK, FORMS, queries.load, "agreements")


def _counts() -> Framework:
    found = queries.current(here.actor().agreement_id)
    if found is None:
        raise NotFound(say("This agreement has no framework yet."))
    return found


def _page(version: Framework) -> str:
    actor, zone, terms = here.actor(), here.agreement().zone, version.terms
    members = queries.members(actor.agreement_id)
    events = access.events_of(version, actor)
    ground, others = queries.ground_of(version), queries.versions(actor)
    in_force = queries.active_framework(actor.agreement_id)
    now = in_force.number if in_force else None
    is_next = ground.number != version.number and version.state == FrameworkState.PROPOSED
    found = compare(ground.terms, version.terms) if is_next else []
    return render_template(
        "agreements/show.html",
        version=version,
        terms=terms,
        said=words,
        contract=contract,
        classes=classes,
        cures=cures,
        reporting=reporting,
        key_people=key_people,
        limits=limits.limits(terms),
        places={place.code: place for place in terms.locations},
        state=versions.state_of(version, zone, now),
        ball=versions.ball_of(version, actor),
        signs=versions.signs(version, signatures.under(version, version.digest), ground.terms),
        others=versions.versions(others, zone, now),
        ground=ground,
        is_next=is_next,
        counted=differences.counted(found),
        differences=differences.sections(found, ground.terms, version.terms),
        before=ground.label,
        after=version.label,
        may_propose=_may_propose(version, actor, others),
        update=updates.update_for(terms) if now == version.number else None,
        timeline=versions.timeline(events, {one.user_id: (one.user.name, one.title) for one in members}),
        moves=moves.buttons(FRAMEWORK, version, actor, inside_pages.name, FORMS),
        now=clock.now(),
    )


def _may_propose(version: Framework, actor: Actor, others: Sequence[Framework]) -> bool:
    waits = any(one.state == FrameworkState.PROPOSED for one in others)
    return not waits and FRAMEWORK.table["propose"].who(version, actor)


def _text(version: Framework) -> Response:
    name = f"{here.agreement().key}-{version.number}.yaml"
    answer = Response(version.source.encode(), mimetype="application/yaml")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _place_page(verb: str, form: BaseForm) -> str:
    move = FRAMEWORK.table[verb]
    return render_template(
        "agreements/place.html",
        form=form,
        verb=verb,
        title=_(move.label),
        submit=_(move.label),
        action=url_for(".place", verb=verb),
        back=url_for(".people"),
        hurts=move.hurts,
        draft=False,
    )


def _refused(verb: str, form: BaseForm, error: BpoError) -> Any:
    if isinstance(error, Denied):
        raise error
    flash(tell(error.says), "bad")
    body = _place_page(verb, form)  # what was typed is kept
    db.session.rollback()
    db.session.info.pop(MARK, None)
    return body, 409
