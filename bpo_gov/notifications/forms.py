"""What a person chooses about notices: for each kind of matter how letters come, and what counts as unread."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectChoice, SelectField

from bpo_gov.kernel.workflow import WORKFLOWS
from bpo_gov.notifications.choices import Choice
from bpo_gov.notifications.models import NewsMail, TurnMail
from bpo_gov.web.forms import BaseForm

HOW = {
    "at_once": _l("At once"),
    "daily": _l("In a daily digest"),
    "weekly": _l("In a weekly digest"),
    "never": _l("Never"),
}
TURN = [SelectChoice(one.value, HOW[one]) for one in TurnMail]
NEWS = [SelectChoice(one.value, HOW[one]) for one in NewsMail]


def choices_form(now: Mapping[str, Choice] | None = None) -> BaseForm:
    """The form with three fields for every kind there is: as it was sent, or as things stand `now`."""
    fields: dict[str, Any] = {}
    for kind in WORKFLOWS:
        fields[f"{kind}_turn"] = SelectField(_l("Your turn, or a deadline"), choices=TURN)
        fields[f"{kind}_news"] = SelectField(_l("News"), choices=NEWS)
        fields[f"{kind}_counts"] = BooleanField(_l("Its news count as unread"))
    made = type("Choices", (BaseForm,), fields)
    if now is None:
        return made()  # type: ignore[no-any-return]  # built here, from BaseForm
    start = {f"{kind}_{name}": getattr(one, name) for kind, one in now.items() for name in ("turn", "news", "counts")}
    return made(formdata=None, data=start)  # type: ignore[no-any-return]


def chosen(form: BaseForm) -> dict[str, Choice]:
    """The choices of a form that is valid."""
    return {
        kind: Choice(
            TurnMail(form[f"{kind}_turn"].data), NewsMail(form[f"{kind}_news"].data), bool(form[f"{kind}_counts"].data)
        )
        for kind in WORKFLOWS
    }
