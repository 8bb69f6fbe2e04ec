"""Fields that a claim for relief has: a line of figures, and boxes of those that are claimed."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectMultipleField, StringField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from bpo_gov.agreements.framework import Framework as Terms
from bpo_gov.kernel.errors import Refused
from bpo_gov.kernel.parties import Actor, Party
from bpo_gov.kpis import naming
from bpo_gov.kpis.naming import Slot
from bpo_gov.web.forms import line
from bpo_gov.web.words import tell

FROM_LIST = _l("Choose from the list.")
HOW = _l("F-12, or code and period where there is no figure yet: KPI-01 2026-02. Several with commas.")


def figures_line(label: Any) -> StringField:
    """A line that names figures."""
    return line(label, required=False, most=1000, help=HOW)


def read(field: Field, actor: Actor, agreed: Terms, side: Party) -> tuple[Slot, ...]:
    """The figures that the line names. Raises ValidationError."""
    try:
        return naming.read_all(field.data or "", actor, agreed, side)
    except Refused as error:
        raise ValidationError(tell(error.says)) from None


class Claimed(SelectMultipleField):  # type: ignore[misc]  # WTForms has no types
    """Any of the figures that are claimed, as a list of boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, choices=[], **kwargs)
        self.flags.optional = True

    def pre_validate(self, form: Any) -> None:
        """Only what is claimed can be granted."""
        known = {choice.value for choice in self.choices}
        if not known.issuperset(self.data or ()):
            raise ValidationError(str(FROM_LIST))

    @property
    def slots(self) -> frozenset[Slot]:
        """Code and period of each that is chosen."""
        return frozenset((code, period) for code, _gap, period in (word.partition(" ") for word in self.data or ()))
