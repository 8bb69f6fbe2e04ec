"""One form for each verb of a figure that needs words; field names are the keywords of its action."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, SelectChoice, SelectField, ValidationError

from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.agreements.framework import Kpi
from bpo_gov.decisions import queries as decisions
from bpo_gov.decisions.models import Decision
from bpo_gov.kernel import access
from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.kpis.models import Figure
from bpo_gov.notes.forms import Note, OwnNote
from bpo_gov.web.forms import BaseForm, Needed, NumberField, line, prose

FROM_LIST = _l("Choose one from the list.")
READ = _l("Both sides read this.")
FRACTION = _l("This is a share. Write percent: 97 for 97 %.")
PERCENT = "%"
PLACES = 4


def _number(label: Any, validators: Any = (), **more: Any) -> NumberField:
    return NumberField(label, validators, places=PLACES, **more)


def refuse_fraction(field: NumberField, kpi: Kpi | None) -> None:
    """0.97 in place of 97 % would be a hundred times too small: nothing between 0 and 1 is taken for percent."""
    if kpi is not None and kpi.unit == PERCENT and field.data is not None and 0 < abs(field.data) <= 1:
        raise ValidationError(FRACTION)


class Values(BaseForm):
    """A value, or that there is none; with what it was divided from, if that is known."""

    kpi: Kpi | None = None

    value = _number(_l("Figure"))
    no_data = BooleanField(_l("There are no data for this period"))
    numerator = _number(_l("Numerator"), help_=_l("What was counted, if the figure is a share. Leave it empty else."))
    denominator = _number(_l("Denominator"), help_=_l("Of how many."))

    def validate(self, extra_validators: Any = None) -> bool:
        """Either a figure or none, and a share of something."""
        good = bool(super().validate(extra_validators))
        value, none = self._fields["value"], bool(self.no_data.data)
        if value.data is None and not value.errors and not none:
            value.errors = [_("Write the figure, or say that there are no data.")]
        if value.data is not None and none:
            value.errors = [_("Either a figure or no data, not both.")]
        over, under = self._fields["numerator"], self._fields["denominator"]
        if (over.data is None) != (under.data is None) and not over.errors and not under.errors:
            (under if under.data is None else over).errors = [_("Write both or neither.")]
        if under.data is not None and under.data <= 0:
            under.errors = [_("This must be above zero.")]
        return good and not any((value.errors, over.errors, under.errors))

    def validate_value(self, field: NumberField) -> None:
        """Percent are written as percent."""
        refuse_fraction(field, self.kpi)

    def words(self) -> dict[str, Any]:
        found = super().words()
        del found["no_data"]
        return found


class Submit(Values):
    """A figure for one period."""

    token = HiddenField()
    code = SelectField(
        _l("KPI"), [Needed(FROM_LIST)], coerce=str, choices=[], invalid_value_message=FROM_LIST, invalid_choice_message=FROM_LIST,
    )  # fmt: skip
    period = line(_l("Period"), most=10, help=_l("2026-02 for a month, 2026-W05 for a week, 2026-Q1 for a quarter."))
    source = line(
        _l("Where it comes from"), required=False, help=_l("For example: call records of the telephone platform.")
    )

    def offer(self, agreed: Terms, actor: Actor) -> None:
        """The KPIs that this side measures."""
        mine = {kpi.code: kpi for kpi in agreed.kpis if kpi.measured_by == actor.party.value}
        self.code.choices = [SelectChoice(code, f"{code} {kpi.name} ({kpi.unit})") for code, kpi in mine.items()]
        self.kpi = mine.get(str(self.code.data or ""))


class OfFigure(BaseForm):
    """A verb of a figure that names a value."""

    kpi: Kpi | None = None

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        """The unit of the KPI."""
        if isinstance(matter, Figure):
            self.kpi = matter.kpi
            self._fields["value"].unit = matter.kpi.unit

    def validate_value(self, field: NumberField) -> None:
        """Percent are written as percent."""
        refuse_fraction(field, self.kpi)


class Contest(OfFigure):
    """Why it is wrong, and what it is by one's own count."""

    value = _number(_l("What it is by your count"), help_=_l("Leave it empty if you only know that it is wrong."))
    reason = prose(_l("Why"), help=READ)


class Propose(OfFigure):
    """A value that both could settle on."""

    value = _number(_l("Value"), [Needed()])
    reason = prose(_l("Why"), help=READ)


class Determine(OfFigure):
    """The value of a decision."""

    found: Decision | None = None

    value = _number(_l("Value"), [Needed()])
    decision = line(
        _l("By which decision"), most=20, help=_l("The number of a decision that both agreed to, for example D-5.")
    )

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        super().prepare(matter, actor)
        self.actor = actor

    def validate_decision(self, field: Field) -> None:
        """A decision that can be seen."""
        found = access.named(field.data, self.actor) if field.data else None
        if field.data and not isinstance(found, Decision):
            raise ValidationError(_("There is no such decision in this agreement."))
        self.found = decisions.load(found.number, self.actor) if found else None

    def words(self) -> dict[str, Any]:
        return {**super().words(), "decision": self.found}


class Correct(Values):
    """Another figure for the same period."""

    source = line(_l("Where it comes from"), required=False, most=500)
    reason = prose(_l("Reason"), help=READ)

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        """What stands so far."""
        if isinstance(matter, Figure):
            self.kpi, self.value.unit = matter.kpi, matter.kpi.unit
            if not self.is_submitted():
                self.value.data, self.numerator.data, self.denominator.data = (
                    matter.value,
                    matter.numerator,
                    matter.denominator,
                )
                self.no_data.data, self.source.data = matter.value is None, matter.source


class Reason(BaseForm):
    """A verb that needs a reason the other side will read."""

    reason = prose(_l("Reason"), help=READ)


FORMS: Mapping[str, type[BaseForm]] = {
    "contest": Contest, "propose": Propose, "determine": Determine, "correct": Correct, "withdraw": Reason, "note": Note, "note_own": OwnNote,
}  # fmt: skip
