"""Pages of signing in and out, setting a password, and one's own account."""

import logging
import math
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from bpo_gov.accounts import actions, agents, auth, devices, forms, paths, queries, throttle
from bpo_gov.accounts.models import User
from bpo_gov.kernel.errors import Refused
from bpo_gov.web import catalogues, here
from bpo_gov.web.words import tell

log = logging.getLogger(__name__)
blueprint = Blueprint("accounts", __name__)


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Any:
    """Address and password; wrong ones are answered alike, whatever is wrong with them."""
    back = paths.own(request.args.get("next")) or "/"
    if here.reader() is not None and request.method != "POST":
        return redirect(back)
    form = forms.SignIn()
    if request.method != "POST":
        return _sign_in_page(form)
    if not form.validate():
        return _sign_in_page(form), 422
    keys = devices.keys(queries.email_key(form.email.data))
    if wait := throttle.wait(keys):
        return _later(wait, _sign_in_page, form)
    person = actions.with_password(form.email.data, form.password.data)
    if person is None:
        throttle.failed(keys)
        log.warning("sign-in refused: %s from %s", keys[0][:24], request.remote_addr)
        form.form_errors.append(_("That address and password do not open an account here. Check both and try again."))
        return _sign_in_page(form), 422
    throttle.clear([key for key in keys if not key.startswith("address:")])
    auth.enter(person)
    answer = make_response(redirect(back, 303))
    devices.remember(answer, person.email)
    return answer


@blueprint.post("/sign-out")
def sign_out() -> Any:
    """Out of this browser."""
    auth.leave()
    flash(_("You are signed out."), "ok")
    return redirect(url_for("accounts.sign_in"), 303)


@blueprint.route("/forgot", methods=["GET", "POST"])
def forgot() -> Any:
    """A letter with a link, if the address has an account; the page does not tell."""
    form = forms.Forgot()
    if request.method != "POST":
        return _forgot_page(form)
    if not form.validate():
        return _forgot_page(form), 422
    email = queries.email_key(form.email.data)
    keys = [throttle.account(email, "forgot"), throttle.address(request.remote_addr, "forgot_address")]
    if wait := throttle.wait(keys):
        return _later(wait, _forgot_page, form)
    throttle.failed(keys)
    person = queries.user_by_email(email)
    if person is not None and person.disabled_at is None:
        actions.invite(person)
    actions.ring()  # for an unknown address too, so that both take the same time
    flash(_("If this address has an account, a letter with a link is on its way to it. It is good for 72 hours."), "ok")
    return redirect(url_for("accounts.sign_in"), 303)


@blueprint.route("/set-password/<token>", methods=["GET", "POST"])
def set_password(token: str) -> Any:
    """Where the link of a letter leads."""
    link = queries.open_link(token)
    if link is None:
        return render_template("accounts/dead_link.html", says=actions.LINK_IS_DEAD), 404
    form = forms.SetPassword()
    if request.method == "POST" and form.validate():
        try:
            person = actions.use_link(token, form.password.data)
        except Refused as refused:
            form.password.errors = [tell(refused.says)]
        else:
            throttle.clear([throttle.account(person.email)])
            log.info("person %s set a password by a link", person.id)
            flash(_("Your password is set. Sign in with it."), "ok")
            return redirect(url_for("accounts.sign_in"), 303)
    page = render_template("accounts/set_password.html", form=form, person=link.user)
    return page, 200 if request.method != "POST" else 422


@blueprint.get("/account")
def account() -> Any:
    """Who I am here, how I like it, where I am signed in."""
    return _account_page(forms.ChangePassword())


@blueprint.post("/account/password")
def change_password() -> Any:
    """A new password; every other browser is signed out, this one stays with a new token."""
    form, person = forms.ChangePassword(), _reader()
    if not form.validate():
        return _account_page(form), 422
    keys = [throttle.account(person.email, "change")]
    if wait := throttle.wait(keys):
        return _later(wait, _account_page, form)
    if actions.with_password(person.email, form.current.data) is None:
        throttle.failed(keys)
        form.current.errors = [_("This is not your present password.")]
        return _account_page(form), 422
    try:
        actions.set_password(person, form.password.data)
    except Refused as refused:
        form.password.errors = [tell(refused.says)]
        return _account_page(form), 422
    throttle.clear(keys)
    log.info("person %s changed the password", person.id)
    auth.enter(person)
    flash(_("Your password is changed. Every other browser is signed out."), "ok")
    return redirect(url_for("accounts.account"), 303)


@blueprint.post("/account/sessions/<int:sign_in_id>/end")
def end_session(sign_in_id: int) -> Any:
    """Out of another browser of mine, from here."""
    actions.revoke(_reader(), sign_in_id)
    flash(_("That browser is signed out."), "ok")
    return redirect(url_for("accounts.account"), 303)


@blueprint.get("/preferences")
def my_preferences() -> Any:
    """Preferences stand on the account page."""
    return redirect(url_for("accounts.account", _anchor="preferences"))


@blueprint.post("/preferences")
def preferences() -> Any:
    """Theme, language, time zone: any of them, then back to the page it was chosen on."""
    form = forms.Preferences()
    choices = form.sent(request.form)
    form.validate()
    if any(name in form.errors for name in choices):
        abort(400)
    actions.prefer(_reader(), **choices)
    if "locale" in choices:
        session.pop("language", None)
    back = paths.own(request.form.get("next")) or paths.of_referrer(request.referrer, request.host)
    return redirect(back or url_for("accounts.account"), 303)


@blueprint.get("/language/<code>")
def language(code: str) -> Any:
    """This browser's language. Where the person's own choice stands against it, they are asked to change that."""
    if code not in catalogues.LANGUAGES:
        abort(404)
    back = paths.own(request.args.get("next")) or paths.of_referrer(request.referrer, request.host) or "/"
    session["language"] = code
    if here.reader() is not None and catalogues.choose() != code:
        return render_template("accounts/language.html", code=code, back=back)
    return redirect(back)


def _reader() -> User:
    person = here.reader()
    if not isinstance(person, User):
        abort(401)
    return person


def _sign_in_page(form: forms.SignIn) -> str:
    action = url_for("accounts.sign_in", next=paths.own(request.args.get("next")))
    return render_template("accounts/sign_in.html", form=form, action=action)


def _forgot_page(form: forms.Forgot) -> str:
    return render_template("accounts/forgot.html", form=form)


def _account_page(form: forms.ChangePassword) -> str:
    person, seat = _reader(), auth.seat()
    sign_ins = [(row, *agents.recognised(row.agent)) for row in queries.sign_ins_of(person)]
    now = {"theme": person.theme, "locale": person.locale or "", "zone": person.zone or "UTC"}
    return render_template(
        "accounts/account.html", form=form, person=person, preferences=forms.Preferences(formdata=None, **now),
        sign_ins=sign_ins, here_id=seat.sign_in_id if seat else None,
    )  # fmt: skip


def _later(wait: timedelta, page: Any, form: Any) -> Response:
    """The same page with what was typed, and when to try again."""
    seconds = math.ceil(wait.total_seconds())
    minutes = math.ceil(seconds / 60)
    says = ngettext("Too many tries. Wait %(num)s minute.", "Too many tries. Wait %(num)s minutes.", minutes)
    form.form_errors.append(says)
    answer = make_response(page(form), 429)
    answer.headers["Retry-After"] = str(seconds)
    return answer
