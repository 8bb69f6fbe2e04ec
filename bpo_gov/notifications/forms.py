"""What a person chooses about notices: for each kind of matter how letters come, and what counts as unread."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectChoice, SelectField
from wtforms.validators import AnyOf

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
        fields[f"{kind}_turn"] = _choice(_l("Your turn, or a deadline"), TURN)
        fields[f"{kind}_news"] = _choice(_l("News"), NEWS)
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


def _choice(label: Any, choices: list[Any]) -> SelectField:
    known = AnyOf([one.value for one in choices], message=_l("Choose one of these."))
    return SelectField(label, [known], choices=choices, validate_choice=False)
