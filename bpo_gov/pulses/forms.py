"""One form for each verb of a round that needs words; field names are the keywords of its action."""

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectChoice, SelectField

from bpo_gov.kernel.matters import Matter
from bpo_gov.kernel.parties import Actor
from bpo_gov.notes.forms import Note, OwnNote
from bpo_gov.pulses.models import Pulse
from bpo_gov.pulses.scores import ScoresField
from bpo_gov.web.forms import BaseForm, Needed, prose

FROM_LIST = _l("Choose one from the list.")


class Open(BaseForm):
    """Which quarter the round is about."""

    token = HiddenField()
    quarter = SelectField(
        _l("Quarter"), [Needed(FROM_LIST)], choices=[], coerce=str, validate_choice=True, invalid_value_message=FROM_LIST,
        invalid_choice_message=FROM_LIST, description=_l("This one, or the last one if nobody has asked about it."),
    )  # fmt: skip

    def offer(self, quarters: Sequence[str]) -> None:
        """The quarters that are free."""
        self.quarter.choices = [SelectChoice(quarter, quarter) for quarter in quarters]


class Answer(BaseForm):
    """How one sees the other side, and one's own."""

    scores = ScoresField(_l("Your scores"))

    def prepare(self, matter: Matter | None, actor: Actor) -> None:
        if isinstance(matter, Pulse):
            self.scores.offer(matter, actor)

    def looked_at(self) -> int | None:
        """None: what a colleague answered meanwhile changes nothing about one's own answer."""
        return None


class Reason(BaseForm):
    """A verb that needs a reason both sides will read."""

    reason = prose(_l("Reason"), help=_l("Both sides read this."))


FORMS: Mapping[str, type[BaseForm]] = {"answer": Answer, "withdraw": Reason, "note": Note, "note_own": OwnNote}
