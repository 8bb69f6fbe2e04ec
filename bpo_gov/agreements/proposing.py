"""A later version of the framework: proposed after a look at what changes; any two versions beside each other."""

from base64 import b64decode, b64encode
from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from bpo_gov.agreements import actions, queries, succession, updates
from bpo_gov.agreements.door import inside
from bpo_gov.agreements.forms import ConfirmedVersion, Propose
from bpo_gov.agreements.framework import BadFramework, Framework, Problem, compare, read
from bpo_gov.agreements.models import Framework as Version
from bpo_gov.agreements.shown import differences, taken
from bpo_gov.agreements.workflow import FRAMEWORK
from bpo_gov.kernel.errors import Denied, NotFound, Refused
from bpo_gov.kernel.words import say
from bpo_gov.web import here
from bpo_gov.web.words import tell

blueprint = inside("versions", "framework")


@blueprint.route("/propose", methods=["GET", "POST"])
def propose() -> Any:
    """Hand over the next text, beginning with the one in force; what would change is shown before it is proposed."""
    counts = _may_propose()
    if request.method != "POST":
        return _page(Propose(formdata=None, text=counts.source), counts)
    if "exact" not in request.form:
        return _look(counts)
    source, day = _looked_at()
    if "change" in request.form:
        return _page(_with(source, day), counts)
    return _propose(source, day, counts)


@blueprint.get("/compare/<int:before>/<int:after>")
def compared(before: int, after: int) -> str:
    """Two versions beside each other, with what changed in words."""
    actor = here.actor()
    old, new = queries.load(before, actor), queries.load(after, actor)
    found = compare(old.terms, new.terms)
    return render_template(
        "agreements/compare.html", old=old, new=new, counted=differences.counted(found),
        differences=differences.sections(found, old.terms, new.terms), before=old.label, after=new.label,
        others=[one for one in queries.versions(actor) if one.number not in (old.number, new.number)],
    )  # fmt: skip


@blueprint.route("/playbook", methods=["GET", "POST"])
def playbook() -> Any:
    """What a newer playbook changes, what of it fits this agreement, and the chosen parts taken into a text to propose."""
    counts = _counts()
    update = updates.update_for(counts.terms)
    if update is None:
        raise NotFound(say("The playbook this framework began from has no newer version."))
    if request.method == "POST":
        _may_propose()
        chosen = {int(number) for number in request.form.getlist("take") if number.isascii() and number.isdigit()}
        text = update.text(counts.terms, chosen)
        return _page(Propose(formdata=None, text=text), counts, taken=len(chosen))
    shown = differences.sections(update.differences, update.before, update.after)
    return render_template(
        "agreements/playbook.html", update=update, counts=counts, differences=shown,
        before=_("Playbook %(n)s", n=update.had), after=_("Playbook %(n)s", n=update.now),
        fits=taken.fits(update, counts.terms), refusal=_refusal(counts),
    )  # fmt: skip


def _counts() -> Version:
    found = queries.current(here.actor().agreement_id)
    if found is None:
        raise NotFound(say("This agreement has no framework yet."))
    return found


def _refusal(counts: Version) -> Denied | Refused | None:
    """Why the reader may not propose a version now."""
    actor, move = here.actor(), FRAMEWORK.table["propose"]
    if not move.who(counts, actor):
        return Denied(say("Only a manager of either side proposes a new version."))
    reason = move.when(counts, actor) if move.when else None
    return Refused(reason) if reason else None


def _may_propose() -> Version:
    counts = _counts()
    if refusal := _refusal(counts):
        raise refusal
    return counts


def _look(counts: Version) -> Any:
    """What a proposal would change, or everything that is in its way; nothing is stored."""
    form = Propose()
    source, is_well = form.source(), form.validate()
    if not source.strip():
        form.text.errors = [*form.text.errors, _("Choose a file, or put the text here.")]
        is_well = False
    if not is_well:
        return _page(form, counts), 422
    day = form.effective_from.data
    try:
        terms = read(source)
        succession.examine(source.decode(), terms, here.actor().agreement_id, day)
    except BadFramework as bad:
        return _page(_with(source, day), counts, bad.problems), 422
    except Refused as refused:
        return _refused(source, day, counts, refused)
    return _preview(source, day, terms, counts)


def _preview(source: bytes, day: date | None, terms: Framework, counts: Version) -> str:
    found = compare(counts.terms, terms)
    exact = b64encode(source).decode()
    return render_template(
        "agreements/proposal.html", form=ConfirmedVersion(formdata=None, exact=exact, effective_from=day and day.isoformat()),
        counts=counts, day_named=day, earliest=succession.earliest_day(here.agreement()), counted=differences.counted(found),
        differences=differences.sections(found, counts.terms, terms), before=counts.label, after=_("Proposed"),
        newcomers=succession.of_people(terms, succession.newcomers(terms, counts.terms)),
        leavers=succession.of_people(counts.terms, succession.leavers(terms, counts.terms)),
    )  # fmt: skip


def _looked_at() -> tuple[bytes, date | None]:
    try:
        day = request.form.get("effective_from")
        return b64decode(request.form["exact"], validate=True), date.fromisoformat(day) if day else None
    except ValueError:
        abort(400)


def _propose(source: bytes, day: date | None, counts: Version) -> Any:
    try:
        made = actions.propose_version(here.actor(), source, day)
    except BadFramework as bad:
        return _page(_with(source, day), counts, bad.problems), 422
    except Refused as refused:
        return _refused(source, day, counts, refused)
    flash(_("%(label)s is proposed. It is agreed when both sides have signed.", label=made.label), "ok")
    return redirect(url_for("framework.show", number=made.number), 303)


def _refused(source: bytes, day: date | None, counts: Version, refused: Refused) -> Any:
    form = _with(source, day)
    form.form_errors = [tell(refused.says)]
    return _page(form, counts), 409


def _with(source: bytes, day: date | None) -> Propose:
    """The form with what was handed over, so that it can be put right in place."""
    return Propose(formdata=None, text=source.decode("utf-8", "replace"), effective_from=day)


def _page(form: Propose, counts: Version, problems: list[Problem] | None = None, *, taken: int | None = None) -> str:
    return render_template(
        "agreements/propose.html", form=form, problems=problems or [], counts=counts, taken=taken,
        update=updates.update_for(counts.terms),
    )  # fmt: skip
