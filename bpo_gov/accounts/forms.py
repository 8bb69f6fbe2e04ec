"""What people type about themselves: address and password, a new password, preferences."""

from collections.abc import Container
from typing import Any
from zoneinfo import available_timezones

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, PasswordField, SelectChoice, SelectField
from wtforms.validators import InputRequired, Length

from bpo_gov.accounts.models import Locale, Theme
from bpo_gov.web.forms import BaseForm, readable

CONTINENTS = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
LOCALES = [
    SelectChoice("", _l("As the browser asks")),
    SelectChoice(Locale.ENGLISH.value, "English"),
    SelectChoice(Locale.INDONESIAN.value, "Bahasa Indonesia"),
]
THEMES = [
    SelectChoice(Theme.AUTO.value, _l("As the system")),
    SelectChoice(Theme.LIGHT.value, _l("Light")),
    SelectChoice(Theme.DARK.value, _l("Dark")),
]
CHOOSING = _l("At least 15 characters. Four or five words that do not belong together are strong and easy to remember.")
FILL_IN = _l("Fill this in.")
ZONES = ["UTC", *sorted(zone for zone in available_timezones() if zone.startswith(CONTINENTS))]


def _address() -> EmailField:
    short = Length(max=254, message=_l("Use at most %(most)s characters.", most=254))
    asked = {"autocomplete": "username", "spellcheck": "false"}
    return EmailField(_l("E-mail"), [InputRequired(message=FILL_IN), short, readable], render_kw=asked)


def _password(label: Any, kind: str, help: Any = "") -> PasswordField:
    asked = {"autocomplete": kind, "spellcheck": "false"}
    return PasswordField(label, [InputRequired(message=FILL_IN)], description=help, render_kw=asked)


class SignIn(BaseForm):
    email = _address()
    password = _password(_l("Password"), "current-password", _l("Pasting is welcome."))


class Forgot(BaseForm):
    email = _address()


class SetPassword(BaseForm):
    password = _password(_l("New password"), "new-password", CHOOSING)


class ChangePassword(BaseForm):
    current = _password(_l("Present password"), "current-password")
    password = _password(_l("New password"), "new-password", CHOOSING)


class Preferences(BaseForm):
    """Any of these may be sent alone."""

    theme = SelectField(_l("Theme"), choices=THEMES)
    locale = SelectField(_l("Language"), choices=LOCALES)
    zone = SelectField(
        _l("Time zone"), choices=ZONES,
        description=_l("For pages over several agreements; inside an agreement its own zone holds."),
    )  # fmt: skip

    def sent(self, names: Container[str]) -> dict[str, Any]:
        """The choices whose names were sent."""
        return {name: self[name].data for name in ("theme", "locale", "zone") if name in names}
