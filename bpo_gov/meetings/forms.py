"""One form for each verb of a meeting that needs words; field names are the keywords of its action."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, SelectChoice, SelectField, ValidationError

from bpo_gov.kernel import access
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.meetings.attendance import SeatsField
from bpo_gov.meetings.models import Meeting
from bpo_gov.meetings.when import FROM_LIST, READ, Reschedule, minutes
from bpo_gov.notes.forms import Note, OwnNote
from bpo_gov.web.forms import BaseForm, Needed, WholeField, line, prose


class AddItem(BaseForm):
    """One more item."""

    found: Matter | None = None

    title = line(_l("Item"))
    length = minutes(_l("Minutes for it"), 10)
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


def _edition(seen: Any) -> int:
    """Which text was looked at; what cannot be read is none that ever was."""
    return int(seen) if re.fullmatch(r"[0-9]{1,9}", str(seen or "")) else -1


class OfItem(BaseForm):
    """A verb about one item of the agenda."""

    item = _items()

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        """The items of the agenda."""
        if isinstance(matter, Meeting):
            self.item.choices = [SelectChoice(str(item.id), f"{item.position}. {item.title}") for item in matter.items]

    def words(self) -> dict[str, Any]:
        return {**super().words(), "item": int(self.item.data)}


class Put(OfItem):
    """Another place on the agenda, and the minutes for it."""

    position = WholeField(_l("Place on the agenda"), [Needed()], least=Decimal(1), most=Decimal(99))
    length = minutes(_l("Minutes for it"), 10)


class Prepare(OfItem):
    """What a side keeps to itself for an item."""

    text = prose(
        _l("Preparation of your side"), required=False, rows=4, most=20_000, help=_l("Only your side reads this.")
    )
    edition = HiddenField()

    def words(self) -> dict[str, Any]:
        return {**super().words(), "edition": _edition(self.edition.data)}


class Write(OfItem):
    """The minutes of one item, and which text was looked at."""

    text = prose(
        _l("Minutes"), required=False, rows=8, most=20_000, help=_l("Both sides see this as soon as it is saved.")
    )
    edition = HiddenField()

    def words(self) -> dict[str, Any]:
        return {**super().words(), "edition": _edition(self.edition.data)}


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
    "reschedule": Reschedule, "cancel": Reason, "end": Reason, "add_item": AddItem, "drop_item": OfItem, "attend": Attend, "put": Put, "prepare": Prepare,
    "write": Write, "carry": OfItem,
    "correct": Correct, "disagree": Words, "comment": Words, "note": Note, "note_own": OwnNote,
}  # fmt: skip
