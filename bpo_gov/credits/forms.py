"""One form for each verb of a statement that needs words; field names are the keywords of its action."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, SelectChoice, SelectField, ValidationError
from wtforms.validators import Optional

from bpo_gov.agreements import queries as agreements
from bpo_gov.agreements.standing import TURNS
from bpo_gov.credits.models import Statement
from bpo_gov.decisions import queries as decisions
from bpo_gov.decisions.models import Decision
from bpo_gov.kernel import access
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor, Party
from bpo_gov.notes.forms import Note, OwnNote
from bpo_gov.web.forms import BaseForm, DayField, Needed, NumberField, line, prose

FROM_LIST = _l("Choose one from the list.")
READ = _l("Both sides read this.")


class DrawUp(BaseForm):
    """A month, and the side whose performance it is."""

    token = HiddenField()
    period = line(_l("Month"), most=10, help=_l("For example 2026-02. It must be over."))
    owed_by = SelectField(
        _l("Whose performance"), [Needed(FROM_LIST)], coerce=str, choices=[], invalid_value_message=FROM_LIST, invalid_choice_message=FROM_LIST,
    )  # fmt: skip

    def offer(self, sides: list[Party]) -> None:
        """The sides on whose performance credits hang."""
        self.owed_by.choices = [SelectChoice(side.value, _(TURNS[side.value])) for side in sides]


class OfStatement(BaseForm):
    """A verb of a statement that names an amount."""

    most: Decimal | None = None

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        """Its currency."""
        self.actor = actor
        if isinstance(matter, Statement):
            for field in self._fields.values():
                if isinstance(field, NumberField):
                    field.unit = matter.currency
            self.start(matter)

    def start(self, one: Statement) -> None:
        """What stands in the fields at first."""


class Claim(OfStatement):
    """The charges of the month, and what there is to say."""

    charges = NumberField(
        _l("Charges invoiced for the month"),
        [Needed()],
        help_=_l("As invoiced, without tax. Other charges than those shown reckon the credit anew."),
    )
    reason = prose(_l("What there is to say"), required=False, help=READ)

    def start(self, one: Statement) -> None:
        if not self.is_submitted():
            self.charges.data = one.charges

    def validate_charges(self, field: NumberField) -> None:
        """Charges are above zero."""
        if field.data is not None and field.data <= 0:
            raise ValidationError(_("This must be above zero."))


class Object(OfStatement):
    """Why it is wrong, and what it is by one's own count."""

    amount = NumberField(
        _l("What it is by your count"), [Optional()], help_=_l("Leave it empty if you only know that it is wrong.")
    )
    reason = prose(_l("Why"), help=READ)


class Determine(OfStatement):
    """The amount of a decision."""

    found: Decision | None = None

    amount = NumberField(_l("Amount"), [Needed()])
    decision = line(
        _l("By which decision"), most=20, help=_l("The number of a decision that both agreed to, for example D-5.")
    )

    def validate_decision(self, field: Field) -> None:
        """A decision that can be seen."""
        found = access.named(field.data, self.actor) if field.data else None
        if field.data and not isinstance(found, Decision):
            raise ValidationError(_("There is no such decision in this agreement."))
        self.found = decisions.load(found.number, self.actor) if found else None

    def words(self) -> dict[str, Any]:
        return {**super().words(), "decision": self.found}


class Apply(OfStatement):
    """Where it was applied."""

    begins: date | None = None

    document = line(_l("Invoice or credit note"), most=100, help=_l("Its number, as it stands on it."))
    applied_on = DayField(_l("Day"), [Needed()], description=_l("The day of that document."))

    def start(self, one: Statement) -> None:
        self.begins, self.today = one.begins, agreements.today_of(one.framework)

    def validate_applied_on(self, field: Field) -> None:
        """A day after the month began that has come."""
        if field.data is not None and self.begins is not None and field.data < self.begins:
            raise ValidationError(_("This is before the month that it is for."))
        if field.data is not None and field.data > self.today:
            raise ValidationError(_("This day has not come yet."))


class Reason(BaseForm):
    """A verb that needs a reason the other side will read."""

    reason = prose(_l("Reason"), help=READ)


FORMS: Mapping[str, type[BaseForm]] = {
    "claim": Claim, "object": Object, "determine": Determine, "apply": Apply, "waive": Reason, "note": Note, "note_own": OwnNote,
}  # fmt: skip
