"""One form for each verb of a meeting that needs words; field names are the keywords of its action."""

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, SelectChoice, SelectField, StringField, ValidationError
from wtforms.widgets import TimeInput

from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.kernel import access, clock
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.meetings import terms
from bpo_gov.meetings.attendance import SeatsField
from bpo_gov.meetings.models import Meeting
from bpo_gov.notes.forms import Note, OwnNote
from bpo_gov.web.forms import BaseForm, DayField, Needed, WholeField, line, prose

FROM_LIST = _l("Choose one from the list.")
READ = _l("Both sides read this.")
USUAL, LONGEST = 60, 1440  # minutes
FIVE = Decimal(5)


class TimeField(StringField):  # type: ignore[misc]  # WTForms has no types
    """A time of day like 09:30, in the zone of the agreement."""

    widget = TimeInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = str(valuelist[0]).strip() if valuelist else ""

    def pre_validate(self, form: Any) -> None:
        if self.data and not re.fullmatch(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", self.data):
            raise ValidationError(_("Write a time like 09:30."))


def _length(label: Any, usual: int) -> WholeField:
    return WholeField(label, [Needed()], least=FIVE, most=Decimal(LONGEST), default=usual)


class When(BaseForm):
    """Day, time, length and place; `agreed` are the terms in whose zone the time is meant."""

    agreed: Terms

    day = DayField(_l("Day"), [Needed()])
    at = TimeField(_l("Begins at"), [Needed()], description=_l("In the time zone of the agreement."))
    length = _length(_l("Length in minutes"), USUAL)
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


class AddItem(BaseForm):
    """One more item."""

    found: Matter | None = None

    title = line(_l("Item"))
    length = _length(_l("Minutes for it"), 10)
    about = line(
        _l("About"), required=False, most=20, help=_l("The number of a matter of this agreement, for example CR-12.")
    )

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        self.actor = actor

    def validate_about(self, field: Field) -> None:
        """A matter that can be seen."""
        self.found = access.named(field.data, self.actor) if field.data else None
        if field.data and self.found is None:
            raise ValidationError(_("There is no such matter in this agreement."))

    def words(self) -> dict[str, Any]:
        return {**super().words(), "about": self.found}


def _items() -> SelectField:
    return SelectField(
        _l("Item"), [Needed(FROM_LIST)], coerce=str, choices=[], invalid_value_message=FROM_LIST, invalid_choice_message=FROM_LIST,
    )  # fmt: skip


class OfItem(BaseForm):
    """A verb about one item of the agenda."""

    item = _items()

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        """The items of the agenda."""
        if isinstance(matter, Meeting):
            self.item.choices = [SelectChoice(str(item.id), f"{item.position}. {item.title}") for item in matter.items]

    def words(self) -> dict[str, Any]:
        return {**super().words(), "item": int(self.item.data)}


class Write(OfItem):
    """The minutes of one item, and which text was looked at."""

    text = prose(
        _l("Minutes"), required=False, rows=8, most=20_000, help=_l("Both sides see this as soon as it is saved.")
    )
    edition = HiddenField()

    def words(self) -> dict[str, Any]:
        seen = str(self.edition.data or "")
        return {**super().words(), "edition": int(seen) if re.fullmatch(r"[0-9]{1,9}", seen) else -1}


class Correct(OfItem):
    """Other words for one item."""

    text = prose(_l("The words of this item"), rows=8, most=20_000)
    reason = prose(_l("Reason"), help=READ)


class Attend(BaseForm):
    """Who is here."""

    seats = SeatsField(_l("Who is here"))

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        if isinstance(matter, Meeting):
            self.seats.offer(matter)


class Reason(BaseForm):
    """A verb that needs a reason the other side will read."""

    reason = prose(_l("Reason"), help=READ)


class Words(BaseForm):
    """A note that stands beside the minutes."""

    text = prose(_l("The note of your side"), help=_l("It stands beside the minutes for good. Both sides read it."))


FORMS: Mapping[str, type[BaseForm]] = {
    "reschedule": Reschedule, "cancel": Reason, "add_item": AddItem, "drop_item": OfItem, "attend": Attend, "write": Write, "carry": OfItem,
    "correct": Correct, "disagree": Words, "comment": Words, "note": Note, "note_own": OwnNote,
}  # fmt: skip
