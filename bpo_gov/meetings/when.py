"""The forms of when a meeting is: a new one, a series, another time for one."""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, SelectChoice, SelectField, StringField, ValidationError
from wtforms.widgets import TimeInput

from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.kernel import clock
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.meetings import terms
from bpo_gov.meetings.models import Meeting
from bpo_gov.web.forms import BaseForm, DayField, Needed, WholeField, line, prose

FROM_LIST = _l("Choose one from the list.")
READ = _l("Both sides read this.")
USUAL, LONGEST = 60, 1440  # minutes
FURTHEST = 366  # days
FIVE = Decimal(5)


class TimeField(StringField):  # type: ignore[misc]  # WTForms has no types
    """A time of day like 09:30, in the zone of the agreement."""

    widget = TimeInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = str(valuelist[0]).strip() if valuelist else ""

    def pre_validate(self, form: Any) -> None:
        if self.data and not re.fullmatch(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", self.data):
            raise ValidationError(_("Write a time like 09:30."))


def minutes(label: Any, usual: int) -> WholeField:
    return WholeField(label, [Needed()], least=FIVE, most=Decimal(LONGEST), default=usual)


class When(BaseForm):
    """Day, time, length and place; `agreed` are the terms in whose zone the time is meant."""

    agreed: Terms

    day = DayField(_l("Day"), [Needed()])
    at = TimeField(_l("Begins at"), [Needed()], description=_l("In the time zone of the agreement."))
    length = minutes(_l("Length in minutes"), USUAL)
    place = line(_l("Place"), required=False, help=_l("A room, or the address of a video call."))

    def validate(self, extra_validators: Any = None) -> bool:
        """A moment that is still to come; a time that the clocks jump over is the first one after."""
        good = bool(super().validate(extra_validators))
        fields = self._fields
        if not fields["day"].errors and not fields["at"].errors and self.starts_at() <= clock.now():
            fields["at"].errors = [_("This is past. Name a time to come.")]
            return False
        return good

    def starts_at(self) -> datetime:
        """The instant that the day and the time name."""
        return terms.instant(self.agreed, self._fields["day"].data, self._fields["at"].data)


class Call(When):
    """A meeting of a forum."""

    token = HiddenField()
    forum = SelectField(
        _l("Forum"), [Needed(FROM_LIST)], coerce=str, choices=[], invalid_value_message=FROM_LIST, invalid_choice_message=FROM_LIST,
    )  # fmt: skip
    title = line(_l("Title"), required=False, help=_l("Leave it empty: the name of the forum is the title."))

    def words(self) -> dict[str, Any]:
        found = super().words()
        del found["day"], found["at"]
        return {**found, "starts_at": self.starts_at()}

    def offer(self, agreed: Terms) -> None:
        """The forums of the framework."""
        self.agreed = agreed
        self.forum.choices = [SelectChoice(forum.code, f"{forum.code} {forum.name}") for forum in agreed.forums]


class PlanSeries(BaseForm):
    """The series of a forum: its first day gives the weekday, the framework how often."""

    agreed: Terms

    token = HiddenField()
    forum = SelectField(
        _l("Forum"), [Needed(FROM_LIST)], coerce=str, choices=[], invalid_value_message=FROM_LIST, invalid_choice_message=FROM_LIST,
    )  # fmt: skip
    first = DayField(
        _l("First day"), [Needed()], description=_l("It gives the weekday, and for a monthly forum which one of the month: the second Tuesday."),
    )  # fmt: skip
    at = TimeField(_l("Begins at"), [Needed()], description=_l("In the time zone of the agreement."))
    length = minutes(_l("Length in minutes"), USUAL)
    place = line(_l("Place"), required=False, help=_l("A room, or the address of a video call."))
    title = line(_l("Title"), required=False, help=_l("Leave it empty: the name of the forum is the title."))

    def offer(self, agreed: Terms) -> None:
        """The forums of the framework with their cadence."""
        self.agreed = agreed
        self.forum.choices = [
            SelectChoice(forum.code, f"{forum.code} {forum.name} ({_(terms.CADENCES[forum.cadence.value])})")
            for forum in agreed.forums
        ]

    def validate_first(self, field: Field) -> None:
        """A day from today on, and not beyond what anybody plans."""
        today = clock.now().astimezone(ZoneInfo(self.agreed.header.time_zone)).date()
        if not today <= field.data <= today + timedelta(days=FURTHEST):
            raise ValidationError(_("Name a day from today on, within a year."))


class Reschedule(When):
    """Another time for a meeting."""

    reason = prose(_l("Reason"), help=READ)

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        """The time as it stands."""
        if not isinstance(matter, Meeting):
            return
        self.agreed = matter.framework.terms
        if not self.is_submitted():
            local = matter.starts_at.astimezone(ZoneInfo(self.agreed.header.time_zone))
            self._fields["day"].data, self._fields["at"].data = local.date(), f"{local:%H:%M}"
            self._fields["length"].data, self.place.data = matter.length, matter.place
